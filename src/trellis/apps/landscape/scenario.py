"""What if a program graduated more or fewer, or there were a new one: read, solved again, compared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trellis.apps.core.store import store
from trellis.apps.core.ui.figures import exact
from trellis.apps.landscape import evidence
from trellis.apps.landscape.asked import cleaned
from trellis.apps.landscape.steps import credential_name, plain_field
from trellis.methods.alignment import (
    AlignmentError,
    BelowZero,
    MoreCompleters,
    NewProgram,
    NotFinite,
    TooManyCompleters,
)

if TYPE_CHECKING:
    from trellis.apps.landscape.queries import Document, Reading, Row
    from trellis.methods.alignment import Change

NEW_PROGRAM: Final = "what-if"
RANKS: Final = (1, 2, 3, 4, 5)
MOST_CANDIDATES: Final = 8


@dataclass(frozen=True)
class Asked:
    """What somebody would change: a program there is and how many more graduates, or a new program.

    mistakes: by field, what is wrong with it and what to do; then nothing is computed.
    """

    program: str = ""
    more: str = ""
    cip: str = ""
    rank: str = ""
    graduates: str = ""
    candidates: tuple[str, ...] = ()
    mistakes: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_new(self) -> bool:
        """Whether it is about a program that isn't there yet."""
        return bool(self.cip or self.graduates) and not self.program

    @property
    def is_complete(self) -> bool:
        """Whether there is something to solve."""
        return self.is_new or bool(self.program and self.more)

    @property
    def query(self) -> dict[str, str]:
        """What a link that shows the same what-if carries."""
        names = ("cip", "rank", "graduates") if self.is_new else ("program", "more")
        return {name: getattr(self, name) for name in names if getattr(self, name)}


@dataclass(frozen=True)
class Scenario:
    """A change, and the landscape before and after it."""

    change: Change
    change_in_words: str
    before: Document
    after: Document

    @property
    def change_as_dict(self) -> dict[str, Any]:
        """Return the change as JSON-able values."""
        if isinstance(self.change, NewProgram):
            return {"cip": self.change.cip, "rank": self.change.rank, "completers": self.change.completers}
        return {"program": self.change.program, "completers": self.change.completers}

    @cached_property
    def floor_fall(self) -> float:
        """Openings that no graduate could fill before, less those after."""
        return float(self.before["unfilled_floor"] - self.after["unfilled_floor"])

    @property
    def result(self) -> dict[str, Any]:
        """Return what is kept of it: both sides' totals, and the occupations that change."""
        names = ("openings", "completers", "supply_expected", "unfilled_floor", "gap", "gap_low", "gap_high")
        then = {row["soc"]: row for row in self.after["occupations"]}
        return {
            "change": self.change_as_dict,
            "before": {name: self.before[name] for name in names},
            "after": {name: self.after[name] for name in names},
            "occupations": [
                {
                    "soc": row["soc"],
                    "title": row["title"],
                    "gap": row["gap"],
                    "gap_after": then[row["soc"]]["gap"],
                }
                for row in self.before["occupations"]
                if row["gap"] is not None and row["soc"] in then and then[row["soc"]]["gap"] != row["gap"]
            ],
        }


def read(query: Mapping[str, Any], reading: Reading) -> tuple[Asked, Scenario | None]:
    """Read what would be changed and solve the region again; None where nothing was asked or it can't be."""
    names = ("program", "more", "cip", "rank", "graduates")
    words: dict[str, Any] = {name: cleaned(str(query.get(name, "") or "")) for name in names}
    asked = Asked(**words)
    if not reading.known:
        return asked, None
    asked = _with_code(_with_program(asked, reading))
    if asked.mistakes or not asked.is_complete:
        return asked, None
    change, mistakes = _change(asked)
    if change is None:
        return replace(asked, mistakes=mistakes), None
    before = evidence.assembled(reading.place.spec, reading.asked.parameters)
    try:
        after = before.changed([change]).document()
    except AlignmentError as error:
        field_ = "graduates" if asked.is_new else "more"
        return replace(asked, mistakes={field_: _mistake(error, asked, reading)}), None
    return asked, Scenario(change, in_words(change, reading), reading.document, after)


