"""What the map's pages share: the question asked, its answer if there is one, the frame around both."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trellis.apps.core.access import AllianceRequest
from trellis.apps.core.permissions import Permission
from trellis.apps.core.ui.navigation import Item
from trellis.apps.opportunity import evidence as answers
from trellis.apps.opportunity import notes, queries, question
from trellis.apps.opportunity.links import Links
from trellis.apps.opportunity.reading import Reading
from trellis.apps.opportunity.services import questions

if TYPE_CHECKING:
    from trellis.apps.alliances.models import Alliance
    from trellis.apps.core.evidence.models import Evidence
    from trellis.apps.opportunity.models import PlaceSet

Page = Callable[Concatenate[AllianceRequest, "Shown", ...], HttpResponse]

PAGES = (
    ("map", gettext_lazy("Map")),
    ("equity", gettext_lazy("Equity")),
    ("deserts", gettext_lazy("What to do")),
    ("siting", gettext_lazy("New sites")),
    ("scenarios", gettext_lazy("What if")),
    ("places", gettext_lazy("Neighborhoods")),
)


@dataclass(frozen=True, slots=True)
class Control:
    """One choice in the row of controls, with what was wrong with the value given."""

    name: str
    label: str
    choices: tuple[tuple[str, str], ...]
    value: str
    mistake: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page shows: an answer, how it was asked for, addresses that lead to the same."""

    reading: Reading
    asked: question.Asked
    links: Links

    @property
    def question(self) -> question.Question:
        """The question that is answered."""
        return self.reading.question


