"""The sentences that the pipeline's pages open with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trellis.apps.core.ui.figures import exact, percent
from trellis.apps.landscape.pipeline import words
from trellis.apps.landscape.pipeline.document import HIDDEN
from trellis.apps.landscape.wording import Sentence, listed, sentence

if TYPE_CHECKING:
    from trellis.apps.landscape.pipeline.reading import Reading, Row

ANY_AP = "ap_any"
AP = frozenset({"ap_math", "ap_science", "ap_computer_science"})
MOST_AS_ONE_IN = 0.5
"""Up to this share is said as “1 in 9”."""


def headline(document: dict[str, Any], *, target: float) -> list[Sentence]:
    """Answer how many get to algebra I early, and who is in a school without a course."""
    whole = document["region"]
    found: list[Sentence | None] = [_algebra(document, target)]
    course = next(iter(document["courses"]), None)
    if course is not None:
        found.append(without(whole["courses"][course], course))
    if not document["is_whole_state"]:
        share = document["state"]["algebra"]["share"]
        if isinstance(share, float):
            found.append(_said(_("In all of the state {state} take algebra I by then."), "state", share))
    return [each for each in found if each is not None]


def summary(document: dict[str, Any], *, target: int) -> str:
    """Say the answer in plain words, for lists of evidence."""
    return " ".join(str(each) for each in headline(document, target=target / 100))


def _algebra(document: dict[str, Any], target: float) -> Sentence:
    found = document["region"]["algebra"]
    districts = sum(row["eighth_schools"] > 0 for row in document["districts"])
    where = ngettext("this district", "these {n} districts", districts).format(n=exact(districts))
    if found["share"] == HIDDEN:
        text = _("How many eighth-graders in {where} take algebra I before high school is hidden: too few.")
        return Sentence(text, {"where": where})
    if found["share"] is None:
        text = _("How many eighth-graders in {where} take algebra I before high school is not known.")
        return Sentence(text, {"where": where})
    return sentence(
        _(
            "{algebra} of eighth-graders in {where} take algebra I before high school; {target} is your "
            "target."
        ),
        numbers={"algebra": found["share"]},
        algebra=words.against(found["share"], target),
        where=where,
        target=percent(target),
    )


def without(course: Row, key: str) -> Sentence | None:
    """Say how many high-school students are in a school without a course; None where that isn't shown."""
    if not isinstance(course["could_share"], float):
        return None
    missing = 1 - course["could_share"]
    name = words.inside(key)
    if course["could_share"] == 1.0:
        return Sentence(_("Every high school offers {course}."), {"course": name})
    if course["offering"] == 0:
        return Sentence(_("No high school offers {course}."), {"course": name})
    if missing > MOST_AS_ONE_IN:
        text = _("{without} of high-school students are in a school without {course}.")
        return sentence(text, numbers={"without": missing}, without=percent(missing), course=name)
    text = _("{without} high-school students is in a school without {course}.")
    said = _("1 in %(n)s") % {"n": exact(round(1 / missing))}
    return sentence(text, numbers={"without": missing}, without=said, course=name)


def _said(text: str, name: str, share: float) -> Sentence:
    return sentence(text, numbers={name: share}, **{name: percent(share)})


def unit(reading: Reading, row: Row) -> list[Sentence]:
    """Answer for a district or a school: who takes algebra I early, and what isn't offered."""
    found: list[Sentence | None] = [*_algebra_of(reading, row)]
    if reading.is_high(row):
        found.append(_offers(reading, row))
    return [each for each in found if each is not None]


def _algebra_of(reading: Reading, row: Row) -> list[Sentence]:
    if not reading.has_grade_8(row):
        return []
    found = row["algebra"]
    if found["share"] is None:
        return [Sentence(_("How many eighth-graders take algebra I before high school is not known."), {})]
    if not row["algebra"]["offering"]:
        return [Sentence(_("No school here offers algebra I before high school."), {})]
    if found["share"] == HIDDEN:
        text = _("How many eighth-graders take algebra I before high school is {hidden}.")
        return [Sentence(text, {"hidden": words.hidden(reading.threshold)})]
    text = _(
        "{algebra} of eighth-graders take algebra I before high school; {target} is your target, "
        "{state} do so in the state."
    )
    said = {"algebra": words.against(found["share"], reading.target), "target": percent(reading.target)}
    state = reading.document["state"]["algebra"]["share"]
    said["state"] = words.share(state, reading.threshold)
    return [sentence(text, numbers={"algebra": found["share"]}, **said)]


def _offers(reading: Reading, row: Row) -> Sentence | None:
    if not row["high_schools"]:
        return Sentence(_("What its high-school students could take is not known."), {})
    offered = [key for key in reading.courses if row["courses"][key]["offering"]]
    missing = [key for key in reading.courses if key not in offered]
    if any(key in AP for key in offered):
        offered = [key for key in offered if key != ANY_AP]
    if ANY_AP in missing:
        missing = [key for key in missing if key not in AP]
    if not missing:
        return Sentence(_("High school offers {courses}."), {"courses": _listed(offered)})
    if not offered:
        return Sentence(_("High school doesn't offer {courses}."), {"courses": _listed(missing, joint="or")})
    text = _("High school offers {offered}, not {missing}.")
    return Sentence(text, {"offered": _listed(offered), "missing": _listed(missing, joint="or")})


def _listed(keys: list[str], *, joint: str = "and") -> str:
    names = [words.inside(key) for key in keys]
    return listed(names, translation, most=len(names), joint=joint)


def notes(reading: Reading) -> list[str]:
    """Say what to know before quoting the figures."""
    document = reading.document
    said = [_("Everybody who takes algebra I in grade 7 or 8 counts; by group only grade 8 is published.")]
    if document["grade8_from"] == "membership":
        said.append(_("Eighth-graders are those of the Common Core of Data's fall counts."))
    else:
        said.append(
            _(
                "How many eighth-graders a school has is estimated: its enrollment spread evenly over its "
                "grades. With the Common Core of Data's membership here they are counted."
            )
        )
    return [*said, *left_out(document), words.why_hidden(reading.threshold)]


def left_out(document: dict[str, Any]) -> list[str]:
    """Say what isn't counted, and how much of what is isn't shown."""
    numbers = _(
        "%(hidden)s of %(numbers)s numbers of students are hidden, so that none of them can be worked out."
    )
    return [
        *_about_schools(document),
        numbers % {"hidden": exact(document["hidden"]), "numbers": exact(document["numbers"])},
    ]


def _about_schools(document: dict[str, Any]) -> list[str]:
    said = []
    if document["estimated"]:
        text = ngettext(
            "%(n)s school serves other grades beside high school: its high-school students are estimated.",
            "%(n)s schools serve other grades beside high school: their high-school students are estimated.",
            document["estimated"],
        )
        said.append(text % {"n": exact(document["estimated"])})
    if document["left_out"]:
        text = ngettext(
            "%(n)s high school is left out: it has too few students, or doesn't say what it offers.",
            "%(n)s high schools are left out: they have too few students, or don't say what they offer.",
            document["left_out"],
        )
        said.append(text % {"n": exact(document["left_out"])})
    if document["not_asked"]:
        text = ngettext(
            "%(n)s school with grade 8 is left out: it doesn't say who takes algebra I.",
            "%(n)s schools with grade 8 are left out: they don't say who takes algebra I.",
            document["not_asked"],
        )
        said.append(text % {"n": exact(document["not_asked"])})
    return said
