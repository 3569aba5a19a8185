"""How the sectors mix: a table of pairs of sectors with what would be expected, and the E-I index of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from trellis.apps.core.ui.figures import signed
from trellis.apps.core.ui.table import Column, DataTable
from trellis.apps.ties.network import measure_words

if TYPE_CHECKING:
    from trellis.apps.ties.network.reading import Reading

FAR = 2.0


@dataclass(frozen=True, slots=True)
class Cell:
    """How many pairs of two sectors are tied; `tone` says whether that is few or many."""

    observed: int
    expected: float | None
    residual: float | None
    possible: bool

    @property
    def distance(self) -> str:
        """The residual as a reader sees it."""
        return signed(self.residual, 1)

    @property
    def tone(self) -> str:
        """ "short" where far fewer are tied than expected, "surplus" where far more."""
        if self.residual is None or abs(self.residual) < FAR:
            return ""
        return "short" if self.residual < 0 else "surplus"


@dataclass(frozen=True, slots=True)
class Matrix:
    """The mixing matrix: symmetric, since ties have no direction here."""

    labels: tuple[str, ...]
    rows: tuple[tuple[int, str, tuple[Cell, ...]], ...]


def matrix(reading: Reading) -> Matrix:
    """Pairs tied between sectors, beside what chance would have."""
    mixing, sectors = reading.document["mixing"], reading.document["sectors"]
    possible = {tuple(pair["sectors"]) for pair in reading.document["pairs"]}
    labels = tuple(reading.sector_label(code) for code in sectors)
    order = sorted(range(len(sectors)), key=lambda place: labels[place])
    rows = []
    for number, i in enumerate(order, start=1):
        cells = tuple(
            Cell(
                observed=mixing["observed"][i][j],
                expected=mixing["expected"][i][j],
                residual=mixing["residual"][i][j],
                possible=tuple(sorted((sectors[i], sectors[j]))) in possible,
            )
            for j in order
        )
        rows.append((number, labels[i], cells))
    return Matrix(tuple(labels[i] for i in order), tuple(rows))


def by_sector(reading: Reading) -> DataTable:
    """The E-I index of each sector with its p."""
    inside, sectors = reading.document["inside"], reading.document["sectors"]
    counts = {code: reading.sectors.count(code) for code in sectors}
    columns = (inside["by_sector"], inside["expected_by_sector"], inside["p_by_sector"])
    rows: list[dict[str, Any]] = [
        {
            "sector": reading.sector_label(code),
            "partners": counts[code],
            "index": index,
            "expected": expected,
            "p": p,
            "verdict": measure_words.verdict(index, expected, p),
        }
        for code, index, expected, p in zip(sectors, *columns, strict=True)
    ]
    return DataTable(
        key="sectors",
        caption=_("Inside and across, by sector"),
        columns=(
            Column("sector", _("Sector")),
            Column("partners", _("Partners"), "number"),
            Column("index", _("E-I index"), "signed", decimals=2, help=_("−1 all inside, 1 all across")),
            Column("expected", _("By chance"), "signed", decimals=2),
            Column("p", _("p"), "number", render=lambda row: measure_words.small(row["p"])),
            Column("verdict", _("What it means"), sortable=False),
        ),
        rows=rows,
        sort="sector",
        page_size=max(len(rows), 1),
        searchable=False,
    )
