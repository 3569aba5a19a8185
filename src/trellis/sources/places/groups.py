"""Young people by age, sex, race, poverty and cars, from the cells of ACS tables.

Which line of a table counts whom is stated here for the tables read: B01001 (sex by age; P12 of the census
has the same lines), B01001A to I (the same by race or ethnicity), B05003 (under 18, where nothing finer is
there), B17001 (poverty by sex and age), B08201 and B25044 (households without a vehicle).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from trellis.sources.places import margins
from trellis.sources.places.records import AcsTable, Cell, GroupKind, PeopleGroup, UnalignedAges
from trellis.sources.records import Floats

Counts = tuple[Floats, Floats]  # estimates and margins, (n,) each
RACES: Final[Mapping[str, tuple[str, str]]] = {
    "A": ("white", "White"),
    "B": ("black", "Black or African American"),
    "C": ("american_indian", "American Indian or Alaska Native"),
    "D": ("asian", "Asian"),
    "E": ("pacific_islander", "Native Hawaiian or Pacific Islander"),
    "F": ("other", "Some other race"),
    "G": ("two_or_more", "Two or more races"),
    "H": ("white_not_hispanic", "White, not Hispanic or Latino"),
    "I": ("hispanic", "Hispanic or Latino"),
}
SPLITS: Final = {f"race:{code}": label for code, label in RACES.values()} | {
    "poverty:below": "Below the poverty level",
    "female": "Female",
    "male": "Male",
}
SCHOOL_AGES: Final = (5, 17)
BELOW_POVERTY: Final = "poverty:below"
WITHOUT_CAR: Final = "no_car"
# Of these the first at hand gives everyone's ages: the others are coarser or older.
AGE_TABLES: Final = ("B01001", "P12", "B05003")
# Households in all, and those without a vehicle.
VEHICLE_TABLES: Final = {"B25044": ((1,), (3, 10)), "B08201": ((1,), (2,))}
_BANDS: Final = ((5, 9), (10, 14), (15, 17), (18, 19))
_POVERTY_BANDS: Final = ((5, 5), (6, 11), (12, 14), (15, 15), (16, 17))


def _by_sex(split: str, bands: Iterable[tuple[int, int]], *, male: int, female: int) -> dict[int, Cell]:
    """Line number to cell, where a table has the bands for each sex from the line given."""
    return {
        first + place: Cell(split, low, high, sex)
        for sex, first in (("male", male), ("female", female))
        for place, (low, high) in enumerate(bands)
    }


LINES: Final[Mapping[str, Mapping[int, Cell]]] = {
    "B01001": _by_sex("", _BANDS, male=4, female=28),
    "P12": _by_sex("", _BANDS, male=4, female=28),
    "B05003": {3: Cell("", 0, 17, "male"), 14: Cell("", 0, 17, "female")},
    "B17001": _by_sex(BELOW_POVERTY, _POVERTY_BANDS, male=5, female=19),
} | {
    f"B01001{letter}": _by_sex(f"race:{code}", _BANDS, male=4, female=19)
    for letter, (code, _) in RACES.items()
}


def lines_used(table: str) -> frozenset[int] | None:
    """The lines of a table that groups are made of, its total included; None for a table not known here."""
    if table in VEHICLE_TABLES:
        return frozenset(line for lines in VEHICLE_TABLES[table] for line in lines)
    return frozenset((1, *LINES[table])) if table in LINES else None


def cells_of(table: AcsTable) -> dict[Cell, Counts]:
    """The disjoint counts that the tables give; everyone's ages come from one table only.

    A band that isn't counted for both sexes is left out: half of it would pass for the whole.
    """
    whole = next((name for name in AGE_TABLES if name in table.tables), None)
    found = {
        cell: (table.estimates[key], table.margins[key])
        for name, lines in LINES.items()
        if name == whole or name not in AGE_TABLES
        for line, cell in lines.items()
        if (key := f"{name}_{line:03d}") in table.estimates
    }
    return {
        cell: counts
        for cell, counts in found.items()
        if all(replace(cell, sex=sex) in found for sex in ("female", "male"))
    }


def share_without_car(table: AcsTable) -> Counts | None:
    """The share of households without a vehicle; None where no table says it."""
    for name, (whole, without) in VEHICLE_TABLES.items():
        keys = [[f"{name}_{line:03d}" for line in lines] for lines in (without, whole)]
        if all(key in table.estimates for part in keys for key in part):
            without_car, households = (
                margins.add([(table.estimates[key], table.margins[key]) for key in part]) for part in keys
            )
            return margins.share(without_car, households)
    return None


def bands_in(cells: Mapping[Cell, Counts], split: str = "") -> tuple[tuple[int, int], ...]:
    """The age bands that a split is counted by, in order."""
    return tuple(sorted({(cell.age_min, cell.age_max) for cell in cells if cell.split == split}))


def young_people(cells: Mapping[Cell, Counts], age_min: int, age_max: int, split: str = "") -> Counts:
    """Young people of these ages with their margin; UnalignedAges where the bands don't add up to them."""
    sex, of = (split, "") if split in ("female", "male") else ("", split)
    bands = [band for band in bands_in(cells, of) if age_min <= band[0] and band[1] <= age_max]
    ends = [age_min - 1, *(high for _, high in bands)]
    if (
        not bands
        or ends[-1] != age_max
        or any(low != before + 1 for (low, _), before in zip(bands, ends[:-1], strict=True))
    ):
        there = ", ".join(f"{low}–{high}" for low, high in bands_in(cells, of)) or "none"
        raise UnalignedAges(
            f"Ages {age_min} to {age_max} aren't made up of the bands that the tables count "
            f"{SPLITS.get(split, 'young people')} by: {there}."
        )
    chosen = [
        counts
        for cell, counts in cells.items()
        if cell.split == of and (cell.age_min, cell.age_max) in bands and sex in ("", cell.sex)
    ]
    if not chosen:
        raise UnalignedAges(f"The tables don't count young people by “{split}”.")
    return margins.add(chosen)


