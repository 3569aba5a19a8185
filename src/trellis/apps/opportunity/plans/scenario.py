"""What if these programs were free, provided a ride, ran on Saturdays, had more seats; or a site were new?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from trellis.apps.opportunity import compute
from trellis.apps.opportunity.plans.outcome import outcome
from trellis.apps.opportunity.reach import Changes, Sites, sites_of
from trellis.apps.opportunity.supply import counted

if TYPE_CHECKING:
    from trellis.apps.opportunity.asked import Inputs
    from trellis.apps.programs.supply import SessionTable

SCHEMA_VERSION: Final = "1.0"


@dataclass(frozen=True, slots=True)
class Scenario:
    """What is changed: of which programs what, and where new sites are.

    seats_more: seats more in each session. points: (latitude, longitude) of new sites, with `point_seats`.
    """

    programs: tuple[int, ...] = ()
    free: bool = False
    ride: bool = False
    saturday: bool = False
    seats_more: int = 0
    points: tuple[tuple[float, float], ...] = ()
    point_seats: int = 20

    @property
    def changes_programs(self) -> bool:
        """Whether anything is changed about the programs chosen."""
        return bool(self.programs) and (self.free or self.ride or self.saturday or self.seats_more > 0)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is changed at all."""
        return not self.changes_programs and not self.points

    def as_parameters(self) -> dict[str, Any]:
        """Return the scenario as jobs and evidence keep it."""
        found = asdict(self)
        return {**found, "programs": list(self.programs), "points": [list(point) for point in self.points]}

    @classmethod
    def from_parameters(cls, kept: Mapping[str, Any]) -> Scenario:
        """Return the scenario that `as_parameters` kept."""
        points = tuple((float(latitude), float(longitude)) for latitude, longitude in kept["points"])
        return cls(**{**kept, "programs": tuple(kept["programs"]), "points": points})


def document(inputs: Inputs, scenario: Scenario) -> dict[str, Any]:
    """Return what a scenario changes as JSON-able values; only what is in reach of it is computed again."""
    made = compute.prepared(inputs)
    table = changed_sessions(inputs.sessions, scenario, typical=made.counted.typical)
    now = counted(table, inputs.question, as_of=inputs.as_of)
    sites = sites_of(table, now)
    changes = {rides: _difference(made.sites.part(rides), sites.part(rides)) for rides in (False, True)}
    if scenario.points:
        changes[False] = replace(changes[False], add=_joined(changes[False].add, _new_sites(scenario)))
    after = made.reach.found_with(changes)
    return {
        "schema_version": SCHEMA_VERSION,
        "sessions": int(now.rows.size),
        "sessions_before": int(made.counted.rows.size),
        "seats": round(float(now.total) + scenario.point_seats * len(scenario.points), 2),
        "seats_before": round(made.counted.total, 2),
        "programs": _names(inputs.sessions, scenario.programs),
        **outcome(inputs, made.found, after),
    }


def changed_sessions(table: SessionTable, scenario: Scenario, *, typical: float) -> SessionTable:
    """Return the sessions as they would be; unknown seats become the usual number and those added."""
    if not scenario.changes_programs:
        return table
    chosen = np.isin(np.asarray(table.program_id), scenario.programs)
    seats = table.seats
    if scenario.seats_more:
        known = np.where(np.isfinite(seats), seats, typical)
        seats = np.where(chosen, known + scenario.seats_more, seats)
    return replace(
        table,
        price=np.where(chosen & scenario.free, 0.0, table.price),
        transport=np.where(chosen & scenario.ride, 1, table.transport).astype(np.int8),
        weekend=np.asarray(table.weekend) | (chosen & scenario.saturday),
        seats=seats,
        # more seats in a session that is full are free ones
        seats_open=np.where(chosen & (scenario.seats_more > 0), np.nan, table.seats_open),
    )


def _difference(before: Sites, after: Sites) -> Changes:
    """Return what has to change for `before` to become `after`."""
    had = dict(zip(before.ids, before.seats.tolist(), strict=True))
    has = dict(zip(after.ids, after.seats.tolist(), strict=True))
    new = [row for row, key in enumerate(after.ids) if key not in had]
    return Changes(
        add=_rows(after, new) if new else None,
        drop=tuple(key for key in before.ids if key not in has),
        seats={key: value for key, value in has.items() if key in had and had[key] != value},
    )


def _rows(sites: Sites, rows: Sequence[int]) -> Sites:
    chosen = np.array(rows, dtype=np.intp)
    return Sites(
        tuple(sites.ids[row] for row in rows),
        sites.latitude[chosen],
        sites.longitude[chosen],
        sites.seats[chosen],
        sites.rides[chosen],
    )


def _new_sites(scenario: Scenario) -> Sites:
    points = np.array(scenario.points)
    count = len(scenario.points)
    return Sites(
        tuple(f"new:{number}" for number in range(count)),
        points[:, 0],
        points[:, 1],
        np.full(count, float(scenario.point_seats)),
        np.zeros(count, dtype=np.bool_),
    )


def _joined(first: Sites | None, second: Sites) -> Sites:
    if first is None:
        return second
    return Sites(
        (*first.ids, *second.ids),
        np.append(first.latitude, second.latitude),
        np.append(first.longitude, second.longitude),
        np.append(first.seats, second.seats),
        np.append(first.rides, second.rides),
    )


def _names(table: SessionTable, programs: Sequence[int]) -> dict[str, str]:
    wanted = set(programs)
    found: dict[str, str] = {}
    for key, name in zip(np.asarray(table.program_id).tolist(), table.program_name, strict=True):
        if key in wanted:
            found.setdefault(str(key), str(name))
    return found
