"""Says in words why partners or programs were put together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext

from trellis.apps.core.ui.figures import exact
from trellis.apps.partners import codes
from trellis.apps.partners.silos.document import DUPLICATE, TOGETHER
from trellis.apps.partners.vocabulary import GradeBand, Resource
from trellis.apps.programs import topics

KINDS: Final[dict[tuple[str, str], str | Promise]] = {
    ("partners", DUPLICATE): _lazy("Partners doing the same"),
    ("partners", TOGETHER): _lazy("Partners who could join forces"),
    ("programs", DUPLICATE): _lazy("Programs doing the same"),
    ("programs", TOGETHER): _lazy("Programs that could join forces"),
}
NEXT_DOOR_MILES: Final = 0.1
NEAR_MILES: Final = 10.0
"""Farther apart than this, how far is no reason to say that two do the same."""
MOST_LISTED: Final = 4
SCHOOL_YEARS: Final = frozenset({GradeBand.ELEMENTARY, GradeBand.MIDDLE, GradeBand.HIGH})

Finding = Mapping[str, Any]


def reasons(finding: Finding, names: Mapping[int, str]) -> list[str]:
    """The reasons of a finding, a sentence each, the chief one first; `names` of its members by id."""
    why, count = finding["why"], len(finding["members"])
    found = []
    if what := _what(finding):
        found.append(", ".join([what, *_for_whom(finding), *_where(finding)]) + ".")
    if why["same_name"]:
        found.append(_("They have the same name."))
    if telling := _telling(finding):
        words = listed([f"“{word}”" for word in telling])
        found.append(_("They use the same words that few others use: %(words)s.") % {"words": words})
    elif not what and not why["fits"]:
        found.append(_("They describe what they do in much the same way."))
    found += [_fit(each, names) for each in why["fits"]]
    if why["groups"]:
        groups = listed([_inside(label) for label in codes.group_labels(why["groups"])])
        found.append(
            _("Both make a point of serving %(groups)s.") % {"groups": groups}
            if count == 2
            else _("All make a point of serving %(groups)s.") % {"groups": groups}
        )
    return found


def topic_labels(finding: Finding) -> list[str]:
    """The topics that are shared, in words."""
    return topics.labels(finding["why"]["topics"] or finding["why"]["topics_of_most"])


def listed(items: Sequence[str]) -> str:
    """“a”, “a and b”, “a, b and c”; of many the first, and how many more."""
    some = list(items[:MOST_LISTED])
    if len(items) > MOST_LISTED:
        more = len(items) - MOST_LISTED + 1
        some[-1] = ngettext("%(count)d more", "%(count)d more", more) % {"count": more}
    if len(some) < 2:
        return "".join(some)
    return _("%(first)s and %(last)s") % {"first": ", ".join(some[:-1]), "last": some[-1]}


def miles_apart(miles: float) -> str:
    """How far two places are from each other: "1.2 miles apart", "at the same place"."""
    if miles < NEXT_DOOR_MILES:
        return _("at the same place")
    return _("%(miles)s miles apart") % {"miles": exact(miles, 1 if miles < NEAR_MILES else 0)}


def _what(finding: Finding) -> str:
    """What all of them do, or most; "" where only their words or their needs tell."""
    why, count = finding["why"], len(finding["members"])
    labels = [_inside(label) for label in topic_labels(finding)]
    if not labels:
        return ""
    values = {"topics": listed(labels), "count": count}
    is_program = finding["about"] == "programs"
    if not why["topics"]:
        template = (
            _("Most of these %(count)d teach %(topics)s")
            if is_program
            else _("Most of these %(count)d work on %(topics)s")
        )
    elif count == 2:
        template = _("Both teach %(topics)s") if is_program else _("Both work on %(topics)s")
    else:
        template = (
            _("All %(count)d teach %(topics)s") if is_program else _("All %(count)d work on %(topics)s")
        )
    return template % values


def _telling(finding: Finding) -> list[str]:
    """The shared words that say more than the shared topics and names do."""
    if finding["why"]["same_name"]:
        return []
    said = " ".join(topic_labels(finding)).casefold()
    return [word for word in finding["why"]["words"] if word.casefold() not in said]


def _for_whom(finding: Finding) -> list[str]:
    ages = finding["why"]["ages"]
    if not ages:
        return []
    if finding["about"] == "partners":
        if SCHOOL_YEARS.issuperset(ages):
            return [_("for grades %(grades)s") % {"grades": listed(codes.grades_in_short(ages))}]
        return [_("for %(whom)s") % {"whom": listed([_inside(label) for label in codes.grade_labels(ages)])}]
    return [_("for %(whom)s") % {"whom": _years(ages)}]


def _where(finding: Finding) -> list[str]:
    why, found = finding["why"], []
    is_duplicate = finding["kind"] == DUPLICATE
    if why["online"]:
        return [_("online")]
    if why["counties"]:
        found.append(_("in %(places)s") % {"places": listed([county(code) for code in why["counties"]])})
    if why["districts"]:
        found.append(
            ngettext(
                "in the same school district", "in the same %(count)d school districts", why["districts"]
            )
            % {"count": why["districts"]}
        )
    if why["zip_codes"]:
        found.append(_("in ZIP code %(codes)s") % {"codes": listed(why["zip_codes"])})
    miles = why["miles"]
    if miles is not None and (not is_duplicate or miles <= NEAR_MILES):
        apart = miles_apart(miles)
        far = (
            _("at most %(distance)s") % {"distance": apart}
            if len(finding["members"]) > 2 and miles >= NEXT_DOOR_MILES
            else apart
        )
        found.append(far)
    return found


def _fit(fit: Mapping[str, Any], names: Mapping[int, str]) -> str:
    kinds = [_inside(str(Resource(kind).label)) for kind in fit["kinds"] if kind in Resource.values]
    return _("%(one)s looks for %(what)s; %(other)s has it to offer.") % {
        "one": names.get(fit["needs"], ""),
        "what": listed(kinds),
        "other": names.get(fit["offers"], ""),
    }


def county(code: str) -> str:
    """A county as it stands in a sentence: "Tulsa County"; a parish of Louisiana is one."""
    name, _comma, state = codes.county_names([code])[0].rpartition(", ")
    if not name:
        return state
    if state == "LA":
        return _("%(name)s Parish") % {"name": name}
    return name if state in ("AK", "PR", "DC") else _("%(name)s County") % {"name": name}


def _years(ages: Sequence[int]) -> str:
    """Years of age as runs: "ages 8 to 12 and 14"."""
    runs: list[list[int]] = []
    for age in ages:
        if runs and age == runs[-1][1] + 1:
            runs[-1][1] = age
        else:
            runs.append([age, age])
    said = [
        str(low) if low == high else _("%(low)d to %(high)d") % {"low": low, "high": high}
        for low, high in runs
    ]
    return ngettext("age %(ages)s", "ages %(ages)s", len(ages)) % {"ages": listed(said)}


def _inside(label: str) -> str:
    """A label as it stands inside a sentence."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]