def in_words(change: Change, reading: Reading) -> str:
    """Say a change in a few words: “60 more graduates of Nursing at Tulsa Community College”."""
    if isinstance(change, NewProgram):
        return _("%(n)s graduates a year of a new program in %(cip)s, with %(credential)s") % {
            "n": exact(change.completers),
            "cip": _field_title(change.cip),
            "credential": credential_name(change.rank),
        }
    row = reading.programs[change.program]
    words = (
        _("%(n)s more graduates a year of %(program)s")
        if change.completers >= 0
        else _("%(n)s fewer graduates a year of %(program)s")
    )
    return words % {"n": exact(abs(change.completers)), "program": program_name(row)}


def program_name(row: Row) -> str:
    """Return a program's name with its credential and institution, for lists and sentences."""
    parts = [str(row["title"]).rstrip("."), row["credential"]]
    if row["institution"]:
        parts.insert(0, row["institution"])
    return " · ".join(parts)


def _with_program(asked: Asked, reading: Reading) -> Asked:
    """Find the program that was typed: its id, its name, or words that only it has."""
    if not asked.program or asked.program in reading.programs:
        return asked
    wanted = _words(asked.program)
    found = [
        key
        for key, row in reading.programs.items()
        if all(word in f"{program_name(row)} {row['cip']}".casefold() for word in wanted)
    ]
    named = [key for key in found if _words(program_name(reading.programs[key])) == wanted]
    if len(named) == 1 or len(found) == 1:
        return replace(asked, program=(named or found)[0])
    if not found:
        mistake = _("No program here has all of these words in its name. Choose one from the list.")
        return replace(asked, mistakes={"program": mistake})
    mistake = ngettext(
        "%(n)s program fits; choose the one you mean.",
        "%(n)s programs fit; choose the one you mean.",
        len(found),
    ) % {"n": exact(len(found))}
    return replace(asked, mistakes={"program": mistake}, candidates=tuple(found[:MOST_CANDIDATES]))


def _words(text: str) -> list[str]:
    return text.casefold().replace("·", " ").split()


def _with_code(asked: Asked) -> Asked:
    """Keep only the code of a field of study that was chosen with its title: “14.08 Civil Engineering”."""
    return replace(asked, cip=asked.cip.split()[0]) if asked.cip else asked


def _change(asked: Asked) -> tuple[Change | None, dict[str, str]]:
    """Return the change asked for, or what is wrong by field."""
    mistakes: dict[str, str] = {}
    if not asked.is_new:
        more = _whole("more", asked.more, mistakes)
        return (None if more is None else MoreCompleters(asked.program, more)), mistakes
    graduates = _whole("graduates", asked.graduates, mistakes)
    if not _is_cip(asked.cip):
        mistakes["cip"] = _(
            "Write a field of study by its CIP code of four or six digits, such as 14.08 or 15.0201."
        )
    if asked.rank not in {str(each) for each in RANKS}:
        mistakes["rank"] = _("Choose the credential it would lead to.")
    if graduates is None or mistakes:
        return None, mistakes
    return NewProgram(NEW_PROGRAM, asked.cip, int(asked.rank), graduates), {}


def _whole(name: str, text: str, mistakes: dict[str, str]) -> float | None:
    try:
        return float(int(text.replace("−", "-").replace(",", "").removeprefix("+")[:30]))
    except ValueError:
        mistakes[name] = _("Write how many people a year as a whole number, such as 60 or -20.")
        return None


def _is_cip(text: str) -> bool:
    family, dot, rest = text.partition(".")
    return (
        dot == "."
        and len(family) == 2
        and len(rest) in (2, 4)
        and (family + rest).isascii()
        and (family + rest).isdigit()
    )


def _mistake(error: AlignmentError, asked: Asked, reading: Reading) -> str:
    """Say what is wrong with a number, in the reader's language."""
    if isinstance(error, BelowZero) and not asked.is_new:
        now = reading.programs[asked.program]["completers"] or 0
        return _("It graduates %(now)s people a year, so at most that many fewer.") % {"now": exact(now)}
    if isinstance(error, BelowZero):
        return _("A new program can't have fewer than no graduates.")
    if isinstance(error, TooManyCompleters):
        return _("That is more than any program could graduate in a year. Try a smaller number.")
    if isinstance(error, NotFinite):
        return _("Write how many people a year as a whole number, such as 60 or -20.")
    return str(error)


def _field_title(cip: str) -> str:
    titles = store().field_titles()
    found = titles.get(cip) or titles.get(cip[:5])
    return f"{plain_field(found)} ({cip})" if found else cip
