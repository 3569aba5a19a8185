"""The frame, the components and the pages for when something is wrong, as markup."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.template.loader import get_template
from tests.unit.core_ui.review_page import card, gap_table, render

from trellis.apps.core.templatetags import ui
from trellis.apps.core.ui import frontend
from trellis.apps.core.ui.navigation import Entry, stages


class Ids(HTMLParser):
    """The ids of a page, and what refers to one."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.references: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id":
                self.ids.append(value or "")
            if name in ("for", "popovertarget", "aria-labelledby", "aria-describedby"):
                self.references.update((value or "").split())


def test_ids_are_unique_and_what_is_referred_to_is_there() -> None:
    page = Ids()
    page.feed(render())
    assert len(page.ids) == len(set(page.ids))
    assert page.references <= set(page.ids)


def test_nothing_on_the_page_needs_inline_script_or_style() -> None:
    html = render()
    assert " style=" not in html
    assert "<style" not in html
    assert not re.search(r"\son[a-z]+=", html)
    assert all("src=" in tag or "application/json" in tag for tag in re.findall(r"<script[^>]*>", html))


def test_a_stage_without_pages_is_not_shown() -> None:
    shown = stages([Entry("see", "Map", lambda: "/map/"), Entry("act", "Tools", lambda: None)], path="/map/")
    assert [stage.key for stage in shown] == ["see"]


def test_the_longest_address_is_the_current_one() -> None:
    entries = [Entry("see", "All", lambda: "/a/"), Entry("see", "Part", lambda: "/a/b/")]
    (see,) = stages(entries, path="/a/b/c/")
    assert [item.current for item in see.items] == [False, True]
    assert see.url == "/a/"
    assert see.current


def test_a_citation_names_number_sources_method_and_day() -> None:
    assert card("1,530", "STEM openings a year, Tulsa area").citation == (
        "STEM openings a year, Tulsa area: 1,530. "
        "Bureau of Labor Statistics, Occupational Employment and Wage Statistics, May 2025. "
        "Bureau of Labor Statistics, Employment Projections, 2024–34. "
        "Method: alignment 1.0. Computed by Trellis on Nov. 22, 2026."
    )


def test_what_is_not_known_is_said_and_has_no_card() -> None:
    assert '<span class="stat__unknown">not known</span>' in render()


def test_text_of_rows_is_escaped() -> None:
    rows = [{"title": "<script>x</script>", "group": "&", "gap": 1}]
    html = render(table=gap_table(rows=rows))
    assert "<script>x" not in html
    assert "&lt;script&gt;x" in html


def test_data_for_an_island_cannot_end_its_block() -> None:
    assert "</script>" not in str(ui.island_data({"a": "</script><b>"}))[:-9]


def test_a_swapped_table_is_asked_of_the_same_address() -> None:
    html = render("?occupations.q=engineer&field=stem")
    assert (
        'hx-get="/a/green-country/landscape/?occupations.q=engineer&amp;field=stem&amp;occupations.sort'
        in html
    )
    assert '<input type="hidden" name="field" value="stem">' in html


@pytest.mark.parametrize("name", ["400.html", "500.html"])
def test_pages_for_a_broken_site_need_no_request_and_no_build(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(frontend, "_manifest", lambda: Path("/nowhere/manifest.json"))
    assert "Go to the start page" in get_template(name).template.render(_empty())


def _empty() -> object:
    from django.template import Context

    return Context({})


@pytest.mark.parametrize("name", ["403.html", "404.html", "403_csrf.html"])
def test_pages_for_a_lost_reader_lead_to_the_start(name: str) -> None:
    html = render(template=name, navigation=(), home=None, alliance=None)
    assert html.count("<h1>") == 1
    assert "Go to the start page" in html


def test_a_missing_build_says_how_to_build(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frontend, "_found", {})
    monkeypatch.setattr(frontend.finders, "find", lambda path: None)
    with pytest.raises(frontend.FrontEndNotBuilt, match="npm run build"):
        frontend.asset_url("src/main.ts")


def test_an_unknown_entry_or_icon_is_named() -> None:
    with pytest.raises(frontend.FrontEndNotBuilt, match=r"'src/none\.ts'"):
        frontend.asset_url("src/none.ts")
    with pytest.raises(frontend.FrontEndNotBuilt, match="no icon 'unicorn'"):
        ui.icon("unicorn")


@pytest.mark.parametrize(
    ("person", "letters"), [("Ana Beltrán", "AB"), ("ana.ruiz@example.org", "AR"), ("Cher", "C"), ("", "")]
)
def test_initials(person: str, letters: str) -> None:
    assert ui.initials(person) == letters
