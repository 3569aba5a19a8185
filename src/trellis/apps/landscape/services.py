"""Writes of the landscape: a stand on a recommendation, a what-if that is kept, a file that is fetched."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _

from trellis.apps.core.evidence import services as evidence_services
from trellis.apps.core.jobs import queries as job_queries
from trellis.apps.core.jobs import services as jobs
from trellis.apps.findings.models import Verdict
from trellis.apps.findings.services import decide
from trellis.apps.landscape import answers
from trellis.apps.landscape.evidence import METHOD
from trellis.methods.alignment import METHOD_VERSION

if TYPE_CHECKING:
    from trellis.apps.accounts.models import User
    from trellis.apps.alliances.models import Alliance
    from trellis.apps.core.evidence.models import Evidence
    from trellis.apps.core.jobs.models import Job
    from trellis.apps.findings.models import Decision
    from trellis.apps.landscape.queries import Reading
    from trellis.apps.landscape.scenario import Scenario

SCENARIO_KIND: Final = "landscape_scenario"
PULL_KIND: Final = "landscape.pull"


class NoSuchStep(LookupError):
    """The landscape recommends nothing by that key."""


class PullIsRunning(RuntimeError):
    """This publication is being fetched already; `job` says how far it is."""

    def __init__(self, job: Job) -> None:
        super().__init__(job.title)
        self.job = job


def answer_step(
    *, alliance: Alliance, by: User, reading: Reading, key: str, verdict: Verdict, reason: str = ""
) -> Decision:
    """Keep a stand on a recommendation, with the finding it answers and the evidence as it stands today.

    Raises NoSuchStep, and DecisionError where words are missing.
    """
    row = reading.recommendations.get(key)
    if row is None:
        raise NoSuchStep(key)
    return decide(
        alliance=alliance,
        by=by,
        evidence=reading.evidence,
        subject=reading.place.subject,
        recommendation=row,
        verdict=verdict,
        reason=reason,
        finding=_finding(reading, row["occupations"]),
    )


def _finding(reading: Reading, socs: list[str]) -> tuple[str, str] | None:
    """Return (key, statement) of the gap behind a recommendation: that of the occupation it answers most."""
    row = next((reading.occupations[soc] for soc in socs if soc in reading.occupations), None)
    if row is None:
        return None
    return f"gap:{row['soc']}", " ".join(str(each) for each in answers.occupation(reading, row))


def keep_scenario(*, alliance: Alliance, by: User, reading: Reading, scenario: Scenario) -> Evidence:
    """Keep a what-if as evidence: what was changed, and the region before and after."""
    return evidence_services.keep(
        alliance=alliance,
        kind=SCENARIO_KIND,
        subject=reading.place.subject,
        title=_("What if: %(change)s") % {"change": scenario.change_in_words},
        summary=" ".join(str(each) for each in answers.what_if(scenario.before, scenario.after)),
        method=METHOD,
        method_version=METHOD_VERSION,
        parameters={**reading.evidence.parameters, "changes": [scenario.change_as_dict]},
        inputs=reading.evidence.inputs,
        result=scenario.result,
        by=by,
    )


def pull_source(*, alliance: Alliance, by: User, source: str, title: str) -> Job:
    """Start fetching a publication's full official file; raises PullIsRunning where that is under way."""
    for job in job_queries.unfinished(alliance, kind=PULL_KIND):
        if job.parameters.get("source") == source:
            raise PullIsRunning(job)
    parameters: dict[str, Any] = {"source": source}
    return jobs.start(
        kind=PULL_KIND, title=_("Get %(title)s") % {"title": title}, alliance=alliance, by=by, **parameters
    )