def opportunity_page(view: Page) -> Callable[..., HttpResponse]:
    """Give a view the answer that the address asks for; where there is none, its page says what to do."""

    @wraps(view)
    def inner(request: AllianceRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        place_set = chosen_set(request)
        if place_set is None:
            return render(request, "opportunity/no_places.html", no_places(request.alliance))
        asked = asked_of(request, place_set)
        evidence, is_earlier = _answer(request, place_set, asked.question)
        if evidence is None:
            return not_computed(request, place_set, asked)
        evidence.alliance = request.alliance  # known already: saves a query for its address
        reading = queries.reading_of(evidence, place_set)
        links = Links(request.alliance.slug, reading.question, place_set, evidence.pk if is_earlier else None)
        return view(request, Shown(reading, asked, links), *args, **kwargs)

    return inner


def chosen_set(request: AllianceRequest) -> PlaceSet | None:
    """Return the set of neighborhoods that the address names, else the one in use; None without any."""
    number = request.GET.get("set", "")
    if not number:
        return queries.current_set(request.alliance)
    found = queries.place_set(request.alliance, int(number)) if _is_number(number) else None
    if found is None:
        raise Http404(_("There is no such set of neighborhoods."))
    return found


def asked_of(request: AllianceRequest, place_set: PlaceSet) -> question.Asked:
    """Return the question of the address, as these neighborhoods can answer it."""
    asked = question.read(request.GET)
    fitted, changed = queries.fitted(asked.question, place_set)
    return question.Asked(fitted, {**asked.mistakes, **changed})


def _answer(
    request: AllianceRequest, place_set: PlaceSet, asked: question.Question
) -> tuple[Evidence | None, bool]:
    number = request.GET.get("answer", "")
    if not number:
        return answers.newest(request.alliance, place_set, asked), False
    found = queries.answer_by_number(request.alliance, int(number)) if _is_number(number) else None
    if found is None or found.parameters["place_set"] != place_set.pk:
        raise Http404(_("There is no such answer."))
    return found, True


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 16


def no_places(alliance: Alliance) -> dict[str, Any]:
    """Return what the page without neighborhoods needs."""
    return {"places_url": reverse("opportunity:places", kwargs={"alliance": alliance.slug})}


def not_computed(request: AllianceRequest, place_set: PlaceSet, asked: question.Asked) -> HttpResponse:
    """Return the page for a question nobody has computed: how far it is, or the button that starts it."""
    links = Links(request.alliance.slug, asked.question, place_set)
    page = request.resolver_match.url_name if request.resolver_match else "map"
    page = page if page in dict(PAGES) else "map"
    job = questions.under_way(request.alliance, place_set, asked.question)
    context = {
        **frame_of(asked, place_set, links, page),
        "job": job,
        "failed": None if job else questions.failed(request.alliance, place_set, asked.question),
        "progress_url": links.page("computing", job=job.pk, more={"then": page}) if job else "",
        "results": result_links(request.alliance, place_set, links),
        "phrase": question.in_words(asked.question),
    }
    return render(request, "opportunity/not_computed.html", context)


def frame(request: AllianceRequest, shown: Shown, page: str) -> dict[str, Any]:
    """Return what every page's template needs: the answer, its controls, tabs and notes."""
    reading, links = shown.reading, shown.links
    newest = Links(links.alliance, links.question, links.place_set)
    return {
        **frame_of(shown.asked, reading.place_set, links, page, reading.question),
        "reading": reading,
        "document": reading.document,
        "totals": reading.totals,
        "is_earlier": links.answer is not None,
        "newest_url": newest.page(page if page in dict(PAGES) else "map"),
        "notes": notes.notes(reading),
        "evidence_url": reading.evidence_url,
    }


def frame_of(
    asked: question.Asked,
    place_set: PlaceSet,
    links: Links,
    page: str,
    shown: question.Question | None = None,
) -> dict[str, Any]:
    """Return what pages with and without an answer need alike."""
    found = question.Asked(shown or asked.question, asked.mistakes)
    return {
        "place_set": place_set,
        "links": links,
        "controls": controls(found),
        "finer": finer_controls(found),
        "finer_open": _is_fine(found.question),
        "mistakes": tuple(asked.mistakes.items()),
        "asked_set": "" if place_set.is_current else place_set.pk,
        "tabs": tabs(links, page),
        "page": page if page in dict(PAGES) else "map",
        "map_url": links.page("map"),
        "compute_url": links.page("compute"),
        "phrase": question.in_words(found.question),
    }


def tabs(links: Links, current: str) -> tuple[Item, ...]:
    """Return the map's pages as tabs."""
    return tuple(
        Item(label=str(label), url=links.page(name), current=name == current) for name, label in PAGES
    )


def controls(asked: question.Asked) -> tuple[Control, ...]:
    """Return the row of controls in words: seats within, for whom, how they get there, at what price."""
    return (
        _control("minutes", _("How far"), question.MINUTES_CHOICES, asked),
        _control("ages", _("Ages"), question.AGE_CHOICES, asked),
        _control("travel", _("How they get there"), question.TRAVEL_CHOICES, asked),
        _control("price", _("Price"), question.PRICE_CHOICES, asked),
    )


def finer_controls(asked: question.Asked) -> tuple[Control, ...]:
    """Return what fewer people change."""
    periods = dict(question.PERIOD_CHOICES)
    if asked.question.period not in periods:
        periods[asked.question.period] = question.period_label(asked.question.period)  # type: ignore[assignment]
    return (
        _control("topic", _("About"), question.topic_choices(), asked),
        _control("schedule", _("When"), question.SCHEDULE_CHOICES, asked),
        _control("period", _("Sessions"), periods, asked),
        _control("online", _("How it is held"), question.ONLINE_CHOICES, asked),
        _control("seats", _("Where seats aren't known"), question.SEATS_CHOICES, asked),
    )


def _control(name: str, label: str, choices: Mapping[str, Any], asked: question.Asked) -> Control:
    ordered = sorted(choices, key=int) if name == "minutes" else choices
    return Control(
        name,
        label,
        tuple((key, str(choices[key])) for key in ordered),
        asked.question.values()[name],
        asked.mistakes.get(name, ""),
    )


def _is_fine(asked: question.Question) -> bool:
    usual = question.Question().values()
    values = asked.values()
    return any(values[name] != usual[name] for name in ("topic", "schedule", "period", "online", "seats"))


def result_links(
    alliance: Alliance, place_set: PlaceSet, links: Links
) -> list[tuple[str, str, str, Evidence]]:
    """Return (question in words, answer in a sentence, address, evidence) of each answer there is."""
    found = []
    for row in queries.results(alliance, place_set):
        each = question.Question.from_parameters(row.parameters)
        address = Links(links.alliance, each, place_set).page("map")
        found.append((question.in_words(each), row.summary, address, row))
    return found


def may_compute(request: AllianceRequest) -> bool:
    """Return whether this person may have questions computed."""
    return request.standing.may(Permission.RUN_JOBS)
