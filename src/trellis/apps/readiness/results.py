"""What an assessment came to. The only module that reads answers of several people, and it gives none away.

A result is there for at least `min_respondents` people. How many chose which level, the mean and the
quartiles are told of twice as many; of a sector, the level and whether people agree
(docs/methods/readiness.md).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import Count, QuerySet

from trellis.apps.partners.sectors import Sector
from trellis.apps.readiness import method
from trellis.apps.readiness.disclosure import shown_groups
from trellis.apps.readiness.models import Response, SectorTableEntry

if TYPE_CHECKING:
    from trellis.apps.readiness.banks import Bank, Item
    from trellis.apps.readiness.models import Assessment


@dataclass(frozen=True, slots=True)
class SectorResult:
    """What people of one sector answered; `sector` is a code, "" for those who didn't say."""

    sector: str
    level: float
    agreement: float


@dataclass(frozen=True, slots=True)
class Spread:
    """What is told of enough people only: counts of each level, mean, quartiles, how many can't tell."""

    counts: tuple[int, ...]
    mean: float
    low: float
    high: float
    unsure: int


@dataclass(frozen=True, slots=True)
class Record:
    """What Trellis itself knows about an item. `is_kept` is False where it doesn't keep such a thing yet."""

    is_kept: bool
    figure: int = 0
    sentence: dict[str, str] = field(default_factory=dict)
    page: str = ""
    level: int | None = None


@dataclass(frozen=True, slots=True)
class ItemResult:
    """What people answered to one item; `level` is None where they are too few, or nothing is shown yet."""

    item: Item
    answered: int
    level: float | None = None
    agreement: float | None = None
    spread: Spread | None = None
    sectors: tuple[SectorResult, ...] = ()
    hidden_sectors: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    record: Record | None = None

    @property
    def is_weak(self) -> bool:
        """Whether its level lies in the lower half of the scale."""
        return self.level is not None and self.level <= (len(self.item.levels) + 1) / 2


@dataclass(frozen=True, slots=True)
class SectorEntries:
    """What people wrote of one sector, each list in the order of the alphabet, apart from who wrote it."""

    sector: str
    contributes: tuple[str, ...]
    gets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Results:
    """All items in the bank's order; of a table, what was written."""

    items: tuple[ItemResult, ...]
    table: tuple[SectorEntries, ...] = ()
    writers: int = 0

    @property
    def shown(self) -> tuple[ItemResult, ...]:
        """The items that have a result."""
        return tuple(each for each in self.items if each.level is not None)

    @property
    def weakest(self) -> tuple[ItemResult, ...]:
        """The three lowest items, the lowest first, as far as they are weak."""
        weak = [each for each in self.shown if each.is_weak]
        weak.sort(key=lambda each: (each.level, each.spread.mean if each.spread else each.level))
        return tuple(weak[:3])


def read(assessment: Assessment, bank: Bank, *, only: str = "") -> Results:
    """What may be shown of an assessment: two queries. `only` is the one step that is wanted."""
    if bank.is_table:
        return read_table(assessment)
    items = [item for item in bank.items if only in ("", item.key)]
    open_to_see = [item.key for item in items if assessment.shows(item.key)]
    counted = _responses(assessment).values("item", "level", "respondent__sector")
    counts: dict[str, dict[str, list[int]]] = defaultdict(dict)
    unsure: dict[str, int] = defaultdict(int)
    sizes = {item.key: len(item.levels) for item in items}
    for row in counted.annotate(people=Count("pk")).order_by():
        if row["item"] not in sizes:
            continue
        if row["level"] is None:
            unsure[row["item"]] += row["people"]
            continue
        of_sector = counts[row["item"]].setdefault(row["respondent__sector"], [0] * sizes[row["item"]])
        of_sector[row["level"] - 1] += row["people"]
    notes = _notes(assessment, open_to_see)
    return Results(
        tuple(_item(assessment, item, counts[item.key], unsure[item.key], notes[item.key]) for item in items)
    )


