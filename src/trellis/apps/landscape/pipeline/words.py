"""What courses and groups are called, and how a number of students is written that may be hidden."""

from __future__ import annotations

from typing import Any, Final

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trellis.apps.core.ui.figures import exact, not_known, number, percent
from trellis.apps.landscape.pipeline.document import HIDDEN

COURSES: Final[dict[str, Any]] = {
    "calculus": gettext_lazy("Calculus"),
    "physics": gettext_lazy("Physics"),
    "chemistry": gettext_lazy("Chemistry"),
    "computer_science": gettext_lazy("Computer science"),
    "ap_any": gettext_lazy("Any AP course"),
    "ap_math": gettext_lazy("AP mathematics"),
    "ap_science": gettext_lazy("AP science"),
    "ap_computer_science": gettext_lazy("AP computer science"),
    "dual_enrollment": gettext_lazy("Dual enrollment"),
}
INSIDE: Final[dict[str, Any]] = {
    "calculus": gettext_lazy("calculus"),
    "physics": gettext_lazy("physics"),
    "chemistry": gettext_lazy("chemistry"),
    "computer_science": gettext_lazy("computer science"),
    "ap_any": gettext_lazy("an AP course"),
    "ap_math": gettext_lazy("AP mathematics"),
    "ap_science": gettext_lazy("AP science"),
    "ap_computer_science": gettext_lazy("AP computer science"),
    "dual_enrollment": gettext_lazy("dual enrollment"),
}
"""As they stand inside a sentence."""

GROUPS: Final[dict[str, Any]] = {
    "total": gettext_lazy("Everybody"),
    "hi": gettext_lazy("Hispanic or Latino"),
    "am": gettext_lazy("American Indian or Alaska Native"),
    "as": gettext_lazy("Asian or Pacific Islander"),
    "bl": gettext_lazy("Black or African American"),
    "wh": gettext_lazy("White"),
    "tr": gettext_lazy("Two or more races"),
    "f": gettext_lazy("Girls"),
    "m": gettext_lazy("Boys"),
    "lep": gettext_lazy("English learners"),
    "idea": gettext_lazy("Students with disabilities"),
}


GROUPS_INSIDE: Final[dict[str, Any]] = {
    "total": gettext_lazy("everybody"),
    "hi": gettext_lazy("Hispanic or Latino students"),
    "am": gettext_lazy("American Indian and Alaska Native students"),
    "as": gettext_lazy("Asian and Pacific Islander students"),
    "bl": gettext_lazy("Black or African American students"),
    "wh": gettext_lazy("White students"),
    "tr": gettext_lazy("students of two or more races"),
    "f": gettext_lazy("girls"),
    "m": gettext_lazy("boys"),
    "lep": gettext_lazy("English learners"),
    "idea": gettext_lazy("students with disabilities"),
}
"""As they stand inside a sentence."""

_WHOLE: Final = {"Co": "County", "Pblc": "Public", "Schs": "Schools", "Sch": "School", "Elem": "Elementary"}


_SMALL: Final = frozenset({"and", "at", "for", "of", "the"})


def name(published: str) -> str:
    """Return a district's or school's name as it is read: not in capitals alone, abbreviations whole."""
    if not published.isupper():
        return published
    words = [word.capitalize() if word.isalpha() else word.title() for word in published.split()]
    read = [_WHOLE.get(word, word) for word in words]
    return " ".join([*read[:1], *(word.lower() if word.lower() in _SMALL else word for word in read[1:])])


def hidden(threshold: int) -> str:
    """Return what stands for a number that isn't shown."""
    return _("hidden: fewer than %(n)s") % {"n": exact(threshold)}


def why_hidden(threshold: int) -> str:
    """Explain the mark for what isn't shown."""
    return _("* hidden: fewer than %(n)s students, or a number from which so few could be worked out.") % {
        "n": exact(threshold)
    }


def mark(threshold: int) -> SafeString:
    """Return the short mark that tables show for what isn't shown, with the words for who listens."""
    words = hidden(threshold)
    return format_html(
        '<abbr class="hidden-number" title="{}"><span aria-hidden="true">*</span>'
        '<span class="visually-hidden">{}</span></abbr>',
        words,
        words,
    )


def count(value: object, threshold: int) -> str:
    """Write a number of students: exact, hidden, or not known."""
    return hidden(threshold) if value == HIDDEN else exact(value)


def share(value: object, threshold: int, decimals: int = 0) -> str:
    """Write a share of students: percent, hidden, or not known."""
    return hidden(threshold) if value == HIDDEN else percent(value, decimals)


def against(value: float, target: float) -> str:
    """Write a share with a decimal where without it one below the target would read as the target."""
    is_alike = percent(value) == percent(target) and value < target
    return percent(value, 1 if is_alike else 0)


def part_of(taking: object, whole: object, threshold: int) -> str:
    """Write “120 of 400”, or what stands for it."""
    if HIDDEN in (taking, whole):
        return hidden(threshold)
    if number(taking) is None or number(whole) is None:
        return not_known()
    return _("%(part)s of %(whole)s") % {"part": exact(taking), "whole": exact(whole)}


def course(key: str) -> str:
    """Return a course's name."""
    return str(COURSES.get(key, key))


def inside(key: str) -> str:
    """Return a course's name as it stands inside a sentence."""
    return str(INSIDE.get(key, key))


def group(key: str) -> str:
    """Return a group's name."""
    return str(GROUPS.get(key, key))


def group_inside(key: str) -> str:
    """Return a group's name as it stands inside a sentence."""
    return str(GROUPS_INSIDE.get(key, key))
