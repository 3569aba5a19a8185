"""Job titles in employers' words, and the occupations that a person chooses for them."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from tests.factories import AllianceFactory, member
from tests.unit.partners_hiring.pages import Pages, seen

from trellis.apps.accounts.models import User
from trellis.apps.alliances.models import Alliance
from trellis.apps.core import store
from trellis.apps.core.audit.models import AuditEntry
from trellis.apps.core.jobs.models import Job
from trellis.apps.core.permissions import Role
from trellis.apps.partners.hiring import coding, services, words
from trellis.apps.partners.models import HiringNeed, Partner
from trellis.apps.partners.services import hiring
from trellis.sources import Store
from trellis.sources.pull import add

pytestmark = pytest.mark.django_db

SOFTWARE = "15-1252"
MakeNeed = Callable[..., HiringNeed]

ONET = {
    "Read Me.txt": "O*NET 27.0 Database\nAugust 2022 Release\n",
    "Occupation Data.txt": (
        "O*NET-SOC Code\tTitle\tDescription\n15-1252.00\tSoftware Developers\tDevelop software.\n"
    ),
    "Alternate Titles.txt": (
        "O*NET-SOC Code\tAlternate Title\tShort Title\tSource(s)\n15-1252.00\tBackend Wizard\tn/a\t08\n"
    ),
    "Job Zones.txt": "O*NET-SOC Code\tJob Zone\tDate\tDomain Source\n15-1252.00\t4\t08/2021\tAnalyst\n",
}


@pytest.fixture
def whole_titles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A store that has O*NET's titles, in a process that never looked one up."""
    folder = tmp_path / "onet"
    folder.mkdir()
    for name, text in ONET.items():
        (folder / name).write_text(text, "utf-8")
    opened = Store.open(tmp_path / "data")
    add(opened, "onet", folder)
    monkeypatch.setattr(store, "_store", opened)
    monkeypatch.setattr(coding, "_read", None)


def test_a_title_is_looked_up_with_why() -> None:
    first = coding.look_up("Sr. software developer").suggestions[0]
    assert (first["soc"], first["title"]) == (SOFTWARE, "Software Developers")
    assert words.why(first) == ["This very title is listed for it."]


def test_a_title_that_is_not_listed_says_which_words_it_shares() -> None:
    first = coding.look_up("Developer of flight software").suggestions[0]
    assert first["soc"] == SOFTWARE
    assert words.why(first)[0].startswith("Listed for it: “Software Developers” (shares “")


def test_what_nothing_speaks_for_is_no_suggestion() -> None:
    assert all(each["why"] for each in coding.look_up("CNC machinist, second shift").suggestions)


def test_words_that_nobody_knows_are_named() -> None:
    found = coding.look_up("asdf qwer")
    assert (found.suggestions, found.unknown) == ((), ("asdf", "qwer"))


def test_without_onet_only_names_of_occupations_are_searched_and_the_page_says_so() -> None:
    said = " ".join(words.source_sentences())
    assert "Only the published names of occupations are searched" in said
    assert "trellis data pull onet" in said


@pytest.mark.usefixtures("whole_titles")
def test_with_onet_its_release_is_named_and_that_it_was_changed() -> None:
    assert coding.look_up("backend wizard").suggestions[0]["soc"] == SOFTWARE
    (said,) = words.source_sentences()
    assert "O*NET, release 27.0, August 2022" in said
    assert "CC BY 4.0), changed" in said


def test_another_job_is_looked_up_by_a_job_of_the_worker(
    company: Partner, staff: User, run_jobs: Callable[[], None]
) -> None:
    made = hiring.add(partner=company, by=staff, title="Software developer", how_many=2)
    run_jobs()
    made.refresh_from_db()
    assert made.suggestions[0]["soc"] == SOFTWARE
    assert made.soc == ""  # nothing is coded unseen


def test_many_new_jobs_are_looked_up_by_one(company: Partner, staff: User) -> None:
    for title in ("Machinist", "Welder", "Chemist"):
        hiring.add(partner=company, by=staff, title=title, how_many=1)
    assert Job.objects.across_alliances().filter(kind=services.LOOK_UP_KIND).count() == 1


def test_another_title_is_looked_up_again(
    company: Partner, staff: User, need: MakeNeed, run_jobs: Callable[[], None]
) -> None:
    made = need(company)
    services.choose(need=made, soc=SOFTWARE, by=staff)
    hiring.change(need=made, by=staff, title="Machinist")
    run_jobs()
    made.refresh_from_db()
    assert made.soc == ""
    assert made.suggestions[0]["title"] == "Machinists"


