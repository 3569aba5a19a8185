"""What a page's tables and charts show, read from its HTML alone."""

import json
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from django.http import HttpResponse


@dataclass
class Table:
    """A table: the texts of its head, then of its rows; links are beside the texts of the first column."""

    head: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    links: list[str] = field(default_factory=list)

    def row(self, name: str) -> dict[str, str]:
        """Return the row that begins with a text, by column."""
        found = next(row for row in self.rows if row[0] == name)
        return dict(zip(self.head, found, strict=True))


def tables(response: HttpResponse) -> dict[str, Table]:
    """Return a page's tables by the id of what they stand in."""
    return _read(response).tables


def charts(response: HttpResponse) -> list[dict[str, Any]]:
    """Return what the page's pictures are drawn from."""
    return [json.loads(text) for text in _read(response).data]


def text_of(response: HttpResponse) -> str:
    """Return everything a reader of the page can see or hear, evidence cards and tooltips too."""
    return " ".join(" ".join(_read(response).words).replace("\N{NO-BREAK SPACE}", " ").split())


def _read(response: HttpResponse) -> "_Reader":
    reader = _Reader()
    reader.feed(response.content.decode())
    return reader


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tables: dict[str, Table] = {}
        self.data: list[str] = []
        self.words: list[str] = []
        self.of = ""
        self.cell: list[str] | None = None
        self.is_data = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.words += [given[name] for name in ("title", "aria-label") if given.get(name)]
        if "datatable" in given.get("class", "").split():
            self.of = given["id"]
        elif tag == "table":
            self.tables[self.of] = Table()
        elif tag == "tr" and self.of in self.tables:
            self.tables[self.of].rows.append([])
        elif tag in ("td", "th"):
            self.cell = []
        elif tag == "a" and self.cell is not None and not self.tables[self.of].rows[-1]:
            self.tables[self.of].links.append(given.get("href", ""))
        elif tag == "script" and given.get("type") == "application/json":
            self.is_data = True
            self.data.append("")

    def handle_data(self, data: str) -> None:
        if self.is_data:
            self.data[-1] += data
            return
        self.words.append(data)
        if self.cell is not None:
            self.cell.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "script":
            self.is_data = False
        if tag in ("td", "th") and self.cell is not None:
            said = " ".join(" ".join(self.cell).replace("\N{NO-BREAK SPACE}", " ").split())
            self.tables[self.of].rows[-1].append(said)
            self.cell = None
        if tag == "thead":
            table = self.tables[self.of]
            table.head, table.rows = table.rows[0], []
            table.links.clear()
