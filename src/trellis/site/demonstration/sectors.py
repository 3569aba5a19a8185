"""What illustrative partners of each sector are like: how many, what they bring, need and serve."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from trellis.apps.partners.sectors import Sector
from trellis.apps.partners.vocabulary import GradeBand, Resource

ELEMENTARY, MIDDLE, HIGH, AFTER = GradeBand.ELEMENTARY, GradeBand.MIDDLE, GradeBand.HIGH, GradeBand.AFTER
MONEY, SPACE, MENTORS, EQUIPMENT = Resource.MONEY, Resource.SPACE, Resource.MENTORS, Resource.EQUIPMENT
CURRICULUM, DATA, VOLUNTEERS = Resource.CURRICULUM, Resource.DATA, Resource.VOLUNTEERS
WORK, TRANSPORT, TRAINING = Resource.WORK_BASED_LEARNING, Resource.TRANSPORT, Resource.TRAINING


@dataclass(frozen=True, slots=True)
class Kind:
    """Illustrative partners of one sector.

    named: those of the directory whose name has one of these words are of this kind; `count` of them in all,
    the rest are made up as "Illustrative `noun` A". reach: young people a year of the smallest and largest.
    """

    sector: Sector
    noun: str
    count: int
    bands: tuple[GradeBand, ...]
    fields: tuple[str, ...]
    brings: tuple[Resource, ...]
    needs: tuple[Resource, ...]
    reach: tuple[int, int]
    named: tuple[str, ...] = ()
    jobs: tuple[str, ...] = ()


KINDS: Final = (
    Kind(
        Sector.SCHOOL_DISTRICT,
        "school district",
        12,
        (ELEMENTARY, MIDDLE, HIGH),
        ("math", "science", "computing"),
        (SPACE, DATA, TRANSPORT),
        (MENTORS, EQUIPMENT, TRAINING),
        (900, 30_000),
        named=("school district",),
    ),
    Kind(
        Sector.SCHOOL,
        "middle school",
        8,
        (MIDDLE,),
        ("science", "robotics", "math"),
        (SPACE,),
        (MENTORS, EQUIPMENT, VOLUNTEERS),
        (300, 900),
    ),
    Kind(
        Sector.CAREER_TECH,
        "career-tech center",
        5,
        (HIGH, AFTER),
        ("trades", "health", "engineering"),
        (EQUIPMENT, CURRICULUM, SPACE),
        (WORK, MENTORS),
        (400, 2_500),
        named=("career-tech",),
    ),
    Kind(
        Sector.TWO_YEAR_COLLEGE,
        "community college",
        5,
        (HIGH, AFTER),
        ("engineering", "computing", "health"),
        (CURRICULUM, SPACE, TRAINING),
        (WORK, DATA),
        (200, 6_000),
        named=("community college",),
    ),
    Kind(
        Sector.FOUR_YEAR_COLLEGE,
        "university",
        4,
        (HIGH, AFTER),
        ("engineering", "physics", "chemistry", "data"),
        (MENTORS, TRAINING, CURRICULUM),
        (SPACE, DATA),
        (150, 3_000),
    ),
    Kind(
        Sector.OUT_OF_SCHOOL,
        "youth club",
        12,
        (ELEMENTARY, MIDDLE),
        ("robotics", "making", "science"),
        (VOLUNTEERS, SPACE),
        (MONEY, TRANSPORT, CURRICULUM, MENTORS),
        (60, 1_200),
        named=("youth club",),
    ),
    Kind(
        Sector.MUSEUM,
        "science center",
        10,
        (ELEMENTARY, MIDDLE, HIGH),
        ("science", "earth_space", "life_science", "environment"),
        (SPACE, CURRICULUM, TRAINING),
        (TRANSPORT, MONEY),
        (500, 20_000),
        named=("science museum", "nature center"),
    ),
    Kind(
        Sector.LIBRARY,
        "library",
        6,
        (ELEMENTARY, MIDDLE, HIGH),
        ("making", "computing"),
        (SPACE, EQUIPMENT),
        (VOLUNTEERS, CURRICULUM, MENTORS),
        (200, 4_000),
        named=("public library",),
    ),
    Kind(
        Sector.STEM_COMPANY,
        "engineering company",
        13,
        (MIDDLE, HIGH, AFTER),
        ("engineering", "aviation", "computing"),
        (MENTORS, MONEY, WORK),
        (DATA, VOLUNTEERS),
        (20, 400),
        named=("aerospace company",),
        jobs=(
            "Aircraft structures mechanic",
            "CNC machinist II",
            "Jr. software developer",
            "Process engineer",
            "Avionics tech",
            "Quality engineer",
            "Data analyst",
        ),
    ),
    Kind(
        Sector.BUSINESS,
        "hospital",
        8,
        (HIGH, AFTER),
        ("health", "data"),
        (WORK, MENTORS),
        (DATA, SPACE),
        (20, 300),
        jobs=("RN, night shift", "Medical lab technician", "IT support specialist", "HVAC tech"),
    ),
    Kind(
        Sector.PROFESSIONAL_SOCIETY,
        "society of engineers",
        5,
        (MIDDLE, HIGH),
        ("engineering", "math"),
        (VOLUNTEERS, MENTORS),
        (SPACE,),
        (40, 600),
    ),
    Kind(
        Sector.COMMUNITY,
        "community center",
        7,
        (ELEMENTARY, MIDDLE),
        ("making", "environment"),
        (SPACE, VOLUNTEERS, TRANSPORT),
        (MONEY, EQUIPMENT, CURRICULUM),
        (80, 900),
    ),
    Kind(
        Sector.PHILANTHROPY,
        "foundation",
        5,
        (ELEMENTARY, MIDDLE, HIGH),
        ("science", "math", "computing"),
        (MONEY,),
        (DATA,),
        (0, 0),
    ),
    Kind(
        Sector.FAMILIES,
        "parents' council",
        4,
        (ELEMENTARY, MIDDLE, HIGH),
        ("science", "math"),
        (VOLUNTEERS,),
        (TRANSPORT, DATA),
        (50, 800),
    ),
    Kind(
        Sector.YOUTH,
        "youth council",
        4,
        (MIDDLE, HIGH),
        ("environment", "computing"),
        (VOLUNTEERS,),
        (MENTORS, SPACE),
        (20, 200),
    ),
    Kind(
        Sector.GOVERNMENT,
        "workforce board",
        5,
        (HIGH, AFTER),
        ("trades", "health", "engineering"),
        (DATA, MONEY),
        (WORK,),
        (100, 2_000),
    ),
    Kind(
        Sector.RESEARCH,
        "research institute",
        4,
        (HIGH, AFTER),
        ("life_science", "chemistry", "data"),
        (MENTORS, EQUIPMENT),
        (VOLUNTEERS,),
        (20, 250),
    ),
    Kind(
        Sector.MEDIA,
        "public radio station",
        3,
        (ELEMENTARY, MIDDLE, HIGH),
        ("science", "environment"),
        (CURRICULUM,),
        (DATA, VOLUNTEERS),
        (0, 0),
    ),
)

WORDS: Final = {
    MONEY: ("Small grants for clubs", "Money for a part-time coordinator"),
    SPACE: ("A room for thirty, afternoons and Saturdays", "A room on the bus line"),
    MENTORS: ("Engineers who visit once a month", "Mentors for a robotics team"),
    EQUIPMENT: ("Microscopes and 3D printers to lend", "Robotics kits for two classes"),
    CURRICULUM: ("Lesson plans tied to the state's standards", "A ready-made unit for grades 6 to 8"),
    DATA: ("Figures on courses and attendance", "Figures on who takes part"),
    VOLUNTEERS: ("Volunteers on weekday afternoons", "Volunteers for a family night"),
    WORK: ("Job shadowing and paid internships", "Internships for twelfth-graders"),
    TRANSPORT: ("A bus that stands still after 4 p.m.", "A ride home after clubs"),
    TRAINING: ("A summer institute for teachers", "Training for new club leaders"),
}
"""What a partner says it offers, and what it says it needs, of each kind."""

OCCUPATIONS: Final = {
    "Aircraft structures mechanic": "49-3011",
    "CNC machinist II": "51-4041",
    "Jr. software developer": "15-1252",
    "Process engineer": "17-2041",
    "Avionics tech": "49-2091",
    "Quality engineer": "17-2112",
    "RN, night shift": "29-1141",
    "Medical lab technician": "29-2010",
    "IT support specialist": "15-1232",
}
"""The occupations that somebody chose for job titles; the others wait to be coded."""
