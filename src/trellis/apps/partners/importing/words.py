"""The words that lists have for grade bands, groups of young people, resources and a partner's status."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Final

from django.conf import settings
from django.db.models import TextChoices
from django.utils import translation

from trellis.apps.partners.models import Partner
from trellis.apps.partners.vocabulary import GradeBand, Resource, Served
from trellis.apps.programs.importing.matching import plain

Status = Partner.Status

_WORDS: Final[Mapping[type[TextChoices], Mapping[TextChoices, str]]] = {
    GradeBand: {
        GradeBand.EARLY: "early childhood, prek, pre k, preschool, pre kindergarten, early learning",
        GradeBand.ELEMENTARY: "elementary, elementary school, primary, grade school, k 5, primaria",
        GradeBand.MIDDLE: "middle, middle school, junior high, middle grades, secundaria",
        GradeBand.HIGH: "high, high school, secondary, teens, preparatoria",
        GradeBand.AFTER: (
            "after high school, college, postsecondary, post secondary, higher education, adults, adult, "
            "undergraduate, undergraduates, college students, workforce, young adults"
        ),
        GradeBand.EDUCATORS: "educators, teachers, educator, teacher, faculty, maestros",
        GradeBand.FAMILIES: "families, parents, family, caregivers, familias",
    },
    Served: {
        Served.GIRLS: "girls, women, girls and women, females, female, niñas",
        Served.LOW_INCOME: (
            "low income families, low income, economically disadvantaged, title i, title 1, free and reduced "
            "lunch, frl, poverty, underserved"
        ),
        Served.RURAL: "rural communities, rural",
        Served.ENGLISH_LEARNERS: "english learners, english language learners, ell, el, esl, multilingual",
        Served.DISABILITIES: (
            "young people with disabilities, disabilities, students with disabilities, special education, "
            "special needs, iep, disabled"
        ),
        Served.BLACK: "black young people, black, african american, black or african american",
        Served.HISPANIC: "hispanic or latino young people, hispanic, latino, latina, latinx",
        Served.NATIVE: (
            "native young people, native american, native, american indian, indigenous, tribal, "
            "american indian or alaska native"
        ),
        Served.FIRST_GENERATION: "first in their family to go to college, first generation, first gen",
        Served.FOSTER: "young people in foster care, foster care, foster youth, foster",
        Served.MILITARY: "military families, military, veterans, military connected",
    },
    Resource: {
        Resource.MONEY: "money, funding, funds, grants, grant, sponsorship, financial support, dinero",
        Resource.SPACE: "space, facility, facilities, rooms, classroom space, meeting space, venue, espacio",
        Resource.MENTORS: "mentors, mentor, mentoring, mentorship, role models, tutors, mentores",
        Resource.EQUIPMENT: (
            "equipment, technology, devices, lab equipment, supplies, materials, kits, laptops, equipo"
        ),
        Resource.CURRICULUM: "curriculum, curricula, lesson plans, lessons, content, plan de estudios",
        Resource.DATA: "data, research, evaluation, datos",
        Resource.VOLUNTEERS: "volunteers, volunteer, staff time, people, speakers, voluntarios",
        Resource.WORK_BASED_LEARNING: (
            "work based learning, internships, internship, apprenticeships, apprenticeship, job shadowing, "
            "job shadows, wbl, site visits, field trips, prácticas"
        ),
        Resource.TRANSPORT: "transport, transportation, buses, bus, busing, transporte",
        Resource.TRAINING: (
            "training for educators, training, professional development, pd, teacher training, "
            "educator training, capacitación"
        ),
        Resource.OTHER: "something else, other, otro",
    },
    Status: {
        Status.ACTIVE: "active, yes, y, current, member, partner, activo, true, 1, x, in good standing",
        Status.PAUSED: "paused, on hold, inactive, dormant, no, n, false, 0, lapsed",
        Status.PROSPECT: "not yet a partner, prospect, prospective, potential, lead, invited, interested",
        Status.LEFT: "left, former, past, withdrawn, ended, resigned, terminated, closed",
    },
}  # fmt: skip
_LEADING: Final = re.compile(r"^\s*([^:–—(]{2,40}?)\s*(?::|–|—|\()\s*(.+?)\)?\s*$", re.DOTALL)


@cache
def _known(choices: type[TextChoices]) -> dict[str, str]:
    known: dict[str, str] = {}
    for choice, words in _WORDS[choices].items():
        for word in (choice.value.replace("_", " "), *words.split(",")):
            known.setdefault(plain(word), choice.value)
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            for each in choices:
                known.setdefault(plain(str(each.label)), each.value)
    return known


def code_of(choices: type[TextChoices], text: str) -> str:
    """The code that a word means, by its code, its label in any language or a usual word; "" for none."""
    return _known(choices).get(plain(text), "")


def codes_in(choices: type[TextChoices], parts: Iterable[str]) -> tuple[list[str], list[str]]:
    """(codes, parts that mean none), each once."""
    found: dict[str, None] = {}
    unknown: list[str] = []
    for part in parts:
        if code := code_of(choices, part):
            found[code] = None
        else:
            unknown.append(part)
    return list(found), unknown


def one_line(text: str) -> str:
    """Words as an entry of a list keeps them: semicolons and line breaks would part it."""
    return " ".join(text.replace(";", ",").split())


def resource_in(text: str) -> tuple[str, str]:
    """(kind, what exactly) of something that a partner brings, needs or offers.

    "Mentors: two engineers" says both; words that name no kind are something else, in those words.
    """
    if code := code_of(Resource, text):
        return code, ""
    if (found := _LEADING.match(text)) and (code := code_of(Resource, found[1])):
        return code, one_line(found[2])
    return Resource.OTHER.value, one_line(text)
