"""The silo finder's pages, and what staff say of what it finds."""

import csv
import io
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.test import Client
from tests.factories import AllianceFactory, member
from tests.unit.partners_silos.pages import Pages, seen

from trellis.apps.accounts.models import User
from trellis.apps.alliances.models import Alliance
from trellis.apps.core.audit.models import AuditEntry
from trellis.apps.core.audit.sentences import sentence
from trellis.apps.core.evidence.models import Evidence
from trellis.apps.core.permissions import Role
from trellis.apps.partners.models import SiloAnswer
from trellis.apps.partners.silos import queries, services
from trellis.apps.programs.models import Program

pytestmark = pytest.mark.django_db

Clubs = tuple[Program, Program]
MakeProgram = Callable[..., Program]


def key_of(clubs: Clubs) -> str:
    return f"programs-duplicate-{clubs[0].pk}-{clubs[1].pk}"


def test_before_anybody_looked_the_page_says_what_it_would_find(pages: Pages) -> None:
    assert "Does anybody here do the same as somebody else?" in pages.text("list")


def test_a_small_directory_is_compared_at_once_and_kept_as_evidence(
    pages: Pages, alliance: Alliance, clubs: Clubs
) -> None:
    assert pages.post("look").status_code == 302
    text = pages.text("list")
    assert "1 group or pair" in text
    assert "Both teach robotics" in text
    kept = Evidence.objects.for_alliance(alliance).get(kind="silos")
    assert kept.summary == "1 possible duplicates, 0 that could join forces."


def test_a_large_one_is_compared_by_a_job(
    pages: Pages, clubs: Clubs, monkeypatch: pytest.MonkeyPatch, run_jobs: Callable[[], None]
) -> None:
    monkeypatch.setattr(services, "AT_ONCE", 1)
    pages.post("look")
    assert "Both teach robotics" not in pages.text("list")
    pages.post("look")
    run_jobs()
    assert "Both teach robotics" in pages.text("list")
    assert Evidence.objects.across_alliances().filter(kind="silos").count() == 1


def test_the_page_says_when_profiles_have_changed_since(pages: Pages, clubs: Clubs) -> None:
    pages.post("look")
    assert "have changed since" not in pages.text("list")
    clubs[0].save()
    assert "have changed since" in pages.text("list")


def test_a_finding_lays_its_members_side_by_side(pages: Pages, clubs: Clubs) -> None:
    pages.post("look")
    text = pages.text("finding", key=key_of(clubs))
    for club in clubs:
        assert club.name in text
        assert club.organization.name in text
    assert "ages 11 to 13" in text


@pytest.mark.parametrize(
    ("verdict", "words"), [("dismissed", "dismissed that these"), ("introduced", "introduced Robot")]
)
def test_what_staff_say_is_remembered_and_audited(
    pages: Pages, alliance: Alliance, clubs: Clubs, staff: User, verdict: str, words: str
) -> None:
    pages.post("look")
    pages.post("answer", {"verdict": verdict, "note": "They know."}, key=key_of(clubs))
    assert "Both teach robotics" not in pages.text("list")
    assert "Both teach robotics" in pages.text("list", {"show": verdict})
    row = SiloAnswer.objects.for_alliance(alliance).get()
    assert (row.verdict, row.note, row.said_by) == (verdict, "They know.", staff)
    entry = AuditEntry.objects.for_alliance(alliance).get(action=f"silo.{verdict}")
    assert words in sentence(entry)
    assert entry.by == staff


def test_an_answer_outlives_looking_again(pages: Pages, clubs: Clubs) -> None:
    pages.post("look")
    pages.post("answer", {"verdict": "dismissed"}, key=key_of(clubs))
    clubs[0].save()
    pages.post("look")
    assert "Both teach robotics" not in pages.text("list")


def test_an_answer_can_be_taken_back(pages: Pages, alliance: Alliance, clubs: Clubs) -> None:
    pages.post("look")
    pages.post("answer", {"verdict": "dismissed"}, key=key_of(clubs))
    pages.post("answer", {"verdict": "open"}, key=key_of(clubs))
    assert "Both teach robotics" in pages.text("list")
    assert AuditEntry.objects.for_alliance(alliance).filter(action="silo.reopened").exists()


def test_one_that_is_not_like_the_others_leaves_its_group(
    pages: Pages, alliance: Alliance, program: MakeProgram
) -> None:
    three = [program(name, miles=0.3 * step) for step, name in enumerate(("Alpha", "Beta", "Gamma"))]
    pages.post("look")
    key = f"programs-duplicate-{'-'.join(str(each.pk) for each in three)}"
    pages.post("answer", {"verdict": "dismissed", "member": str(three[1].pk)}, key=key)
    board = queries.board(alliance)
    assert board is not None
    (found,) = board.with_verdict("open")
    assert [each.name for each in found.members] == ["Alpha", "Gamma"]
    assert found.reasons[0].startswith("Both teach")


