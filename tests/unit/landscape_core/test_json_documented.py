"""docs/reference/landscape-json.md names every key of the schema."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from trellis.apps import landscape

DOCS = (Path(__file__).parents[3] / "docs" / "reference" / "landscape-json.md").read_text("utf-8")
SCHEMA = Path(landscape.__file__).parent / "schema" / "landscape-1.json"


def keys(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        if isinstance(schema.get("properties"), dict):
            yield from schema["properties"]
        for value in schema.values():
            yield from keys(value)


def test_every_key_is_documented() -> None:
    named = set(re.findall(r"`([a-z_]+)`", DOCS))
    assert sorted(set(keys(json.loads(SCHEMA.read_text("utf-8")))) - named) == []
