"""The sentences of what is done to assessments. None says who answered what, or that somebody answered."""

from django.utils.translation import gettext_lazy as _

from trellis.apps.core.audit.sentences import register

register(
    {
        "assessment.created": _("prepared the assessment %(target)s"),
        "assessment.changed": _("changed the assessment %(target)s"),
        "assessment.opened": _("opened the assessment %(target)s"),
        "assessment.closed": _("closed the assessment %(target)s"),
        "assessment.deleted": _("removed the assessment %(target)s"),
        "assessment.revealed": _("revealed an item of %(target)s"),
        "assessment.invited": _("put addresses on the list of %(target)s"),
        "assessment.mailed": _("mailed %(target)s to an address"),
        "assessment.reminded": _("reminded an address of %(target)s"),
        "assessment.answered": _("somebody finished answering %(target)s"),
        "question_bank.written": _("wrote the questions %(target)s"),
        "theme.created": _("named the theme %(target)s"),
        "theme.changed": _("changed the theme %(target)s"),
        "theme.deleted": _("removed the theme %(target)s"),
    }
)
