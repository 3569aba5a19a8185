"""Evidence cards of the pipeline's figures, and the three figures that stand first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trellis.apps.core.ui.evidence_card import CardSource, EvidenceCard
from trellis.apps.core.ui.figures import exact, percent
from trellis.apps.landscape.pipeline import prose, words
from trellis.apps.landscape.pipeline.document import HIDDEN
from trellis.apps.landscape.published import published

if TYPE_CHECKING:
    from trellis.apps.landscape.pipeline.reading import Reading, Row


@dataclass(frozen=True, slots=True)
class Figure:
    """One large number: its text is ready, since it may be hidden."""

    text: str
    label: str
    note: str = ""
    card: EvidenceCard | None = None
    tone: str = ""
    is_hidden: bool = False


def make(reading: Reading, *, value: str, label: str, method: str, where: str = "") -> EvidenceCard:
    """Return the card of any figure of this pipeline."""
    evidence = reading.evidence
    return EvidenceCard(
        value=value,
        label=f"{label}, {where or reading.region.name}",
        sources=tuple(
            CardSource(
                publisher=row["publisher"],
                title=row["title"],
                vintage=published(row["vintage"], translation),
                url=row["url"] or "",
                licence=published(row["licence"], translation),
            )
            for row in evidence.inputs
        ),
        method=method,
        sure=_sure(reading),
        computed_at=evidence.computed_at,
        version=f"{evidence.method} {evidence.method_version}",
        left_out=tuple(prose.left_out(reading.document)),
        url=reading.evidence_url,
    )


def _sure(reading: Reading) -> str:
    if reading.document["grade8_from"] == "membership":
        return _("Schools count their students themselves; nobody samples.")
    return _("Schools count their students themselves, but eighth-graders are estimated from enrollment.")


def algebra_method() -> str:
    """Say in one sentence how algebra I by grade 8 is measured."""
    return _("Students who take algebra I in grade 7 or 8, over the eighth-graders of the same schools.")


def access_method() -> str:
    """Say in one sentence how access to a course is measured."""
    return _("High-school students of the schools that offer it, over all of the high schools' students.")


def headline_cards(reading: Reading) -> dict[str, EvidenceCard]:
    """Return the cards of the numbers in the opening sentences: "algebra", "without", "state"."""
    document = reading.document
    found = {}
    for name, row, where in (
        ("algebra", reading.whole, ""),
        ("state", document["state"], ", ".join(document["states"])),
    ):
        share = row["algebra"]["share"]
        if isinstance(share, float):
            found[name] = make(
                reading,
                value=percent(share, 1),
                label=_("Eighth-graders who take algebra I before high school"),
                method=algebra_method(),
                where=where,
            )
    course = next(iter(reading.courses), None)
    if course is not None:
        share = reading.whole["courses"][course]["could_share"]
        if isinstance(share, float):
            found["without"] = make(
                reading,
                value=percent(1 - share, 1),
                label=_("High-school students in a school without %(course)s")
                % {"course": words.inside(course)},
                method=access_method(),
            )
    return found


def unit_cards(reading: Reading, row: Row) -> dict[str, EvidenceCard]:
    """Return the card of the share that a district's or school's page opens with."""
    share = row["algebra"]["share"]
    if not isinstance(share, float):
        return {}
    return {
        "algebra": make(
            reading,
            value=percent(share, 1),
            label=_("Eighth-graders who take algebra I before high school"),
            method=algebra_method(),
            where=row["name"],
        )
    }


def figures(reading: Reading) -> list[Figure]:
    """Return the three figures: algebra I by grade 8, districts short of the target, who has no calculus."""
    cards = headline_cards(reading)
    found = [_algebra(reading, cards.get("algebra"))]
    districts = _below(reading)
    found += [districts] if districts else []
    course = next(iter(reading.courses), None)
    if course is not None:
        found.append(_without(reading, course, cards.get("without")))
    return found


def _algebra(reading: Reading, card: EvidenceCard | None) -> Figure:
    found = reading.whole["algebra"]
    share = found["share"]
    note = words.part_of(found["taking"], found["eighth"], reading.threshold)
    return Figure(
        text=words.against(share, reading.target)
        if isinstance(share, float)
        else words.share(share, reading.threshold),
        label=_("take algebra I by grade 8"),
        note=note if isinstance(share, float) else "",
        card=card,
        tone="short" if isinstance(share, float) and share < reading.target else "",
        is_hidden=not isinstance(share, float),
    )


def _below(reading: Reading) -> Figure | None:
    shares = [row["algebra"]["share"] for row in reading.document["districts"] if row["eighth_schools"]]
    shown = [share for share in shares if isinstance(share, float)]
    if not shown:
        return None
    below = sum(share < reading.target for share in shown)
    hidden = sum(share == HIDDEN for share in shares)
    note = ngettext("of %(n)s district", "of %(n)s districts", len(shown)) % {"n": exact(len(shown))}
    if hidden:
        note = _("%(of)s; of %(hidden)s more it is hidden") % {"of": note, "hidden": exact(hidden)}
    card = make(
        reading,
        value=exact(below),
        label=_("Districts below the target"),
        method=_("Districts whose share is shown and below the target that the alliance set."),
    )
    label = _("below the target of %(target)s") % {"target": percent(reading.target)}
    return Figure(exact(below), label, note, card, "short" if below else "")


def _without(reading: Reading, course: str, card: EvidenceCard | None) -> Figure:
    found, high = reading.whole["courses"][course], reading.whole["high"]
    label = _("students in a high school without %(course)s") % {"course": words.inside(course)}
    if not isinstance(high, int) or not isinstance(found["could"], int):
        text = words.count(found["could"], reading.threshold)
        return Figure(text, label, is_hidden=True)
    left = high - found["could"]
    schools = reading.whole["high_schools"] - found["offering"]
    note = ngettext("in %(n)s high school", "in %(n)s high schools", schools) % {"n": exact(schools)}
    return Figure(exact(left), label, note, card, "short" if left else "")


def facts(reading: Reading, row: Row) -> list[tuple[str, str]]:
    """Return what a district's or school's page shows in short: counts, teachers."""
    found = []
    if reading.has_grade_8(row):
        part = words.part_of(row["algebra"]["taking"], row["algebra"]["eighth"], reading.threshold)
        found.append((_("In algebra I by grade 8"), part))
    if reading.is_high(row):
        found.append((_("High-school students"), words.count(row["high"], reading.threshold)))
    teachers = row["teachers"]
    found += [
        (_("Teachers, full-time equivalents"), exact(teachers["fte"], 1)),
        (_("Certified teachers"), percent(teachers["certified_share"])),
        (_("In their first or second year"), percent(teachers["new_share"])),
    ]
    return found
