"""How names and addresses are compared."""

import re
from functools import lru_cache
from typing import Final

_SIGNS: Final = re.compile(r"[^\w]+")
_STREETS: Final = {
    "street": "st", "avenue": "ave", "av": "ave", "boulevard": "blvd", "road": "rd", "drive": "dr",
    "lane": "ln", "court": "ct", "place": "pl", "highway": "hwy", "parkway": "pkwy", "suite": "ste",
    "north": "n", "south": "s", "east": "e", "west": "w", "northeast": "ne", "northwest": "nw",
    "southeast": "se", "southwest": "sw",
}  # fmt: skip


@lru_cache(maxsize=65_536)
def plain(name: str) -> str:
    """A name in small letters, single spaces instead of signs: what two spellings have in common."""
    return _SIGNS.sub(" ", name.replace("'", "").replace("’", "").replace("&", " and ").casefold()).strip()


@lru_cache(maxsize=65_536)
def plain_address(address: str) -> str:
    """A street address with its usual abbreviations: "115 South Pulaski Road" is "115 s pulaski rd"."""
    return " ".join(_STREETS.get(word, word) for word in plain(address).split())


@lru_cache(maxsize=65_536)
def numbers_in(name: str) -> tuple[str, ...]:
    """The numbers and levels of a name: "Robotics II (ages 9-12)" is another program than "Robotics I"."""
    return tuple(
        word
        for word in plain(name).split()
        if word.isdigit() or word in {"i", "ii", "iii", "iv", "v", "a", "b", "c", "am", "pm"}
        or any(character.isdigit() for character in word)
    )  # fmt: skip
