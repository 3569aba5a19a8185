"""The page on which admins read who did what."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from trellis.apps.core.access import AllianceRequest, require
from trellis.apps.core.audit import queries
from trellis.apps.core.audit.changes import changes_in_words
from trellis.apps.core.audit.forms import AuditFilter
from trellis.apps.core.audit.sentences import sentence
from trellis.apps.core.paging import listing
from trellis.apps.core.permissions import Permission

PAGE_SIZE = 50


@require(Permission.READ_AUDIT)
def entries(request: AllianceRequest) -> HttpResponse:
    """The alliance's audit rows, newest first."""
    form = AuditFilter(request.GET, alliance=request.alliance)
    narrowed = form.cleaned_data if form.is_valid() else {}
    found = listing(request, queries.entries(request.alliance, **narrowed), size=PAGE_SIZE)
    rows = [
        {
            "at": entry.at,
            "who": str(entry.by) if entry.by else entry.by_name or _("Trellis itself"),
            "what": sentence(entry),
            "changes": changes_in_words(entry),
        }
        for entry in found.page
    ]
    return render(
        request,
        "core/audit.html",
        {"form": form, "rows": rows, "listing": found, "narrowed": any(narrowed.values())},
    )
