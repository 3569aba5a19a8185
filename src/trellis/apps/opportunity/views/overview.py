"""The map: who is left out here? The answer, the picture, the groups, every neighborhood in a table."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRedirect

from trellis.apps.core.access import AllianceRequest, require
from trellis.apps.core.jobs import queries as jobs
from trellis.apps.core.jobs.models import Job, JobState
from trellis.apps.core.permissions import Permission
from trellis.apps.core.ui.map import values_json
from trellis.apps.opportunity import answers, charts, map_spec, queries, question, tables
from trellis.apps.opportunity import evidence as answer_evidence
from trellis.apps.opportunity.cards import cards
from trellis.apps.opportunity.classes import LAYERS
from trellis.apps.opportunity.links import Links
from trellis.apps.opportunity.reading import Reading
from trellis.apps.opportunity.services import plans, questions
from trellis.apps.opportunity.views.page import (
    PAGES,
    Shown,
    chosen_set,
    frame,
    opportunity_page,
    result_links,
)


@require(Permission.VIEW_OPPORTUNITY)
@opportunity_page
def overview(request: AllianceRequest, shown: Shown) -> HttpResponse:
    """Show the map of an answer, the answer first."""
    reading, links = shown.reading, shown.links
    today = timezone.localdate()
    state = answer_evidence.directory_state(request.alliance, today)
    context = {
        **frame(request, shown, "map"),
        **answer_first(shown, request.GET.get("layer", "")),
        "is_outdated": links.answer is None and answer_evidence.state_read(reading.evidence) != state,
        "earlier": earlier(shown),
        "results": result_links(request.alliance, reading.place_set, links),
        "files": files(links),
        "brief_url": links.page("brief"),
        "deserts_url": links.page("deserts"),
        "equity_url": links.page("equity"),
    }
    return render(request, "opportunity/map.html", context)


def answer_first(shown: Shown, layer: str) -> dict[str, Any]:
    """Return what the map shows to members and to the public alike."""
    reading, links = shown.reading, shown.links
    found = cards(reading)
    return {
        "cards": found,
        "answer": answers.headline(reading.document, reading.question, found),
        "map": map_spec.opportunity_map(reading, links, layer=layer),
        "groups_chart": charts.groups(reading),
        "table": tables.places(reading, links),
    }


def earlier(shown: Shown) -> list[tuple[str, str, Any]]:
    """Return (address, answer in a sentence, evidence) of earlier answers to the same question."""
    links = shown.links
    return [
        (
            Links(links.alliance, links.question, links.place_set, row.pk).page("map"),
            row.summary,
            row,
        )
        for row in queries.earlier_answers(shown.reading.evidence)
    ]


def files(links: Links) -> tuple[tuple[str, str], ...]:
    """Return the ways to take an answer along."""
    return (
        ("Excel", links.page("xlsx")),
        ("CSV", links.page("csv")),
        ("GeoJSON", links.page("geojson")),
        ("PNG", links.page("png")),
        ("SVG", links.page("svg")),
        ("JSON", links.page("json")),
    )


@require(Permission.VIEW_OPPORTUNITY)
def values(request: AllianceRequest, answer: int, layer: str) -> HttpResponse:
    """Give what each neighborhood has on one layer of an answer, for the map."""
    evidence = queries.answer_by_number(request.alliance, answer)
    if evidence is None or layer not in LAYERS:
        raise Http404(_("There is no such layer."))
    place_set = queries.place_set(request.alliance, evidence.parameters["place_set"], whole=True)
    if place_set is None:
        raise Http404(_("There is no such layer."))
    return values_of(queries.reading_of(evidence, place_set), layer)


def values_of(reading: Reading, layer: str) -> HttpResponse:
    """Return a layer's values; they never change under their address, which names answer and language."""
    answer = JsonResponse(
        values_json(map_spec.values(reading, layer)), json_dumps_params={"ensure_ascii": False}
    )
    answer["Cache-Control"] = "private, max-age=86400"
    return answer


@require(Permission.RUN_JOBS)
@require_POST
def compute(request: AllianceRequest) -> HttpResponse:
    """Have a question computed, or show its answer if it is at hand and nothing has changed since."""
    place_set = chosen_set(request)
    if place_set is None:
        return redirect("opportunity:places", alliance=request.alliance.slug)
    asked, _changed = queries.fitted(question.read(request.POST or request.GET).question, place_set)
    questions.ask(alliance=request.alliance, by=request.user, place_set=place_set, question=asked)
    return redirect(Links(request.alliance.slug, asked, place_set).page(_page(request.POST)))


@require(Permission.VIEW_OPPORTUNITY)
def computing(request: AllianceRequest, job: int) -> HttpResponse:
    """Show how far a question is; once it is answered, go to the answer."""
    found = jobs.by_id(request.alliance, job)
    if found is None or found.kind not in KINDS:
        raise Http404(_("There is no such question under way."))
    if found.state == JobState.DONE:
        return _to_answer(request, found)
    part = "opportunity/_computing.html" if request.htmx else "opportunity/computing.html"
    return render(request, part, {"job": found, "progress_url": request.get_full_path()})


def _to_answer(request: AllianceRequest, job: Job) -> HttpResponse:
    """Go to the answer, on the page where it was asked."""
    where = job.result_url
    if job.kind == questions.COMPUTE_KIND:
        place_set = queries.place_set(request.alliance, job.parameters["place_set"])
        if place_set is not None:
            asked = question.Question.from_parameters(job.parameters)
            where = Links(request.alliance.slug, asked, place_set).page(_page(request.GET))
    return HttpResponseClientRedirect(where) if request.htmx else redirect(where)


def _page(query: QueryDict) -> str:
    """Return the page on which a question was asked."""
    name = query.get("then", "")
    return name if name in dict(PAGES) else "map"


KINDS = (questions.COMPUTE_KIND, plans.SITING_JOB, plans.SCENARIO_JOB)
