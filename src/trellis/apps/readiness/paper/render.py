"""Sets a bank as a worksheet, through typst to a tagged PDF."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import fontpkg_public_sans
from django.utils import timezone
from django.utils.translation import gettext as _

from trellis.apps.partners.sectors import Sector

if TYPE_CHECKING:
    from trellis.apps.alliances.models import Alliance
    from trellis.apps.readiness.banks import Bank

TEMPLATE: Final = Path(__file__).with_name("worksheet.typ")
FONTS: Final = Path(fontpkg_public_sans.ROOT) / "files"
UNPRINTABLE: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\ufeff\ud800-\udfff]")


class WorksheetError(Exception):
    """The worksheet couldn't be set; the message says where."""


def worksheet(bank: Bank, *, alliance: Alliance, language: str) -> bytes:
    """A bank with room to write, as a PDF/UA-1."""
    import typst

    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(FONTS)])
    compiler = typst.Compiler(root=str(TEMPLATE.parent), font_paths=fonts)
    try:
        made = compiler.compile(
            input=TEMPLATE.read_bytes(),
            format="pdf",
            sys_inputs={
                "content": json.dumps(_printable(_content(bank, alliance))),
                "language": language.split("-")[0],
            },
            pdf_standards=["ua-1"],
            timestamp=timezone.now().replace(microsecond=0),
        )
    except typst.TypstError as error:
        raise WorksheetError(f"The worksheet couldn't be set: {error}") from error
    assert isinstance(made, bytes)  # a PDF is one file, whatever its pages
    return made


def _content(bank: Bank, alliance: Alliance) -> dict[str, Any]:
    return {
        "title": str(bank.name),
        "about": str(bank.about),
        "alliance": alliance.name,
        "notice": alliance.demonstration_notice,
        "version": _("Version %(version)d") % {"version": bank.version},
        "page": _("Page {n} of {all}"),
        "sector": _("My sector:"),
        "why": _("Why?"),
        "items": [
            {
                "text": str(item.text),
                "levels": [
                    {"label": str(level.label), "criterion": str(level.criterion)} for level in item.levels
                ],
            }
            for item in bank.items
        ],
        "table": [str(label) for label in Sector.labels] if bank.is_table else [],
        "head": [_("Sector"), str(bank.contributes), str(bank.gets)],
    }


def _printable(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _printable(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_printable(each) for each in value]
    return UNPRINTABLE.sub(" ", value) if isinstance(value, str) else value
