"""What-if changes as people type them: “207935-15.10-2:+60”, “Tulsa Community drafting associate:+60”.

A program is named by its id or by words of its college, field and credential. A field and a credential alone,
“15.02-2”, or an id that nobody has yet, are a new program.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from trellis.cli.exits import CommandError, Exit

if TYPE_CHECKING:
    from trellis.apps.landscape.assembly import Landscape
    from trellis.apps.landscape.inputs import ProgramRows
    from trellis.methods.alignment import Change

MOST_NAMED: Final = 6
NEW: Final = re.compile(r"(?:\d{6}-)?(?P<cip>\d{2}\.\d{2}(?:\d{2})?)-(?P<level>[1-8])")
CHANGE: Final = re.compile(r"(?P<program>.+):\s*(?P<number>[+\-−]?[\d,]+)\s*")


def changes_of(texts: list[str], landscape: Landscape) -> list[Change]:
    """Return the changes; a program that isn't there, or could be several, is a `CommandError`."""
    from trellis.methods.alignment import MoreCompleters, NewProgram, rank_of_scorecard_level

    if landscape.programs is None:
        raise CommandError(
            f"The region's programs are not known yet. {landscape.region.how_to_mend}", Exit.DATA_MISSING
        )
    here = set(landscape.programs.columns.id.tolist())
    found: list[Change] = []
    for text in texts:
        match = CHANGE.fullmatch(text)
        if match is None:
            raise CommandError(
                f"“{text}” is not a change: write a program, a colon and a number: 207935-15.10-2:+60.",
                Exit.USAGE,
            )
        number = float(match["number"].replace("−", "-").replace(",", ""))
        name = match["program"].strip()
        new = NEW.fullmatch(name)
        if new and name not in here:
            rank = rank_of_scorecard_level(int(new["level"]))
            found.append(NewProgram(id=name, cip=new["cip"], rank=rank, completers=number))
        else:
            found.append(MoreCompleters(program=_program(name, landscape.programs), completers=number))
    return found


def in_words(change: Change, landscape: Landscape) -> str:
    """Return a change as a phrase: “60 more graduates a year of Tulsa Community College · …”."""
    from trellis.methods.alignment import NewProgram

    if isinstance(change, NewProgram):
        return f"a new program in field {change.cip} with {change.completers:,.0f} graduates a year"
    assert landscape.programs is not None
    more = "more" if change.completers >= 0 else "fewer"
    program = _names(landscape.programs)[change.program]
    return f"{abs(change.completers):,.0f} {more} graduates a year of {program}"


def _names(rows: ProgramRows) -> dict[str, str]:
    named = zip(rows.institution.tolist(), rows.title.tolist(), rows.credential.tolist(), strict=True)
    return {
        program: f"{' · '.join(part for part in (college, field, credential) if part)}"
        for program, (college, field, credential) in zip(rows.columns.id.tolist(), named, strict=True)
    }


def _program(text: str, rows: ProgramRows) -> str:
    """Return the id of the one program that has all the words in its college, field and credential."""
    names = _names(rows)
    if text in names:
        return text
    words = re.findall(r"\w+", text.lower())
    hits = [
        program for program, name in names.items() if words and all(word in name.lower() for word in words)
    ]
    if len(hits) == 1:
        return hits[0]
    if not hits:
        from rapidfuzz import fuzz, process

        near = process.extract(text, names, scorer=fuzz.token_set_ratio, limit=MOST_NAMED)
        hits, problem = (
            [program for _, _, program in near],
            "no program here has all of these words; nearest:",
        )
    else:
        problem = f"{len(hits)} programs have these words; name one by its id:"
    listed = "\n".join(f"  {program}  {names[program]}" for program in hits[:MOST_NAMED])
    more = f"\n  and {len(hits) - MOST_NAMED} more" if len(hits) > MOST_NAMED else ""
    more += "\nFor a program that nobody here offers yet, write field and credential level: 15.02-2:+60."
    raise CommandError(f"“{text}”: {problem}\n{listed}{more}", Exit.USAGE)
