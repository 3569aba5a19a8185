"""What a table makes of the address it was asked with."""

from typing import Any

import pytest
from django.http import QueryDict
from django.utils.safestring import mark_safe
from tests.unit.core_ui.review_page import OCCUPATIONS, gap_table

from trellis.apps.core.ui.table import Column, DataTable, plain
from trellis.apps.core.ui.table_view import TableView, view


def asked(query: str = "", **changes: Any) -> TableView:
    return view(gap_table(**changes), QueryDict(query))


def titles(shown: TableView) -> list[str]:
    return [row.cells[0].text for row in shown.rows]


def test_rows_come_in_the_default_order() -> None:
    assert titles(asked())[:3] == ["Software developers", "Industrial engineers", "Civil engineers"]


@pytest.mark.parametrize("order", ["gap", "-gap"])
def test_what_is_not_known_stands_last_in_either_direction(order: str) -> None:
    shown = asked(f"occupations.sort={order}", page_size=100)
    assert titles(shown)[-1] == "Hydrologists"
    assert shown.rows[-1].cells[4].text == "not known"
    assert not shown.rows[-1].cells[4].known


def test_words_sort_without_regard_to_capitals() -> None:
    rows = [{"name": "beta"}, {"name": "Alpha"}, {"name": "Gamma"}]
    table = DataTable("t", "T", (Column("name", "Name"),), rows, sort="name")
    assert [row["name"] for row in table.select({})] == ["Alpha", "beta", "Gamma"]


def test_a_number_heads_sort_from_the_largest_and_words_from_a() -> None:
    heads = {head.column.key: head for head in asked().heads}
    assert heads["wage"].url == "?occupations.sort=-wage"
    assert heads["title"].url == "?occupations.sort=title"
    assert heads["gap"].direction == "descending"
    assert heads["gap"].url == "?occupations.sort=gap"
    assert heads["range"].url == ""


def test_all_words_must_be_found_in_the_text_of_a_row() -> None:
    assert titles(asked("occupations.q=ENGINEERS+civil")) == ["Civil engineers"]
    assert asked("occupations.q=zebra").count == "None of 10"


def test_a_choice_keeps_the_rows_that_have_it() -> None:
    shown = asked("occupations.group=Computing")
    assert titles(shown) == ["Software developers", "Computer systems analysts"]
    assert shown.filters[0].options == ("Computing", "Engineering", "Science")
    assert shown.filters[0].value == "Computing"
    assert shown.clear_url == "?"


def test_pages_cut_the_rows_and_say_which_they_are() -> None:
    shown = asked("occupations.page=2")
    assert shown.count == "6 to 10 of 10"
    assert len(shown.rows) == 5
    assert shown.previous_url == "?occupations.page=1"
    assert shown.next_url == ""


@pytest.mark.parametrize("page", ["0", "-1", "two", "1.5", "²", "99999999999999999999"])
def test_a_page_that_cannot_be_is_the_first_or_last_one(page: str) -> None:
    shown = asked(f"occupations.page={page}")
    assert len(shown.rows) == 5
    assert "There is no such page" in shown.notices[0]


def test_a_page_beyond_the_end_is_the_last_one() -> None:
    assert titles(asked("occupations.page=7"))[-1] == "Hydrologists"


@pytest.mark.parametrize("order", ["nothing", "-", "--gap", "range", "gap'; drop table"])
def test_a_sort_that_cannot_be_is_the_default(order: str) -> None:
    shown = asked(f"occupations.sort={order}")
    assert titles(shown) == titles(asked())
    assert len(shown.notices) == 1


def test_a_choice_that_nothing_has_is_no_choice() -> None:
    shown = asked("occupations.group=Astrology")
    assert shown.count == "1 to 5 of 10"
    assert shown.clear_url == ""


def test_links_keep_the_other_parameters_of_the_page() -> None:
    shown = asked("field=stem&occupations.q=engineer&programs.page=3&occupations.page=2")
    assert shown.heads[0].url == "?field=stem&occupations.q=engineer&programs.page=3&occupations.sort=title"
    assert shown.kept == (("field", "stem"), ("programs.page", "3"))


def test_an_export_takes_the_filters_along_but_no_page() -> None:
    shown = asked("field=stem&occupations.q=engineer&occupations.page=2")
    assert shown.exports[0] == ("CSV", "/export.csv?occupations.q=engineer")


def test_an_export_has_bare_values_of_all_pages() -> None:
    table = gap_table()
    rows = table.select(QueryDict("occupations.q=engineer&occupations.sort=wage"))
    assert [table.by_key["wage"].of(row) for row in rows] == [64120, 92180, 93720, 99330, 129940]


def test_a_table_without_rows_says_so() -> None:
    shown = asked(rows=[])
    assert (shown.count, shown.rows, shown.pages) == ("None of 0", (), ())


def test_a_plain_table_has_nothing_to_set() -> None:
    table = plain("p", "P", (Column("gap", "Gap", "signed", choices=True),), OCCUPATIONS)
    shown = view(table, QueryDict("p.q=x&p.sort=-gap"))
    assert not shown.interactive
    assert len(shown.rows) == len(OCCUPATIONS)
    assert shown.heads[0].url == ""


def test_markup_of_a_cell_is_the_columns_own() -> None:
    rows = [{"name": "<b>A</b>"}]
    column = Column("name", "Name", render=lambda row: mark_safe("<em>A</em>"))
    assert view(DataTable("t", "T", (column,), rows), {}).rows[0].cells[0].html == "<em>A</em>"


def test_rows_may_be_objects() -> None:
    class Row:
        name = "A"

    assert Column("name", "Name").of(Row()) == "A"


def test_a_column_can_be_a_filter_alone() -> None:
    columns = (Column("name", "Name"), Column("state", "State", choices=True, filter_only=True))
    rows = [{"name": "Tulsa", "state": "OK"}, {"name": "Wichita", "state": "KS"}]
    shown = view(DataTable("t", "T", columns, rows), QueryDict("t.state=KS"))
    assert titles(shown) == ["Wichita"]
    assert [head.column.label for head in shown.heads] == ["Name"]
    assert [each.label for each in shown.filters] == ["State"]
