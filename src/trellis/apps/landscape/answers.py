"""The sentences that pages open with: the answer to the question their reader came with, numbers inside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trellis.apps.core.ui.figures import about, exact
from trellis.apps.landscape import prose
from trellis.apps.landscape.steps import overlap
from trellis.apps.landscape.tables import balance
from trellis.apps.landscape.wording import Sentence, capital, listed, plain_title, sentence

if TYPE_CHECKING:
    from trellis.apps.core.ui.evidence_card import EvidenceCard
    from trellis.apps.landscape.comparison import Side
    from trellis.apps.landscape.queries import Reading, Row


class Part(NamedTuple):
    """A piece of a sentence, with its evidence card where it is a number that has one."""

    text: str
    card: EvidenceCard | None


def parts(sentence_: Sentence, cards: Mapping[str, EvidenceCard]) -> list[Part]:
    """Return a sentence in pieces, each number with its card."""
    return [Part(text, cards.get(name) if name else None) for text, name in sentence_.parts()]


def headline(reading: Reading, cards: Mapping[str, EvidenceCard]) -> list[list[Part]]:
    """Return the landscape's answer in pieces, a list for each sentence."""
    return [parts(each, cards) for each in prose.headline(reading.document, translation)]


def occupation(reading: Reading, row: Row) -> list[Sentence]:
    """Answer what an occupation's reader came with: does it stay short here, and of how many?"""
    region = prose.region_name(reading.document, translation)
    jobs = plain_title(row["title"])
    if row["openings"] is None:
        template = _("How many jobs open for {jobs} {in_region} can't be said: its figures aren't published.")
        return [Sentence(template, {"jobs": jobs, "in_region": region})]
    if row["supply_expected"] is None:
        template = _("Each year about {openings} jobs open for {jobs} {in_region}.")
        unknown = Sentence(_("How many graduates head for them is not known yet."), {})
        return [_with(template, row, ("openings",), jobs=jobs, in_region=region), unknown]
    if not row["feeders"]:
        template = _(
            "Each year about {openings} jobs open for {jobs} {in_region}, and no program here leads to them."
        )
        return [_with(template, row, ("openings",), jobs=jobs, in_region=region)]
    template = _(
        "Each year about {openings} jobs open for {jobs} {in_region}, and about {supply_expected} "
        "graduates head for them."
    )
    first = _with(template, row, ("openings", "supply_expected"), jobs=jobs, in_region=region)
    return [first, _how_short(row)]


def _how_short(row: Row) -> Sentence:
    numbers = {"gap": abs(row["gap"])}
    if row["gap_low"] is not None and row["gap_low"] > 0:
        return _numbered(
            _("About {gap} stay unfilled, and some would even if every eligible graduate came."), numbers
        )
    if row["gap_high"] is not None and row["gap_high"] < 0:
        return _numbered(_("That is about {gap} more graduates than openings, whoever goes where."), numbers)
    if row["gap"] > 0:
        return _numbered(
            _("About {gap} stay unfilled, unless graduates who have a choice choose it."), numbers
        )
    return _numbered(
        _("That is about {gap} more graduates than openings, but many of them can go elsewhere."), numbers
    )


def program(row: Row) -> list[Sentence]:
    """Answer what a program's reader came with: how many graduate, and where can they go?"""
    if row["completers"] is None:
        return [Sentence(_("How many graduate from this program is not published."), {})]
    focal = sum(each["focal"] for each in row["goes_to"])
    template = ngettext(
        "About {completers} people a year graduate; they can go to {n} occupation shown here.",
        "About {completers} people a year graduate; they can go to {n} occupations shown here.",
        focal,
    )
    first = _with(template, row, ("completers",), n=str(focal))
    if row["expected_in_field"] is None:
        return [first]
    second = _with(
        _("About {expected_in_field} are expected there, {expected_elsewhere} in other work."),
        row,
        ("expected_in_field", "expected_elsewhere"),
    )
    return [first, second]


def bottlenecks(reading: Reading) -> list[Sentence]:
    """Answer whether there are groups of occupations that no choice of graduates could fill."""
    if not reading.known:
        return [
            Sentence(
                _("Which occupations stay short can be said once it is known which colleges are here."), {}
            )
        ]
    groups = reading.document["bottlenecks"]
    if not groups:
        return [
            Sentence(_("Every occupation could be filled, if graduates chose where they are needed."), {})
        ]
    numbers = {"floor": reading.document["unfilled_floor"]}
    template = ngettext(
        "In {n} group of occupations there are more openings than graduates who can go there: about "
        "{floor} stay unfilled whatever anybody chooses.",
        "In {n} groups of occupations there are more openings than graduates who can go there: about "
        "{floor} stay unfilled whatever anybody chooses.",
        len(groups),
    )
    return [sentence(template, numbers=numbers, n=exact(len(groups)))]


def recommendations(reading: Reading) -> list[Sentence]:
    """Answer what to do first."""
    rows = reading.document["recommendations"]
    if not rows:
        return [Sentence(_("Nothing stands out to be done here on the figures at hand."), {})]
    template = ngettext(
        "{n} step that would answer openings here, the one that answers most well-paid openings first.",
        "{n} steps that would answer openings here, those that answer most well-paid openings first.",
        len(rows),
    )
    said = [Sentence(template, {"n": exact(len(rows))})]
    return said if len(rows) == 1 else [*said, Sentence(overlap(translation), {})]


