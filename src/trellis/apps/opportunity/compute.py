"""Computes one question: neighborhoods and sessions in, the document that evidence keeps out.

The document is columns of plain values in a stable order; what is not known is None. Places stand in the
order of their set.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from trellis.apps.opportunity.asked import Computed, Inputs
from trellis.apps.opportunity.reach import Found, Reach, sites_of, travellers
from trellis.apps.opportunity.steps import steps_of
from trellis.apps.opportunity.supply import counted
from trellis.methods.access.deserts import deserts as find_deserts
from trellis.methods.access.equity import group_equity
from trellis.methods.access.inequality import concentration_index, gini, theil

if TYPE_CHECKING:
    from trellis.apps.opportunity.places.table import PlaceTable
    from trellis.apps.opportunity.question import Question
    from trellis.sources.places import PeopleGroup

Floats = NDArray[np.float64]
Progress = Callable[[int, int], None]

SCHEMA_VERSION: Final = "1.0"
STEPS_OF_WORK: Final = 4
PROGRAMS_NAMED: Final = 6
REGION: Final = "region"


def prepared(inputs: Inputs) -> Computed:
    """Return the catchments of a question."""
    seats = counted(inputs.sessions, inputs.question, as_of=inputs.as_of)
    sites = sites_of(inputs.sessions, seats)
    reach = Reach(inputs.places, inputs.question, travellers(inputs.places, inputs.question), sites)
    return Computed(inputs, seats, sites, reach, reach.found())


def document(inputs: Inputs, progress: Progress = lambda done, of: None) -> dict[str, Any]:
    """Return the answer to a question as JSON-able values; `progress` is told each step of the work."""
    progress(0, STEPS_OF_WORK)
    made = prepared(inputs)
    progress(1, STEPS_OF_WORK)
    people = np.nan_to_num(inputs.places.people[inputs.question.group], nan=0.0)
    online = _online(made, people)
    access = made.found.mean + online
    deserts = find_deserts(access=access, people=people)
    progress(2, STEPS_OF_WORK)
    groups = equity(inputs, made.found, access)
    progress(3, STEPS_OF_WORK)
    result = {
        "schema_version": SCHEMA_VERSION,
        "as_of": inputs.as_of.isoformat(),
        "places": _places(made, access, deserts.mask),
        "totals": _totals(made, people, access, deserts),
        "groups": groups,
        "classes": _classes(made),
        "inequality": inequality(inputs, people, access),
        "sites": _sites(made),
        "supply": {
            "sessions": int(made.counted.rows.size),
            "programs": int(np.unique(np.asarray(inputs.sessions.program_id)[made.counted.rows]).size),
            "seats": _number(made.counted.total),
            "online_seats": _number(made.counted.online_seats),
            "typical_seats": _number(made.counted.typical),
            "assumed": made.counted.assumed,
            "left_out": made.counted.left_out,
        },
    }
    result["steps"] = steps_of(made, deserts.mask, _alternatives(inputs))
    progress(STEPS_OF_WORK, STEPS_OF_WORK)
    return result


def _online(made: Computed, people: Floats) -> float:
    """Return the seats online for each young person: they are within everybody's reach alike."""
    total = float(people.sum())
    return made.counted.online_seats / total if total > 0 else 0.0


def _places(made: Computed, access: Floats, desert: NDArray[np.bool_]) -> dict[str, list[Any]]:
    places, found = made.inputs.places, made.found
    group = made.inputs.question.group
    margins = places.margins.get(group)
    return {
        "id": places.ids.tolist(),
        "people": _numbers(places.people[group], 1),
        "margin": _numbers(margins, 1) if margins is not None else [None] * len(places),
        "access": _numbers(access, 6),
        "left_out": _numbers(found.left_out, 4),
        "minutes": _numbers(np.where(np.isfinite(found.minutes), found.minutes, np.nan), 1),
        "seats": _numbers(found.seats, 1),
        "desert": desert.tolist(),
    }


