"""Reads ages and grades, one at a time or from and to."""

import re
from functools import lru_cache
from typing import Final

from trellis.apps.programs.grades import grade_in
from trellis.apps.programs.importing.cells.base import EMPTY, Cell, says_nothing

# From this age on, a limit means that there is none: lists write "0 to 99" for everybody.
NO_LIMIT_FROM: Final = 99
OLDEST: Final = 120
_ANY: Final = re.compile(r"^(?:any|all|all ages|any age|all grades|any grade|everyone|open|no limit|no max)$")
_UNIT: Final = r"(?:\s*(?:years?|yrs?|y/?o|years old|year olds?|yr olds?)\.?)?"
_AGE: Final = re.compile(
    rf"^(?:ages?\s*)?(\d{{1,3}})(?:\.0+)?{_UNIT}(?:\s*(?:\+|and (?:up|over|older)|& up))?$"
)
_MONTHS: Final = re.compile(r"^(\d{1,2})\s*(?:months?|mos?)\.?$")
_RANGE: Final = re.compile(
    rf"^(?:ages?\s*)?(\d{{1,3}})(?:\.0+)?{_UNIT}\s*(?:-|–|—|to|through|thru|until)\s*(\d{{1,3}})(?:\.0+)?{_UNIT}$"
)
_AND_UP: Final = re.compile(
    rf"^(?:ages?\s*)?(\d{{1,3}}){_UNIT}\s*(?:\+|and up|and over|and older|& up|& older|or older|up)$"
)
_UP_TO: Final = re.compile(rf"^(?:up to|under|through|until|to|ages? up to)\s*(?:age\s*)?(\d{{1,3}}){_UNIT}$")
_BETWEEN_GRADES: Final = re.compile(
    r"\s*(?:–|—|\bto\b|\bthrough\b|\bthru\b)\s*|(?<=[\dkhdt])\s*-\s*(?=[\dkpgt])"
)
_GRADE_UP: Final = re.compile(r"^(.*?)\s*(?:\+|and up|and above|& up|or higher)$")
_SCHOOLS: Final = {
    "elementary": (0, 5), "elementary school": (0, 5), "middle": (6, 8), "middle school": (6, 8),
    "junior high": (7, 8), "high": (9, 12), "high school": (9, 12), "k12": (0, 12),
    "preschool": (-1, -1), "prek": (-1, -1), "primary": (0, 5), "secondary": (6, 12),
}  # fmt: skip


@lru_cache(maxsize=1024)
def age(content: str) -> Cell:
    """An age in whole years; 99 and more, and "any", mean that no limit is stated."""
    word = content.strip().casefold()
    if says_nothing(word) or _ANY.match(word):
        return EMPTY
    if months := _MONTHS.match(word):
        return Cell(int(months[1]) // 12)
    found = _AGE.match(word)
    if found is None:
        return Cell(None, "age", values={"text": content[:80]})
    return _year(int(found[1]), content)


@lru_cache(maxsize=1024)
def age_range(content: str) -> Cell:
    """Ages from and to, as (from, to): "10–14", "6 and up", "under 12", "all ages"."""
    word = content.strip().casefold()
    if says_nothing(word) or _ANY.match(word):
        return EMPTY
    if found := _RANGE.match(word):
        return Cell((_year(int(found[1]), content).value, _year(int(found[2]), content).value))
    if found := _AND_UP.match(word):
        return Cell((_year(int(found[1]), content).value, None))
    if found := _UP_TO.match(word):
        last = int(found[1]) - word.startswith("under")
        return Cell((None, _year(last, content).value))
    if found := _AGE.match(word):
        only = _year(int(found[1]), content).value
        return Cell((only, only))
    return Cell(None, "ages", values={"text": content[:80]})


def _year(years: int, content: str) -> Cell:
    if years > OLDEST:
        return Cell(None, "age", values={"text": content[:80]})
    return Cell(None if years >= NO_LIMIT_FROM else years)


@lru_cache(maxsize=1024)
def grade(content: str) -> Cell:
    """A grade: "K", "PK", "6", "6th", "Grade 6"."""
    word = content.strip().casefold()
    if says_nothing(word) or _ANY.match(word):
        return EMPTY
    found = grade_in(word)
    return Cell(None, "grade", values={"text": content[:80]}) if found is None else Cell(found)


@lru_cache(maxsize=1024)
def grade_range(content: str) -> Cell:
    """Grades from and to, as (from, to): "K-5", "6th to 8th", "PK–2", "9 and up", "middle school"."""
    word = re.sub(r"^grades?\s*|\s*grades?$", "", content.strip().casefold())
    word = re.sub(r"pre-?\s?k(?:indergarten)?", "prek", word)
    if says_nothing(word) or _ANY.match(word):
        return EMPTY
    if (school := word.removesuffix(" students").replace("k-12", "k12")) in _SCHOOLS:
        return Cell(_SCHOOLS[school])
    if (up := _GRADE_UP.match(word)) and (lowest := grade_in(up[1])) is not None:
        return Cell((lowest, None))
    parts = _BETWEEN_GRADES.split(word)
    found = [grade_in(part) for part in parts]
    if len(parts) in (1, 2) and None not in found:
        return Cell((found[0], found[-1]))
    return Cell(None, "grades", values={"text": content[:80]})