def test_who_is_gone_since_is_in_no_finding(pages: Pages, clubs: Clubs) -> None:
    pages.post("look")
    clubs[1].status = Program.Status.ENDED
    clubs[1].save()
    assert "Both teach robotics" not in pages.text("list")
    assert pages.get("finding", key=key_of(clubs)).status_code == 404


def test_a_new_name_is_shown_without_looking_again(pages: Pages, clubs: Clubs) -> None:
    pages.post("look")
    clubs[0].name = "Machines that move"
    clubs[0].save()
    assert "Machines that move" in pages.text("list")


def test_the_csv_holds_what_the_list_shows(pages: Pages, clubs: Clubs) -> None:
    pages.post("look")
    content = pages.get("export").content.decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(content))
    assert (row["kind"], row["about"], row["answer"]) == ("duplicate", "programs", "open")
    assert "1.2 miles apart" in row["why"]
    none = pages.get("export", {"silos.q": "astronomy"}).content.decode()
    assert len(none.strip().splitlines()) == 1


def test_a_name_that_looks_like_a_formula_is_text_in_the_csv(pages: Pages, program: MakeProgram) -> None:
    program("=HYPERLINK(1)"), program("=HYPERLINK(2)", miles=0.5)
    pages.post("look")
    (row,) = csv.DictReader(io.StringIO(pages.get("export").content.decode("utf-8-sig")))
    assert row["who"].startswith("'=")


@pytest.mark.parametrize(
    "data", [{}, {"verdict": "married"}, {"verdict": ""}], ids=["nothing", "no such answer", "empty"]
)
def test_an_answer_that_there_is_not_changes_nothing(
    pages: Pages, alliance: Alliance, clubs: Clubs, data: dict[str, str]
) -> None:
    pages.post("look")
    assert pages.post("answer", data, key=key_of(clubs)).status_code == 404
    assert not SiloAnswer.objects.for_alliance(alliance).exists()


@pytest.mark.parametrize("data", [{"note": "x" * 501}, {"member": "999999"}], ids=["long note", "no member"])
def test_an_answer_that_cannot_be_kept_says_why(
    pages: Pages, alliance: Alliance, clubs: Clubs, data: dict[str, str]
) -> None:
    pages.post("look")
    response = pages.post("answer", {"verdict": "introduced", **data}, key=key_of(clubs))
    assert response.status_code == 422
    assert "500 characters" in seen(response) or "nobody left" in seen(response)
    assert not SiloAnswer.objects.for_alliance(alliance).exists()


def test_a_finding_that_there_is_not_is_not_found(pages: Pages, clubs: Clubs) -> None:
    assert pages.get("finding", key=key_of(clubs)).status_code == 404  # nobody looked yet
    pages.post("look")
    assert pages.get("finding", key="programs-duplicate-1-999").status_code == 404


@pytest.mark.parametrize(
    ("role", "status"), [(Role.STAFF, 200), (Role.CONTRIBUTOR, 404), (Role.PARTNER_EDITOR, 404)]
)
def test_its_evidence_is_for_staff_alone_too(
    alliance: Alliance,
    pages: Pages,
    clubs: Clubs,
    signed_in_as: Callable[[User], Client],
    role: Role,
    status: int,
) -> None:
    pages.post("look")
    kept = Evidence.objects.for_alliance(alliance).get(kind="silos")
    response = signed_in_as(member(alliance, role)).get(kept.get_absolute_url())
    assert response.status_code == status


@pytest.mark.parametrize("role", [Role.PUBLIC, Role.PARTNER_EDITOR, Role.CONTRIBUTOR])
def test_nobody_but_staff_sees_who_seems_redundant(
    alliance: Alliance, pages: Pages, clubs: Clubs, signed_in_as: Callable[[User], Client], role: Role
) -> None:
    pages.post("look")
    theirs = Pages(signed_in_as(member(alliance, role)), alliance)
    for response in (
        theirs.get("list"),
        theirs.get("export"),
        theirs.get("finding", key=key_of(clubs)),
        theirs.post("look"),
        theirs.post("answer", {"verdict": "dismissed"}, key=key_of(clubs)),
    ):
        assert response.status_code == 404
    assert not SiloAnswer.objects.for_alliance(alliance).exists()


def test_another_alliances_staff_see_nothing_of_it(
    pages: Pages, clubs: Clubs, signed_in_as: Callable[[User], Client]
) -> None:
    pages.post("look")
    other = AllianceFactory()
    theirs = Pages(signed_in_as(member(other, Role.STAFF)), other)
    theirs.post("look")
    assert "Both teach" not in theirs.text("list")
    assert theirs.get("finding", key=key_of(clubs)).status_code == 404


def test_the_list_asks_for_the_same_rows_however_many_it_shows(
    pages: Pages, program: MakeProgram, max_queries: Callable[[int], AbstractContextManager[object]]
) -> None:
    for number in range(40):
        program(f"Club {number}", miles=0.4 * number)
    pages.post("look")
    pages.get("list")
    with max_queries(14):
        assert pages.get("list").status_code == 200
