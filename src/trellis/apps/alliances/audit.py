"""The sentences of what is done to alliances."""

from django.utils.translation import gettext_lazy as _

from trellis.apps.core.audit.sentences import register

register(
    {
        "alliance.created": _("started the alliance"),
        "alliance.changed": _("changed the alliance's details"),
        "alliance.landscape_published": _("opened the landscape to the public"),
        "alliance.landscape_withdrawn": _("closed the landscape to the public"),
        "alliance.partners_published": _("opened the partner directory to the public"),
        "alliance.partners_withdrawn": _("closed the partner directory to the public"),
        "alliance.programs_published": _("opened the program finder to the public"),
        "alliance.programs_withdrawn": _("closed the program finder to the public"),
        "alliance.map_published": _("opened the opportunity map to the public"),
        "alliance.map_withdrawn": _("closed the opportunity map to the public"),
        "region.created": _("added the region %(target)s"),
        "region.changed": _("changed the region %(target)s"),
        "region.colleges_changed": _("changed which colleges belong to %(target)s"),
        "region.deleted": _("removed the region %(target)s"),
        "region.made_home": _("made %(target)s the alliance's own region"),
        "member.added": _("became a member: %(target)s"),
        "member.role_changed": _("changed the role of %(target)s"),
        "member.removed": _("removed %(target)s"),
        "invitation.sent": _("invited %(target)s"),
        "invitation.resent": _("invited %(target)s again"),
        "invitation.withdrawn": _("withdrew the invitation of %(target)s"),
        "alliance.network_changed": _("changed which network the alliance belongs to"),
    }
)
