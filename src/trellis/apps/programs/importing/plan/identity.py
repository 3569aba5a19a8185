"""Which entry each row is: the one this list made earlier, another row's, or a new one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from trellis.apps.programs.importing.plan.existing import Entry, Existing
from trellis.apps.programs.importing.plan.names import plain, plain_address
from trellis.apps.programs.importing.plan.shape import Mode

# A program or session is known by its number in the database, or by the key that its rows share.
Ref = int | tuple[Any, ...]


@dataclass(slots=True)
class Identity:
    """What a row is: its program and session, how it may change them, the row it repeats (0 for none)."""

    number: int
    program: Ref
    session: Ref
    mode: Mode = "own"
    repeats: int = 0

    @property
    def is_new(self) -> bool:
        """Whether its session isn't in the directory yet."""
        return not isinstance(self.session, int)


def program_key(values: dict[str, Any]) -> tuple[str, ...]:
    """By what a row's program is found again: its id in the list, else its organization and name."""
    if values.get("external_id"):
        return ("id", values["external_id"])
    return ("name", plain(values["organization"]), plain(values["program"]))


def session_key(values: dict[str, Any]) -> tuple[str, ...]:
    """By what a row's session is told from the program's others."""
    if values.get("session_external_id"):
        return ("id", values["session_external_id"])
    place = plain_address(values.get("address", "")) or plain(values.get("site_name", ""))
    return (
        plain(values.get("session_name", "")),
        values.get("starts_on", ""),
        values.get("starts_at", ""),
        " ".join(values.get("days", ())),
        place or values.get("mode", ""),
    )


def identify(rows: Sequence[tuple[int, dict[str, Any]]], existing: Existing) -> dict[int, Identity]:
    """The identity of each row, by row number. Rows are matched only with what this list made."""
    programs = _programs_by_key(existing)
    by_program: dict[Ref, list[tuple[int, dict[str, Any]]]] = defaultdict(list)
    for number, values in rows:
        key = program_key(values)
        by_program[programs.get(key, key)].append((number, values))
    sessions: dict[int, list[Entry]] = defaultdict(list)
    for session in existing.of("session"):
        listed_in = session.links["program_id"]
        if session.own and listed_in is not None:
            sessions[listed_in].append(session)
    found: dict[int, Identity] = {}
    for program, members in by_program.items():
        listed = sessions.get(program, []) if isinstance(program, int) else []
        for identity in _sessions(program, members, listed, existing):
            found[identity.number] = identity
    return found


def _programs_by_key(existing: Existing) -> dict[tuple[str, ...], int]:
    organizations = existing.entries["organization"]
    keys: dict[tuple[str, ...], int] = {}
    for program in existing.of("program"):
        if not program.own:
            continue
        values = program.values
        if values["external_id"]:
            keys.setdefault(("id", values["external_id"]), program.pk)
            continue
        owner = organizations[program.links["organization_id"] or 0]
        keys.setdefault(("name", plain(owner.values["name"]), plain(values["name"])), program.pk)
    return keys


def _sessions(
    program: Ref, members: list[tuple[int, dict[str, Any]]], listed: list[Entry], existing: Existing
) -> list[Identity]:
    """The sessions of one program's rows: by key, then the only one left with the only row left."""
    by_key = {_key_of(session, existing): session.pk for session in reversed(listed)}
    taken: dict[tuple[str, ...], int] = {}
    identities, open_rows = [], []
    for number, values in members:
        key = session_key(values)
        if key in taken:
            identities.append(Identity(number, program, ("row", number), repeats=taken[key]))
            continue
        taken[key] = number
        if key in by_key:
            identities.append(Identity(number, program, by_key[key]))
        else:
            open_rows.append(number)
    claimed = {identity.session for identity in identities}
    free = [session.pk for session in listed if session.pk not in claimed]
    if len(open_rows) == 1 and len(free) == 1:
        identities.append(Identity(open_rows[0], program, free[0]))
    else:
        identities.extend(Identity(number, program, ("row", number)) for number in open_rows)
    return identities


def _key_of(session: Entry, existing: Existing) -> tuple[str, ...]:
    site = existing.entries["site"].get(session.links["site_id"] or 0)
    values = {key: value for key, value in session.values.items() if value is not None}
    return session_key(
        {
            **values,
            "session_external_id": session.values["external_id"],
            "session_name": session.values["name"],
            "address": site.values["address"] if site else "",
            "site_name": site.values["name"] if site else "",
        }
    )
