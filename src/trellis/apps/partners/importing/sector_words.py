"""The words that lists have for sectors: "museum/science ctr" is a museum or science center."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Final

from django.conf import settings
from django.utils import translation
from rapidfuzz import fuzz, process

from trellis.apps.partners.sectors import Sector
from trellis.apps.programs.importing.matching import plain

# Below this two words are different ones: "media" and "medical" have 83.
NEAR: Final = 91.0
_BETWEEN: Final = re.compile(r"\s*(?:[/,;|&+]|\bor\b|\band\b|\by\b|\bo\b)\s*")
_SHORT: Final = {
    "ctr": "center", "cntr": "center", "centre": "center", "sci": "science", "univ": "university",
    "dist": "district", "sch": "school", "comm": "community", "coll": "college", "org": "organization",
    "orgs": "organization", "organisation": "organization", "assoc": "association", "assn": "association",
    "govt": "government", "gov": "government", "gov't": "government", "biz": "business", "co": "company",
    "corp": "company", "lib": "library", "mus": "museum", "prof": "professional", "soc": "society",
    "inst": "institution", "tech": "technology", "ed": "education", "edu": "education", "yr": "year",
    "2": "two", "4": "four", "nonprofit": "", "non": "", "profit": "", "np": "",
}  # fmt: skip
_SMALL: Final = frozenset({"or", "and", "the", "of", "a", "an", "for", "with", "in", "y", "o", "de", "e"})

_WORDS: Final[Mapping[Sector, str]] = {
    Sector.SCHOOL_DISTRICT: (
        "school district, public schools, public school district, isd, usd, independent school district, "
        "unified school district, school system, lea, local education agency, k 12 district, district, "
        "k12 district, k 12 school district"
    ),
    Sector.SCHOOL: (
        "school, elementary school, middle school, high school, charter school, private school, k 12 school, "
        "magnet school, public school, parochial school, escuela"
    ),
    Sector.CAREER_TECH: (
        "career tech, career technology center, career and technical education, cte, cte center, vo tech, "
        "votech, vocational school, technology center, career center, trade school, career tech center"
    ),
    Sector.TWO_YEAR_COLLEGE: (
        "two year college, community college, junior college, technical college, community or junior college"
    ),
    Sector.FOUR_YEAR_COLLEGE: (
        "four year college or university, four year college, university, college or university, "
        "universidad, four year university, public university, private university"
    ),
    Sector.OUT_OF_SCHOOL: (
        "out of school time program, out of school time, out of school, after school program, after school, "
        "afterschool, afterschool program, ost, oost, summer camp, expanded learning, "
        "out of school time provider, afterschool provider"
    ),
    Sector.MUSEUM: (
        "museum or science center, museum, science center, science museum, zoo, aquarium, planetarium, "
        "nature center, botanical garden, children s museum, informal science institution, museo, "
        "zoo or aquarium, informal learning institution"
    ),
    Sector.LIBRARY: "library, public library, library system, biblioteca",
    Sector.STEM_COMPANY: (
        "stem company, stem business, stem industry, stem employer, technology company, engineering company, "
        "engineering firm, technology firm, software company, aerospace company, empresa stem"
    ),
    Sector.BUSINESS: (
        "business with stem needs, business, company, employer, industry, corporation, corporate, "
        "private sector, business or industry, for profit business, enterprise, empresa, corporate partner"
    ),
    Sector.PROFESSIONAL_SOCIETY: (
        "professional society, professional association, trade association, engineering society, "
        "professional organization, industry association"
    ),
    Sector.COMMUNITY: (
        "community based organization, cbo, community organization, neighborhood association, "
        "faith based organization, community group, community partner, organización comunitaria"
    ),
    Sector.PHILANTHROPY: (
        "philanthropy, foundation, funder, grantmaker, donor, community foundation, charitable foundation, "
        "private foundation, philanthropic organization, fundación"
    ),
    Sector.FAMILIES: (
        "families and parents, families, family, parents, parent, pta, pto, parent teacher association, "
        "parent organization, family organization, parent group, familias"
    ),
    Sector.YOUTH: (
        "youth organization, youth serving organization, youth development organization, youth development, "
        "youth, youth group, scouts, 4 h, organización juvenil"
    ),
    Sector.GOVERNMENT: (
        "government and workforce board, government, government agency, workforce board, "
        "workforce development board, workforce development, local government, state government, "
        "federal government, state agency, federal agency, public agency, city government, municipality, "
        "county government, tribal government, tribal nation, tribe, gobierno"
    ),
    Sector.RESEARCH: (
        "research institution, research institute, laboratory, research laboratory, national laboratory, "
        "research center, research organization, research lab"
    ),
    Sector.MEDIA: "media, newspaper, television, radio, tv station, news, public media, press, broadcaster",
}

# What an organization's own name says, in this order: "Illustrative Library Foundation" gives money.
_IN_NAMES: Final = tuple(
    (re.compile(pattern, re.IGNORECASE), sector)
    for pattern, sector in (
        (r"\bfoundation\b|\bphilanthrop|\bunited way\b|\bcharitable trust\b", Sector.PHILANTHROPY),
        (r"\bpublic schools\b|\bschool district\b|\bisd\b|\b(county|city|area) schools\b",
         Sector.SCHOOL_DISTRICT),
        (r"\bcareer\s?tech|\btechnology center\b|\bvo-?tech\b|\bcareer center\b", Sector.CAREER_TECH),
        (r"\bcommunity college\b|\bjunior college\b|\btechnical college\b", Sector.TWO_YEAR_COLLEGE),
        (r"\buniversit", Sector.FOUR_YEAR_COLLEGE),
        (r"\bmuseum\b|\bscience center\b|\bzoo\b|\baquarium\b|\bplanetarium\b|\bmuseo\b", Sector.MUSEUM),
        (r"\blibrar|\bbiblioteca\b", Sector.LIBRARY),
        (r"\b(elementary|middle|high|junior high|charter) school\b", Sector.SCHOOL),
        (r"\bpt[ao]\b|\bparent[- ]teacher\b", Sector.FAMILIES),
        (r"\bboys (and|&) girls club|\bscouts\b|\b4-h\b|\bymca\b|\bywca\b|\byouth\b", Sector.YOUTH),
        (r"\bworkforce\b|\b(city|county|state|department|town) of\b|\btrib(e|al)\b", Sector.GOVERNMENT),
        (r"\bsociety of\b|\bprofessional engineers\b", Sector.PROFESSIONAL_SOCIETY),
        (r"\blaborator(y|ies)\b|\bresearch institute\b", Sector.RESEARCH),
    )
)  # fmt: skip


def key_of(text: str) -> str:
    """A word for a sector as it is compared and remembered: its words in full, each once, in order."""
    words = (_SHORT.get(word, word) for word in plain(text).split())
    singular = (_singular(word) for each in words for word in each.split())
    return " ".join(sorted({word for word in singular if word and word not in _SMALL}))


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-1] if len(word) > 4 and word.endswith("s") and not word.endswith(("ss", "us")) else word


@cache
def _known() -> dict[str, str]:
    known: dict[str, str] = {}
    for sector, words in _WORDS.items():
        for word in (sector.value.replace("_", " "), *words.split(",")):
            known.setdefault(key_of(word), sector.value)
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            for sector in Sector:
                known.setdefault(key_of(str(sector.label)), sector.value)
    return known


@lru_cache(maxsize=4096)
def sector_in(text: str) -> str:
    """The sector that a list's word means; "" where it is none of ours, or could be several."""
    if text in Sector.values:
        return text
    known = _known()
    key = key_of(text)
    if key in known:
        return known[key]
    parts = [part for part in _BETWEEN.split(text.strip()) if part]
    if len(parts) > 1:
        meant = {known.get(key_of(part), "") for part in parts}
        # "Museum/science ctr" names one sector twice; "school/library" names two, and nobody knows which.
        return meant.pop() if len(meant) == 1 else ""
    if len(key) < 5:
        return ""
    near = process.extractOne(key, known.keys(), scorer=fuzz.ratio, score_cutoff=NEAR)
    return known[near[0]] if near else ""


@lru_cache(maxsize=4096)
def sector_of_name(name: str) -> str:
    """The sector that an organization's own name gives away; "" where it doesn't."""
    return next((sector.value for pattern, sector in _IN_NAMES if pattern.search(name)), "")