def groups_of(
    cells: Mapping[Cell, Counts], without_car: Counts | None
) -> tuple[tuple[PeopleGroup, ...], dict[str, Counts]]:
    """Every group that the cells make up, with its people; "all" is ages 5 to 17 where they are counted."""
    groups, people = [], {}
    for group, split in _groups(cells):
        groups.append(group)
        people[group.key] = young_people(cells, group.age_min, group.age_max, split)
    if without_car is not None and "all" in people:
        whole = groups[0]
        groups.append(
            PeopleGroup(WITHOUT_CAR, "In a household without a car", "vehicles", whole.age_min, whole.age_max)
        )
        people[WITHOUT_CAR] = margins.product(people["all"], without_car)
    return tuple(groups), people


def _groups(cells: Mapping[Cell, Counts]) -> Iterator[tuple[PeopleGroup, str]]:
    splits = list(dict.fromkeys(cell.split for cell in cells))
    sexes = ("female", "male") if any(cell.split == "" and cell.sex for cell in cells) else ()
    for split in ("", *sexes, *(split for split in splits if split)):
        bands = bands_in(cells, "" if split in sexes else split)
        if not bands:
            continue
        low, high = whole = _whole(bands)
        kind, key = _kind(split)
        label = SPLITS.get(split, f"All young people, ages {low} to {high}")
        yield PeopleGroup(key, label, kind, low, high), split
        for first, last in bands:
            if (first, last) == whole or split == BELOW_POVERTY:
                continue
            band = f"age_{first}_{last}"
            ages = f"ages {first} to {last}"
            if split:
                yield PeopleGroup(f"{band}:{split}", f"{label}, {ages}", kind, first, last), split
            else:
                yield PeopleGroup(band, ages.capitalize(), "age", first, last), split


def _kind(split: str) -> tuple[GroupKind, str]:
    """A split's kind, and the key of its group over all school ages."""
    if split in ("female", "male"):
        return "sex", f"sex:{split}"
    if split.startswith("race:"):
        return "race", split
    return ("poverty", split) if split else ("all", "all")


def _whole(bands: tuple[tuple[int, int], ...]) -> tuple[int, int]:
    """School ages where the bands cover them, else all the bands."""
    lows, highs = {low for low, _ in bands}, {high for _, high in bands}
    if SCHOOL_AGES[0] in lows and SCHOOL_AGES[1] in highs:
        return SCHOOL_AGES
    return min(lows), max(highs)
