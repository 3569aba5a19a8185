"""What partners will hire beside published openings, and who may know of it."""

import csv
import io
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from tests.factories import member
from tests.unit.partners_hiring.pages import Pages

from trellis.apps.accounts.models import User
from trellis.apps.alliances.models import Alliance
from trellis.apps.core.permissions import Role
from trellis.apps.landscape.hiring import MORE, NO_GAP, Beside, Said, said_by_occupation
from trellis.apps.partners.models import HiringNeed, Partner
from trellis.apps.partners.visibility import Audience

pytestmark = pytest.mark.django_db

SOFTWARE, NURSES = "15-1252", "29-1141"
TODAY = date(2026, 11, 24)
STAFF_ONLY = {"hiring": "staff"}
MakeNeed = Callable[..., HiringNeed]
MakeEmployer = Callable[..., Partner]


def said(*needs: HiringNeed, audience: Audience = Audience.PARTNERS) -> tuple[dict[str, Said], int]:
    found, withheld = said_by_occupation(needs, audience=audience, today=TODAY)
    return dict(found), withheld


def rows(pages: Pages, **query: str) -> dict[str, dict[str, str]]:
    content = pages.get("landscape:hiring-export", query).content.decode("utf-8-sig")
    return {row["soc"]: row for row in csv.DictReader(io.StringIO(content))}


def beside(positions: int, *, openings: float | None, gap: float | None, hard: int = 0) -> Beside:
    return Beside(
        SOFTWARE, "Software Developers", Said(positions, hard, 0, 2), {"openings": openings, "gap": gap}
    )


def test_positions_are_summed_by_occupation(company: Partner, works: Partner, need: MakeNeed) -> None:
    found, withheld = said(
        need(company, soc=SOFTWARE, how_many=3, is_hard_to_fill=True),
        need(works, soc=SOFTWARE, how_many=2),
        need(works, soc=NURSES, how_many=1),
        need(works, soc="", how_many=9),
    )
    assert found == {SOFTWARE: Said(5, 3, 0, 2), NURSES: Said(1, 0, 0, 1)}
    assert withheld == 0


def test_what_is_to_be_filled_after_a_year_does_not_stand_beside_a_years_openings(
    company: Partner, need: MakeNeed
) -> None:
    found, _withheld = said(
        need(company, soc=SOFTWARE, how_many=1, by_when=TODAY - timedelta(days=30)),
        need(company, soc=SOFTWARE, how_many=2, by_when=TODAY + timedelta(days=365)),
        need(company, soc=SOFTWARE, how_many=4, by_when=None),
        need(company, soc=SOFTWARE, how_many=8, by_when=TODAY + timedelta(days=366)),
    )
    assert found[SOFTWARE] == Said(positions=7, hard=0, later=8, employers=1)


@pytest.mark.parametrize(
    ("row", "flags"),
    [
        (beside(11, openings=10.0, gap=3.0), (MORE,)),
        (beside(10, openings=10.0, gap=3.0), ()),
        (beside(4, openings=10.0, gap=0.0, hard=2), (NO_GAP,)),
        (beside(4, openings=10.0, gap=-5.0, hard=1), ()),
        (beside(4, openings=10.0, gap=5.0, hard=4), ()),
        (beside(11, openings=10.0, gap=-1.0, hard=11), (MORE, NO_GAP)),
        (beside(99, openings=None, gap=None, hard=99), ()),
        (beside(0, openings=10.0, gap=-1.0), ()),
    ],
)
def test_where_the_two_do_not_go_together_is_flagged(row: Beside, flags: tuple[str, ...]) -> None:
    assert row.flags == flags


class TestWhoMayKnow:
    """An employer's own number is its own to show; of others only sums over two or more are told."""

    def test_one_that_keeps_its_number_to_staff_is_left_out(
        self, employer: MakeEmployer, need: MakeNeed
    ) -> None:
        made = need(employer("A", visibility=STAFF_ONLY), soc=SOFTWARE)
        assert said(made) == ({}, 1)
        assert said(made, audience=Audience.STAFF)[0][SOFTWARE].positions == 3

    def test_it_cannot_be_told_by_subtracting_what_another_shows(
        self, employer: MakeEmployer, need: MakeNeed
    ) -> None:
        open_one = need(employer("A"), soc=SOFTWARE, how_many=2)
        closed = need(employer("B", visibility=STAFF_ONLY), soc=SOFTWARE, how_many=5)
        found, withheld = said(open_one, closed)
        assert (found[SOFTWARE].positions, found[SOFTWARE].employers, withheld) == (2, 1, 1)

    def test_two_that_keep_theirs_to_staff_are_told_as_a_sum(
        self, employer: MakeEmployer, need: MakeNeed
    ) -> None:
        both = [need(employer(name, visibility=STAFF_ONLY), soc=SOFTWARE) for name in "AB"]
        assert said(*both)[0] == {SOFTWARE: Said(6, 0, 0, 2)}

    def test_two_jobs_of_one_employer_are_no_sum(self, employer: MakeEmployer, need: MakeNeed) -> None:
        one = employer("A", visibility=STAFF_ONLY)
        assert said(need(one, soc=SOFTWARE), need(one, "Coder", soc=SOFTWARE)) == ({}, 1)

    @pytest.mark.parametrize(("role", "shown"), [(Role.CONTRIBUTOR, False), (Role.STAFF, True)])
    def test_it_holds_on_the_page_and_in_the_file(
        self,
        alliance: Alliance,
        employer: MakeEmployer,
        need: MakeNeed,
        signed_in_as: Callable[[User], Client],
        role: Role,
        shown: bool,
    ) -> None:
        need(employer("A", visibility=STAFF_ONLY), soc=SOFTWARE, how_many=7331)
        theirs = Pages(signed_in_as(member(alliance, role)), alliance)
        assert ("7,331" in theirs.text("landscape:hiring")) is shown
        assert (SOFTWARE in rows(theirs)) is shown
        assert ("keeps its number to backbone staff" in theirs.text("landscape:hiring")) is not shown


