"""What families see: the finder, a program's page, calendars, points of the map, the feed."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from functools import wraps
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotModified,
    JsonResponse,
)
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trellis.apps.alliances.models import Alliance
from trellis.apps.alliances.queries import public_alliance
from trellis.apps.core.access import public
from trellis.apps.core.ui.map import MapPoint, MapSpec, sites_json
from trellis.apps.programs import freshness
from trellis.apps.programs.exchange import calendars, hsds_files, jsonld
from trellis.apps.programs.exchange.flat import Listed
from trellis.apps.programs.exchange.reading import listed
from trellis.apps.programs.finder import cards, detail, fields, index, sentences
from trellis.apps.programs.finder.points import points
from trellis.apps.programs.finder.question import Question
from trellis.apps.programs.finder.search import Found, search
from trellis.apps.programs.finder.where import Place, outlines, place_of
from trellis.apps.programs.models import Program
from trellis.apps.programs.views.exports import file_name, streamed

PublicPage = Callable[..., HttpResponseBase]
CALENDAR = "text/calendar; charset=utf-8"
_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def opened(view: PublicPage) -> Callable[..., HttpResponseBase]:
    """Give a view the alliance; 404 where its finder isn't public."""

    @wraps(view)
    def inner(request: HttpRequest, alliance: str, **arguments: Any) -> HttpResponseBase:
        found = public_alliance(alliance, "programs")
        if found is None:
            raise Http404(_("This page is not open to the public."))
        return view(request, found, **arguments)

    return inner


@public
@opened
def find(request: HttpRequest, alliance: Alliance) -> HttpResponse:
    """Show the sentence to fill in, and the programs that answer it."""
    question = Question.parse(request.GET)
    place = place_of(question)
    if question.zip and place is None:
        problem = _("We don't know where the ZIP code %(zip)s is.") % {"zip": question.zip}
        question = question.but(wrong={**question.wrong, "zip": problem})
    today = timezone.localdate()
    limits = freshness.limits_of(alliance)
    columns = index.index_of(alliance)
    found = _search(columns, question, place, limits, today)
    asked = request.GET.dict()
    shown = cards.results(alliance, columns, found, page=_page(request), limits=limits, today=today)
    context = {
        "alliance": alliance,
        "illustrative": alliance.demonstration_notice,
        "question": question,
        "gaps": fields.gaps(question, asked),
        "choices": fields.choices(question, asked, columns),
        "switches": fields.switches(question),
        "has_choices": question.but(age=None, zip="", near=None, when="", cost="") != Question(),
        "problems": [
            (name, question.wrong[name]) for name in ("age", "zip", "near") if name in question.wrong
        ],
        "near": f"{question.near[0]:g},{question.near[1]:g}" if question.near else "",
        "answer": sentences.count(question, found, place),
        "may_fit": sentences.may_fit(found),
        "suggestions": sentences.suggestions(question, found),
        "results": shown,
        "previous_query": _paged(question, shown.page - 1) if shown.page > 1 else "",
        "next_query": _paged(question, shown.page + 1) if shown.page < shown.pages else "",
        "map": _map(alliance, question, found, place) if len(found) else None,
        "here_url": reverse("finder:find", kwargs={"alliance": alliance.slug}),
    }
    return render(request, "programs/finder/find.html", context)


@public
@opened
def sites(request: HttpRequest, alliance: Alliance) -> HttpResponse:
    """Give the sites of an answer as points for the map."""
    question = Question.parse(request.GET)
    place = place_of(question)
    columns = index.index_of(alliance)
    found = _search(columns, question, place, freshness.limits_of(alliance), timezone.localdate())
    address = reverse("finder:find", kwargs={"alliance": alliance.slug})
    position = place.position if place else None
    made = points(columns, question, found, position=position, address=address)
    return JsonResponse(sites_json(made), content_type="application/geo+json")


@public
@opened
def counties(request: HttpRequest, alliance: Alliance) -> HttpResponse:
    """Give the outlines of the counties on the map."""
    answer = JsonResponse(outlines(index.index_of(alliance)), content_type="application/geo+json")
    answer["Cache-Control"] = "public, max-age=86400"
    return answer


