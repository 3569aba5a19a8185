"""Assessments, results and next steps, ready for the pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from trellis.apps.readiness import pages, words
from trellis.apps.readiness.models import Assessment

if TYPE_CHECKING:
    from datetime import datetime

    from trellis.apps.alliances.models import Alliance
    from trellis.apps.readiness.banks import Bank
    from trellis.apps.readiness.results import ItemResult, Results


@dataclass(frozen=True, slots=True)
class AssessmentCard:
    """An assessment in a list."""

    name: str
    bank: str
    state: str
    tone: str
    when: str
    people: str
    url: str
    results_url: str


@dataclass(frozen=True, slots=True)
class StepCard:
    """What to do about a weak item."""

    item: str
    said: str
    step: str
    link: pages.Link | None


@dataclass(frozen=True, slots=True)
class ItemCard:
    """One item's result on the results page."""

    key: str
    title: str
    said: str
    is_shown: bool
    criterion: str
    sectors: tuple[tuple[str, str, str], ...]
    hidden_sectors: tuple[str, ...]
    notes: tuple[str, ...]
    unsure: int
    record: str
    record_level: str
    record_link: pages.Link | None
    step: StepCard | None


def assessment(row: Assessment, bank_name: str) -> AssessmentCard:
    """A row of `queries.assessments` as a card."""
    address = {"alliance": row.alliance.slug, "pk": row.pk}
    began: int = row.began  # type: ignore[attr-defined]  # annotated by the query
    return AssessmentCard(
        name=row.name,
        bank=bank_name,
        state=state(row),
        tone=tone(row),
        when=when(row),
        people=words.people(began, is_over=row.is_over) if row.status != Assessment.Status.DRAFT else "",
        url=reverse("readiness:assessment", kwargs=address),
        results_url=reverse("readiness:results", kwargs=address) if row.is_over else "",
    )


def state(row: Assessment) -> str:
    """Where an assessment stands, in a word or two."""
    if row.status == Assessment.Status.OPEN and not row.takes_answers:
        return _("Opens later")
    return str(row.get_status_display())


def tone(row: Assessment) -> str:
    """The tone of that word."""
    return "surplus" if row.takes_answers else ""


def when(row: Assessment) -> str:
    """Until when it is open, or since when it is closed."""
    if row.closed_at:
        return _("Closed on %(day)s") % {"day": _moment(row.closed_at, "DATE_FORMAT")}
    if row.status == Assessment.Status.OPEN and row.opens_at and not row.takes_answers:
        return _("Opens on %(moment)s") % {"moment": _moment(row.opens_at)}
    if row.closes_at:
        return _("Closes on %(moment)s") % {"moment": _moment(row.closes_at)}
    return ""


def _moment(moment: datetime, form: str = "DATETIME_FORMAT") -> str:
    return str(formats.date_format(timezone.localtime(moment), form))


def steps(results: Results, bank: Bank, alliance: Alliance) -> list[StepCard]:
    """What to do first: for the three weakest items, or for the table."""
    if bank.is_table:
        step = StepCard("", "", str(bank.step.text), pages.link(alliance, bank.step.page))
        return [step] if results.table else []
    return [card for each in results.weakest if (card := _step(each, alliance)) is not None]


def item(each: ItemResult, alliance: Alliance) -> ItemCard:
    """One item with its sectors, notes and what Trellis knows."""
    reached = each.item.level(max(int(each.level), 1)) if each.level is not None else None
    kept = each.record
    return ItemCard(
        key=each.item.key,
        title=str(each.item.text),
        said=words.sentence(each),
        is_shown=each.level is not None,
        criterion=str(reached.criterion) if reached else "",
        sectors=tuple(
            (words.sector(one.sector), words.level(each.item, one.level), words.agreement(one.agreement))
            for one in each.sectors
        ),
        hidden_sectors=tuple(words.sector(code) for code in each.hidden_sectors),
        notes=each.notes,
        unsure=each.spread.unsure if each.spread else 0,
        record=words.record(kept) if kept else "",
        record_level=str(each.item.level(kept.level).label) if kept and kept.level else "",
        record_link=pages.link(alliance, kept.page) if kept and kept.page else None,
        step=_step(each, alliance) if each.is_weak else None,
    )


def _step(each: ItemResult, alliance: Alliance) -> StepCard | None:
    if not each.item.step.text:
        return None
    return StepCard(
        str(each.item.short),
        words.sentence(each),
        str(each.item.step.text),
        pages.link(alliance, each.item.step.page),
    )
