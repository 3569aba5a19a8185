"""Which assessments there are, what they came to, what to do first, and which questions can be asked."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render

from trellis.apps.core.access import AllianceRequest, require
from trellis.apps.core.permissions import Permission
from trellis.apps.readiness import cards, queries, results, words
from trellis.apps.readiness.banks import Bank, latest
from trellis.apps.readiness.models import Assessment
from trellis.apps.readiness.models.own_bank import OWN
from trellis.apps.readiness.services import assessments
from trellis.apps.readiness.views import frame


@dataclass(frozen=True, slots=True)
class BankCard:
    """A bank on offer."""

    bank: Bank
    is_own: bool
    worksheet_url: str
    start_url: str
    edit_url: str


@require(Permission.VIEW_READINESS)
def overview(request: AllianceRequest) -> HttpResponse:
    """All assessments and banks; what to do first, by the one that closed last."""
    rows = list(queries.assessments(request.alliance).select_related("alliance"))
    for row in rows:
        assessments.settle(row)
    manages = request.standing.may(Permission.MANAGE_READINESS)
    banks = latest(request.alliance)
    names = {bank.key: str(bank.name) for bank in banks}
    shown = [row for row in rows if manages or row.status != Assessment.Status.DRAFT]
    context = {
        "assessments": [cards.assessment(row, names.get(row.bank, row.bank)) for row in shown],
        "banks": [_card(request, bank) for bank in banks],
        "manages": manages,
        **_first(request, rows, {bank.key: bank.is_table for bank in banks}),
    }
    return render(request, "readiness/overview.html", context)


def _first(request: AllianceRequest, rows: list[Assessment], tables: dict[str, bool]) -> dict[str, object]:
    closed = [row for row in rows if row.status == Assessment.Status.CLOSED and row.closed_at]
    if not closed:
        return {"last": None, "steps": [], "answer": []}
    closed.sort(key=lambda row: (row.closed_at, row.pk), reverse=True)
    # A table has no levels: what is weak is said by the newest assessment that does.
    last = next((row for row in closed if not tables.get(row.bank)), closed[0])
    bank = frame.bank(last)
    read = results.read(last, bank)
    return {
        "last": last,
        "steps": cards.steps(read, bank, request.alliance),
        "answer": words.headline(read, last.began),  # type: ignore[attr-defined]  # annotated by the query
        "results_url": frame.url(request, "results", pk=last.pk),
    }


def _card(request: AllianceRequest, bank: Bank) -> BankCard:
    is_own = bank.key.startswith(OWN)
    return BankCard(
        bank=bank,
        is_own=is_own,
        worksheet_url=frame.url(request, "worksheet", bank=bank.key),
        start_url=frame.url(request, "new", bank=bank.key),
        edit_url=frame.url(request, "bank_edit", bank=bank.key) if is_own else "",
    )