@public
@opened
def program(request: HttpRequest, alliance: Alliance, public_id: UUID) -> HttpResponse:
    """Show one program."""
    limits, today = freshness.limits_of(alliance), timezone.localdate()
    entry = _entry(alliance, public_id, limits, today)
    shown = [detail.session_on_page(session, alliance, today) for session in entry.sessions]
    page = request.build_absolute_uri(request.path)
    running = [session for session, on_page in zip(entry.sessions, shown, strict=True) if not on_page.is_over]
    context = {
        "alliance": alliance,
        "illustrative": alliance.demonstration_notice,
        "program": entry.program,
        "organization": entry.organization,
        "facts": detail.facts(entry),
        "sessions": [each for each in shown if not each.is_over],
        "past": [each for each in shown if each.is_over],
        "sign_up_url": entry.program.enrol_url or entry.program.url,
        "calendar_url": reverse("finder:calendar", kwargs={"alliance": alliance.slug, "public_id": public_id})
        if any(calendars.has_dates(session) for session in running)
        else "",
        "said_by": detail.who_said_so(entry.program),
        "is_old": freshness.freshness_of(entry.program, limits, today) is freshness.Freshness.OLD,
        "report_url": detail.report_url(entry, page),
        "finder_url": reverse("finder:find", kwargs={"alliance": alliance.slug}),
        "structured": _data_block(jsonld.course(entry, running, page=page)),
    }
    return render(request, "programs/finder/program.html", context)


@public
@opened
def calendar(request: HttpRequest, alliance: Alliance, public_id: UUID) -> HttpResponse:
    """Give a program's sessions for a calendar."""
    limits, today = freshness.limits_of(alliance), timezone.localdate()
    return _calendar(request, _entry(alliance, public_id, limits, today))


@public
@opened
def session_calendar(
    request: HttpRequest, alliance: Alliance, public_id: UUID, session_id: UUID
) -> HttpResponse:
    """Give one session for a calendar."""
    entry = _entry(alliance, public_id, freshness.limits_of(alliance), timezone.localdate())
    own = tuple(session for session in entry.sessions if session.public_id == session_id)
    if not any(calendars.has_dates(session) for session in own):
        raise Http404(_("This session has no days to put into a calendar."))
    return _calendar(request, Listed(entry.program, entry.organization, own))


@public
@opened
def feed(request: HttpRequest, alliance: Alliance) -> HttpResponseBase:
    """Give what the finder lists as HSDS 3, for other directories; unchanged since last time is said so."""
    today = timezone.localdate()
    limits = freshness.limits_of(alliance)
    said = repr((index.version_of(alliance), limits, today, alliance.demonstration_notice))
    tag = f'"{sha256(said.encode()).hexdigest()[:32]}"'
    if request.headers.get("If-None-Match") == tag:
        return HttpResponseNotModified(headers={"ETag": tag})
    which = Q(status=Program.Status.ACTIVE) & freshness.shown_to_public(limits, today)
    text = hsds_files.json_text(listed(alliance, which), notice=alliance.demonstration_notice)
    answer = streamed(text, "application/json")
    answer["ETag"] = tag
    return answer


def _search(
    columns: index.Index, question: Question, place: Place | None, limits: freshness.Limits, today: date
) -> Found:
    position = place.position if place else None
    return search(columns, question, position=position, limits=limits, today=today)


def _entry(alliance: Alliance, public_id: UUID, limits: freshness.Limits, today: date) -> Listed:
    entry = detail.public_program(alliance, public_id, limits, today)
    if entry is None:
        raise Http404(_("This program is no longer listed."))
    return entry


def _calendar(request: HttpRequest, entry: Listed) -> HttpResponse:
    ids = {"alliance": entry.program.alliance.slug, "public_id": entry.program.public_id}
    content = calendars.calendar(
        entry,
        entry.sessions,
        page=request.build_absolute_uri(reverse("finder:program", kwargs=ids)),
        host=request.get_host().split(":")[0],
        now=timezone.now(),
        notice=entry.program.alliance.demonstration_notice,
    )
    return HttpResponse(
        content,
        content_type=CALENDAR,
        headers={"Content-Disposition": f'attachment; filename="{file_name(entry.program.alliance, "ics")}"'},
    )


def _map(alliance: Alliance, question: Question, found: Found, place: Place | None) -> MapSpec:
    shown = ngettext(
        "Where the %(count)s program is that fits or may fit.",
        "Where the %(count)s programs are that fit or may fit.",
        len(found),
    ) % {"count": len(found)}
    address = reverse("finder:sites", kwargs={"alliance": alliance.slug})
    here = MapPoint(*place.position, _("You are here")) if place else None
    return MapSpec(
        key="finder-map",
        title=_("On the map"),
        sentence=shown,
        sites_url=f"{address}?{question.query()}",
        lines_url=reverse("finder:counties", kwargs={"alliance": alliance.slug}),
        here=here,
        picture_name="programs",
    )


def _page(request: HttpRequest) -> int:
    asked = request.GET.get("page", "")
    return int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 8 else 1


def _paged(question: Question, page: int) -> str:
    query = question.query()
    return f"{query}&page={page}" if query else f"page={page}"


def _data_block(data: dict[str, Any]) -> SafeString:
    """JSON-LD as a data block: it runs nothing, and can't end its element."""
    text = json.dumps(data, ensure_ascii=False).translate(_ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308
