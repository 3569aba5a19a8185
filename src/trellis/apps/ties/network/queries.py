"""Reads networks: which waves can be shown, and one of them as pages need it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trellis.apps.core.jobs import queries as job_queries
from trellis.apps.core.jobs.models import JobState
from trellis.apps.partners.models import Partner
from trellis.apps.partners.visibility import Audience, seen_by
from trellis.apps.ties import evidence as kept
from trellis.apps.ties import queries
from trellis.apps.ties.models import RosterEntry, Wave
from trellis.apps.ties.network.reading import Reading

if TYPE_CHECKING:
    from trellis.apps.alliances.models import Alliance
    from trellis.apps.core.jobs.models import Job

MEASURES_JOB = "ties.measures"
LATELY = 20


@dataclass(frozen=True, slots=True)
class Waves:
    """The closed waves of an alliance, the newest first, and which of them were computed."""

    all: tuple[Wave, ...]
    computed: frozenset[int]

    def chosen(self, number: str) -> Wave | None:
        """The wave with this number; without one the newest of organizations, computed ones first."""
        if number:
            return next((wave for wave in self.all if str(wave.pk) == number), None)
        usual = [wave for wave in self.all if not wave.is_of_people] or list(self.all)
        computed = [wave for wave in usual if wave.pk in self.computed]
        return next(iter(computed or usual), None)

    def alike(self, wave: Wave) -> list[Wave]:
        """The waves of the same kind that were computed, the oldest first, this one among them."""
        return [
            one
            for one in reversed(self.all)
            if one.kind == wave.kind and (one.pk in self.computed or one.pk == wave.pk)
        ]


def waves(alliance: Alliance) -> Waves:
    """The waves that can be shown: two queries."""
    closed = queries.waves_of(alliance).filter(status=Wave.Status.CLOSED)
    return Waves(tuple(closed), frozenset(kept.computed_waves(alliance)))


def reading_of(wave: Wave) -> Reading | None:
    """A wave's network with what everybody is called now: two queries; None where it wasn't computed."""
    evidence = kept.newest(wave)
    if evidence is None:
        return None
    evidence.alliance = wave.alliance  # known already: saves a query for its address
    document = kept.document_of(evidence)
    members, id_of = queries.members_of(wave)
    by_id = {member.id: member for member in members}
    rows = tuple(by_id[id_of[entry]] if entry in id_of else None for entry in document["members"]["entry"])
    return Reading(wave, evidence, document, rows)


def is_outdated(reading: Reading) -> bool:
    """Whether the wave changed since its network was computed: three queries."""
    return kept.state_of(reading.wave) != kept.state_read(reading.evidence)


def counties_served(alliance: Alliance, audience: Audience) -> dict[int, frozenset[str]]:
    """The counties that each partner serves, where the audience may know: one query."""
    rows = Partner.objects.for_alliance(alliance).only("pk", "counties", "visibility")
    return {row.pk: frozenset(row.counties) for row in rows if seen_by(row, "counties", audience)}


def under_way(wave: Wave) -> Job | None:
    """The job that computes a wave; None where none does."""
    waiting = job_queries.unfinished(wave.alliance, kind=MEASURES_JOB)
    return next((job for job in waiting if job.parameters.get("wave") == wave.pk), None)


def failed(wave: Wave) -> Job | None:
    """The last job for a wave if it failed; None where it didn't, or there was none lately."""
    lately = job_queries.recent(wave.alliance).filter(kind=MEASURES_JOB)[:LATELY]
    last = next((job for job in lately if job.parameters.get("wave") == wave.pk), None)
    return last if last is not None and last.state == JobState.FAILED else None


def wave_of_entry(waves: Waves, alliance: Alliance, entry: int) -> Wave | None:
    """The closed wave on whose list an entry is: one query."""
    rows = RosterEntry.objects.for_alliance(alliance).filter(pk=entry)
    number = rows.values_list("wave_id", flat=True).first()
    return next((wave for wave in waves.all if wave.pk == number), None)
