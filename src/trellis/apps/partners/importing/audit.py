"""The sentences of what is done to imports of partners, to partners found twice, and to registrations."""

from django.utils.translation import gettext_lazy as _

from trellis.apps.core.audit.sentences import register

register(
    {
        "partner_import.uploaded": _("chose the list of partners %(target)s"),
        "partner_import.columns_matched": _("matched the columns of %(target)s"),
        "partner_import.sectors_said": _("said what the sectors of %(target)s are"),
        "partner_import.row_corrected": _("corrected a row of %(target)s"),
        "partner_import.duplicates_decided": _("decided about near-duplicates in %(target)s"),
        "partner_import.applied": _("imported the partners of %(target)s"),
        "partner_import.undone": _("took back the import of %(target)s"),
        "partner_import.discarded": _("discarded %(target)s"),
        "partner.merged": _("put another partner into %(target)s"),
        "partner.parted": _("took back that another partner was put into %(target)s"),
        "partner.said_different": _("said that %(target)s only looks like another partner"),
    }
)