def test_what_a_title_was_looked_up_to_is_not_kept_for_another(company: Partner, need: MakeNeed) -> None:
    made = need(company, "Machinist")
    found = coding.look_up(made.title)
    HiringNeed.objects.for_alliance(made.alliance).filter(pk=made.pk).update(title="Welder")
    assert not services.keep(need=made, found=found)


def test_a_choice_is_kept_and_audited(company: Partner, staff: User, need: MakeNeed) -> None:
    chosen = services.choose(need=need(company, "Code ninja"), soc=SOFTWARE, by=staff)
    assert (chosen.soc, chosen.coded_by) == (SOFTWARE, staff)
    entry = AuditEntry.objects.across_alliances().get(action="partner.hiring_coded")
    assert entry.changes == {"Code ninja": {"before": "", "after": "15-1252 Software Developers"}}


@pytest.mark.parametrize("soc", ["99-9999", "software", "15-1252; DROP TABLE", "x" * 500])
def test_an_occupation_that_there_is_not_is_refused(
    company: Partner, staff: User, need: MakeNeed, soc: str
) -> None:
    with pytest.raises(ValidationError, match="There is no occupation"):
        services.choose(need=need(company), soc=soc, by=staff)


def test_an_editor_chooses_among_the_suggestions(own_pages: Pages, company: Partner, need: MakeNeed) -> None:
    made = need(company)
    assert "Software Developers 15-1252 This very title is listed for it." in own_pages.text(
        "hiring:code", pk=made.pk
    )
    response = own_pages.post("hiring:code", {"soc": SOFTWARE}, pk=made.pk)
    assert response.url == own_pages.url("partners:edit", pk=company.pk, part="hiring")
    made.refresh_from_db()
    assert made.soc == SOFTWARE


def test_the_editor_is_led_there_from_the_jobs_of_the_profile(
    own_pages: Pages, company: Partner, need: MakeNeed
) -> None:
    made = need(company)
    html = own_pages.get("partners:edit", pk=company.pk, part="hiring").content.decode()
    assert own_pages.url("hiring:code", pk=made.pk) in html


def test_none_of_them_may_fit(own_pages: Pages, company: Partner, need: MakeNeed, editor: User) -> None:
    made = need(company)
    own_pages.post("hiring:code", {"soc": "none"}, pk=made.pk)
    made.refresh_from_db()
    assert (made.soc, made.coded_by) == ("", editor)
    assert "Somebody looked, and none fits." in own_pages.text("hiring:code", pk=made.pk)


def test_other_words_find_other_occupations(own_pages: Pages, company: Partner, need: MakeNeed) -> None:
    made = need(company, "Ninja")
    text = own_pages.text("hiring:code", {"q": "machinist"}, pk=made.pk)
    assert "Found for “machinist”" in text
    assert "51-4041" in text


def test_words_that_nobody_knows_are_said_on_the_page(
    own_pages: Pages, company: Partner, need: MakeNeed
) -> None:
    assert "not known: asdf" in own_pages.text("hiring:code", {"q": "asdf"}, pk=need(company).pk)


@pytest.mark.usefixtures("whole_titles")
def test_nobody_waits_for_the_index_without_being_told(
    own_pages: Pages, company: Partner, need: MakeNeed
) -> None:
    made = need(company, "Backend wizard")
    assert "can take 15 seconds" in own_pages.text("hiring:code", pk=made.pk)
    assert "15-1252" in own_pages.text("hiring:code", {"wait": "yes"}, pk=made.pk)
    assert "15-1252" in own_pages.text("hiring:code", pk=made.pk)  # from now on it is in memory


@pytest.mark.parametrize("data", [{}, {"soc": ""}, {"soc": "99-9999"}])
def test_a_choice_that_is_none_is_refused_on_the_page(
    own_pages: Pages, company: Partner, need: MakeNeed, data: dict[str, str]
) -> None:
    made = need(company)
    response = own_pages.post("hiring:code", data, pk=made.pk)
    assert response.status_code == 422
    assert "Choose one" in seen(response) or "There is no occupation" in seen(response)


def test_an_editor_codes_nobody_elses_jobs(own_pages: Pages, works: Partner, need: MakeNeed) -> None:
    made = need(works)
    assert own_pages.get("hiring:code", pk=made.pk).status_code == 404
    assert own_pages.post("hiring:code", {"soc": SOFTWARE}, pk=made.pk).status_code == 404


def test_another_alliances_staff_code_nothing_here(
    company: Partner, need: MakeNeed, signed_in_as: Callable[[User], object]
) -> None:
    other = AllianceFactory()
    theirs = Pages(signed_in_as(member(other, Role.STAFF)), other)  # type: ignore[arg-type]
    assert theirs.get("hiring:code", pk=need(company).pk).status_code == 404
    assert Alliance.objects.count() == 2
