"""The sentences of what is done to waves. None holds an answer; none says whose tie is to whom."""

from django.utils.translation import gettext_lazy as _

from trellis.apps.core.audit.sentences import register

register(
    {
        "wave.created": _("prepared the survey wave %(target)s"),
        "wave.changed": _("changed the survey wave %(target)s"),
        "wave.opened": _("opened the survey wave %(target)s"),
        "wave.closed": _("closed the survey wave %(target)s"),
        "wave.reopened": _("opened the survey wave %(target)s again"),
        "wave.deleted": _("removed the survey wave %(target)s"),
        "wave.roster_changed": _("changed who can be named in %(target)s"),
        "wave.respondents_changed": _("changed who is asked in %(target)s"),
        "wave.mailed": _("mailed %(target)s to an address"),
        "wave.reminded": _("reminded an address of %(target)s"),
        "wave.answered": _("somebody finished answering %(target)s"),
        "wave.suggestion_settled": _("settled who is missing in %(target)s"),
        "wave.sectors_mapped": _("said which sectors of %(target)s are which of ours"),
        "tie_import.applied": _("imported the network %(target)s"),
        "tie_import.undone": _("took back the import of the network %(target)s"),
        "tie_import.discarded": _("discarded the import of the network %(target)s"),
    }
)
