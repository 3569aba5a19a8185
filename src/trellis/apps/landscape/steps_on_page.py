"""Recommendations as cards: in the reader's language, with where each stands."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils import translation
from django.utils.translation import gettext as _

from trellis.apps.core.ui.evidence_card import EvidenceCard
from trellis.apps.findings.queries import Answer, decisions_for
from trellis.apps.landscape.cards import make
from trellis.apps.landscape.published import published
from trellis.apps.landscape.steps import step_headline, step_reasons

if TYPE_CHECKING:
    from trellis.apps.alliances.models import Alliance
    from trellis.apps.landscape.links import Links
    from trellis.apps.landscape.queries import Reading, Row


FIRST: Final = 3
"""How many recommendations a page that isn't about them shows."""


@dataclass(frozen=True, slots=True)
class StepCard:
    """One recommendation as a page shows it; `answer` is None where nobody has said anything about it."""

    place: int
    id: str
    row: Row
    kind: str
    headline: str
    why: list[str]
    confidence: str
    confidence_why: str
    effect: EvidenceCard | None
    occupations: list[tuple[str, str]]
    rests_on: list[str]
    try_url: str
    answer: Answer | None

    @property
    def stands(self) -> str:
        """“open”, “accepted” or “dismissed”."""
        return self.answer.stands if self.answer else "open"


def answers_to(alliance: Alliance, reading: Reading, rows: Sequence[Row]) -> dict[str, Answer]:
    """Return what was said about recommendations, by key: two queries."""
    return decisions_for(alliance, subject=reading.place.subject, keys=[row["key"] for row in rows])


def is_dismissed(answered: Mapping[str, Answer], row: Row) -> bool:
    """Whether the last stand on a recommendation is that it be dismissed."""
    return row["key"] in answered and answered[row["key"]].stands == "dismissed"


def cards(
    reading: Reading, links: Links, rows: Sequence[Row], answered: Mapping[str, Answer]
) -> list[StepCard]:
    """Return recommendations as cards, each with what was said about it."""
    places = {key: place for place, key in enumerate(reading.recommendations, start=1)}
    return [_card(row, places[row["key"]], reading, links, answered.get(row["key"])) for row in rows]


def first_cards(alliance: Alliance, reading: Reading, links: Links, rows: Sequence[Row]) -> list[StepCard]:
    """Return the first few recommendations that nobody dismissed, as cards."""
    answered = answers_to(alliance, reading, rows)
    kept = [row for row in rows if not is_dismissed(answered, row)]
    return cards(reading, links, kept[:FIRST], answered)


def kind_label(kind: str) -> str:
    """Return what a kind of recommendation is called."""
    return {
        "expand": _("Expand a program"),
        "extend": _("Start a program"),
        "partner": _("Partner with a college"),
        "pathway": _("Build a pathway"),
        "retain": _("Keep graduates here"),
        "watch": _("Find out more"),
    }[kind]


def step_id(key: str) -> str:
    """Return the id of a recommendation's card on a page, the same from one computation to the next."""
    return f"step-{hashlib.sha256(key.encode()).hexdigest()[:10]}"


def _card(row: Row, place: int, reading: Reading, links: Links, answer: Answer | None) -> StepCard:
    socs = [soc for soc in row["occupations"] if soc in reading.occupations]
    return StepCard(
        place=place,
        id=step_id(row["key"]),
        row=row,
        kind=kind_label(row["kind"]),
        headline=step_headline(row, reading.document, translation),
        why=step_reasons(row, reading.document, translation),
        confidence=_confidence(row["confidence"]),
        confidence_why=_confidence_why(row["confidence"]),
        effect=_effect(row, reading),
        occupations=[(reading.occupations[soc]["title"], links.occupation(soc)) for soc in socs],
        rests_on=_rests_on(row, reading),
        try_url=_try_url(row, reading, links),
        answer=answer,
    )


def _confidence(confidence: str) -> str:
    return {"high": _("Quite sure"), "medium": _("Fairly sure"), "low": _("Not sure")}[confidence]


def _confidence_why(confidence: str) -> str:
    return {
        "high": _("The employment behind it is measured well."),
        "medium": _("Part of the employment behind it is measured loosely."),
        "low": _("The employment behind it is measured too loosely to rest much on."),
    }[confidence]


def _rests_on(row: Row, reading: Reading) -> list[str]:
    """Return the publications behind a recommendation, each once, with its vintage."""
    sources = [each for each in reading.document["sources"] if each["key"] in row["rests_on"]]
    return list(
        dict.fromkeys(f"{each['title']}, {published(each['vintage'], translation)}" for each in sources)
    )


def _effect(row: Row, reading: Reading) -> EvidenceCard | None:
    if not row["floor_fall"]:
        return None
    return make(
        reading,
        value=row["floor_fall"],
        label=_("Fewer openings that no graduate could fill"),
        method=_("The region is computed again with the added graduates; this is the difference."),
        sure=_confidence_why(row["confidence"]),
    )


def _try_url(row: Row, reading: Reading, links: Links) -> str:
    """Return the what-if with this step already filled in; "" where it adds no graduates."""
    if links.is_public or not reading.known or not row["added_completers"]:
        return ""
    added = round(row["added_completers"])
    if row["kind"] in {"expand", "pathway", "retain"} and row["program"] in reading.programs:
        return links.page("what_if", more={"program": row["program"], "more": added})
    if row["kind"] in {"extend", "partner"} and row["cip"] and row["rank"] is not None:
        return links.page("what_if", more={"cip": row["cip"], "rank": row["rank"], "graduates": added})
    return ""
