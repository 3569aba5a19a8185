"""The sentences of what is done to organizations."""

from django.utils.translation import gettext_lazy as _

from trellis.apps.core.audit.sentences import register

register(
    {
        "organization.created": _("added the organization %(target)s"),
        "organization.changed": _("changed the organization %(target)s"),
        "organization.deleted": _("removed the organization %(target)s"),
        "organization.editor_added": _("let somebody keep the entries of %(target)s"),
        "organization.editor_removed": _("let somebody no longer keep the entries of %(target)s"),
    }
)
