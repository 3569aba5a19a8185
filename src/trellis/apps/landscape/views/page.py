"""What the landscape's pages share: the landscape asked for, its frame, and pages for when there is none."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trellis.apps.core.access import AllianceRequest
from trellis.apps.core.permissions import Permission
from trellis.apps.core.store import store
from trellis.apps.core.ui.navigation import Item
from trellis.apps.landscape import queries
from trellis.apps.landscape.asked import DEFINITION_CHOICES, FIELD_CHOICES, SPLIT_CHOICES, LandscapeRequest
from trellis.apps.landscape.links import Links
from trellis.apps.landscape.notes import note_text
from trellis.apps.landscape.queries import NoSuchEvidence, Reading
from trellis.apps.landscape.region_spec import RegionError
from trellis.apps.landscape.regions import Gazetteer, NoHomeRegion, NoSuchRegion, Suggestion
from trellis.sources.errors import SourceError

Page = Callable[Concatenate[AllianceRequest, "Shown", ...], HttpResponse]

PAGES = (
    ("overview", gettext_lazy("Overview")),
    ("occupations", gettext_lazy("Occupations")),
    ("programs", gettext_lazy("Programs")),
    ("bottlenecks", gettext_lazy("Bottlenecks")),
    ("recommendations", gettext_lazy("What to do")),
    ("what_if", gettext_lazy("What if")),
    ("hiring", gettext_lazy("Hiring needs")),
    ("pipeline", gettext_lazy("K-12 pipeline")),
    ("compare", gettext_lazy("Compare")),
    ("sources", gettext_lazy("Sources")),
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
    """What a page shows: a landscape, the regions there are, addresses that lead to the same landscape."""

    reading: Reading
    gazetteer: Gazetteer
    links: Links

    @property
    def asked(self) -> LandscapeRequest:
        """How the landscape was asked for."""
        return self.reading.asked


def landscape_page(view: Page) -> Callable[..., HttpResponse]:
    """Give a view the landscape that the query string asks for; where there is none, its page says why."""

    @wraps(view)
    def inner(request: AllianceRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        asked = LandscapeRequest.parse(request.GET)
        gazetteer = Gazetteer.of(request.alliance, store())
        try:
            reading = queries.read(
                alliance=request.alliance, asked=asked, by=request.user, gazetteer=gazetteer
            )
        except NoHomeRegion:
            return render(request, "landscape/no_region.html")
        except (NoSuchRegion, NoSuchEvidence, RegionError, SourceError) as error:
            return not_there(request, asked, error)
        links = Links(request.alliance.slug, reading.asked)
        return view(request, Shown(reading, gazetteer, links), *args, **kwargs)

    return inner


def not_there(request: AllianceRequest, asked: LandscapeRequest, error: Exception) -> HttpResponse:
    """Return the page for a region that isn't there or can't be computed: what is wrong, what to do."""
    links = Links(request.alliance.slug, asked)
    context: dict[str, Any] = {"links": links, "regions_url": links.page("regions", more={"region": "home"})}
    if isinstance(error, NoSuchRegion):
        nearest = [(each, links.page("overview", more={"region": each.key})) for each in error.nearest]
        context |= {"text": error.text, "nearest": nearest}
        return render(request, "landscape/unknown_region.html", context, status=404)
    if isinstance(error, NoSuchEvidence):
        context["newest_url"] = links.page("overview", more={"evidence": ""})
        return render(request, "landscape/unknown_evidence.html", context, status=404)
    return render(request, "landscape/not_computable.html", {**context, "problem": str(error)}, status=422)


def frame(shown: Shown, page: str, *, kept: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Return what every page's template needs: the landscape, its controls, tabs and notes.

    kept: further parameters of the page's address that its controls carry along.
    """
    reading = shown.reading
    return {
        "reading": reading,
        "document": reading.document,
        "links": shown.links,
        "controls": controls(shown.asked, shown.gazetteer.choices(reading.place)),
        "finer": finer_controls(shown.asked),
        "kept_parameters": tuple((kept or {}).items()),
        "hidden": shown.asked.hidden,
        "tabs": tabs(shown.links, page),
        "overview_url": shown.links.page("overview"),
        "regions_url": shown.links.page("regions"),
        "sources_page_url": shown.links.page("sources"),
        "newest_url": shown.links.page(page if page in dict(PAGES) else "overview", more={"evidence": ""}),
        "mend_url": mend_url(shown),
        "notes": notes(reading.document),
    }


def controls(asked: LandscapeRequest, regions: tuple[Suggestion, ...]) -> tuple[Control, ...]:
    """Return the choices of the row of controls: what is shown, of which openings, for which region."""
    return (
        _control("field", _("Field"), FIELD_CHOICES, asked),
        _control("definition", _("Openings counted"), DEFINITION_CHOICES, asked),
        Control("region", _("Region"), tuple((each.key, each.name) for each in regions), asked.region),
    )


def finer_controls(asked: LandscapeRequest) -> dict[str, Any]:
    """Return the assumptions that few change: how graduates split, and how many stay."""
    return {
        "split": _control("split", _("Graduates with a choice split"), SPLIT_CHOICES, asked),
        "retention": asked.retention,
        "retention_mistake": asked.mistakes.get("retention", ""),
        "open": asked.split != "proportional"
        or asked.retention != 100
        or bool(set(asked.mistakes) & {"split", "retention"}),
    }


def _control(name: str, label: str, choices: dict[str, Any], asked: LandscapeRequest) -> Control:
    pairs = tuple((key, str(text)) for key, text in choices.items())
    return Control(name, label, pairs, getattr(asked, name), asked.mistakes.get(name, ""))


def tabs(links: Links, current: str) -> tuple[Item, ...]:
    """Return the landscape's pages as tabs."""
    return tuple(
        Item(label=str(label), url=links.page(name), current=name == current) for name, label in PAGES
    )


def notes(document: dict[str, Any]) -> list[str]:
    """Return what to know before quoting the landscape, in the reader's language."""
    return [note_text(note["code"], note["values"], translation) for note in document["notes"]]


def mend_url(shown: Shown) -> str:
    """Return where the colleges of a region are placed; "" where they are known or the region isn't saved."""
    region = shown.reading.place.saved
    if shown.reading.known or region is None:
        return ""
    return reverse(
        "alliances:region_colleges", kwargs={"alliance": shown.links.alliance, "region": region.slug}
    )


def may_answer(request: AllianceRequest) -> bool:
    """Return whether this person may take a stand on recommendations."""
    return request.standing.may(Permission.ANSWER_RECOMMENDATIONS)
