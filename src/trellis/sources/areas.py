"""Published areas and how people name them: "Tulsa, OK", "tulsa", "Oklahoma", "OK", "US", "46140"."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import cast

from rapidfuzz import fuzz, process

from trellis.sources.errors import AmbiguousArea, OverlappingAreas, UnknownArea
from trellis.sources.library import Library
from trellis.sources.records import Area, AreaKind, State
from trellis.sources.shelf import Entry

NEAREST = 5
_NATION = ("us", "usa", "united states", "united states of america", "nation", "national")
_WORD = re.compile(r"[a-z0-9]+")
_FILLER = re.compile(r"\b(metropolitan|metro|nonmetropolitan|statistical|area|region|the|msa)\b")
_KIND_ORDER = ("nation", "state", "metropolitan", "nonmetropolitan")


def states(library: Library) -> tuple[State, ...]:
    """States and territories, by FIPS."""

    def read() -> tuple[State, ...]:
        entry = library.need("states")
        found = library.columns(
            "SELECT fips, abbreviation, name FROM read_parquet(?) ORDER BY fips", entry.path
        )
        return tuple(State(*map(str, row)) for row in zip(*found.values(), strict=True))

    return library.kept("states", read)


def areas(library: Library) -> tuple[Area, ...]:
    """Every area of the preferred release, nation first, then states, metropolitan, nonmetropolitan."""

    def read() -> tuple[Area, ...]:
        fullest = max(library.shelf.entries("areas"), key=lambda entry: (not entry.scope, entry.order))
        return areas_of(library, fullest)

    return library.kept("areas", read)


def areas_of(library: Library, entry: Entry) -> tuple[Area, ...]:
    """The areas of one release."""

    def read() -> tuple[Area, ...]:
        found = library.columns("SELECT area, title, kind, states FROM read_parquet(?)", entry.path)
        abbreviation = {state.fips: state.abbreviation for state in states(library)}
        listed = [
            Area(
                str(code),
                str(title),
                cast(AreaKind, str(kind)),
                tuple(abbreviation.get(name, name) for name in str(where).split()),
            )
            for code, title, kind, where in zip(*found.values(), strict=True)
        ]
        return tuple(sorted(listed, key=lambda area: (_KIND_ORDER.index(area.kind), area.title)))

    return library.kept(("areas", entry.path), read)


def find_area(library: Library, text: str) -> Area:
    """The area that `text` names; a whole name wins over the cities alone, those over one of its cities."""
    names = library.kept("area names", lambda: _names(areas(library), states(library)))
    wanted = normal(text)
    for rank in names:
        found = rank.get(wanted) or rank.get(_without_filler(wanted) or wanted)
        if found:
            if len(found) > 1:
                raise AmbiguousArea(text.strip(), [area.title for area in found])
            return found[0]
    raise UnknownArea(text.strip(), _nearest(wanted, areas(library)))


def normal(text: str) -> str:
    """Lower case, without accents, punctuation and doubled spaces."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return " ".join(_WORD.findall(text.casefold()))


def _without_filler(text: str) -> str:
    return " ".join(_FILLER.sub(" ", text).split())


Names = tuple[dict[str, tuple[Area, ...]], ...]
WHOLE, PLACES, PLACE = range(3)  # "Dallas-Fort Worth-Arlington, TX", without the state, "Dallas"


def _names(listed: tuple[Area, ...], known: tuple[State, ...]) -> Names:
    """Names, normalised, to the areas they name, by how much of the name they are."""
    spelled = {state.abbreviation: state.name for state in known}
    names: list[dict[str, list[Area]]] = [defaultdict(list) for _ in range(3)]
    for area in listed:
        for rank, name in {(rank, normal(name)) for rank, name in _names_of(area, spelled)}:
            if name:
                names[rank][name].append(area)
    return tuple({name: tuple(found) for name, found in rank.items()} for rank in names)


def _names_of(area: Area, spelled: dict[str, str]) -> Iterator[tuple[int, str]]:
    yield WHOLE, area.code
    yield WHOLE, area.title
    if area.kind == "nation":
        yield from ((WHOLE, name) for name in _NATION)
    elif area.kind == "state":
        yield from ((WHOLE, state) for state in area.states)
    elif area.kind == "nonmetropolitan":
        yield PLACES, _without_filler(normal(area.title))
    else:
        yield WHOLE, area.code.removeprefix("00")
        places = area.title.rpartition(", ")[0]
        # "Scranton--Wilkes-Barre" parts at the double dash, "Dallas-Fort Worth" at the single one.
        parts = {*places.split("--"), *re.split("--?", places)} - {places}
        for rank, place in ((PLACES, places), *((PLACE, part) for part in parts)):
            yield rank, place
            for state in area.states:
                yield rank - 1, f"{place} {state}"
                yield rank - 1, f"{place} {spelled.get(state, state)}"


def _nearest(wanted: str, listed: tuple[Area, ...]) -> list[str]:
    titles = {area.title: normal(area.title) for area in listed}
    found = process.extract(wanted, titles, scorer=fuzz.WRatio, limit=NEAREST, score_cutoff=55)
    return [title for _, _, title in found]


def refuse_overlaps(chosen: Iterable[Area]) -> None:
    """Raise when some of the areas contain others of them."""
    listed = list(chosen)
    nations = [area for area in listed if area.kind == "nation"]
    if nations and len(listed) > 1:
        raise OverlappingAreas("The United States contains every other area: choose it alone.")
    for state in (area for area in listed if area.kind == "state"):
        for area in listed:
            if area is not state and set(area.states) & set(state.states):
                raise OverlappingAreas(
                    f"{area.title} lies in {state.title}, wholly or in part: choose one of them."
                )
