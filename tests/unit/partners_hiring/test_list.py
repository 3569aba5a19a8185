"""Staff's list of what partners will hire, the occupations to be chosen, and the files."""

import csv
import io
from collections.abc import Callable
from contextlib import AbstractContextManager

import openpyxl
import pytest
from django.test import Client
from tests.factories import member
from tests.unit.partners_hiring.pages import Pages

from trellis.apps.accounts.models import User
from trellis.apps.alliances.models import Alliance
from trellis.apps.core.permissions import Role
from trellis.apps.partners.models import HiringNeed, Partner

pytestmark = pytest.mark.django_db

SOFTWARE, MACHINISTS = "15-1252", "51-4041"
MakeNeed = Callable[..., HiringNeed]


def test_it_says_how_many_partners_will_fill_how_many_positions(
    pages: Pages, company: Partner, works: Partner, need: MakeNeed
) -> None:
    need(company, how_many=4)
    need(works, how_many=2, is_hard_to_fill=True)
    need(works, how_many=50, is_open=False)
    text = pages.text("hiring:list")
    assert "2 partners will fill 6 positions, 2 of them hard to fill." in text
    assert "Of 2 jobs nobody has said yet which occupation they are" in text


def test_an_alliance_without_any_says_so(pages: Pages) -> None:
    assert "No partner has said yet whom it will hire." in pages.text("hiring:list")


@pytest.mark.parametrize(
    ("query", "left"),
    [
        ({"hiring.occupation": "Chosen"}, ["Coder"]),
        ({"hiring.occupation": "To be chosen"}, ["Welder", "Filled"]),
        ({"hiring.hard": "yes"}, ["Welder"]),
        ({"hiring.open": "closed"}, ["Filled"]),
        ({"hiring.q": "weld"}, ["Welder"]),
        ({"hiring.q": SOFTWARE}, ["Coder"]),
        ({"hiring.hard": "nonsense"}, ["Welder", "Coder", "Filled"]),
    ],
)
def test_it_is_filtered_and_its_files_hold_what_it_shows(
    pages: Pages, company: Partner, need: MakeNeed, query: dict[str, str], left: list[str]
) -> None:
    need(company, "Coder", soc=SOFTWARE, how_many=1)
    need(company, "Welder", is_hard_to_fill=True, how_many=2)
    need(company, "Filled", is_open=False)
    content = pages.get("hiring:export", query, kind="csv").content.decode("utf-8-sig")
    assert [row["title"] for row in csv.DictReader(io.StringIO(content))] == left
    assert all(title in pages.text("hiring:list", query) for title in left)


def test_the_workbook_has_the_occupations_name_and_says_where_titles_come_from(
    pages: Pages, company: Partner, need: MakeNeed
) -> None:
    need(company, "Coder", soc=SOFTWARE, is_hard_to_fill=True)
    book = openpyxl.load_workbook(io.BytesIO(pages.get("hiring:export", kind="xlsx").content))
    heads, row = list(book.worksheets[0].iter_rows(values_only=True))
    shown = dict(zip(heads, row, strict=True))
    assert (shown["Job"], shown["Occupation"], shown["How many"]) == ("Coder", "Software Developers", 3)
    notes = " ".join(str(each[0]) for each in book.worksheets[1].iter_rows(values_only=True))
    assert "names of occupations are searched" in notes


def test_a_title_that_looks_like_a_formula_is_text_in_the_csv(
    pages: Pages, company: Partner, need: MakeNeed
) -> None:
    need(company, '=cmd|"/C calc"!A0')
    content = pages.get("hiring:export", kind="csv").content.decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(content))
    assert row["title"].startswith("'=")


def test_a_file_of_another_kind_is_not_found(pages: Pages) -> None:
    assert pages.get("hiring:export", kind="pdf").status_code == 404


def test_staff_choose_for_many_jobs_at_once(
    pages: Pages, company: Partner, works: Partner, need: MakeNeed, run_jobs: Callable[[], None]
) -> None:
    coder, turner, odd = need(company), need(works, "Machinist"), need(works, "Wizard")
    pages.post("hiring:look_up")
    run_jobs()
    assert "Machinists 51-4041" in pages.text("hiring:uncoded")
    pages.post(
        "hiring:uncoded",
        {f"need-{coder.pk}": SOFTWARE, f"need-{turner.pk}": "later", f"need-{odd.pk}": "none"},
    )
    for row in (coder, turner, odd):
        row.refresh_from_db()
    assert [coder.soc, turner.soc, odd.soc] == [SOFTWARE, "", ""]
    assert [turner.coded_by, odd.coded_by is not None] == [None, True]
    assert "Of 1 job the occupation is to be chosen." in pages.text("hiring:uncoded")


def test_where_one_of_many_choices_is_wrong_nothing_is_saved(
    pages: Pages, company: Partner, need: MakeNeed
) -> None:
    good, bad = need(company), need(company, "Machinist")
    response = pages.post("hiring:uncoded", {f"need-{good.pk}": SOFTWARE, f"need-{bad.pk}": "nonsense"})
    assert response.status_code == 422
    good.refresh_from_db()
    assert good.soc == ""


def test_what_somebody_else_chose_meanwhile_is_left_as_it_is(
    pages: Pages, company: Partner, need: MakeNeed
) -> None:
    made = need(company, soc=SOFTWARE)
    pages.post(
        "hiring:uncoded", {f"need-{made.pk}": MACHINISTS, "need-": "x", "need-99999999999999999999": "y"}
    )
    made.refresh_from_db()
    assert made.soc == SOFTWARE


@pytest.mark.parametrize("came_from", ["list", "uncoded"])
def test_whoever_came_from_a_list_goes_back_to_it(
    pages: Pages, company: Partner, need: MakeNeed, came_from: str
) -> None:
    made = need(company)
    assert f"?from={came_from}" in pages.get(f"hiring:{came_from}").content.decode()
    url = f"{pages.url('hiring:code', pk=made.pk)}?from={came_from}"
    assert pages.client.post(url, {"soc": SOFTWARE}).url == pages.url(f"hiring:{came_from}")


@pytest.mark.parametrize("role", [Role.PUBLIC, Role.PARTNER_EDITOR, Role.CONTRIBUTOR])
def test_the_list_is_for_staff(
    alliance: Alliance, signed_in_as: Callable[[User], Client], role: Role
) -> None:
    theirs = Pages(signed_in_as(member(alliance, role)), alliance)
    for response in (
        theirs.get("hiring:list"),
        theirs.get("hiring:uncoded"),
        theirs.get("hiring:export", kind="csv"),
        theirs.post("hiring:uncoded"),
        theirs.post("hiring:look_up"),
    ):
        assert response.status_code == 404


@pytest.mark.parametrize("name", ["hiring:list", "hiring:uncoded"])
def test_pages_ask_for_the_same_rows_however_many_they_show(
    pages: Pages,
    employer: Callable[..., Partner],
    need: MakeNeed,
    max_queries: Callable[[int], AbstractContextManager[object]],
    name: str,
) -> None:
    for number in range(30):
        need(employer(f"Illustrative company {number}"), soc="" if number % 2 else SOFTWARE)
    pages.get(name)
    with max_queries(10):
        assert pages.get(name).status_code == 200
