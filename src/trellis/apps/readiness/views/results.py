"""What a closed assessment came to."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render

from trellis.apps.core.access import AllianceRequest, require
from trellis.apps.core.evidence import queries as evidence_queries
from trellis.apps.core.permissions import Permission
from trellis.apps.readiness import cards, charts, evidence, queries, results, tables, words
from trellis.apps.readiness.views import frame


@require(Permission.VIEW_READINESS)
def show(request: AllianceRequest, pk: int) -> HttpResponse:
    """The answer first, the chart, each item, then what to do."""
    row = frame.found(request, pk)
    if not row.is_over:
        return redirect(frame.url(request, "assessment", pk=pk))
    bank = frame.bank(row)
    found = results.read(row, bank)
    part = queries.participation(row)
    context = {
        "assessment": row,
        "bank": bank,
        "manages": request.standing.may(Permission.MANAGE_READINESS),
        "answer": words.headline(found, part.began),
        "part": part,
        "found": found,
        "when": cards.when(row),
        "evidence": evidence_queries.latest(
            request.alliance, kind=evidence.KIND, subject=evidence.subject(row)
        ),
        "earlier": queries.closed_before(row)[:10],
        "crumbs": frame.crumbs(request, row),
    }
    if bank.is_table:
        context |= {
            "sectors": [(words.sector(each.sector), each) for each in found.table],
            "silent": tables.silent_sectors(found),
            "themes": queries.themes(row) if found.table else (),
            "steps": cards.steps(found, bank, request.alliance),
        }
        return render(request, "readiness/results_table.html", context)
    context |= {
        "chart": charts.levels(found) if any(each.spread for each in found.items) else None,
        "table": tables.items(request, row, found),
        "items": [cards.item(each, request.alliance) for each in found.items],
        "steps": cards.steps(found, bank, request.alliance),
    }
    return render(request, "readiness/results.html", context)
