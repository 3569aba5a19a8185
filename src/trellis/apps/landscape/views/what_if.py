"""What if a program graduated more, or fewer, or there were a new one?"""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from trellis.apps.core.access import AllianceRequest, require
from trellis.apps.core.permissions import Permission
from trellis.apps.core.store import store
from trellis.apps.core.ui.navigation import Item
from trellis.apps.landscape import answers, pictures, scenario, services, tables
from trellis.apps.landscape.charts import what_if_chart
from trellis.apps.landscape.scenario import Asked, Scenario
from trellis.apps.landscape.steps import credential_name
from trellis.apps.landscape.views.page import Shown, frame, landscape_page

FURTHEST = 100


@require(Permission.VIEW_LANDSCAPE)
@landscape_page
def what_if(request: AllianceRequest, shown: Shown) -> HttpResponse:
    """Show the region before and after a change to its programs; the address holds it all, to be sent."""
    asked, found = scenario.read(request.GET, shown.reading)
    is_new = asked.is_new or request.GET.get("kind") == "new"
    context = {
        **frame(shown, "what_if", kept={**asked.query, **({"kind": "new"} if is_new else {})}),
        "asked_change": asked,
        "is_new": is_new,
        "kinds": _kinds(shown, is_new=is_new),
        **(_new_program() if is_new else _existing_program(shown, asked)),
        **(_outcome(shown, asked, found) if found else {}),
    }
    return render(request, "landscape/what_if.html", context)


@require(Permission.ANSWER_RECOMMENDATIONS)
@require_POST
@landscape_page
def keep(request: AllianceRequest, shown: Shown) -> HttpResponse:
    """Keep a what-if as evidence."""
    _asked, found = scenario.read(request.GET, shown.reading)
    if found is None:
        raise Http404(_("There is no such what-if to keep."))
    kept = services.keep_scenario(
        alliance=request.alliance, by=request.user, reading=shown.reading, scenario=found
    )
    messages.success(request, _("Kept. Everybody in the alliance can find it among the evidence."))
    return redirect(kept.get_absolute_url())


def _kinds(shown: Shown, *, is_new: bool) -> tuple[Item, ...]:
    page = shown.links.page
    return (
        Item(label=_("A program there is"), url=page("what_if"), current=not is_new),
        Item(label=_("A new program"), url=page("what_if", more={"kind": "new"}), current=is_new),
    )


def _existing_program(shown: Shown, asked: Asked) -> dict[str, Any]:
    programs = shown.reading.programs
    chosen = programs.get(asked.program)
    now = round(chosen["completers"] or 0) if chosen else 0
    return {
        "program_names": sorted(scenario.program_name(row) for row in programs.values()),
        "program_text": scenario.program_name(chosen) if chosen else asked.program,
        "candidates": [
            (
                scenario.program_name(programs[key]),
                shown.links.page("what_if", more={"program": key, "more": asked.more}),
            )
            for key in asked.candidates
        ],
        "chosen": chosen,
        "now": now,
        "lowest": -now,
        "highest": max(FURTHEST, 2 * now),
    }


def _new_program() -> dict[str, Any]:
    titles = store().field_titles()
    return {
        "fields": [f"{code} {title.rstrip('.')}" for code, title in sorted(titles.items()) if len(code) == 5],
        "credentials": [(str(rank), credential_name(rank, translation)) for rank in scenario.RANKS],
    }


def _outcome(shown: Shown, asked: Asked, found: Scenario) -> dict[str, Any]:
    draw = partial(
        what_if_chart,
        found.before,
        found.after,
        link=shown.links.occupation_or_table,
        words=translation,
    )
    return {
        "scenario": found,
        "outcome": [answers.plain(each) for each in answers.what_if(found.before, found.after)],
        "before": found.before,
        "after": found.after,
        "chart": pictures.on_page("before-and-after", draw(), draw(narrow=True)),
        "table": tables.changes(found.before, found.after, shown.links),
        "share_url": shown.links.page("what_if", more=asked.query),
        "keep_url": shown.links.page("keep_scenario", more=asked.query),
    }
