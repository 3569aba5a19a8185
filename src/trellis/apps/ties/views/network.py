"""The network picture, and having a network computed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRedirect

from trellis.apps.core.access import AllianceRequest, require
from trellis.apps.core.jobs import queries as jobs
from trellis.apps.core.jobs.models import JobState
from trellis.apps.core.permissions import Permission
from trellis.apps.core.ui.table import Export
from trellis.apps.ties import queries as tie_queries
from trellis.apps.ties.network import filters, pictures, services, tables, words
from trellis.apps.ties.network.queries import MEASURES_JOB
from trellis.apps.ties.views.network_page import Page, network_page

if TYPE_CHECKING:
    from trellis.apps.ties.network.filters import Filter
    from trellis.apps.ties.network.reading import Reading


@require(Permission.VIEW_TIES)
@network_page("picture")
def picture(request: AllianceRequest, page: Page) -> HttpResponse:
    """Show who works with whom: the answer, the picture, the table."""
    reading = page.reading
    shown = page.shown(request)
    query = shown.filter.query(reading.wave.pk)
    exports = tuple(
        Export(str(label), reverse(f"network:{name}", args=[request.alliance.slug]) + query)
        for label, name in FILES
    )
    context = {
        **page.frame,
        "answer": words.headline(reading),
        "caveat": words.caveat(reading),
        "findings": words.findings(reading),
        "network": pictures.spec(reading, shown),
        "controls": controls(reading, shown.filter, page.counties),
        "waves": wave_choices(page, shown.filter),
        "other_waves": other_waves(page),
        "table": tables.shown(reading, shown),
        "files": exports,
        "shown": shown,
    }
    return render(request, "ties/network/picture.html", context)


FILES = (
    ("PNG", "png"),
    ("SVG", "svg"),
    ("GraphML", "graphml"),
    ("GEXF", "gexf"),
    (gettext_lazy("CSV of ties"), "ties_csv"),
    (gettext_lazy("CSV of partners"), "partners_csv"),
)


def controls(reading: Reading, asked: Filter, counties: dict[int, frozenset[str]]) -> list[dict[str, Any]]:
    """The row of choices above the picture; one that has nothing to choose is left out."""
    everything = [("", _("everything"))]
    found: list[tuple[str, str, list[tuple[Any, str]], Any]] = []
    if reading.document["record"]["a"]:
        kinds: list[tuple[Any, str]] = [
            (filters.SURVEY, _("named in the survey")),
            (filters.RECORD, _("found in the record")),
        ]
        found.append(("tie", _("Ties"), kinds, asked.tie))
    if asked.tie == filters.SURVEY and reading.has_strengths:
        often = [(code, str(label)) for code, label in filters.OFTEN.items()]
        found.append(("often", _("How often"), list(often), asked.often))
    if asked.tie == filters.SURVEY and (topics := filters.focus_choices(reading)):
        found.append(("focus", _("On what"), [*everything, *topics], asked.focus))
    sectors = sorted(
        ((code, reading.sector_label(code)) for code in reading.document["sectors"]), key=lambda pair: pair[1]
    )
    found.append(("sector", _("Sector"), [("", _("all sectors")), *sectors], asked.sector))
    if places := filters.place_choices(reading, counties):
        found.append(("place", _("Serving"), [("", _("any county")), *places], asked.place))
    found.append(("size", _("Marks as large as"), list(filters.size_choices(reading)), asked.size))
    return [
        {"name": name, "label": label, "choices": choices, "value": value}
        for name, label, choices, value in found
    ]


def wave_choices(page: Page, asked: Filter) -> list[dict[str, Any]]:
    """The waves of the same kind with addresses that keep the filter, the oldest first."""
    address = reverse("network:picture", args=[page.reading.wave.alliance.slug])
    return [
        {
            "url": address + asked.query(wave.pk),
            "label": wave.name,
            "current": wave.pk == page.reading.wave.pk,
        }
        for wave in page.waves.alike(page.reading.wave)
    ]


def other_waves(page: Page) -> list[dict[str, str]]:
    """Networks of the other kind that were computed, the newest first."""
    address = reverse("network:picture", args=[page.reading.wave.alliance.slug])
    return [
        {"url": f"{address}?wave={wave.pk}", "label": wave.name}
        for wave in page.waves.all
        if wave.kind != page.reading.wave.kind and wave.pk in page.waves.computed
    ]


@require(Permission.MANAGE_TIES)
@require_POST
def compute(request: AllianceRequest) -> HttpResponse:
    """Have a wave's network computed."""
    number = request.POST.get("wave", "")
    wave = tie_queries.wave(request.alliance, int(number)) if number.isdigit() else None
    if wave is None:
        raise Http404("There is no such wave.")
    address = f"{reverse('network:picture', args=[request.alliance.slug])}?wave={wave.pk}"
    try:
        job = services.start(wave=wave, by=request.user)
    except ValidationError as error:
        messages.error(request, error.messages[0])
        return redirect(address)
    return redirect("network:computing", alliance=request.alliance.slug, job=job.pk)


@require(Permission.VIEW_TIES)
def computing(request: AllianceRequest, job: int) -> HttpResponse:
    """Show how far it is; once it is done, go to the picture."""
    found = jobs.by_id(request.alliance, job)
    if found is None or found.kind != MEASURES_JOB:
        raise Http404("Nothing of the kind is being computed.")
    if found.state == JobState.DONE:
        where = found.result_url
        return HttpResponseClientRedirect(where) if request.htmx else redirect(where)
    part = "ties/network/_computing.html" if request.htmx else "ties/network/computing.html"
    return render(request, part, {"job": found, "progress_url": request.get_full_path()})
