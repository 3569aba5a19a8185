"""The sentences of what is done about introductions."""

from django.utils.translation import gettext_lazy as _

from trellis.apps.core.audit.sentences import register

register(
    {
        "introduction.accepted": _("accepted to introduce %(target)s"),
        "introduction.declined": _("declined to introduce %(target)s"),
        "introduction.edited": _("edited the mail that introduces %(target)s"),
        "introduction.sent": _("introduced %(target)s by mail"),
        "introduction.made": _("found that an introduction was made: %(target)s"),
    }
)
