"""What pages of plans and scenarios share: the map of what would change, the table of who gains."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.utils.translation import gettext as _

from trellis.apps.core.access import AllianceRequest
from trellis.apps.opportunity import queries
from trellis.apps.opportunity.links import Links
from trellis.apps.opportunity.memory import document_of, table_of
from trellis.apps.opportunity.plans import plan_tables
from trellis.apps.opportunity.question import Question, in_words
from trellis.apps.opportunity.views.page import tabs

if TYPE_CHECKING:
    from trellis.apps.core.evidence.models import Evidence
    from trellis.apps.opportunity.models import PlaceSet


def kept(request: AllianceRequest, number: int, kind: str) -> tuple[Evidence, PlaceSet, Question]:
    """Return a kept plan or scenario with its neighborhoods and question, or 404."""
    found = queries.kept_by_number(request.alliance, number, kind)
    place_set = (
        queries.place_set(request.alliance, found.parameters["place_set"], whole=True) if found else None
    )
    if found is None or place_set is None:
        raise Http404(_("There is no such plan."))
    found.alliance = request.alliance
    return found, place_set, Question.from_parameters(found.parameters)


def frame(
    request: AllianceRequest, page: str, found: Evidence, place_set: PlaceSet, question: Question
) -> dict[str, Any]:
    """Return what the page of a kept plan or scenario needs."""
    links = Links(request.alliance.slug, question, place_set)
    document = document_of(found)
    return {
        "tabs": tabs(links, page),
        "links": links,
        "place_set": place_set,
        "evidence": found,
        "document": document,
        "phrase": in_words(question),
        "evidence_url": found.get_absolute_url(),
        "groups": plan_tables.groups(document),
        "places": plan_tables.places(document, table_of(place_set), links),
        "back_url": links.page(page),
    }
