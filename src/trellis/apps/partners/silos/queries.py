"""Reads what the silo finder found, with what staff said of it and what everybody is called now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from trellis.apps.core.jobs import queries as jobs
from trellis.apps.partners.models import Partner, SiloAnswer
from trellis.apps.partners.silos import evidence, words
from trellis.apps.partners.silos.document import DUPLICATE
from trellis.apps.partners.silos.services import LOOK_KIND, Pair, every_two
from trellis.apps.programs.models import Program

if TYPE_CHECKING:
    from trellis.apps.alliances.models import Alliance
    from trellis.apps.core.evidence.models import Evidence
    from trellis.apps.core.jobs.models import Job

OPEN: Final = "open"
Names = Mapping[int, tuple[str, str]]
"""By id: what it is called, and, of a program, by whom it is."""


@dataclass(frozen=True, slots=True)
class Who:
    """A partner or a program of a finding."""

    id: int
    name: str
    organization: str

    @property
    def title(self) -> str:
        """Its name, with whose it is."""
        return f"{self.name} ({self.organization})" if self.organization else self.name


@dataclass(frozen=True, slots=True)
class Finding:
    """A set of partners or programs that do the same, or two that could join forces.

    verdict: "open", or what staff said of it; then `said` is the newest of their answers.
    """

    key: str
    about: str
    kind: str
    score: float
    members: tuple[Who, ...]
    why: Mapping[str, Any]
    verdict: str
    said: SiloAnswer | None

    @property
    def kind_label(self) -> str:
        """What it is about, and its kind, in words."""
        return str(words.KINDS[self.about, self.kind])

    @property
    def reasons(self) -> list[str]:
        """Why these were put together, a sentence each."""
        finding = {"about": self.about, "kind": self.kind, "members": self.members, "why": self.why}
        return words.reasons(finding, {each.id: each.name for each in self.members})

    @property
    def pairs(self) -> list[Pair]:
        """Every two of its members."""
        return every_two(each.id for each in self.members)

    @property
    def who(self) -> str:
        """Its members, in one line."""
        return " · ".join(each.title for each in self.members)


@dataclass(frozen=True, slots=True)
class Board:
    """All that was found, duplicates first, the surest first, and how it was found."""

    evidence: Evidence
    findings: tuple[Finding, ...]
    compared: Mapping[str, int]
    without_topics: Mapping[str, int]
    left_out: int

    def with_verdict(self, verdict: str) -> list[Finding]:
        """The findings of which staff said so; "open": of which they said nothing yet."""
        return [each for each in self.findings if each.verdict == verdict]

    def finding(self, key: str) -> Finding | None:
        """The finding of that key."""
        return next((each for each in self.findings if each.key == key), None)


def board(alliance: Alliance) -> Board | None:
    """What was found last: four queries; None where nobody looked yet."""
    newest = evidence.newest(alliance)
    if newest is None:
        return None
    newest.alliance = alliance  # known already: saves a query for its address
    result = newest.result
    names = _names(alliance, result)
    answers = {
        (row.about, row.first, row.second): row
        for row in SiloAnswer.objects.for_alliance(alliance).select_related("said_by")
    }
    findings = [
        found
        for about, part in result.items()
        for each in part["findings"]
        if (found := _finding(each, names[about], answers)) is not None
    ]
    findings.sort(key=lambda each: (each.kind != DUPLICATE, -each.score, each.key))
    return Board(
        evidence=newest,
        findings=tuple(findings),
        compared={about: part["compared"] for about, part in result.items()},
        without_topics={about: part["without_topics"] for about, part in result.items()},
        left_out=sum(part["left_out"] for part in result.values()),
    )


def under_way(alliance: Alliance) -> Job | None:
    """The job that looks for silos now."""
    found: Job | None = jobs.unfinished(alliance, kind=LOOK_KIND).first()
    return found


def _names(alliance: Alliance, result: Mapping[str, Any]) -> dict[str, Names]:
    """What the members are called now; those that are no longer there, or not in use, are left out."""

    def ids(about: str) -> set[int]:
        return {each["id"] for row in result[about]["findings"] for each in row["members"]}

    partners = Partner.objects.for_alliance(alliance).filter(
        status=Partner.Status.ACTIVE, pk__in=ids("partners")
    )
    programs = Program.objects.for_alliance(alliance).filter(
        status=Program.Status.ACTIVE, pk__in=ids("programs")
    )
    return {
        "partners": {pk: (name, "") for pk, name in partners.values_list("pk", "organization__name")},
        "programs": {
            pk: (name, by) for pk, name, by in programs.values_list("pk", "name", "organization__name")
        },
    }


def _finding(
    row: Mapping[str, Any], names: Names, answers: Mapping[tuple[str, int, int], SiloAnswer]
) -> Finding | None:
    """A finding as it stands: a member is out of it once staff dismissed all of its pairs."""
    about = row["about"]
    there = [each["id"] for each in row["members"] if each["id"] in names]
    if len(there) < 2:
        return None
    pairs = every_two(there)
    said = {pair: answers[about, *pair] for pair in pairs if (about, *pair) in answers}
    standing = [
        pair for pair in pairs if pair not in said or said[pair].verdict != SiloAnswer.Verdict.DISMISSED
    ]
    members = sorted({number for pair in standing for number in pair}) if standing else there
    if not standing:
        verdict = SiloAnswer.Verdict.DISMISSED.value
    elif all(pair in said for pair in standing):
        verdict = SiloAnswer.Verdict.INTRODUCED.value
    else:
        verdict = OPEN
    return Finding(
        key=row["key"],
        about=about,
        kind=row["kind"],
        score=row["score"],
        members=tuple(Who(number, *names[number]) for number in members),
        why=row["why"],
        verdict=verdict,
        said=_newest(said[pair] for pair in (standing or pairs) if pair in said),
    )


def _newest(answers: Iterable[SiloAnswer]) -> SiloAnswer | None:
    return max(answers, key=lambda row: row.changed_at, default=None)
