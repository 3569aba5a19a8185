"""Translations: `.po` files, which people edit, and `.mo` files, which Django reads."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

from console import ROOT, Step, Stop
from environment import BIN, PYTHON

LOCALE = ROOT / "src" / "trellis" / "site" / "locale"

NO_GETTEXT = """Collecting the texts of the pages needs GNU gettext, which this machine doesn't have.
On Debian or Ubuntu: sudo apt-get install gettext. On a Mac: brew install gettext.
(Only this command needs it; running Trellis and its tests does not.)"""

# Babel's own command takes every per cent sign for a format and then ends as failed. That placeholders
# stand on both sides is a test's work.
COMPILE = """import sys
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
with open(sys.argv[1], "rb") as po, open(sys.argv[2], "wb") as mo:
    write_mo(mo, read_po(po))
"""


def catalogues() -> list[Path]:
    """The `.po` file of each language."""
    return sorted(LOCALE.glob("*/LC_MESSAGES/django.po"))


def ensure_compiled() -> None:
    """Compiles the languages whose `.po` is newer than its `.mo`."""
    stale = [
        po
        for po in catalogues()
        if not po.with_suffix(".mo").exists() or po.stat().st_mtime > po.with_suffix(".mo").stat().st_mtime
    ]
    if not stale:
        return
    with Step("Compiling translations", "translations") as step:
        for po in stale:
            step.run(PYTHON, "-c", COMPILE, po, po.with_suffix(".mo"))


def collect() -> None:
    """Brings every `.po` up to date with the texts in templates and code (`make messages`)."""
    if not shutil.which("xgettext"):
        raise Stop(NO_GETTEXT)
    languages = [argument for po in catalogues() for argument in ("--locale", po.parent.parent.name)]
    with Step("Collecting texts to translate", "messages") as step:
        step.run(
            *(BIN / "django-admin", "makemessages", *(languages or ("--locale", "es"))),
            *("--no-wrap", "--no-obsolete", "--no-location"),
            *("--ignore", "node_modules", "--ignore", ".venv", "--ignore", "tests", "--ignore", "var"),
            env={"DJANGO_SETTINGS_MODULE": "trellis.site.settings", "PWD": os.fspath(ROOT)},
        )
    for po in catalogues():
        tidy(po)
    ensure_compiled()


def tidy(po: Path) -> None:
    """Mends what the collecting gets wrong: the header, and texts with a per cent sign taken for formats."""
    header, *entries = po.read_text(encoding="utf-8").split("\n\n")
    # Compilers leave out the whole of a file whose header is marked fuzzy, as a new catalogue's is.
    header = header.replace("#, fuzzy\n", "")
    header = re.sub(r'^"POT-Creation-Date: .*\n', "", header, flags=re.MULTILINE)  # differs with every run
    entries = [_without_former_text(_without_false_format(entry)) for entry in entries]
    po.write_text("\n\n".join([header, *entries]), encoding="utf-8")


def _without_former_text(entry: str) -> str:
    """An entry without comments: they only hold what a text was before it changed."""
    return re.sub(r"^#[ |].*\n", "", entry, flags=re.MULTILINE)


def _without_false_format(entry: str) -> str:
    """An entry without the mark "python-format" where nothing is put in by %: "90 % interval".

    The collecting also calls such a translation fuzzy; where the text didn't change, it isn't.
    """
    if re.search(r"%[(%sd]", entry):
        return entry
    former = _quoted(re.findall(r'^#\| (?:msgid )?(".*")$', entry, re.MULTILINE))
    present = _quoted(re.findall(r'^msgid (".*")$', entry, re.MULTILINE))
    false = {"python-format", "fuzzy"} if former in {"", present} else {"python-format"}

    def kept(line: re.Match[str]) -> str:
        marks = line[0][2:].strip().split(", ")
        rest = [mark for mark in marks if mark not in false] if "python-format" in marks else marks
        return f"#, {', '.join(rest)}\n" if rest else ""

    return re.sub(r"^#, .*\n", kept, entry, flags=re.MULTILINE)


def _quoted(lines: list[str]) -> str:
    return "".join(line.strip('"') for line in lines)
