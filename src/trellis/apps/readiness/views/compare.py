"""Two assessments of the same questions, side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from trellis.apps.core.access import AllianceRequest, require
from trellis.apps.core.permissions import Permission
from trellis.apps.core.ui.table import Column, plain
from trellis.apps.readiness import comparing, queries
from trellis.apps.readiness.views import frame

if TYPE_CHECKING:
    from trellis.apps.readiness.models import Assessment


@require(Permission.VIEW_READINESS)
def compare(request: AllianceRequest, pk: int) -> HttpResponse:
    """What changed since an earlier assessment, question by question."""
    row = frame.found(request, pk)
    if not row.is_over:
        return redirect(frame.url(request, "assessment", pk=pk))
    others = list(queries.closed_before(row))
    chosen = _chosen(request, others)
    context = {
        "assessment": row,
        "others": others,
        "chosen": chosen,
        "crumbs": frame.crumbs(request, row),
        "differs": chosen is not None and chosen.bank_version != row.bank_version,
    }
    if chosen is not None and not context["differs"]:
        earlier, later = sorted((chosen, row), key=lambda one: (one.closed_at or one.created_at, one.pk))
        changes = comparing.changes(earlier, later, frame.bank(row))
        context |= {
            "answer": comparing.headline(changes),
            "table": plain("changes", _("Change of each question"), _columns(earlier, later), changes),
            "earlier": earlier,
            "later": later,
        }
    return render(request, "readiness/compare.html", context)


def _chosen(request: AllianceRequest, others: list[Assessment]) -> Assessment | None:
    wanted = request.GET.get("with", "")
    named = next((one for one in others if str(one.pk) == wanted), None)
    return named or (others[0] if others and not wanted else None)


def _columns(earlier: Assessment, later: Assessment) -> list[Column]:
    return [
        Column("item", _("Question")),
        Column("before", earlier.name, "number", decimals=1),
        Column("after", later.name, "number", decimals=1),
        Column("change", pgettext("difference", "Change"), "signed", decimals=1),
        Column("said", _("In words")),
    ]
