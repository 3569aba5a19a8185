"""The sentences of what is done to imports."""

from django.utils.translation import gettext_lazy as _

from trellis.apps.core.audit.sentences import register

register(
    {
        "program_import.uploaded": _("chose the program list %(target)s"),
        "program_import.columns_matched": _("matched the columns of %(target)s"),
        "program_import.row_corrected": _("corrected a row of %(target)s"),
        "program_import.duplicates_decided": _("decided about duplicates in %(target)s"),
        "program_import.applied": _("imported %(target)s"),
        "program_import.undone": _("took back the import of %(target)s"),
        "program_import.discarded": _("discarded %(target)s"),
        "site.located": _("located sites by their addresses"),
    }
)
