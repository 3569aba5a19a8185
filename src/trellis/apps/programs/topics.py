"""What programs are about: the codes, what they are called, and a guess from a program's own words.

A topic is a STEM field or another area of interest. Where a list names no topics, `topics_in` guesses them
from its words; who keeps such a guess says so in the entry's provenance (GUESSED).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from trellis.apps.organizations.provenance import GUESS

GUESSED: Final = {"source": GUESS}
"""The provenance of topics that nobody stated."""


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic: its code, what it is called, whether it is STEM, and the words that give it away.

    A word ending in * also stands for longer ones ("robot*": robots, robotics); commas stand between words.
    """

    code: str
    label: str | Promise
    is_stem: bool
    words: str


_TOPICS: Final = (
    Topic(
        "science",
        _("Science"),
        True,
        "science, sciences, scientist*, stem, steam, experiment*, ciencia*, cientific*",
    ),
    Topic(
        "life_science",
        _("Life science"),
        True,
        "biolog*, life science*, genetic*, zoolog*, botan*, animal science, microscope*, marine, "
        "neuroscience, ecosystem*",
    ),
    Topic(
        "chemistry",
        _("Chemistry"),
        True,
        "chemis*, chemical*, química",
    ),
    Topic(
        "physics",
        _("Physics"),
        True,
        "physics, física, electricity, magnet*, optics",
    ),
    Topic(
        "earth_space",
        _("Earth and space"),
        True,
        "astronom*, planet*, geolog*, earth science*, space exploration, outer space, nasa, meteorolog*, "
        "fossil*, dinosaur*",
    ),
    Topic(
        "environment",
        _("Environment and energy"),
        True,
        "environmental, ecology, climate change, sustainab*, conservation, renewable*, solar energy, "
        "wetland*, medio ambiente",
    ),
    Topic(
        "math",
        _("Mathematics"),
        True,
        "math, maths, mathematic*, algebra, geometry, calculus, statistics, matemática*",
    ),
    Topic(
        "data",
        _("Data and artificial intelligence"),
        True,
        "data science, data analysis, machine learning, artificial intelligence, ai",
    ),
    Topic(
        "computing",
        _("Coding and computing"),
        True,
        "coding, coder*, computer science, computing, programming language*, computer programming, "
        "python, javascript, scratch programming, web design, web development, app development, "
        "software, cybersecurity, cyber security, programación",
    ),
    Topic(
        "games",
        _("Game design"),
        True,
        "game design, video game design, game development, minecraft, unity 3d",
    ),
    Topic(
        "robotics",
        _("Robotics"),
        True,
        "robot*, lego mindstorms, first lego league, vex, drone*, robótica",
    ),
    Topic(
        "engineering",
        _("Engineering"),
        True,
        "engineer*, electronics, circuits, circuit board*, arduino, cad, ingenier*, architectur*, "
        "bridge building",
    ),
    Topic(
        "making",
        _("Making and design"),
        True,
        "maker, makers, makerspace, 3d print*, 3-d print*, laser cut*, tinker*, fabrication, fab lab, "
        "invention*, inventor*, woodworking",
    ),
    Topic(
        "aviation",
        _("Aviation and aerospace"),
        True,
        "aviation, aerospace, rocket*, flight school, aeronautic*, pilot training",
    ),
    Topic(
        "health",
        _("Health and medicine"),
        True,
        "medicine, medical, health science*, health care, healthcare, nursing, anatomy, first aid, cpr, "
        "biomedical",
    ),
    Topic(
        "agriculture",
        _("Agriculture and food science"),
        True,
        "agricultur*, farm, farming, gardening, urban farm*, horticultur*, food science, 4-h, hydroponic*",
    ),
    Topic(
        "trades",
        _("Manufacturing and skilled trades"),
        True,
        "manufacturing, welding, machining, skilled trade*, carpentry, construction trade*, automotive, "
        "electrician*, plumbing, hvac",
    ),
    Topic(
        "academics",
        _("Homework and tutoring"),
        False,
        "tutor*, homework, academic support, test prep, study skills, act prep, sat prep, academic "
        "enrichment, tareas escolares",
    ),
    Topic(
        "reading",
        _("Reading and writing"),
        False,
        "reading, language arts, literacy, writing, writer*, book club, poetry, storytelling, "
        "journalism, lectura, story time, storytime",
    ),
    Topic(
        "languages",
        _("Languages"),
        False,
        "foreign language*, spanish class*, english as a second language, esl, bilingual, french class*, "
        "mandarin",
    ),
    Topic(
        "arts",
        _("Arts and crafts"),
        False,
        "art, arts, paint*, drawing, ceramic*, pottery, sculpt*, craft, crafts, photograph*, film, "
        "filmmaking, fashion, knit*, sewing, arte",
    ),
    Topic(
        "music",
        _("Music, dance and theater"),
        False,
        "music*, dance, dancing, ballet, theater, theatre, choir, piano, guitar, drum*, hip hop, drama, "
        "acting, música, baile",
    ),
    Topic(
        "sports",
        _("Sports and fitness"),
        False,
        "sport*, basketball, soccer, baseball, softball, football, swim*, gymnastic*, tennis, fitness, "
        "yoga, martial art*, karate, volleyball, hockey, wrestling, boxing, cheerlead*, track and field, "
        "deporte*",
    ),
    Topic(
        "outdoors",
        _("Outdoors and nature"),
        False,
        "outdoor*, nature, hiking, camping, fishing, canoe*, kayak*, naturaleza",
    ),
    Topic(
        "cooking",
        _("Cooking and nutrition"),
        False,
        "cooking, culinary, baking, nutrition, chef*, cocina",
    ),
    Topic(
        "leadership",
        _("Leadership and mentoring"),
        False,
        "leadership, mentor*, civic*, youth council, liderazgo",
    ),
    Topic(
        "service",
        _("Community service"),
        False,
        "community service, volunteer*, service learning, voluntariado",
    ),
    Topic(
        "careers",
        _("Careers and work experience"),
        False,
        "career*, internship*, apprentice*, job training, job readiness, workforce, resume writing, work "
        "experience, entrepreneur*, financial literacy",
    ),
    Topic(
        "college",
        _("Getting ready for college"),
        False,
        "college readiness, college prep*, college application*, financial aid, scholarship "
        "application*, college visit*, dual enrollment",
    ),
)