def test_the_page_holds_them_against_published_openings(
    pages: Pages, company: Partner, works: Partner, need: MakeNeed
) -> None:
    for partner in (company, works):
        need(partner, soc=SOFTWARE, how_many=4)
    document = pages.get("landscape:json").json()
    published = next(row for row in document["occupations"] if row["soc"] == SOFTWARE)
    text = pages.text("landscape:hiring")
    assert "Partners say they will fill 8 positions in 1 occupation within a year" in text
    row = rows(pages)[SOFTWARE]
    assert float(row["openings_a_year"]) == pytest.approx(published["openings"], abs=0.05)
    assert (row["positions_said"], row["employers"]) == ("8", "2")


def test_an_occupation_that_partners_hire_more_in_than_is_published_is_flagged(
    pages: Pages, company: Partner, need: MakeNeed
) -> None:
    need(company, soc=SOFTWARE, how_many=9000)
    assert "Partners say more than is published" in pages.text("landscape:hiring")


def test_what_is_short_and_nobody_hires_is_worth_asking_about(
    pages: Pages, company: Partner, need: MakeNeed
) -> None:
    assert "Software Developers" in pages.text("landscape:hiring").split("Short here")[-1]
    need(company, soc=SOFTWARE)
    assert "Software Developers" not in pages.text("landscape:hiring").split("Short here")[-1]


def test_what_the_field_leaves_out_is_counted_and_found_in_all_fields(
    pages: Pages, company: Partner, need: MakeNeed
) -> None:
    need(company, "RN", soc=NURSES, how_many=6)
    assert "6 positions are in occupations that this field leaves out" in pages.text("landscape:hiring")
    assert rows(pages, field="all")[NURSES]["positions_said"] == "6"


def test_what_is_not_coded_is_counted_for_staff_alone(
    pages: Pages, own_pages: Pages, company: Partner, need: MakeNeed
) -> None:
    need(company, how_many=5)
    assert "Of 1 job (5 positions) nobody has said yet" in pages.text("landscape:hiring")
    assert "nobody has said yet which occupation" not in own_pages.text("landscape:hiring")


@pytest.mark.parametrize("values", [{"is_open": False}, {"soc": "99-9999"}])
def test_closed_jobs_and_unknown_codes_break_nothing(
    pages: Pages, company: Partner, need: MakeNeed, values: dict[str, object]
) -> None:
    need(company, **{"soc": SOFTWARE, **values})
    assert SOFTWARE not in rows(pages)
    assert "No partner has said yet that it hires in these occupations." in pages.text("landscape:hiring")


def test_partners_who_left_do_not_count(pages: Pages, employer: MakeEmployer, need: MakeNeed) -> None:
    need(employer("A", status="left"), soc=SOFTWARE)
    assert not rows(pages)


def test_it_is_among_the_landscapes_tabs(pages: Pages) -> None:
    assert pages.url("landscape:hiring") in pages.get("landscape:overview").content.decode()


def test_the_public_has_no_such_page(pages: Pages) -> None:
    assert Client().get(pages.url("landscape:hiring")).status_code == 404


def test_a_wrong_field_is_refused_in_the_file(pages: Pages) -> None:
    assert pages.get("landscape:hiring-export", {"field": "nonsense"}).status_code == 400


def test_the_page_asks_for_the_same_rows_however_many_hire(
    pages: Pages,
    employer: MakeEmployer,
    need: MakeNeed,
    max_queries: Callable[[int], AbstractContextManager[object]],
) -> None:
    soon = timezone.localdate()
    for number in range(40):
        need(employer(f"Illustrative company {number}"), soc=SOFTWARE, by_when=soon)
    pages.get("landscape:hiring")
    with max_queries(10):
        assert pages.get("landscape:hiring").status_code == 200
