"""Partners' hiring beside published openings, as tables, a chart and a file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from django.utils import translation
from django.utils.translation import gettext as _

from trellis.apps.core.ui.chart import Chart as PageChart
from trellis.apps.core.ui.figures import about, exact
from trellis.apps.core.ui.table import Column, DataTable, Export
from trellis.apps.landscape import pictures
from trellis.apps.landscape.cards_of_rows import occupation_cards
from trellis.apps.landscape.charts.base import INK, SHORT, Chart, frame, linked
from trellis.apps.landscape.charts.base import Column as ChartColumn
from trellis.apps.landscape.charts.dumbbell import dumbbell_layers, ends
from trellis.apps.landscape.charts.narrow import ROW
from trellis.apps.landscape.hiring import MORE, NO_GAP, Beside, Comparison
from trellis.apps.landscape.links import Links
from trellis.apps.landscape.tables import balance_tone
from trellis.apps.landscape.wording import plain_title

if TYPE_CHECKING:
    from trellis.apps.landscape.queries import Reading
    from trellis.apps.partners.spreadsheets import Value

KEY: Final = "hiring"
IN_CHART: Final = 12
SILENT: Final = 10
COLUMNS: Final = (
    "soc",
    "occupation",
    "positions_said",
    "employers",
    "hard_to_fill_share",
    "positions_later",
    "openings_a_year",
    "gap",
    "notes",
)


def beside(found: Comparison, reading: Reading, links: Links) -> DataTable:
    """Every occupation that partners hire in, most positions first."""
    return DataTable(
        key=KEY,
        caption=_("What partners will hire, beside published openings"),
        columns=(
            Column("title", _("Occupation"), href=lambda row: links.occupation(row.soc)),
            Column("positions", _("Partners will fill"), "number", help=_("within a year"), value=_positions),
            Column("employers", _("Employers"), "number", value=lambda row: row.said.employers),
            Column("hard", _("Hard to fill"), "percent", value=lambda row: row.hard_share),
            Column(
                "openings",
                _("Openings"),
                "number",
                help=_("a year, published"),
                card=lambda row: occupation_cards(reading, row.published)["openings"],
            ),
            Column(
                "gap",
                _("Gap"),
                "signed",
                help=_("openings less graduates"),
                value=lambda row: row.published["gap"],
                tone=lambda row: balance_tone(row.published),
            ),
            Column("later", _("Later"), "number", value=lambda row: row.said.later),
            Column(
                "flags", _("Worth a look"), value=flag_words, tone=lambda row: "short" if row.flags else ""
            ),
        ),
        rows=found.rows,
        exports=(Export("CSV", links.page("hiring-export")),),
        row_id=lambda row: f"hiring-{row.soc}",
        empty=_("No partner hires in an occupation of this field, as far as their occupations are chosen."),
    )


def silent(found: Comparison, links: Links) -> DataTable:
    """The shortest occupations that no partner says it hires."""
    return DataTable(
        key="silent",
        caption=_("Short here, and no partner says that it hires"),
        columns=(
            Column("title", _("Occupation"), href=lambda row: links.occupation(row["soc"])),
            Column("gap", _("Gap"), "signed", help=_("openings less graduates"), tone=balance_tone),
            Column("openings", _("Openings"), "number", help=_("a year")),
        ),
        rows=found.silent[:SILENT],
        page_size=SILENT,
        searchable=False,
    )


def records(rows: Sequence[Beside]) -> list[tuple[Value, ...]]:
    """The table's rows as rows of a file, in the order of COLUMNS."""
    return [
        (
            row.soc,
            row.title,
            row.said.positions,
            row.said.employers,
            None if row.hard_share is None else round(row.hard_share, 3),
            row.said.later,
            _rounded(row.openings),
            _rounded(row.published["gap"]),
            flag_words(row),
        )
        for row in rows
    ]


def flag_words(row: Beside) -> str:
    """Where what partners say and what is published don't go together, in words."""
    said = {
        MORE: _("Partners say more than is published"),
        NO_GAP: _("Hard to fill, though no gap is published"),
    }
    return "; ".join(str(said[flag]) for flag in row.flags)


def chart(found: Comparison, links: Links) -> PageChart | None:
    """The occupations that partners hire most in, each with both figures; None without any."""
    rows = [row for row in found.rows if row.openings is not None and row.said.positions][:IN_CHART]
    if not rows:
        return None
    return pictures.on_page("beside-openings", _drawn(rows, links), _drawn(rows, links, narrow=True))


def _drawn(rows: Sequence[Beside], links: Links, *, narrow: bool = False) -> Chart:
    published, said = _("openings a year, published"), _("positions that partners will fill")
    drawn: list[dict[str, Any]] = [
        linked(
            ends(
                row.title, row.openings or 0.0, float(row.said.positions), SHORT if MORE in row.flags else INK
            ),
            row.soc,
            links.occupation,
        )
        for row in rows
    ]
    sentence = _chart_sentence(rows)
    layers = dumbbell_layers(
        axis_title=_("People a year"),
        first=published,
        second=said,
        words=translation,
        has_pages=True,
        narrow=narrow,
    )
    spec = frame(
        layers=layers,
        values=drawn,
        height={"step": ROW if narrow else 26},
        width="container",
        description=sentence,
    )
    columns = (
        ChartColumn("name", _("Occupation"), "text"),
        ChartColumn("first", _("Openings a year, published")),
        ChartColumn("second", _("Positions that partners will fill")),
    )
    return Chart(
        _("What partners will hire, beside published openings"), spec, sentence, columns, tuple(drawn)
    )


def _chart_sentence(rows: Sequence[Beside]) -> str:
    first = rows[0]
    return _(
        "Partners hire most in %(jobs)s: they say they will fill %(said)s positions within a year, beside "
        "about %(openings)s published openings a year."
    ) % {
        "jobs": plain_title(first.title),
        "said": exact(first.said.positions),
        "openings": about(first.openings),
    }


def _positions(row: Beside) -> int:
    return row.said.positions


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 1)
