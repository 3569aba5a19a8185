"""What Trellis itself knows about an item: apps register it, an assessment reads it on closing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.utils import translation

if TYPE_CHECKING:
    from trellis.apps.alliances.models import Alliance


@dataclass(frozen=True, slots=True)
class Recorded:
    """A figure that Trellis keeps, what it says in words, and the page (of `pages`) where it is found."""

    figure: int
    sentence: str
    page: str = ""


Reader = Callable[["Alliance"], Recorded]
_READERS: Final[dict[str, Reader]] = {}


def register(key: str, reader: Reader) -> None:
    """Answers the items whose `record` has this key from now on; called from an app's `ready()`."""
    _READERS[key] = reader


def is_kept(key: str) -> bool:
    """Whether Trellis keeps anything that answers such items."""
    return key in _READERS


def read(alliance: Alliance, keys: Iterable[str]) -> dict[str, Any]:
    """What is kept for each key, as an assessment keeps it; keys that nobody answers are left out.

    {"sectors": {"figure": 12, "sentence": {"en": …, "es": …}, "page": "partners"}}
    """
    found: dict[str, Any] = {}
    for key in sorted({key for key in keys if key in _READERS}):
        said = {}
        for language, _name in settings.LANGUAGES:
            with translation.override(language):
                one = _READERS[key](alliance)
            said[language] = str(one.sentence)
        found[key] = {"figure": one.figure, "sentence": said, "page": one.page}
    return found
