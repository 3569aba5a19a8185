"""What if these programs were free, on a bus line, on Saturdays? Before and after, and who gains."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from trellis.apps.core.access import AllianceRequest, require
from trellis.apps.core.permissions import Permission
from trellis.apps.core.ui.map import MapPicks
from trellis.apps.opportunity import evidence as answers
from trellis.apps.opportunity import map_spec, queries
from trellis.apps.opportunity.plan_forms import MOST_POINTS, ScenarioForm
from trellis.apps.opportunity.plans import plan_words
from trellis.apps.opportunity.plans.scenario import Scenario
from trellis.apps.opportunity.services import plans as services
from trellis.apps.opportunity.views import plans
from trellis.apps.opportunity.views.page import Shown, frame, opportunity_page

MOST_PROGRAMS = 500


@require(Permission.VIEW_OPPORTUNITY)
@opportunity_page
def scenarios(request: AllianceRequest, shown: Shown) -> HttpResponse:
    """Show the form for a scenario, and the scenarios there are."""
    form = ScenarioForm(programs=chosen(request.GET))
    return render(request, "opportunity/scenarios.html", _page(request, shown, form))


@require(Permission.RUN_JOBS)
@require_POST
@opportunity_page
def ask(request: AllianceRequest, shown: Shown) -> HttpResponse:
    """Start computing what a change would do."""
    form = ScenarioForm(request.POST, programs=chosen(request.POST))
    if not form.is_valid():
        return render(request, "opportunity/scenarios.html", _page(request, shown, form), status=422)
    job = services.ask_scenario(
        alliance=request.alliance,
        by=request.user,
        place_set=shown.reading.place_set,
        question=shown.question,
        wanted=form.scenario(),
    )
    return redirect("opportunity:computing", alliance=request.alliance.slug, job=job.pk)


@require(Permission.VIEW_OPPORTUNITY)
def scenario(request: AllianceRequest, evidence: int) -> HttpResponse:
    """Show one scenario: before and after, and who gains."""
    found, place_set, question = plans.kept(request, evidence, answers.SCENARIO_KIND)
    base = plans.frame(request, "scenarios", found, place_set, question)
    wanted = Scenario.from_parameters(found.parameters["scenario"])
    context = {
        **base,
        "change": plan_words.change(wanted),
        "scenario": wanted,
        "summary": plan_words.outcome_summary(base["document"], question),
        "gains": plan_words.who_gains(base["document"]),
    }
    return render(request, "opportunity/scenario.html", context)


def chosen(query: QueryDict) -> tuple[int, ...]:
    """Return the numbers of the programs that were ticked."""
    given = query.getlist("program")[:MOST_PROGRAMS]
    return tuple(
        sorted({int(text) for text in given if text.isascii() and text.isdigit() and len(text) < 16})
    )


def _page(request: AllianceRequest, shown: Shown, form: ScenarioForm) -> dict[str, Any]:
    reading, links = shown.reading, shown.links
    words = (request.GET.get("find") or request.POST.get("find") or "").replace("\x00", "").strip()[:100]
    points = form.cleaned_data.get("points", ()) if form.is_bound and hasattr(form, "cleaned_data") else ()
    return {
        **frame(request, shown, "scenarios"),
        "form": form,
        "ask_url": links.page("ask_scenario"),
        "find_url": links.page("scenarios"),
        "find": words,
        "hidden": links.question.values(),
        "programs": queries.listed_programs(request.alliance, words, chosen=form.programs),
        "chosen": set(form.programs),
        "most_offered": queries.PROGRAMS_OFFERED,
        "scenarios": queries.kept(request.alliance, reading.place_set, answers.SCENARIO_KIND),
        "map": map_spec.opportunity_map(
            reading,
            links,
            layer="left_out",
            picks=MapPicks("points", _("New sites"), form="scenario-form", points=points, limit=MOST_POINTS),
        ),
    }
