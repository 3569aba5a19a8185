"""The K-12 pipeline: a region at a glance, one of its districts, one of its schools."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from trellis.apps.core.access import AllianceRequest, require
from trellis.apps.core.permissions import Permission
from trellis.apps.landscape import answers
from trellis.apps.landscape.pipeline import (
    cards,
    charts,
    course_tables,
    group_chart,
    prose,
    recommending,
    tables,
)
from trellis.apps.landscape.pipeline.addresses import Addresses
from trellis.apps.landscape.pipeline.reading import Reading, Row
from trellis.apps.landscape.views.pipeline_page import Shown, frame, pipeline_page

FIRST = 3
"""How many recommendations the overview shows."""


@require(Permission.VIEW_LANDSCAPE)
@pipeline_page
def overview(request: AllianceRequest, shown: Shown) -> HttpResponse:
    """Show a region's pipeline, answer first."""
    reading, addresses = shown.reading, shown.addresses
    rows = recommending.steps_of(reading)
    answered = recommending.answers_to(reading, rows)
    kept = [row for row in rows if row["key"] not in answered or answered[row["key"]].stands != "dismissed"]
    context = {
        **frame(request, shown),
        **answer_first(reading, addresses),
        "steps": recommending.cards(reading, addresses, kept[:FIRST], answered),
        "step_count": len(rows),
        "files": (
            (_("Excel"), addresses.export("xlsx")),
            (_("CSV"), addresses.export("csv")),
            (_("JSON"), addresses.export("json")),
        ),
    }
    return render(request, "landscape/pipeline.html", context)


def answer_first(reading: Reading, addresses: Addresses) -> dict[str, Any]:
    """Return what members and the public see alike."""
    found = cards.headline_cards(reading)
    said = prose.headline(reading.document, target=reading.target)
    return {
        "answer": [answers.parts(each, found) for each in said],
        "figures": cards.figures(reading),
        "district_chart": charts.districts(reading, addresses),
        "group_chart": group_chart.groups(reading, reading.whole),
        "course_table": course_tables.courses(reading, reading.whole),
        "group_table": course_tables.access_by_group(reading, reading.whole),
        "table": tables.districts(reading, addresses),
        "teachers": reading.whole["teachers"],
        "state_teachers": reading.document["state"]["teachers"],
    }


@require(Permission.VIEW_LANDSCAPE)
@pipeline_page
def district(request: AllianceRequest, shown: Shown, leaid: str) -> HttpResponse:
    """Show one district: who takes algebra I early, what its high schools offer, its schools."""
    reading, addresses = shown.reading, shown.addresses
    row = reading.pipeline.districts.get(leaid)
    if row is None:
        raise Http404(_("This region has no such district."))
    rows = [each for each in recommending.steps_of(reading) if each["district"] == leaid]
    context = {
        **_unit(request, shown, row),
        "crumbs": [(_("K-12 pipeline"), addresses.page())],
        "group_chart": group_chart.groups(reading, row),
        "group_table": course_tables.access_by_group(reading, row) if reading.is_high(row) else None,
        "table": tables.schools(reading, row, addresses),
        "steps": recommending.cards(reading, addresses, rows, recommending.answers_to(reading, rows)),
    }
    return render(request, "landscape/pipeline_district.html", context)


@require(Permission.VIEW_LANDSCAPE)
@pipeline_page
def school(request: AllianceRequest, shown: Shown, combokey: str) -> HttpResponse:
    """Show one school beside its district and the state."""
    reading, addresses = shown.reading, shown.addresses
    row = reading.pipeline.schools.get(combokey)
    if row is None:
        raise Http404(_("This region has no such school."))
    context = {
        **_unit(request, shown, row),
        "crumbs": [
            (_("K-12 pipeline"), addresses.page()),
            (row["district_name"], addresses.district(row["district"])),
        ],
        "grades": tables.grades(row),
    }
    return render(request, "landscape/pipeline_school.html", context)


def _unit(request: AllianceRequest, shown: Shown, row: Row) -> dict[str, Any]:
    """Return what a district's and a school's page share."""
    reading = shown.reading
    found = cards.unit_cards(reading, row)
    return {
        **frame(request, shown),
        "row": row,
        "answer": [answers.parts(each, found) for each in prose.unit(reading, row)],
        "facts": cards.facts(reading, row),
        "course_table": course_tables.courses(reading, row) if row["high_schools"] else None,
    }
