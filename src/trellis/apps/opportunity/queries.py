"""Reads of the map: sets of neighborhoods, answers to questions, what is looked up in them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.db.models import Q

from trellis.apps.core.evidence.models import Evidence
from trellis.apps.opportunity import evidence as answers
from trellis.apps.opportunity.memory import document_of
from trellis.apps.opportunity.models import PlaceSet
from trellis.apps.opportunity.question import AGE_CHOICES, AGES, Question
from trellis.apps.opportunity.reading import Reading
from trellis.apps.opportunity.services.places import subject_of
from trellis.apps.programs.models import Program

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from trellis.apps.alliances.models import Alliance

RESULTS_LISTED = 40
PROGRAMS_OFFERED = 60


def place_sets(alliance: Alliance) -> QuerySet[PlaceSet]:
    """The alliance's sets of neighborhoods, the one in use first; without their columns and outlines."""
    found: QuerySet[PlaceSet] = PlaceSet.objects.for_alliance(alliance).defer("table", "shapes")
    return found.select_related("made_by")


def current_set(alliance: Alliance) -> PlaceSet | None:
    """The set in use."""
    return place_sets(alliance).filter(is_current=True).first()


def place_set(alliance: Alliance, pk: int, *, whole: bool = False) -> PlaceSet | None:
    """One set of the alliance; `whole`: with its columns and outlines."""
    found = PlaceSet.objects.for_alliance(alliance) if whole else place_sets(alliance)
    return found.filter(pk=pk).first()


def shapes_of(alliance: Alliance, sha256: str) -> bytes | None:
    """The outlines, as they are kept, of the set whose fingerprint begins so."""
    found = PlaceSet.objects.for_alliance(alliance).filter(sha256__startswith=sha256)
    content = found.values_list("shapes", flat=True).first()
    return None if content is None else bytes(content)


def fitted(question: Question, found: PlaceSet) -> tuple[Question, dict[str, str]]:
    """Return the question as these neighborhoods can answer it, and by part what had to be changed."""
    from django.utils.translation import gettext as _

    keys = {group["key"] for group in found.groups}
    changed: dict[str, str] = {}
    if question.group not in keys:
        usual = next((name for name, (_low, _high, key) in AGES.items() if key in keys), "5-17")
        changed["ages"] = _(
            "These neighborhoods don't count %(asked)s by themselves, so this shows %(shown)s."
        ) % {"asked": AGE_CHOICES[question.ages], "shown": AGE_CHOICES[usual]}
        question = replace(question, ages=usual)
    if question.travel == "mix" and "no_car" not in keys:
        changed["travel"] = _(
            "It is not known here which households have no car, so this shows what can be reached "
            "without one."
        )
        question = replace(question, travel="bus")
    return question, changed


def results(alliance: Alliance, found: PlaceSet) -> list[Evidence]:
    """The newest answer to each question about a set of neighborhoods, the latest first."""
    rows = (
        Evidence.objects.for_alliance(alliance)
        .filter(kind=answers.KIND, subject=subject_of(found))
        .defer("result_zlib", "inputs")[: RESULTS_LISTED * 4]
    )
    newest: dict[str, Evidence] = {}
    for row in rows:
        newest.setdefault(row.question_hash, row)
    return list(newest.values())[:RESULTS_LISTED]


def earlier_answers(evidence: Evidence, *, whole: bool = False) -> list[Evidence]:
    """Other answers to the same question, the newest first; `whole`: with their results."""
    rows = Evidence.objects.for_alliance(evidence.alliance).filter(question_hash=evidence.question_hash)
    others = rows.exclude(pk=evidence.pk)
    return list((others if whole else others.defer("result_zlib", "inputs"))[:12])


def reading_of(evidence: Evidence, found: PlaceSet, *, is_public: bool = False) -> Reading:
    """Return an answer with what is needed to show it."""
    question = Question.from_parameters(evidence.parameters)
    return Reading(found, question, evidence, document_of(evidence), is_public)


def answer_by_number(alliance: Alliance, pk: int) -> Evidence | None:
    """One answer of the alliance."""
    return Evidence.objects.for_alliance(alliance).filter(pk=pk, kind=answers.KIND).first()


def kept(alliance: Alliance, found: PlaceSet, kind: str) -> list[Evidence]:
    """The plans or scenarios about a set of neighborhoods, the latest first; without their results."""
    rows = Evidence.objects.for_alliance(alliance).filter(kind=kind, subject=subject_of(found))
    return list(rows.defer("result_zlib", "inputs").select_related("computed_by")[:RESULTS_LISTED])


def kept_by_number(alliance: Alliance, pk: int, kind: str) -> Evidence | None:
    """One plan or scenario of the alliance."""
    return Evidence.objects.for_alliance(alliance).filter(pk=pk, kind=kind).first()


def listed_programs(alliance: Alliance, words: str, *, chosen: tuple[int, ...] = ()) -> list[Program]:
    """Programs whose name or organization has all the words, by name; the chosen ones first."""
    rows = Program.objects.for_alliance(alliance).filter(status=Program.Status.ACTIVE)
    rows = rows.select_related("organization").only("name", "organization__name")
    first = list(rows.filter(pk__in=chosen)) if chosen else []
    for word in words.split()[:6]:
        rows = rows.filter(Q(name__icontains=word) | Q(organization__name__icontains=word))
    return first + list(rows.exclude(pk__in=chosen)[:PROGRAMS_OFFERED])
