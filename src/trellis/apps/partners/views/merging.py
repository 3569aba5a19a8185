"""Partners that are there twice: which seem to be, both side by side, putting together, parting again."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from trellis.apps.core.access import AllianceRequest, require
from trellis.apps.core.permissions import Permission
from trellis.apps.partners import duplicates, identifiers, merging, queries, registering
from trellis.apps.partners.exchange import flat
from trellis.apps.partners.importing.fields import FIELDS
from trellis.apps.partners.importing.pages import in_words
from trellis.apps.partners.models import Partner
from trellis.apps.partners.profiles import profile_of
from trellis.apps.partners.views.frame import tabs
from trellis.apps.partners.visibility import Audience
from trellis.apps.programs.exchange.flat import text

MERGES_SHOWN = 25


@require(Permission.MANAGE_PARTNERS)
def overview(request: AllianceRequest) -> HttpResponse:
    """The likely duplicates, contradictions among identifiers, and what was put together so far."""
    alliance = request.alliance
    wanted = [_number(request.GET.get(name, "")) for name in ("first", "second")]
    if all(wanted):
        return redirect(_url(request, "compare", first=wanted[0], second=wanted[1]))
    context = {
        "tabs": tabs(request, "partner_merging:overview"),
        "pairs": duplicates.found(alliance),
        "conflicts": [_said(conflict) for conflict in registering.conflicts(alliance)],
        "merges": list(duplicates.merges(alliance)[:MERGES_SHOWN]),
        "partners": list(queries.partners_of(alliance).values_list("pk", "organization__name")),
    }
    return render(request, "partners/merge/overview.html", context)


@require(Permission.MANAGE_PARTNERS)
def compare(request: AllianceRequest, first: int, second: int) -> HttpResponse:
    """The two side by side; posted, the one that `keep` names takes the other in."""
    both = [_partner(request, pk) for pk in (first, second)]
    if both[0].pk == both[1].pk:
        raise Http404("These are one partner already.")
    error = ""
    if request.method == "POST":
        keep = request.POST.get("keep", "")
        kept = next((each for each in both if str(each.pk) == keep), None)
        if kept is None:
            error = _("Say which of the two stays.")
        else:
            gone = both[1] if kept is both[0] else both[0]
            try:
                done = merging.merge(kept=kept, gone=gone, by=request.user)
            except ValidationError as refused:
                error = " ".join(refused.messages)
            else:
                said = _("%(gone)s is part of %(kept)s now.")
                messages.success(request, said % {"gone": done.gone_name, "kept": done.kept_name})
                return redirect("partners:partner", alliance=request.alliance.slug, pk=kept.pk)
    context = {
        "tabs": tabs(request, "partner_merging:overview"),
        "both": both,
        "lines": _side_by_side(both),
        "programs": [queries.programs_of(each).count() for each in both],
        "error": error,
    }
    return render(request, "partners/merge/compare.html", context, status=422 if error else 200)


@require(Permission.MANAGE_PARTNERS)
@require_POST
def different(request: AllianceRequest, first: int, second: int) -> HttpResponse:
    """Says that two only look alike."""
    both = [_partner(request, pk) for pk in (first, second)]
    if both[0].pk == both[1].pk:
        raise Http404("These are one partner already.")
    merging.say_different(first=both[0], second=both[1], by=request.user)
    messages.success(request, _("They are two. You won't be asked about them again."))
    return redirect(_url(request, "overview"))


@require(Permission.MANAGE_PARTNERS)
@require_POST
def part(request: AllianceRequest, pk: int) -> HttpResponse:
    """Takes a merge back."""
    merged = duplicates.merge_of(request.alliance, pk)
    if merged is None:
        raise Http404("There is no such merge.")
    try:
        found = merging.part(merged=merged, by=request.user)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        messages.success(request, _("%(partner)s is a partner of its own again.") % {"partner": found})
    return redirect(_url(request, "overview"))


def _partner(request: AllianceRequest, pk: int) -> Partner:
    found = queries.partner(request.alliance, pk)
    if found is None:
        raise Http404("There is no such partner.")
    return found


def _side_by_side(both: list[Partner]) -> list[dict[str, Any]]:
    """The fields that either of the two has, with what each says."""
    rows = [flat.row(profile_of(each, Audience.STAFF)) for each in both]
    lines = []
    for name in flat.COLUMNS:
        said = [_words(name, row[name]) for row in rows]
        if any(said) and name != "external_id":
            is_same = said[0] == said[1]
            lines.append({"label": FIELDS[name].label, "said": said, "is_same": is_same})
    return lines


def _words(name: str, value: Any) -> str:
    if value is None or value in ("", []):
        return ""
    if name in ("brings", "needs", "offers") or not isinstance(value, str | list):
        return text(value)
    return in_words(name, value)


def _said(conflict: registering.Conflict) -> dict[str, Any]:
    if conflict.kind == "two":
        words = _("Its official identifiers belong to different organizations. One of them is a mistake.")
    else:
        words = _("Its %(identifier)s is %(ours)s here, but %(theirs)s elsewhere.") % {
            "identifier": identifiers.LABELS[conflict.kind],
            "ours": conflict.ours,
            "theirs": conflict.theirs,
        }
    return {"name": conflict.organization.name, "words": words}


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0


def _url(request: AllianceRequest, name: str, **arguments: Any) -> str:
    return reverse(f"partner_merging:{name}", kwargs={"alliance": request.alliance.slug, **arguments})
