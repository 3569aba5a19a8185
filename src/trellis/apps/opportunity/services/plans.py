"""Has plans and scenarios computed, and keeps them as evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trellis.apps.core.evidence import services as evidence_services
from trellis.apps.core.jobs import services as jobs
from trellis.apps.core.ui.figures import exact
from trellis.apps.opportunity import evidence as answers
from trellis.apps.opportunity.asked import Inputs
from trellis.apps.opportunity.memory import table_of
from trellis.apps.opportunity.plans import plan_words, scenario, siting
from trellis.apps.opportunity.plans.candidates import Candidate
from trellis.apps.opportunity.plans.scenario import Scenario
from trellis.apps.opportunity.plans.siting import Wish
from trellis.apps.opportunity.question import Question
from trellis.apps.opportunity.services.places import subject_of
from trellis.apps.programs.supply import session_table
from trellis.methods.access import METHOD_VERSION

if TYPE_CHECKING:
    from trellis.apps.accounts.models import User
    from trellis.apps.alliances.models import Alliance
    from trellis.apps.core.evidence.models import Evidence
    from trellis.apps.core.jobs.models import Job
    from trellis.apps.opportunity.models import PlaceSet

SITING_JOB: Final = "opportunity.siting"
SCENARIO_JOB: Final = "opportunity.scenario"
SITING_METHOD: Final = "siting"


def ask_plan(
    *,
    alliance: Alliance,
    by: User,
    place_set: PlaceSet,
    question: Question,
    candidates: Sequence[Candidate],
    wish: Wish,
) -> Job:
    """Start looking for the best places for new sites."""
    count = wish.sites or 0
    title = (
        ngettext("Find the best place for %(n)s new site", "Find the best places for %(n)s new sites", count)
        % {"n": exact(count)}
        if count
        else _("Find the best places for new sites within a budget")
    )
    return jobs.start(
        kind=SITING_JOB,
        title=title,
        alliance=alliance,
        by=by,
        **answers.parameters(place_set, question),
        candidates=[each.as_dict() for each in candidates],
        wish=asdict(wish),
    )


def ask_scenario(
    *, alliance: Alliance, by: User, place_set: PlaceSet, question: Question, wanted: Scenario
) -> Job:
    """Start computing what a change would do."""
    return jobs.start(
        kind=SCENARIO_JOB,
        title=_("What if: %(change)s") % {"change": plan_words.change(wanted)},
        alliance=alliance,
        by=by,
        **answers.parameters(place_set, question),
        scenario=wanted.as_parameters(),
    )


def keep_plan(
    *,
    alliance: Alliance,
    by: User | None,
    place_set: PlaceSet,
    question: Question,
    candidates: Sequence[Candidate],
    wish: Wish,
    as_of: date,
) -> Evidence:
    """Compute a plan and keep it. Raises siting.NoCandidates, and what the method refuses."""
    inputs = _inputs(alliance, place_set, question, as_of)
    document = siting.plan(inputs, candidates, wish)
    return _keep(
        kind=answers.SITING_KIND,
        title=plan_words.plan_title(document, place_set),
        summary=plan_words.plan_summary(document, question),
        method=SITING_METHOD,
        parameters={"wish": asdict(wish), "candidates": len(candidates)},
        inputs=inputs,
        document=document,
        alliance=alliance,
        place_set=place_set,
        by=by,
    )


def keep_scenario(
    *,
    alliance: Alliance,
    by: User | None,
    place_set: PlaceSet,
    question: Question,
    wanted: Scenario,
    as_of: date,
) -> Evidence:
    """Compute a scenario and keep it."""
    inputs = _inputs(alliance, place_set, question, as_of)
    document = scenario.document(inputs, wanted)
    return _keep(
        kind=answers.SCENARIO_KIND,
        title=_("What if: %(change)s") % {"change": plan_words.change(wanted)},
        summary=plan_words.outcome_summary(document, question),
        method=answers.METHOD,
        parameters={"scenario": wanted.as_parameters()},
        inputs=inputs,
        document=document,
        alliance=alliance,
        place_set=place_set,
        by=by,
    )


def _inputs(alliance: Alliance, place_set: PlaceSet, question: Question, as_of: date) -> Inputs:
    sessions = session_table(alliance, as_of=as_of, include_stale=question.period != "open")
    return Inputs(table_of(place_set), sessions, question, as_of)


def _keep(
    *,
    alliance: Alliance,
    by: User | None,
    place_set: PlaceSet,
    kind: str,
    title: str,
    summary: str,
    method: str,
    parameters: dict[str, Any],
    inputs: Inputs,
    document: dict[str, Any],
) -> Evidence:
    return evidence_services.keep(
        alliance=alliance,
        kind=kind,
        subject=subject_of(place_set),
        title=title[:200],
        summary=summary,
        method=method,
        method_version=METHOD_VERSION,
        parameters={**answers.parameters(place_set, inputs.question), **parameters},
        inputs=answers.provenance(
            alliance,
            place_set,
            state=answers.directory_state(alliance, inputs.as_of),
            as_of=inputs.as_of,
            sessions=len(inputs.sessions),
        ),
        result=document,
        by=by,
    )
