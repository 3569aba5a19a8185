"""Sets the brief: content and template through typst to a tagged PDF."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from trellis.apps.landscape.brief.content import content
from trellis.apps.landscape.brief.pictures import fonts
from trellis.apps.landscape.prose import ENGLISH
from trellis.apps.landscape.wording import Words

TEMPLATE: Final = Path(__file__).with_name("template.typ")
UNPRINTABLE: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\ufeff\ud800-\udfff]")
RARE: Final = re.compile(r"[^\u0020-\u024f\u0370-\u03ff\u0400-\u04ff\u13a0-\u13ff\u1e00-\u1eff\u2010-\u22ff]")


class BriefError(Exception):
    """The brief couldn't be set; the message says where."""


def render_brief(
    document: dict[str, Any],
    *,
    alliance_name: str | None = None,
    language: str = "en",
    words: Words | None = None,
    answers: Mapping[str, str] | None = None,
    notice: str = "",
) -> bytes:
    """Return the landscape as a four-page PDF/UA-1.

    language: the code of the language that `words` speaks. Letters that no font at hand has become “?”.
    answers: by recommendation's key “accepted”, which marks it, or “dismissed”, which leaves it out.
    notice: what every page says of the whole, such as that the alliance is a demonstration.
    """
    import typst

    said = content(
        document, alliance_name=alliance_name, words=words or ENGLISH, answers=answers or {}, notice=notice
    )
    data = _printable(said, UNPRINTABLE, " ")
    for attempt in (data, _printable(data, RARE, "?")):
        try:
            return _set(typst, attempt, language, document["computed_at"])
        except typst.TypstError as error:
            failure = error
    raise BriefError(f"The brief couldn't be set: {failure}") from failure


def _set(typst: Any, data: Any, language: str, computed_at: str | None) -> bytes:
    compiler = typst.Compiler(root=str(TEMPLATE.parent), font_paths=fonts())
    moment = datetime.fromisoformat(computed_at) if computed_at else datetime(1980, 1, 1, tzinfo=UTC)
    made: bytes = compiler.compile(
        input=TEMPLATE.read_bytes(),
        format="pdf",
        sys_inputs={"content": json.dumps(data), "language": language.split("-")[0]},
        pdf_standards=["ua-1"],
        timestamp=moment,
    )
    return made


def _printable(value: Any, out: re.Pattern[str], instead: str) -> Any:
    """Return the content with every character that `out` finds replaced."""
    if isinstance(value, dict):
        return {key: _printable(each, out, instead) for key, each in value.items()}
    if isinstance(value, list):
        return [_printable(each, out, instead) for each in value]
    return out.sub(instead, value) if isinstance(value, str) else value
