"""Reads an alliance's programs for exports: a fixed number of queries, whatever the number of programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Any, TypeVar

from django.db.models import Q

from trellis.apps.organizations.models import Organization
from trellis.apps.programs.exchange.flat import Listed
from trellis.apps.programs.models import Program, QualityRating, Session, Site

if TYPE_CHECKING:
    from trellis.apps.alliances.models import Alliance

Row = TypeVar("Row")

CHUNK = 2000


def listed(alliance: Alliance, which: Q | None = None) -> Iterator[Listed]:
    """The alliance's programs by id, each with its sessions and ratings; `which` are conditions on programs.

    Five queries. Programs, sessions and ratings stream side by side in the order of their program; only
    organizations and sites, which many programs share, are held.
    """
    programs = Program.objects.for_alliance(alliance)
    sessions = Session.objects.for_alliance(alliance)
    ratings = QualityRating.objects.for_alliance(alliance)
    if which is not None:
        programs = programs.filter(which)
        chosen = programs.values("pk")
        sessions, ratings = sessions.filter(program__in=chosen), ratings.filter(program__in=chosen)
    organizations = {row.pk: row for row in Organization.objects.for_alliance(alliance)}
    sites = {row.pk: row for row in Site.objects.for_alliance(alliance)}
    by_program = _Aligned(sessions.order_by("program_id", "starts_on", "pk").iterator(CHUNK))
    rated = _Aligned(ratings.order_by("program_id", "-rated_on", "pk").iterator(CHUNK))
    for program in programs.order_by("pk").iterator(CHUNK):
        program.organization = organizations[program.organization_id]
        own = by_program.of(program.pk)
        for session in own:
            session.program = program
            session.site = sites[session.site_id] if session.site_id else None
        yield Listed(program, program.organization, own, rated.of(program.pk))


class _Aligned:
    """Rows sorted by program, handed out program by program; each row is looked at once."""

    def __init__(self, rows: Iterable[Any]) -> None:
        self._groups = groupby(rows, key=lambda row: row.program_id)
        self._next: tuple[int, tuple[Any, ...]] | None = self._read()

    def _read(self) -> tuple[int, tuple[Any, ...]] | None:
        for program_id, rows in self._groups:
            return program_id, tuple(rows)
        return None

    def of(self, program_id: int) -> tuple[Any, ...]:
        """The rows of one program; programs are asked for in ascending order."""
        while self._next is not None and self._next[0] < program_id:
            self._next = self._read()
        if self._next is None or self._next[0] != program_id:
            return ()
        found = self._next[1]
        self._next = self._read()
        return found