def entries(assessment: Assessment) -> list[SectorTableEntry]:
    """What was written into a closed table, for staff to find themes in: by sector, apart from who wrote it.

    Nothing where too few wrote.
    """
    if read_table(assessment).table == ():
        return []
    rows = SectorTableEntry.objects.for_alliance(assessment.alliance)
    found = rows.filter(respondent__assessment=assessment).only("number", "sector", "contributes", "gets")
    return sorted(found, key=lambda entry: (_place(entry.sector), entry.contributes.casefold()))


def _responses(assessment: Assessment) -> QuerySet[Response]:
    rows: QuerySet[Response] = Response.objects.for_alliance(assessment.alliance)
    return rows.filter(respondent__assessment=assessment)


def _item(
    assessment: Assessment, item: Item, by_sector: dict[str, list[int]], unsure: int, notes: Iterable[str]
) -> ItemResult:
    counts = [sum(column) for column in zip(*by_sector.values(), strict=True)]
    answered, fewest = sum(counts), assessment.min_respondents
    record = _record(assessment, item)
    if not assessment.shows(item.key) or answered < fewest:
        return ItemResult(item, answered, record=record)
    shown = shown_groups({sector: sum(each) for sector, each in by_sector.items()}, fewest)
    return ItemResult(
        item,
        answered,
        level=method.level(counts),
        agreement=method.agreement(counts),
        spread=_spread(counts, unsure) if answered >= 2 * fewest else None,
        sectors=tuple(
            SectorResult(sector, method.level(each) or 0.0, method.agreement(each) or 0.0)
            for sector, each in sorted(by_sector.items(), key=lambda pair: _place(pair[0]))
            if sector in shown
        ),
        hidden_sectors=tuple(sorted(set(by_sector) - shown, key=_place)),
        notes=tuple(notes),
        record=record,
    )


def _spread(counts: list[int], unsure: int) -> Spread:
    return Spread(
        counts=tuple(counts),
        mean=method.mean(counts) or 0.0,
        low=method.quantile(counts, 0.25) or 0.0,
        high=method.quantile(counts, 0.75) or 0.0,
        unsure=unsure,
    )


def _place(sector: str) -> int:
    return Sector.values.index(sector) if sector in Sector.values else len(Sector.values)


def _record(assessment: Assessment, item: Item) -> Record | None:
    if not item.record or assessment.status != assessment.Status.CLOSED:
        return None
    kept: dict[str, Any] | None = assessment.record.get(item.record)
    if kept is None:
        return Record(is_kept=False)
    reached = [number for number, least in enumerate(item.record_levels, start=1) if kept["figure"] >= least]
    return Record(
        is_kept=True,
        figure=kept["figure"],
        sentence=kept["sentence"],
        page=kept["page"],
        level=max(reached, default=None),
    )


def _notes(assessment: Assessment, items: list[str]) -> dict[str, list[str]]:
    """Notes that may be shown, by item, sorted by their text, which says nothing of who wrote them."""
    found: dict[str, list[str]] = defaultdict(list)
    rows = _responses(assessment).filter(item__in=items, is_public_note=True).exclude(note="")
    for item, note in rows.values_list("item", "note").order_by():
        found[item].append(note)
    return defaultdict(list, {item: sorted(notes, key=str.casefold) for item, notes in found.items()})


def read_table(assessment: Assessment) -> Results:
    """What was written into a table, once enough people did: two queries."""
    rows = SectorTableEntry.objects.for_alliance(assessment.alliance)
    rows = rows.filter(respondent__assessment=assessment)
    writers = rows.order_by().values("respondent").distinct().count()
    if not assessment.shows("table") or writers < assessment.min_respondents:
        return Results((), writers=writers)
    contributes: dict[str, list[str]] = defaultdict(list)
    gets: dict[str, list[str]] = defaultdict(list)
    for sector, gives, takes in rows.values_list("sector", "contributes", "gets").order_by():
        contributes[sector] += [gives] if gives else []
        gets[sector] += [takes] if takes else []
    return Results(
        (),
        table=tuple(
            SectorEntries(
                sector,
                tuple(sorted(contributes[sector], key=str.casefold)),
                tuple(sorted(gets[sector], key=str.casefold)),
            )
            for sector in Sector.values
            if sector in contributes or sector in gets
        ),
        writers=writers,
    )