def _totals(made: Computed, people: Floats, access: Floats, deserts: Any) -> dict[str, Any]:
    total = float(people.sum())
    left_out = float((people * made.found.left_out).sum())
    known = np.isfinite(made.inputs.places.people[made.inputs.question.group])
    return {
        "people": total,
        "left_out": left_out,
        "left_out_share": left_out / total if total > 0 else None,
        "access": float((people * access).sum() / total) if total > 0 else None,
        "places": len(made.inputs.places),
        "places_unknown": int((~known).sum()),
        "places_left_out": int(((made.found.left_out >= 1) & (people > 0)).sum()),
        "deserts": deserts.places,
        "desert_people": deserts.people,
        "desert_access_at_most": _number(deserts.access_at_most),
        "desert_people_at_least": _number(deserts.people_at_least),
        "seats_used": float(
            sum(
                made.sites.seats[row]
                for row, key in enumerate(made.sites.ids)
                if made.found.reached_people[key] > 0
            )
        ),
    }


def compared_groups(places: PlaceTable, question: Question) -> tuple[PeopleGroup, ...]:
    """Return the groups that a question is answered for: of its ages where they are counted, else of all."""
    wanted = places.of_kind("race", "poverty", "sex", "vehicles")
    asked = (question.age_min, question.age_max)
    chosen: dict[str, PeopleGroup] = {}
    for each in sorted(wanted, key=lambda group: (group.age_min, group.age_max) == asked):
        whole = each.key.split(":", 1)[1] if each.key.startswith("age_") else each.key
        if (each.age_min, each.age_max) == asked or not each.key.startswith("age_"):
            chosen[whole.removeprefix("sex:")] = each
    if "race:white_not_hispanic" in chosen:
        chosen.pop("race:white", None)
    if question.travel == "mix":
        chosen.pop("no_car", None)  # has its own row among those with and without a car
    return tuple(each for each in wanted if each in chosen.values())


def equity(inputs: Inputs, found: Found, access: Floats) -> list[dict[str, Any]]:
    """Return a row for the region and each group: mean access, who has little, who has none, how sure."""
    places, question = inputs.places, inputs.question
    groups = compared_groups(places, question)
    people = {REGION: places.people[question.group]} | {each.key: places.people[each.key] for each in groups}
    keys = {REGION: question.group} | {each.key: each.key for each in groups}
    margins = {name: places.margins[key] for name, key in keys.items() if key in places.margins}
    result = group_equity(
        access=access, people=people, margins=margins, reference=REGION, none=found.left_out
    )
    kinds = {each.key: each for each in groups}
    rows = []
    for row in result.rows:
        group = kinds.get(row.group)
        rows.append(
            {
                "key": row.group,
                "kind": group.kind if group else REGION,
                "ages": [group.age_min, group.age_max] if group else [question.age_min, question.age_max],
                "people": row.people,
                **_interval("access", row.mean),
                **_interval("little", row.share_low),
                **_interval("none", row.share_none),
                **_interval("difference", row.difference),
                "unknown_people": row.unknown_people,
                "unknown_margins": row.unknown_margins,
            }
        )
    return rows


def inequality(inputs: Inputs, people: Floats, access: Floats) -> dict[str, float | None]:
    """Return Gini, Theil's T between and within groups by race, the concentration index, Lorenz shares."""
    places = inputs.places
    races = [each for each in compared_groups(places, inputs.question) if each.kind == "race"]
    parts: dict[str, float | None] = {"theil": None, "theil_within": None, "theil_between": None}
    if races:
        counts = [np.nan_to_num(places.people[each.key], nan=0.0) for each in races]
        split = theil(
            np.tile(access, len(races)),
            np.concatenate(counts),
            np.repeat([each.key for each in races], len(places)),
        )
        parts = {
            "theil": _number(split.total),
            "theil_within": _number(split.within),
            "theil_between": _number(split.between),
        }
    return {
        "gini": _number(gini(access, people)),
        **parts,
        "concentration": _concentration(places, people, access),
        "least_half_share": _share_of_least(people, access, 0.5),
        "most_tenth_share": _one_less(_share_of_least(people, access, 0.9)),
    }