def what_if(before: dict[str, Any], after: dict[str, Any]) -> list[Sentence]:
    """Say what a change to programs does to the openings that nobody could fill."""
    fall = before["unfilled_floor"] - after["unfilled_floor"]
    numbers = {"before": before["unfilled_floor"], "after": after["unfilled_floor"]}
    if abs(fall) < 0.5:
        template = _("Openings that no graduate could fill would stay at about {after} a year.")
    elif fall > 0:
        template = _(
            "Openings that no graduate could fill would fall from about {before} to about {after} a year."
        )
    else:
        template = _(
            "Openings that no graduate could fill would rise from about {before} to about {after} a year."
        )
    if about(numbers["before"]) == about(numbers["after"]) and abs(fall) >= 0.5:
        return [Sentence(template, {name: exact(value, 1) for name, value in numbers.items()}, numbers)]
    return [_numbered(template, numbers)]


def _with(template: str, row: Row, names: tuple[str, ...], **words: str) -> Sentence:
    return _numbered(template, {name: row[name] for name in names}, **words)


def _numbered(template: str, numbers: dict[str, float], **words: str) -> Sentence:
    return Sentence(template, {name: about(value) for name, value in numbers.items()} | words, numbers)


def plain(sentence_: Sentence) -> list[Part]:
    """Return a sentence in pieces, none with a card."""
    return parts(sentence_, {})


def occupations(reading: Reading) -> list[Sentence]:
    """Answer how many occupations are short."""
    rows = reading.document["occupations"]
    if not reading.known:
        template = ngettext(
            "{n} occupation has published figures here.",
            "{n} occupations have published figures here.",
            len(rows),
        )
        return [Sentence(template, {"n": exact(len(rows))})]
    short = [row for row in rows if balance(row) == "short"]
    surplus = [row for row in rows if balance(row) == "surplus"]
    template = _("Of {n} occupations {short} are short of graduates, and {surplus} have more than they need.")
    words = {"n": exact(len(rows)), "short": exact(len(short)), "surplus": exact(len(surplus))}
    return [Sentence(template, words)]


def programs(reading: Reading) -> list[Sentence]:
    """Answer how many programs lead into the field, and how many graduate from them."""
    if not reading.known:
        return [
            Sentence(_("Which programs lead here can be said once it is known which colleges are here."), {})
        ]
    rows = reading.document["programs"]
    template = ngettext(
        "{n} program here can lead to these jobs, with about {completers} graduates a year.",
        "{n} programs here can lead to these jobs, with about {completers} graduates a year.",
        len(rows),
    )
    first = Sentence(template, {"n": exact(len(rows)), "completers": about(reading.document["completers"])})
    template = _("About {graduates} of them are expected to head there; the others go to other work.")
    return [first, Sentence(template, {"graduates": about(reading.document["supply_expected"])})]


def how_sure(row: Row) -> list[str]:
    """Say how sure an occupation's figures are, and why."""
    said = []
    if row["rse"] is None:
        said.append(
            _("The sampling error of its employment isn't published, so the figures could be well off.")
        )
    elif row["imprecise"]:
        said.append(
            _("Its employment has a sampling error of %(rse)s %%: too wide to act on by itself.")
            % {"rse": exact(row["rse"])}
        )
    else:
        said.append(_("Its employment has a sampling error of %(rse)s %%.") % {"rse": exact(row["rse"], 1)})
    if row["openings_low"] is not None:
        said.append(
            _("So openings are between %(low)s and %(high)s a year, in nine of ten samples.")
            % {"low": exact(row["openings_low"]), "high": exact(row["openings_high"])}
        )
    if row["supply_low"] is not None and row["supply_high"]:
        said.append(
            _("At least %(low)s graduates have nowhere else to go, and at most %(high)s could come.")
            % {"low": exact(row["supply_low"]), "high": exact(row["supply_high"])}
        )
    return said


def group_name(reading: Reading, group: dict[str, Any]) -> str:
    """Name a bottleneck group by its largest occupations."""
    names = [plain_title(reading.occupations[soc]["title"]) for soc in group["occupations"]]
    return capital(listed(names, translation))


def compared(sides: Sequence[Side], mode: str) -> list[Sentence]:
    """Answer how landscapes differ, in one sentence on what can be compared between them."""
    first, second = sides[0], sides[1]
    if mode == "definitions":
        template = _(
            "About {openings} jobs open a year counting everything, {entrants} counting new entrants, "
            "{growth} from growth alone."
        )
        values = {side.key: about(side.document["openings"]) for side in sides}
        return [Sentence(template, values)]
    if mode == "vintages":
        template = _(
            "On the figures of {first} about {then} jobs open a year; on those of {second}, about {now}."
        )
        numbers = {"then": first.document["openings"], "now": second.document["openings"]}
        return [_numbered(template, numbers, first=first.label, second=second.label)]
    rates = [_for_each_thousand(side) for side in sides[:2]]
    if None in rates:
        return [Sentence(_("What is published doesn't allow a comparison."), {})]
    template = _("For each 1,000 jobs, {one} open a year {in_first} and {two} {in_second}.")
    places = {"in_first": _where(first), "in_second": _where(second)}
    values = {"one": exact(rates[0], 1), "two": exact(rates[1], 1), **places}
    said = [Sentence(template, values)]
    fills = [_for_each_hundred(side) for side in sides[:2]]
    if None not in fills:
        template = _("For each 100 openings, {one} graduates head there {in_first} and {two} {in_second}.")
        values = {"one": exact(fills[0]), "two": exact(fills[1]), **places}
        said.append(Sentence(template, values))
    return said


def _where(side: Side) -> str:
    return prose.region_name(side.document, translation)


def _for_each_thousand(side: Side) -> float | None:
    openings, jobs = side.document["openings"], side.document["employment_total"]
    return openings / jobs * 1000 if jobs else None


def _for_each_hundred(side: Side) -> float | None:
    graduates, openings = side.document["supply_expected"], side.document["openings"]
    return graduates / openings * 100 if graduates is not None and openings else None
