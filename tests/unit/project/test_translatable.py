"""Every word on a page can be translated: templates hold no text outside of translation tags."""

import re
from html.parser import HTMLParser
from pathlib import Path

COMMENTS = re.compile(r"\{#.*?#\}|\{% comment.*?endcomment %\}|<!--.*?-->", re.DOTALL)
TRANSLATED = re.compile(r"\{% (blocktranslate|blocktrans)\b.*?\{% end\1 %\}", re.DOTALL)
CLASSES = re.compile(r"\{% block \w*class\w* %\}.*?\{% endblock[^%]*%\}", re.DOTALL)
TAGS = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
WORD = re.compile(r"[^\W\d_]{2,}")

SPOKEN_ATTRIBUTES = {"title", "alt", "placeholder", "aria-label", "aria-description", "aria-valuetext"}
SILENT_ELEMENTS = {"script", "style", "code", "kbd"}
UNTRANSLATED = {
    "Trellis",
    "CSV",
    "XLSX",
    "PDF",
    "JSON",
    "SOC",
    "CIP",
    "Español",
    "English",
    "ES",
    "EN",
    "HSDS",
}


class Words(HTMLParser):
    """Collects the words that a reader of a template would see or hear."""

    def __init__(self) -> None:
        super().__init__()
        self.silent = 0
        self.found: list[tuple[int, str]] = []

    def note(self, text: str) -> None:
        if any(word not in UNTRANSLATED for word in WORD.findall(text)):
            self.found.append((self.getpos()[0], " ".join(text.split())))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in SILENT_ELEMENTS
        for name, value in attrs:
            if name in SPOKEN_ATTRIBUTES:
                self.note(value or "")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in SILENT_ELEMENTS and self.silent > 0

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.note(data)


def without(pattern: re.Pattern[str], text: str) -> str:
    """Takes matches out and keeps their line breaks, so that line numbers stay true."""
    return pattern.sub(lambda match: "\n" * match[0].count("\n"), text)


def untranslated(template: str) -> list[tuple[int, str]]:
    """(line, text) of what a translator would never see."""
    for pattern in (COMMENTS, TRANSLATED, CLASSES, TAGS):
        template = without(pattern, template)
    words = Words()
    words.feed(template)
    words.close()
    return words.found


def test_templates_hold_no_untranslatable_text(root: Path, project_files: list[Path]) -> None:
    source = root / "src"
    templates = [path for path in project_files if path.suffix == ".html" and path.is_relative_to(source)]
    found = [
        f"{path.relative_to(root)}:{line}: {text}"
        for path in templates
        for line, text in untranslated(path.read_text())
    ]
    assert not found, "\n".join(found)


def test_the_check_sees_text_and_spoken_attributes() -> None:
    template = '<p title="Close">{% translate "Open" %}</p>\n<b>Gap</b> {{ n }} {# why #}'
    assert untranslated(template) == [(1, "Close"), (2, "Gap")]


def test_the_check_lets_translated_text_and_code_pass() -> None:
    template = (
        "{% blocktranslate count n=n %}{{ n }} job{% plural %}{{ n }} jobs{% endblocktranslate %}"
        '<code>trellis data pull</code><a aria-label="{% translate "Home" %}">{{ name }}</a>'
    )
    assert untranslated(template) == []
