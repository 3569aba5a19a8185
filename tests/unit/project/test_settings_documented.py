"""Every environment variable that is read is in the documentation, and no other."""

import re
from pathlib import Path

VARIABLE = re.compile(r"\b(?:TRELLIS_[A-Z_]*[A-Z]|DATABASE_URL)\b")
READ_IN = ("src", "tools", "Makefile")


def test_the_settings_page_lists_what_is_read(root: Path, project_files: list[Path]) -> None:
    read = {
        name
        for path in project_files
        if path.relative_to(root).parts[0] in READ_IN and path.suffix in {".py", ""}
        for name in VARIABLE.findall(path.read_text(errors="replace"))
    }
    listed = set(VARIABLE.findall((root / "docs/reference/settings.md").read_text()))
    assert listed == read
