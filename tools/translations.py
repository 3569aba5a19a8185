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
            compiler = (PYTHON, "-m", "babel.messages.frontend", "compile")
            step.run(*compiler, "--input-file", po, "--output-file", po.with_suffix(".mo"))


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
        tidy_header(po)
    ensure_compiled()


def tidy_header(po: Path) -> None:
    """Mends a catalogue's header: no "fuzzy" mark, no date that changes with every run.

    Compilers leave out the whole of a file whose header is marked fuzzy, as a new catalogue's is.
    """
    head, start, rest = po.read_text(encoding="utf-8").partition('msgid ""')
    rest = re.sub(r'^"POT-Creation-Date: .*\n', "", rest, count=1, flags=re.MULTILINE)
    po.write_text(head.replace("#, fuzzy\n", "") + start + rest, encoding="utf-8")
