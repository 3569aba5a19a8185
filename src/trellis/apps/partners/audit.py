"""The sentences of what is done to partners."""

from django.utils.translation import gettext_lazy as _

from trellis.apps.core.audit.sentences import register

register(
    {
        "partner.created": _("added the partner %(target)s"),
        "partner.changed": _("changed the profile of %(target)s"),
        "partner.confirmed": _("confirmed that the profile of %(target)s is still true"),
        "partner.status_changed": _("changed whether %(target)s is a partner"),
        "partner.backbone_changed": _("changed whether %(target)s is the backbone organization"),
        "partner.visibility_changed": _("changed who sees what of %(target)s"),
        "partner.assets_changed": _("changed what %(target)s brings"),
        "partner.needs_changed": _("changed what %(target)s needs and offers"),
        "partner.place_added": _("added a place of %(target)s"),
        "partner.place_changed": _("changed a place of %(target)s"),
        "partner.place_removed": _("removed a place of %(target)s"),
        "partner.person_added": _("added a person at %(target)s"),
        "partner.person_changed": _("changed what is known of a person at %(target)s"),
        "partner.person_removed": _("removed a person at %(target)s"),
        "partner.hiring_added": _("said whom %(target)s will hire"),
        "partner.hiring_changed": _("changed whom %(target)s will hire"),
        "partner.hiring_coded": _("chose the occupation of a job at %(target)s"),
        "silo.dismissed": _("dismissed that these do the same or could join forces: %(target)s"),
        "silo.introduced": _("introduced %(target)s"),
        "silo.reopened": _("opened again whether these do the same: %(target)s"),
        "partner.leadership_changed": _("changed who of %(target)s is on the leadership team"),
        "partner.invited": _("invited somebody to keep the profile of %(target)s"),
        "partner.said_true": _("answered by mail that the profile of %(target)s is still true"),
        "partner.said_changed": _("answered by mail that something about %(target)s has changed"),
        "partner.said_left": _("answered by mail that %(target)s is no longer a partner"),
        "partner.asked": _("asked by mail whether the profile of %(target)s is still true"),
        "partner_settings.changed": _("changed how often partners are asked about their profiles"),
    }
)
