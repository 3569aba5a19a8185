"""Where the built front end is: entry names to hashed files, read from Vite's manifest."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.templatetags.static import static

MANIFEST = "trellis/manifest.json"


class FrontEndNotBuilt(RuntimeError):
    """The built files are missing or lack an entry; the message says how to build them."""


@dataclass(frozen=True, slots=True)
class Build:
    """One build: the files of its entries, and the icons it has."""

    files: dict[str, str]
    icons: frozenset[str]


_found: dict[str, Path] = {}


def _manifest() -> Path:
    """The manifest's place; remembered, for looking through all apps is slow and a page has many icons."""
    path = _found.get(MANIFEST)
    if path is None or not path.exists():
        looked = finders.find(MANIFEST)
        if not looked:
            raise FrontEndNotBuilt(
                f"The front end is not built: there is no static file {MANIFEST}. "
                "Run `npm ci && npm run build` in the project's folder."
            )
        path = _found[MANIFEST] = Path(looked)
    return path


@lru_cache(maxsize=2)
def _read(path: Path, _changed: int) -> Build:
    files = {entry: str(made["file"]) for entry, made in json.loads(path.read_text("utf-8")).items()}
    drawn = path.parent / files["icons.svg"]
    return Build(files, frozenset(re.findall(r'<symbol id="([^"]+)"', drawn.read_text("utf-8"))))


def build() -> Build:
    """The present build; read again when the front end is built again."""
    path = _manifest()
    return _read(path, path.stat().st_mtime_ns)


def asset_url(entry: str) -> str:
    """The address of the built file of `entry`, for example "src/main.ts"."""
    file = build().files.get(entry)
    if file is None:
        raise FrontEndNotBuilt(f"The front end's build has no entry {entry!r}. Run `npm run build` again.")
    return static(f"trellis/{file}")


def icon_url(name: str) -> str:
    """The address of one icon within the built file of icons."""
    if name not in build().icons:
        raise FrontEndNotBuilt(
            f"The front end has no icon {name!r}. Name it in frontend/icons.json and run `npm run build`."
        )
    return f"{asset_url('icons.svg')}#{name}"
