"""Where the built front end is: entry names to hashed files, read from Vite's manifest."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.templatetags.static import static

MANIFEST = "trellis/manifest.json"


class FrontEndNotBuilt(RuntimeError):
    """The built files are missing or lack an entry; the message says how to build them."""


@lru_cache(maxsize=4)
def _read(path: str, _changed: int) -> dict[str, Any]:
    return dict(json.loads(Path(path).read_text("utf-8")))


def manifest() -> dict[str, Any]:
    """The manifest's entries; read again when the front end is built again."""
    path = finders.find(MANIFEST)
    if not path:
        raise FrontEndNotBuilt(
            f"The front end is not built: there is no static file {MANIFEST}. "
            "Run `npm ci && npm run build` in the project's folder."
        )
    return _read(path, Path(path).stat().st_mtime_ns)


def asset_url(entry: str) -> str:
    """The address of the built file of `entry`, for example "src/main.ts"."""
    found = manifest().get(entry)
    if found is None:
        known = ", ".join(sorted(key for key, value in manifest().items() if value.get("isEntry")))
        raise FrontEndNotBuilt(f"The front end has no entry {entry!r} (it has {known}). Run `npm run build`.")
    return static(f"trellis/{found['file']}")


def font_directory() -> Path | None:
    """The folder with the typeface as TTF, for what is drawn in Python; None before the first build."""
    path = finders.find("trellis/fonts/PublicSans-Regular.ttf")
    return Path(path).parent if path else None