TOPICS: Final[dict[str, str | Promise]] = {topic.code: topic.label for topic in _TOPICS}
"""What each code is called, STEM fields first."""

STEM: Final = frozenset(topic.code for topic in _TOPICS if topic.is_stem)


def choices() -> list[tuple[str, str | Promise]]:
    """Codes with labels, STEM fields first, as forms want them."""
    return list(TOPICS.items())


def label(code: str) -> str:
    """What a topic is called; a code that isn't ours stays as it came."""
    return str(TOPICS.get(code, code))


def labels(codes: Iterable[str]) -> list[str]:
    """What several topics are called, in the order of TOPICS; unknown codes last."""
    order = {code: place for place, code in enumerate(TOPICS)}
    return [label(code) for code in sorted(codes, key=lambda code: (order.get(code, len(order)), code))]


def is_stem(codes: Iterable[str]) -> bool:
    """Whether any of the topics is a STEM field."""
    return not STEM.isdisjoint(codes)


def code_of(text: str) -> str | None:
    """The topic that somebody wrote by its code or its label; None where it is neither."""
    return _by_name().get(_plain(text))


def topics_in(text: str) -> tuple[str, ...]:
    """The topics that the words of `text` give away, in the order of TOPICS: a guess.

    An empty tuple means that no word was recognized, not that the program is about nothing.
    """
    found = {match.lastgroup for match in _pattern().finditer(text.casefold())}
    return tuple(code for code in TOPICS if code in found)


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace("_", " ").split())


@cache
def _by_name() -> dict[str, str]:
    # Labels are compared in English: what is typed into a list does not change with the reader's language.
    with translation.override("en"):
        return {_plain(name): code for code, label in TOPICS.items() for name in (code, str(label))}


@cache
def _pattern() -> re.Pattern[str]:
    """One alternation with a named group for each topic, so that a text is read once."""
    parts = []
    for topic in _TOPICS:
        words = "|".join(
            re.escape(word.removesuffix("*")) + (r"\w*" if word.endswith("*") else "")
            for word in topic.words.split(", ")
        )
        parts.append(f"(?P<{topic.code}>{words})")
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)")
