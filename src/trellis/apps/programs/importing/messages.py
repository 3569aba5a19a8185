"""What imports say about files and cells, in the reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trellis.apps.programs.importing.fields import FIELDS

_CELLS: Final[dict[str, str | Promise]] = {
    "no_program": gettext_lazy("A row needs the program's name."),
    "no_organization": gettext_lazy("A row needs the organization that offers the program."),
    "ages_reversed": gettext_lazy(
        "The youngest age, %(low)s, is above the oldest, %(high)s. Exchange them, or correct one."
    ),
    "grades_reversed": gettext_lazy(
        "The lowest grade, %(low)s, is above the highest, %(high)s. Exchange them, or correct one."
    ),
    "dates_reversed": gettext_lazy("The first day, %(low)s, is after the last, %(high)s. Correct one."),
    "times_reversed": gettext_lazy("It ends at %(high)s, before it starts at %(low)s. The end is left out."),
    "more_open_than_seats": gettext_lazy("More seats are left than there are."),
    "rating_incomplete": gettext_lazy(
        "A quality score needs its framework, the best score possible and a day. It is left out."
    ),
    "long_row": gettext_lazy(
        "The row has %(cells)s cells, but the list %(columns)s columns: does a separator stand inside a text?"
    ),
    "too_long": gettext_lazy("This is longer than %(limit)s characters. Shorten it."),
    "cut": gettext_lazy("This is longer than %(limit)s characters; the rest is left out."),
    "negative": gettext_lazy("“%(text)s” is below zero."),
    "too_big": gettext_lazy("“%(text)s” is too large to be true. It is left out."),
    "whole": gettext_lazy("“%(text)s” is not a whole number. It is left out."),
    "number": gettext_lazy("“%(text)s” is not a number. It is left out."),
    "age": gettext_lazy("“%(text)s” is not an age. It is left out."),
    "ages": gettext_lazy("“%(text)s” is not an age, nor ages from and to. It is left out."),
    "grade": gettext_lazy("“%(text)s” is not a grade. It is left out."),
    "grades": gettext_lazy("“%(text)s” is not a grade, nor grades from and to. It is left out."),
    "price": gettext_lazy("“%(text)s” is not an amount: the price stays unknown, the words stay as a note."),
    "price_open": gettext_lazy("“%(text)s”: the price stays unknown, the words stay as a note."),
    "price_range": gettext_lazy(
        "“%(text)s”: the most it can cost counts as its price, the words stay as a note."
    ),
    "free": gettext_lazy("“%(text)s” is read as free."),
    "price_per": gettext_lazy("“%(text)s” doesn't say what the price is for. It is left out."),
    "date": gettext_lazy("“%(text)s” is not a day. Write it like 2026-06-30 or 6/30/2026. It is left out."),
    "day_first": gettext_lazy("“%(text)s” is read with the day before the month."),
    "serial_day": gettext_lazy("“%(text)s” is read as a spreadsheet's number of a day."),
    "time": gettext_lazy("“%(text)s” is not a time. Write it like 3:30 PM. It is left out."),
    "times": gettext_lazy("“%(text)s” is not times from and to. Write them like 3:30–5 PM. It is left out."),
    "afternoon": gettext_lazy("“%(text)s” is read as in the afternoon."),
    "days": gettext_lazy("“%(text)s” is not days of the week. Write them like Mon, Wed. It is left out."),
    "rrule": gettext_lazy("The rule “%(text)s” can't be read: %(why)s"),
    "url": gettext_lazy("“%(text)s” is not the address of a page. It is left out."),
    "email": gettext_lazy("“%(text)s” is not one e-mail address. It is left out."),
    "topics": gettext_lazy("“%(text)s” is not a topic that we know. It is left out."),
    "languages": gettext_lazy("“%(text)s” is not a language that we know. It is left out."),
    "mode": gettext_lazy("“%(text)s” says neither in person nor online. It is left out."),
    "status": gettext_lazy("“%(text)s” says neither listed, hidden nor ended. It is left out."),
    "yes_no": gettext_lazy("“%(text)s” is neither yes nor no. It is left out."),
    "state": gettext_lazy("“%(text)s” is not a state. It is left out."),
    "zip": gettext_lazy("“%(text)s” is not a ZIP code. It is left out."),
    "degrees": gettext_lazy("“%(text)s” is not a number of degrees. It is left out."),
    "position": gettext_lazy("“%(text)s” is not a latitude and a longitude. It is left out."),
    "half_position": gettext_lazy("Of latitude and longitude one is missing, so neither is used."),
    "zero_position": gettext_lazy("Latitude 0, longitude 0 is in the sea. The position is not used."),
    "swapped": gettext_lazy(
        "Latitude %(latitude)s and longitude %(longitude)s were exchanged. They are put right."
    ),
    "west_without_sign": gettext_lazy(
        "Longitude %(longitude)s lacks its minus sign: it would be in Asia. It is put right."
    ),
    "not_in_us": gettext_lazy(
        "%(latitude)s, %(longitude)s is in the sea or outside the United States. The position is not used."
    ),
    "far_from_zip": gettext_lazy(
        "This is %(kilometers)s km from ZIP code %(zip)s. Check which of the two is wrong."
    ),
    "markup": gettext_lazy("HTML was taken out; the words stay."),
    "only_markup": gettext_lazy("There is only HTML here, no words. It is left out."),
    "formula": gettext_lazy("This looks like a formula. It is kept as text and never run."),
    "kept_by_hand": gettext_lazy("Somebody stated this here by hand, so the list doesn't change it."),
}

_FILES: Final[dict[str, str | Promise]] = {
    "encoding": gettext_lazy("The text is in %(name)s, not UTF-8. Check a name with an accent."),
    "open_quote": gettext_lazy(
        "Row %(row)s has a quotation mark that nothing closes. It was read without the mark; check that row."
    ),
    "two_heading_rows": gettext_lazy(
        "Rows %(first)s and %(second)s are both headings; they were put together."
    ),
    "above_headings": gettext_lazy("Rows %(first)s to %(last)s stand above the headings and are left out."),
    "one_above_headings": gettext_lazy("Row %(first)s stands above the headings and is left out."),
}


@dataclass(frozen=True, slots=True)
class Message:
    """A problem as a page shows it: where in the file, how bad, and what it says."""

    column: str
    level: str
    text: str


def say(problem: Mapping[str, Any]) -> Message:
    """A row's problem in words. One without a column of its own names its field."""
    field = FIELDS.get(problem["field"])
    where = problem["column"] or (str(field.label) if field else "")
    return Message(where, problem["level"], _filled(_CELLS, problem["code"], problem["values"]))


def say_note(code: str, values: Mapping[str, Any]) -> str:
    """A note about the whole file in words."""
    return _filled(_FILES, code, values)


def in_full(number: int, problem: Mapping[str, Any]) -> str:
    """A problem with its row and column, for a file that stands by itself."""
    message = say(problem)
    if not message.column:
        return _("Row %(row)d: %(text)s") % {"row": number, "text": message.text}
    return _("Row %(row)d, column %(column)s: %(text)s") % {
        "row": number,
        "column": message.column,
        "text": message.text,
    }


def _filled(templates: Mapping[str, str | Promise], code: str, values: Mapping[str, Any]) -> str:
    return str(templates[code]) % dict(values)