def _concentration(places: PlaceTable, people: Floats, access: Floats) -> float | None:
    poor, everybody = places.people.get("poverty:below"), places.people.get("all")
    if poor is None or everybody is None:
        return None
    known = np.isfinite(poor) & (everybody > 0)
    share = np.divide(poor, everybody, out=np.zeros_like(poor), where=known)
    return _number(concentration_index(access[known], people[known], share[known]))


def _share_of_least(people: Floats, access: Floats, part: float) -> float | None:
    """Return which share of all access the `part` of young people with the least of it have."""
    order = np.argsort(access, kind="stable")
    living, held = people[order], (people * access)[order]
    if held.sum() <= 0:
        return None
    return float(
        np.interp(part * living.sum(), np.append(0, living.cumsum()), np.append(0, held.cumsum()))
        / held.sum()
    )


def _classes(made: Computed) -> list[dict[str, Any]]:
    """Return what those with and without a car have, where a question is about both."""
    names = made.reach.who.classes
    if len(names) == 1:
        return []
    rows = []
    for column, name in enumerate(names):
        people = made.found.people[:, column]
        total = float(people.sum())
        rows.append(
            {
                "key": name,
                "people": total,
                "access": float((people * made.found.access[:, column]).sum() / total) if total else None,
                "none": float((people * ~made.found.in_reach[:, column]).sum() / total) if total else None,
            }
        )
    return rows


def _sites(made: Computed) -> dict[str, list[Any]]:
    """Return the sites with their seats, who competes for them and which programs are there."""
    sessions, rows, sites = made.inputs.sessions, made.counted.rows, made.sites
    order = {key: place for place, key in enumerate(sites.ids)}
    programs: list[dict[int, str]] = [{} for _key in sites.ids]
    runs = [0] * len(sites.ids)
    for row, ride in zip(rows.tolist(), made.counted.rides.tolist(), strict=True):
        number = int(sessions.site_id[row])
        place = order[f"{number}r" if ride else str(number)]
        runs[place] += 1
        programs[place].setdefault(int(sessions.program_id[row]), str(sessions.program_name[row]))
    names = {int(sessions.site_id[row]): str(sessions.site_name[row]) for row in rows.tolist()}
    return {
        "id": list(sites.ids),
        "site": [int(key.removesuffix("r")) for key in sites.ids],
        "name": [names[int(key.removesuffix("r"))] for key in sites.ids],
        "latitude": _numbers(sites.latitude, 5),
        "longitude": _numbers(sites.longitude, 5),
        "seats": _numbers(sites.seats, 2),
        "rides": sites.rides.tolist(),
        "crowding": [_number(made.found.crowding[key]) for key in sites.ids],
        "reached": [_number(made.found.reached_people[key]) for key in sites.ids],
        "sessions": runs,
        "programs": [len(each) for each in programs],
        "program_ids": [list(each)[:PROGRAMS_NAMED] for each in programs],
        "program_names": [list(each.values())[:PROGRAMS_NAMED] for each in programs],
    }


def _alternatives(inputs: Inputs) -> Mapping[str, Found]:
    """Return what could be reached by car, and if seats were free: which of them would help a desert."""
    asked = inputs.question
    others = {}
    if asked.travel != "car":
        others["bus"] = replace(asked, travel="car")
    if asked.highest_price is not None:
        others["make_free"] = replace(asked, price="any")
    return {kind: prepared(replace(inputs, question=each)).found for kind, each in others.items()}


def _interval(name: str, found: Any) -> dict[str, float | None]:
    return {
        name: _number(found.value),
        f"{name}_low": _number(found.low),
        f"{name}_high": _number(found.high),
    }


def _numbers(column: Floats, digits: int) -> list[float | None]:
    return [None if value != value else value for value in np.round(column, digits).tolist()]


def _number(value: float | None) -> float | None:
    return None if value is None or not np.isfinite(value) else round(float(value), 6)


def _one_less(value: float | None) -> float | None:
    return None if value is None else 1 - value
