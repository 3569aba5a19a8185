"""Pins every dependency in requirements/*.txt, with hashes, for every platform (`make lock`).

The widest set is resolved first and constrains the others, so that one environment can move from one set
to the next without changing a version. Nothing that is written names where packages are fetched from.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REQUIREMENTS = ROOT / "requirements"

HEADER = "# Locked by `make lock` from pyproject.toml. Change versions there, then lock again.\n"

# name -> dependency groups on top of what the package itself needs
SETS: dict[str, tuple[str, ...]] = {
    "data": ("dev", "data"),
    "dev": ("dev",),
    "build": ("build",),
    "run": (),
}


def compile_set(*arguments: str, to: Path) -> None:
    """Resolves one set into `to`, keeping the versions that are already pinned there."""
    command = [
        *(sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--universal", "--generate-hashes"),
        *("--no-header", "--no-emit-index-url", "--no-emit-find-links", "--python-version", "3.11"),
        *arguments,
        *("--output-file", str(to.relative_to(ROOT))),
    ]
    subprocess.run(command, cwd=ROOT, check=True, env={**os.environ, "UV_NO_PROGRESS": "1"})
    text = to.read_text().removeprefix(HEADER)
    to.write_text(HEADER + text)
    pinned = sum(1 for line in text.splitlines() if re.match(r"[\w.-]+(\[.*\])?==", line))
    print(f"  {to.relative_to(ROOT)}: {pinned} packages")


def main() -> None:
    """Locks all sets; arguments go to the resolver, such as --upgrade or --upgrade-package NAME."""
    constraint: tuple[str, ...] = ()
    for name, groups in SETS.items():
        wanted = [argument for group in groups for argument in ("--group", group)]
        compile_set("pyproject.toml", *wanted, *constraint, *sys.argv[1:], to=REQUIREMENTS / f"{name}.txt")
        constraint = ("--constraint", "requirements/data.txt")
    compile_set("requirements/bootstrap.in", *sys.argv[1:], to=REQUIREMENTS / "bootstrap.txt")


if __name__ == "__main__":
    main()
