"""Sets the brief: an answer in words, its map and its groups, through typst to a tagged PDF."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from trellis.apps.core.ui.figures import about, exact, percent
from trellis.apps.opportunity import answers, exports, group_words, notes, pictures, recommendations
from trellis.apps.opportunity.question import in_words
from trellis.apps.opportunity.sentences import text

if TYPE_CHECKING:
    from trellis.apps.opportunity.reading import Reading

TEMPLATE: Final = Path(__file__).with_name("template.typ")
UNPRINTABLE: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\ufeff\ud800-\udfff]")
PLAIN_TEXT: Final = re.compile(r'<text (?![^>]*font-weight="(?!400|normal))')
MOST_STEPS: Final = 5
MOST_PLACES: Final = 12


class BriefError(Exception):
    """The brief couldn't be set; the message says where."""


def render_brief(
    reading: Reading, shapes: dict[str, Any], *, alliance_name: str, language: str = "en", notice: str = ""
) -> bytes:
    """Return an answer as a PDF/UA-1 of two or three pages.

    notice: what every page says of the whole, such as that the alliance is a demonstration.
    """
    import typst

    said = content(reading, shapes, alliance_name=alliance_name, notice=notice)
    compiler = typst.Compiler(root=str(TEMPLATE.parent), font_paths=_fonts())
    try:
        made = compiler.compile(
            input=TEMPLATE.read_bytes(),
            format="pdf",
            sys_inputs={"content": json.dumps(_printable(said)), "language": language.split("-")[0]},
            pdf_standards=["ua-1"],
            timestamp=reading.evidence.computed_at.replace(microsecond=0),
        )
    except typst.TypstError as error:
        raise BriefError(f"The brief couldn't be set: {error}") from error
    assert isinstance(made, bytes)  # a PDF is one file, whatever its pages
    return made


def content(
    reading: Reading, shapes: dict[str, Any], *, alliance_name: str, notice: str = ""
) -> dict[str, Any]:
    """Return all that the brief says, as plain text for the template."""
    document, question = reading.document, reading.question
    return {
        "title": _("Who can take part in what"),
        "subtitle": in_words(question),
        "alliance": alliance_name,
        "notice": " ".join(
            [*([notice] if notice else []), *notes.illustrative(reading.place_set.is_illustrative)]
        ),
        "page": _("Page {n} of {all}"),
        "when": formats.date_format(timezone.localtime(reading.evidence.computed_at), "DATE_FORMAT"),
        "answer": [text(each) for each in answers.headline(document, question)],
        "figures": _figures(reading),
        "map": for_print(pictures.svg(reading, shapes, on_paper=True)),
        "map_said": answers.summary(document, question),
        "groups_title": _("What each group can reach"),
        "groups_head": [
            _("Group"),
            _("Young people"),
            _("Seats for each 100"),
            _("Reach no seat"),
            _("90 % interval"),
        ],
        "groups": [_group(reading, row) for row in document["groups"]],
        "steps_title": _("What would help"),
        "steps": [
            {
                "headline": recommendations.headline(reading, row),
                "why": " ".join(recommendations.why(reading, row)),
            }
            for row in document["steps"][:MOST_STEPS]
        ],
        "places_title": _("Where most are left out"),
        "places_head": [
            _("Neighborhood"),
            _("County"),
            _("Young people"),
            _("Left out"),
            _("Seats for each 100"),
        ],
        "places": _places(reading),
        "notes_title": _("What to know"),
        "notes": notes.notes(reading),
        "sources_title": _("Sources"),
        "sources": exports.provenance(reading)["sources"],
    }


def for_print(svg: str) -> str:
    """Say the regular weight outright: typst draws text of no stated weight in a variable font's thinnest."""
    return PLAIN_TEXT.sub("<text style=\"font-variation-settings:'wght' 400\" ", svg)


def _figures(reading: Reading) -> list[dict[str, str]]:
    totals = reading.totals
    return [
        {"value": answers.share(totals["left_out_share"]), "label": _("reach no seat")},
        {"value": answers.seats_for_hundred(totals["access"]), "label": _("seats for each 100 young people")},
        {
            "value": exact(totals["deserts"]),
            "label": _("neighborhoods with many young people and hardly a seat"),
        },
    ]


def _group(reading: Reading, row: dict[str, Any]) -> list[str]:
    asked = [reading.question.age_min, reading.question.age_max]
    ends = _("not known")
    if row["none_low"] is not None:
        ends = f"{percent(row['none_low'], 1)} – {percent(row['none_high'], 1)}"
    return [
        group_words.label(row["key"], row["ages"] if row["ages"] != asked else None),
        exact(row["people"]),
        answers.seats_for_hundred(row["access"]),
        percent(row["none"], 1),
        ends,
    ]


def _places(reading: Reading) -> list[list[str]]:
    rows = [row for row in reading.rows if row["people"] is not None and row["left_out"] > 0]
    rows.sort(key=lambda row: (-row["people"] * row["left_out"], row["id"]))
    return [
        [
            row["name"],
            row["county"],
            exact(row["people"]),
            about(row["people"] * row["left_out"]),
            answers.seats_for_hundred(row["access"]),
        ]
        for row in rows[:MOST_PLACES]
    ]


def _printable(value: Any) -> Any:
    """Return the content without characters that no page can show."""
    if isinstance(value, dict):
        return {key: _printable(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_printable(each) for each in value]
    return UNPRINTABLE.sub(" ", value) if isinstance(value, str) else value


@lru_cache(maxsize=1)
def _fonts() -> Any:
    import typst

    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(pictures.FONTS)]
    )
