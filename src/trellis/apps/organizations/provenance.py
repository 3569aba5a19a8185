"""Where the value of a field came from: stated by hand, taken from a list, or guessed.

Entries keep it as {"price": {"source": "Summer list", "run": 3, "at": "2026-06-01"}}; what somebody typed
on a page is {"source": "hand", "by": "Ana Beltrán", "at": "2026-06-01"}, so that no list overrules it in
silence.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from django.utils import formats, timezone
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from trellis.apps.accounts.models import User

HAND: Final = "hand"
GUESS: Final = "guessed from the text"

Mark = dict[str, Any]


def stamp(provenance: dict[str, Mark], names: Iterable[str], *, by: User | None) -> dict[str, Mark]:
    """`provenance` with a mark by hand on each of the named fields; `by` is None for an answer by mail."""
    mark = {"source": HAND, "by": str(by or ""), "at": timezone.localdate().isoformat()}
    return {**provenance, **dict.fromkeys(names, mark)}


def in_words(mark: Mark | None) -> str:
    """Where a value came from, for a reader: "Summer list, June 1, 2026"; "" where nothing is known."""
    if not mark:
        return ""
    when = _day(mark.get("at"))
    source = str(mark.get("source") or "")
    if source == HAND:
        who = str(mark.get("by") or "")
        words = _("by %(person)s") % {"person": who} if who else _("by hand")
    else:
        words = _("guessed from the text") if source == GUESS else source
    return ", ".join(part for part in (words, when) if part)


def _day(text: Any) -> str:
    try:
        return str(formats.date_format(date.fromisoformat(str(text)[:10])))
    except ValueError:
        return ""
