"""Keeps answers as evidence, and finds them again: by question, by number, newest first."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Count, Max
from django.utils.translation import gettext as _

from trellis.apps.core.evidence import queries, services
from trellis.apps.core.evidence.models import Evidence
from trellis.apps.opportunity import compute
from trellis.apps.opportunity.answers import summary
from trellis.apps.opportunity.asked import Inputs
from trellis.apps.opportunity.memory import table_of
from trellis.apps.opportunity.models import PlaceSet
from trellis.apps.opportunity.question import Question
from trellis.apps.opportunity.services.places import subject_of
from trellis.apps.programs.models import Program, Session, Site
from trellis.apps.programs.supply import session_table
from trellis.methods.access import METHOD_VERSION

if TYPE_CHECKING:
    from trellis.apps.accounts.models import User
    from trellis.apps.alliances.models import Alliance

KIND: Final = "opportunity"
SITING_KIND: Final = "opportunity_siting"
SCENARIO_KIND: Final = "opportunity_scenario"
METHOD: Final = "access"


def parameters(place_set: PlaceSet, question: Question) -> dict[str, Any]:
    """Return what evidence keeps of a question."""
    return {"place_set": place_set.pk, **question.as_parameters()}


def newest(alliance: Alliance, place_set: PlaceSet, question: Question) -> Evidence | None:
    """Return the newest answer to a question; None where nobody computed it."""
    return queries.latest(
        alliance,
        kind=KIND,
        subject=subject_of(place_set),
        method=METHOD,
        parameters=parameters(place_set, question),
    )


def compute_and_keep(
    *,
    alliance: Alliance,
    place_set: PlaceSet,
    question: Question,
    as_of: date,
    by: User | None,
    progress: compute.Progress = lambda done, of: None,
) -> Evidence:
    """Compute a question on the directory as it is now, and keep the answer."""
    state = directory_state(alliance, as_of)
    sessions = session_table(alliance, as_of=as_of, include_stale=question.period != "open")
    inputs = Inputs(table_of(place_set), sessions, question, as_of)
    document = compute.document(inputs, progress)
    return services.keep(
        alliance=alliance,
        kind=KIND,
        subject=subject_of(place_set),
        title=title(place_set, question),
        summary=summary(document, question),
        method=METHOD,
        method_version=METHOD_VERSION,
        parameters=parameters(place_set, question),
        inputs=provenance(alliance, place_set, state=state, as_of=as_of, sessions=len(sessions)),
        result=document,
        by=by,
    )


def title(place_set: PlaceSet, question: Question) -> str:
    """Return what an answer is called in lists of evidence."""
    from trellis.apps.opportunity.question import in_words

    return f"{place_set.name}: {in_words(question)}"[:200]


def provenance(
    alliance: Alliance, place_set: PlaceSet, *, state: str, as_of: date, sessions: int
) -> list[dict[str, Any]]:
    """Return the sources of an answer: those of the neighborhoods, and the directory on the day."""
    directory = {
        "publisher": alliance.name,
        "title": _("Programs directory"),
        "vintage": as_of.isoformat(),
        "rows": sessions,
        "state": state,
    }
    return [directory, *place_set.sources]


def state_read(evidence: Evidence) -> str:
    """Return the state of the directory that an answer was computed on."""
    return str(evidence.inputs[0].get("state", "")) if evidence.inputs else ""


def directory_state(alliance: Alliance, as_of: date) -> str:
    """Return a fingerprint of the directory: it changes with every entry, and with the day one ends."""
    sessions = Session.objects.for_alliance(alliance)
    seen = (
        sessions.aggregate(count=Count("pk"), changed=Max("changed_at")),
        sessions.filter(ends_on__lt=as_of).count(),
        Program.objects.for_alliance(alliance).aggregate(
            count=Count("pk"), changed=Max("changed_at"), verified=Max("verified_on")
        ),
        Site.objects.for_alliance(alliance).aggregate(count=Count("pk"), changed=Max("changed_at")),
        METHOD_VERSION,
        compute.SCHEMA_VERSION,
    )
    return hashlib.sha256(repr(seen).encode()).hexdigest()[:16]
