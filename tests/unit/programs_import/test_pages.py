"""The pages of an import, as staff walk through them, with and without JavaScript."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from tests.factories import (
    AllianceFactory,
    OrganizationFactory,
    ProgramFactory,
    SessionFactory,
    SiteFactory,
    member,
)
from tests.unit.programs_import.importing_help import HEADINGS, ROBOTS, STARS, Importing, sheet

from trellis.apps.accounts.models import User
from trellis.apps.core.permissions import Role
from trellis.apps.programs.importing import limits, services
from trellis.apps.programs.models import ImportRow, ImportRun, Session

BAD_AGE = ("3", "Illustrative Club", "Knots", "14", "9", "free!!", "2026-06-01", "74103", "3 Elm St")


@pytest.fixture
def browser(importing: Importing, signed_in_as: Callable[[User], Client]) -> Client:
    return signed_in_as(importing.by)


def url(importing: Importing, name: str, **arguments: object) -> str:
    return reverse(f"program_imports:{name}", kwargs={"alliance": importing.alliance.slug, **arguments})


def upload(browser: Client, importing: Importing, content: bytes, name: str = "list.csv") -> ImportRun:
    file = BytesIO(content)
    file.name = name
    response = browser.post(url(importing, "list"), {"file": file, "source": "Summer list"})
    assert response.status_code == 302, response.content.decode()
    return ImportRun.objects.for_alliance(importing.alliance).latest("pk")


def test_the_way_from_file_to_directory_and_back(
    browser: Client, importing: Importing, run_jobs: Callable[[], None]
) -> None:
    run = upload(browser, importing, sheet(ROBOTS, STARS))
    page = browser.get(url(importing, "columns", pk=run.pk))
    assert "Robot Club" in page.content.decode()
    chosen = {f"column-{at}": choice.field for at, choice in enumerate(page.context["choices"])}
    browser.post(url(importing, "columns", pk=run.pk), {**chosen, "preview": ""})
    assert "progress" in browser.get(url(importing, "run", pk=run.pk)).content.decode()
    run_jobs()
    preview = browser.get(url(importing, "run", pk=run.pk)).content.decode()
    assert "2 would be added" in preview
    browser.post(url(importing, "apply", pk=run.pk))
    run_jobs()
    assert Session.objects.for_alliance(importing.alliance).count() == 2
    assert "were added" in browser.get(url(importing, "run", pk=run.pk)).content.decode()
    browser.post(url(importing, "undo", pk=run.pk))
    run_jobs()
    assert not Session.objects.for_alliance(importing.alliance).exists()
    assert "taken back" in browser.get(url(importing, "run", pk=run.pk)).content.decode()


def test_the_list_of_imports_says_what_each_did(browser: Client, importing: Importing) -> None:
    importing.bring(sheet(ROBOTS))
    page = browser.get(url(importing, "list")).content.decode()
    assert "list.csv" in page
    assert "Applied" in page


def test_a_file_of_50_mb_is_refused_with_the_limit(browser: Client, importing: Importing) -> None:
    file = BytesIO(bytes(50 * limits.MEGABYTE))
    file.name = "large.csv"
    response = browser.post(url(importing, "list"), {"file": file, "source": "Large"})
    assert response.status_code == 422
    assert "at most 25 MB" in response.content.decode()
    assert not ImportRun.objects.for_alliance(importing.alliance).exists()


def test_columns_nobody_matched_must_be_left_out_on_purpose(browser: Client, importing: Importing) -> None:
    headings = (*HEADINGS, "Mood")
    run = upload(browser, importing, sheet((*ROBOTS, "sunny"), headings=headings))
    page = browser.get(url(importing, "columns", pk=run.pk))
    assert [choice.heading for choice in page.context["unknown"]] == ["Mood"]
    chosen = {f"column-{at}": choice.field for at, choice in enumerate(page.context["choices"])}
    refused = browser.post(url(importing, "columns", pk=run.pk), {**chosen, "preview": ""})
    assert refused.status_code == 422
    assert "“Mood”" in refused.content.decode()
    taken = browser.post(url(importing, "columns", pk=run.pk), {**chosen, "preview": "", "leave-out": "on"})
    assert taken.status_code == 302


def test_an_error_stands_in_its_cell_and_is_corrected_there(browser: Client, importing: Importing) -> None:
    run = importing.preview(sheet(BAD_AGE))
    page = browser.get(url(importing, "run", pk=run.pk)).content.decode()
    assert "The youngest age, 14, is above the oldest, 9." in page
    cell = {"at": "3", "text": "7"}
    fragment = browser.post(url(importing, "cell", pk=run.pk, number=2), cell, headers={"HX-Request": "true"})
    assert 'id="row-2"' in fragment.content.decode()
    assert 'id="import-counts" hx-swap-oob="true"' in fragment.content.decode()
    row = importing.row(run)
    assert row.action == ImportRow.Action.ADD
    assert (row.values["age_min"], row.raw[3]) == (7, "14")


def test_a_cell_to_be_corrected_is_shown_in_full(browser: Client, importing: Importing) -> None:
    name = "Knots " * 60
    run = importing.preview(sheet((*BAD_AGE[:2], name, *BAD_AGE[3:])))
    assert name.strip() in browser.get(url(importing, "run", pk=run.pk)).content.decode()


def test_without_javascript_a_correction_leads_back_to_its_row(browser: Client, importing: Importing) -> None:
    run = importing.preview(sheet(BAD_AGE))
    back = url(importing, "run", pk=run.pk) + "?show=reject"
    response = browser.post(
        url(importing, "cell", pk=run.pk, number=2), {"at": "3", "text": "7", "back": back}
    )
    assert response.url == f"{back}#row-2"


def test_a_correction_never_leads_elsewhere(browser: Client, importing: Importing) -> None:
    run = importing.preview(sheet(BAD_AGE))
    response = browser.post(
        url(importing, "cell", pk=run.pk, number=2),
        {"at": "3", "text": "7", "back": "https://elsewhere.example.org/"},
    )
    assert response.url.startswith(url(importing, "run", pk=run.pk))


def test_a_whole_row_can_be_corrected(browser: Client, importing: Importing) -> None:
    run = importing.preview(sheet(BAD_AGE))
    page = browser.get(url(importing, "row", pk=run.pk, number=2))
    cells = {f"cell-{cell['at']}": cell["text"] for cell in page.context["cells"]}
    browser.post(url(importing, "row", pk=run.pk, number=2), {**cells, "cell-3": "9", "cell-4": "14"})
    row = importing.row(run)
    assert (row.values["age_min"], row.values["age_max"]) == (9, 14)
    assert row.corrections == {"3": "9", "4": "14"}


def test_corrections_are_kept_when_columns_are_matched_anew(importing: Importing) -> None:
    run = importing.preview(sheet(BAD_AGE))
    services.correct(run=run, by=importing.by, number=2, cells={3: "7"})
    importing.match(importing.again(run))
    importing.run_jobs()
    assert importing.row(run).values["age_min"] == 7


def test_duplicates_are_decided_one_by_one_or_all_at_once(browser: Client, importing: Importing) -> None:
    for name, address in (("Robot Club", "1 Main St"), ("Star Nights", "2 Oak Ave")):
        owner = OrganizationFactory(alliance=importing.alliance)
        SessionFactory(
            program=ProgramFactory(organization=owner, name=name),
            site=SiteFactory(alliance=importing.alliance, address=address, zip_code=""),
            starts_on=None,
            age_min=None,
            age_max=None,
        )
    run = importing.preview(sheet(ROBOTS, STARS))
    assert run.counts["undecided"] == 2
    browser.post(url(importing, "apply", pk=run.pk))
    assert importing.again(run).state == ImportRun.State.READY
    browser.post(url(importing, "decide", pk=run.pk, number=2), {"decision": "keep"})
    browser.post(url(importing, "decide_all", pk=run.pk), {"rule": "fill"})
    assert importing.row(run, 2).decision == "keep"
    assert importing.row(run, 3).decision == "fill"
    importing.apply(importing.again(run))
    assert Session.objects.for_alliance(importing.alliance).count() == 3


def test_a_row_can_be_left_out_and_taken_in_again(browser: Client, importing: Importing) -> None:
    run = importing.preview(sheet(ROBOTS, STARS))
    browser.post(url(importing, "decide", pk=run.pk, number=2), {"decision": "skip"})
    assert importing.row(run).action == ImportRow.Action.SKIP
    browser.post(url(importing, "decide", pk=run.pk, number=2), {"decision": "take"})
    assert importing.row(run).action == ImportRow.Action.ADD


def test_rejected_rows_come_as_csv_with_row_column_and_reason(browser: Client, importing: Importing) -> None:
    run = importing.preview(sheet(ROBOTS, (*BAD_AGE[:2], "=cmd()", *BAD_AGE[3:])))
    response = browser.get(url(importing, "rejected", pk=run.pk))
    text = b"".join(response).decode()
    assert "Row 3, column Min Age: The youngest age, 14, is above the oldest, 9." in text
    assert ",'=cmd()," in text
    assert "Robot Club" not in text


def test_filters_show_their_rows(browser: Client, importing: Importing) -> None:
    run = importing.preview(sheet(ROBOTS, BAD_AGE))
    page = browser.get(url(importing, "run", pk=run.pk), {"show": "reject"})
    assert [row.row.number for row in page.context["rows"]] == [3]


def test_the_preview_takes_the_same_queries_for_two_rows_and_for_fifty(
    browser: Client,
    importing: Importing,
    max_queries: Callable[[int], AbstractContextManager[object]],
) -> None:
    rows = [(str(number), *ROBOTS[1:2], f"Robot Club {number}", *ROBOTS[3:]) for number in range(50)]
    run = importing.preview(sheet(*rows))
    with max_queries(14):
        assert len(browser.get(url(importing, "run", pk=run.pk)).context["rows"]) == 50


def test_an_import_is_given_up_before_it_is_applied(browser: Client, importing: Importing) -> None:
    run = importing.preview(sheet(ROBOTS))
    browser.post(url(importing, "discard", pk=run.pk))
    assert importing.again(run).state == ImportRun.State.DISCARDED
    assert not ImportRow.objects.for_alliance(importing.alliance).exists()


def test_an_import_that_was_applied_is_not_changed_any_more(browser: Client, importing: Importing) -> None:
    run = importing.bring(sheet(ROBOTS))
    browser.post(url(importing, "cell", pk=run.pk, number=2), {"at": "2", "text": "Another name"})
    assert importing.row(run).corrections == {}


@pytest.mark.parametrize("role", [Role.PARTNER_EDITOR, Role.CONTRIBUTOR])
def test_imports_are_for_backbone_staff(
    importing: Importing, signed_in_as: Callable[[User], Client], role: Role
) -> None:
    run = importing.preview(sheet(ROBOTS))
    other = signed_in_as(member(importing.alliance, role))
    assert other.get(url(importing, "list")).status_code == 404
    assert other.get(url(importing, "run", pk=run.pk)).status_code == 404
    assert other.post(url(importing, "apply", pk=run.pk)).status_code == 404


def test_another_alliance_does_not_see_an_import(
    importing: Importing, signed_in_as: Callable[[User], Client]
) -> None:
    run = importing.preview(sheet(ROBOTS))
    elsewhere = AllianceFactory()
    other = signed_in_as(member(elsewhere, Role.ADMIN))
    path = reverse("program_imports:run", kwargs={"alliance": elsewhere.slug, "pk": run.pk})
    assert other.get(path).status_code == 404


def test_the_progress_leads_on_once_the_work_is_done(
    browser: Client, importing: Importing, run_jobs: Callable[[], None]
) -> None:
    run = importing.upload(sheet(ROBOTS))
    importing.match(run)
    address = url(importing, "run", pk=run.pk)
    asking = {"HX-Request": "true", "HX-Trigger": "import-progress"}
    assert browser.get(address, headers=asking).status_code == 204
    run_jobs()
    assert browser.get(address, headers=asking)["HX-Redirect"] == address


def test_a_row_names_the_cells_to_look_at(browser: Client, importing: Importing) -> None:
    run = importing.preview(sheet(ROBOTS, BAD_AGE))
    page = browser.get(url(importing, "run", pk=run.pk)).content.decode()
    assert '<a href="#said-3-3">Min Age</a>' in page
    assert "#said-2-" not in page


def test_a_corrected_row_keeps_the_focus(browser: Client, importing: Importing) -> None:
    run = importing.preview(sheet(BAD_AGE))
    address = url(importing, "cell", pk=run.pk, number=2)
    for text, holder in (("15", "<input"), ("7", "<a")):
        sent = browser.post(address, {"at": "3", "text": text}, headers={"HX-Request": "true"})
        (focused,) = [tag for tag in sent.content.decode().split("<") if " autofocus" in tag]
        assert f"<{focused}".startswith(holder)


def test_an_applied_list_says_what_happened(browser: Client, importing: Importing) -> None:
    run = importing.bring(sheet(ROBOTS))
    page = browser.get(url(importing, "run", pk=run.pk)).content.decode()
    assert "What happened" in page
    assert "Will be added" not in page


@pytest.mark.parametrize(
    ("mapping", "said"),
    [({}, "All of them are matched."), ({"Address": ""}, "matched or left out as last time")],
)
def test_columns_all_known_are_said_to_be(
    browser: Client, importing: Importing, mapping: dict[str, str], said: str
) -> None:
    run = importing.preview(sheet(ROBOTS), mapping=mapping)
    assert said in browser.get(url(importing, "columns", pk=run.pk)).content.decode()
