"""Long work of the map: making a set of neighborhoods, computing a question, a plan, a scenario."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from trellis.apps.core.jobs.handlers import JobContext, JobFailedError, handles
from trellis.apps.core.store import store
from trellis.apps.opportunity import evidence, queries
from trellis.apps.opportunity.links import Links
from trellis.apps.opportunity.models import PlaceSet
from trellis.apps.opportunity.places import building
from trellis.apps.opportunity.plans.candidates import Candidate
from trellis.apps.opportunity.plans.scenario import Scenario
from trellis.apps.opportunity.plans.siting import NoCandidates, Wish
from trellis.apps.opportunity.question import Question
from trellis.apps.opportunity.services import places as place_services
from trellis.apps.opportunity.services import plans, questions
from trellis.methods.access.siting import NothingFits, TooManyPairs
from trellis.sources.errors import SourceError


@handles(place_services.BUILD_KIND)
def build_places(context: JobContext) -> dict[str, Any]:
    """Make a set of neighborhoods from the census tables at hand."""
    asked = context.parameters
    context.progress(0, 3, _("Reading census tables…"))
    try:
        found = store().places(level=asked["level"], counties=asked["counties"])
    except SourceError as error:
        raise JobFailedError(str(error)) from error
    if not len(found):
        raise JobFailedError(_("The tables at hand hold no places of these counties."))
    context.progress(1, 3, _("Simplifying outlines…"))
    drafted = building.of_places(found)
    context.progress(2, 3, _("Keeping them…"))
    kept = place_services.keep_set(
        alliance=context.alliance, by=context.job.created_by, name=asked["name"], drafted=drafted
    )
    return {"url": reverse("opportunity:place_set", args=[context.alliance.slug, kept.pk])}


@handles(questions.COMPUTE_KIND)
def compute_question(context: JobContext) -> dict[str, Any]:
    """Compute a question, keep the answer as evidence."""
    place_set = _place_set(context)
    question = Question.from_parameters(context.parameters)
    saying = (
        _("Reading the directory…"),
        _("Finding who can reach what…"),
        _("Comparing groups…"),
        _("Looking at what would help…"),
        _("Keeping the answer…"),
    )
    evidence.compute_and_keep(
        alliance=context.alliance,
        place_set=place_set,
        question=question,
        as_of=timezone.localdate(),
        by=context.job.created_by,
        progress=lambda done, of: context.progress(done, of, saying[done]),
    )
    links = Links(context.alliance.slug, question, place_set)
    return {"url": links.page("map")}


@handles(plans.SITING_JOB)
def compute_plan(context: JobContext) -> dict[str, Any]:
    """Look for the best places for new sites, and keep the plan as evidence."""
    asked = context.parameters
    place_set = _place_set(context)
    context.progress(0, 2, _("Looking for the best places…"))
    try:
        kept = plans.keep_plan(
            alliance=context.alliance,
            by=context.job.created_by,
            place_set=place_set,
            question=Question.from_parameters(asked),
            candidates=[Candidate(**each) for each in asked["candidates"]],
            wish=Wish.from_parameters(asked["wish"]),
            as_of=timezone.localdate(),
        )
    except (NoCandidates, NothingFits, TooManyPairs) as error:
        raise JobFailedError(
            str(error) or _("There is no place a new site could be: choose some, or put points on the map.")
        ) from error
    return {"url": reverse("opportunity:plan", args=[context.alliance.slug, kept.pk])}


@handles(plans.SCENARIO_JOB)
def compute_scenario(context: JobContext) -> dict[str, Any]:
    """Compute what a change would do, and keep it as evidence."""
    place_set = _place_set(context)
    context.progress(0, 2, _("Computing what would change…"))
    kept = plans.keep_scenario(
        alliance=context.alliance,
        by=context.job.created_by,
        place_set=place_set,
        question=Question.from_parameters(context.parameters),
        wanted=Scenario.from_parameters(context.parameters["scenario"]),
        as_of=timezone.localdate(),
    )
    return {"url": reverse("opportunity:scenario", args=[context.alliance.slug, kept.pk])}


def _place_set(context: JobContext) -> PlaceSet:
    found = queries.place_set(context.alliance, context.parameters["place_set"], whole=True)
    if found is None:
        raise JobFailedError(_("The set of neighborhoods was discarded meanwhile."))
    return found
