"""Where would new sites help most? A plan, whom it reaches, and two plans side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from trellis.apps.core.access import AllianceRequest, require
from trellis.apps.core.permissions import Permission
from trellis.apps.core.ui.map import MapPicks, MapSite
from trellis.apps.opportunity import evidence as answers
from trellis.apps.opportunity import map_spec, queries
from trellis.apps.opportunity.memory import document_of
from trellis.apps.opportunity.plan_forms import MOST_POINTS, SitingForm
from trellis.apps.opportunity.plans import plan_tables, plan_words
from trellis.apps.opportunity.services import plans as services
from trellis.apps.opportunity.services import stands
from trellis.apps.opportunity.views import plans
from trellis.apps.opportunity.views.page import Shown, frame, opportunity_page

if TYPE_CHECKING:
    from trellis.apps.core.evidence.models import Evidence


@require(Permission.VIEW_OPPORTUNITY)
@opportunity_page
def siting(request: AllianceRequest, shown: Shown) -> HttpResponse:
    """Show the form for a plan, the plans there are, and two of them side by side."""
    form = SitingForm(table=shown.reading.table, alliance=request.alliance)
    return render(request, "opportunity/siting.html", _page(request, shown, form))


@require(Permission.RUN_JOBS)
@require_POST
@opportunity_page
def ask(request: AllianceRequest, shown: Shown) -> HttpResponse:
    """Start looking for the best places."""
    form = SitingForm(request.POST, request.FILES, table=shown.reading.table, alliance=request.alliance)
    if not form.is_valid():
        return render(request, "opportunity/siting.html", _page(request, shown, form), status=422)
    job = services.ask_plan(
        alliance=request.alliance,
        by=request.user,
        place_set=shown.reading.place_set,
        question=shown.question,
        candidates=form.cleaned_data["candidates"],
        wish=form.wish(shown.question),
    )
    return redirect("opportunity:computing", alliance=request.alliance.slug, job=job.pk)


@require(Permission.VIEW_OPPORTUNITY)
def plan(request: AllianceRequest, evidence: int) -> HttpResponse:
    """Show one plan: where, whom it reaches, how far from the best it can be."""
    found, place_set, question = plans.kept(request, evidence, answers.SITING_KIND)
    base = plans.frame(request, "siting", found, place_set, question)
    document = base["document"]
    context = {
        **base,
        "summary": plan_words.plan_summary(document, question),
        "gains": plan_words.who_gains(document),
        "table": plan_tables.chosen(document),
        "map": _map(request, found, base),
        "stand": stands.of_plan(request.alliance, found),
        "others": [
            (each, base["links"].page("siting", more={"first": found.pk, "second": each.pk}))
            for each in queries.kept(request.alliance, place_set, answers.SITING_KIND)
            if each.pk != found.pk
        ],
    }
    return render(request, "opportunity/plan.html", context)


@require(Permission.ANSWER_RECOMMENDATIONS)
@require_POST
def accept(request: AllianceRequest, evidence: int) -> HttpResponse:
    """Take a plan up as a recommendation, so that the thread goes on from it."""
    found, place_set, question = plans.kept(request, evidence, answers.SITING_KIND)
    if not document_of(found)["chosen"]:
        raise Http404(_("This plan has no new site to take up."))
    stands.accept_plan(
        alliance=request.alliance, by=request.user, evidence=found, place_set=place_set, question=question
    )
    messages.success(request, _("Accepted. It waits to be taken up as a commitment."))
    return redirect("opportunity:plan", alliance=request.alliance.slug, evidence=evidence)


def _page(request: AllianceRequest, shown: Shown, form: SitingForm) -> dict[str, Any]:
    reading, links = shown.reading, shown.links
    found = queries.kept(request.alliance, reading.place_set, answers.SITING_KIND)
    points = form.cleaned_data.get("points", ()) if form.is_bound and hasattr(form, "cleaned_data") else ()
    return {
        **frame(request, shown, "siting"),
        "form": form,
        "ask_url": links.page("ask_plan"),
        "map": map_spec.opportunity_map(
            reading,
            links,
            layer="left_out",
            picks=MapPicks(
                "points", _("Places for a new site"), form="siting-form", points=points, limit=MOST_POINTS
            ),
        ),
        "plans": found,
        "compared": _compared(request, found),
    }


def _compared(request: AllianceRequest, found: list[Evidence]) -> list[dict[str, Any]]:
    """Return the two plans that the address names, side by side; none unless both are there."""
    sides = []
    for name in ("first", "second"):
        number = request.GET.get(name, "")
        if not any(number == str(each.pk) for each in found):
            return []
        evidence, _place_set, question = plans.kept(request, int(number), answers.SITING_KIND)
        document = document_of(evidence)
        sides.append(
            {
                "evidence": evidence,
                "summary": plan_words.plan_summary(document, question),
                "gains": plan_words.who_gains(document),
                "groups": plan_tables.side(document, name),
            }
        )
    return sides


def _map(request: AllianceRequest, found: Evidence, base: dict[str, Any]) -> Any:
    """Return the map of a plan over the newest answer to its question; None where there is none."""
    links, place_set = base["links"], base["place_set"]
    evidence = answers.newest(request.alliance, place_set, links.question)
    if evidence is None:
        return None
    reading = queries.reading_of(evidence, place_set)
    new = tuple(
        MapSite(
            id=row["id"],
            name=row["name"],
            latitude=row["latitude"],
            longitude=row["longitude"],
            label=_("a new site of the plan"),
            kind="chosen",
        )
        for row in base["document"]["chosen"]
    )
    return map_spec.opportunity_map(
        reading, links, layer="left_out", sites=(*map_spec.sites_of(reading), *new)
    )
