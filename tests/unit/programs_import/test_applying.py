"""Applying writes all of an import or nothing, once, and taking it back puts everything as it was."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from tests.factories import OrganizationFactory, ProgramFactory, SessionFactory, SiteFactory
from tests.unit.programs_import.importing_help import HEADINGS, ROBOTS, STARS, Importing, sheet

from trellis.apps.core.audit.models import AuditEntry
from trellis.apps.core.jobs.handlers import Cancelled, JobContext, handler_of
from trellis.apps.organizations.models import Organization
from trellis.apps.programs.importing import applying, saving, services
from trellis.apps.programs.importing.plan.shape import MODELS
from trellis.apps.programs.importing.queries import jobs_of
from trellis.apps.programs.models import ImportChange, ImportRow, ImportRun, Program, Session, Site
from trellis.apps.programs.services import programs

LIST = sheet(ROBOTS, STARS)


def changed(row: tuple[str, ...], **cells: str) -> tuple[str, ...]:
    """A row with some cells, named by their headings with underscores, written anew."""
    names = {heading.replace(" ", "_"): at for at, heading in enumerate(HEADINGS)}
    new = list(row)
    for name, text in cells.items():
        new[names[name]] = text
    return tuple(new)


def directory(importing: Importing) -> dict[str, list[dict[str, Any]]]:
    """All of the directory, to be compared."""
    return {
        kind: list(
            model._default_manager.for_alliance(importing.alliance)  # type: ignore[attr-defined]
            .order_by("pk")
            .values()
        )
        for kind, model in MODELS.items()
    }


def without_time(directory: dict[str, list[dict[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
    """The same without when a row was last written."""
    return {
        kind: [{key: value for key, value in row.items() if key != "changed_at"} for row in rows]
        for kind, rows in directory.items()
    }


def test_a_list_becomes_organizations_sites_programs_and_sessions(importing: Importing) -> None:
    importing.bring(LIST)
    session = Session.objects.for_alliance(importing.alliance).get(program__name="Robot Club")
    assert session.program.organization.name == "Illustrative Library"
    assert session.site is not None
    assert (session.site.address, session.site.zip_code) == ("1 Main St", "74103")
    assert (session.age_min, session.age_max, session.price) == (10, 14, 0)
    assert str(session.starts_on) == "2026-06-01"
    assert session.program.external_id == "1"


def test_every_imported_field_names_its_list(importing: Importing) -> None:
    run = importing.bring(LIST)
    session = Session.objects.for_alliance(importing.alliance).get(program__name="Robot Club")
    assert session.provenance["price"]["source"] == "Summer list"
    assert session.provenance["price"]["run"] == run.pk


def test_topics_are_guessed_from_the_words_and_said_to_be(importing: Importing) -> None:
    importing.bring(LIST)
    program = Program.objects.for_alliance(importing.alliance).get(name="Robot Club")
    assert program.topics == ["robotics"]
    assert "source" in program.provenance["topics"]
    assert program.provenance["topics"]["source"] != "Summer list"


def test_an_applied_import_leaves_an_audit_row(importing: Importing) -> None:
    importing.bring(LIST)
    entries = AuditEntry.objects.for_alliance(importing.alliance)
    assert entries.filter(action="program_import.applied").count() == 1


def test_the_same_list_again_changes_nothing(importing: Importing) -> None:
    importing.bring(LIST)
    before = directory(importing)
    again = importing.preview(LIST)
    assert (again.counts["same"], again.counts["add"], again.counts["change"]) == (2, 0, 0)
    importing.apply(again)
    assert directory(importing) == before


def test_a_changed_row_changes_its_entry_alone(importing: Importing) -> None:
    importing.bring(LIST)
    again = importing.preview(sheet(changed(ROBOTS, Price="$5", Max_Age="15"), STARS))
    assert (again.counts["same"], again.counts["change"]) == (1, 1)
    assert importing.row(again).changes == {"price": ["0", "5"], "age_max": [14, 15]}
    importing.apply(again)
    assert Session.objects.for_alliance(importing.alliance).get(program__external_id="1").price == 5


def test_without_ids_rows_are_found_again_by_organization_and_name(importing: Importing) -> None:
    headings, rows = HEADINGS[1:], [ROBOTS[1:], STARS[1:]]
    importing.bring(sheet(*rows, headings=headings))
    again = importing.preview(sheet(*rows, headings=headings))
    assert again.counts["same"] == 2


def test_rows_of_one_program_become_its_sessions(importing: Importing) -> None:
    importing.bring(sheet(ROBOTS, changed(ROBOTS, Start_Date="2026-09-01")))
    assert Program.objects.for_alliance(importing.alliance).count() == 1
    assert Session.objects.for_alliance(importing.alliance).count() == 2


def test_a_program_that_changes_hands_is_tied_anew_and_undo_ties_it_back(importing: Importing) -> None:
    importing.bring(LIST)
    run = importing.preview(sheet(changed(ROBOTS, Organization="Illustrative Club"), STARS))
    assert importing.row(run).changes == {"organization": ["Illustrative Library", "Illustrative Club"]}
    run = importing.apply(run)
    program = Program.objects.for_alliance(importing.alliance).select_related("organization")
    assert program.get(external_id="1").organization.name == "Illustrative Club"
    importing.undo(run)
    assert program.get(external_id="1").organization.name == "Illustrative Library"
    assert not Organization.objects.for_alliance(importing.alliance).filter(name="Illustrative Club").exists()


def test_an_online_program_with_a_zip_code_alone_has_no_site(importing: Importing) -> None:
    headings = (*HEADINGS[:8], "Format")
    importing.bring(sheet((*ROBOTS[:8], "online"), headings=headings))
    assert Session.objects.for_alliance(importing.alliance).get().site is None


def test_an_empty_cell_does_not_empty_a_field(importing: Importing) -> None:
    importing.bring(LIST)
    importing.bring(sheet(changed(ROBOTS, Max_Age=""), STARS))
    assert Session.objects.for_alliance(importing.alliance).get(program__external_id="1").age_max == 14


def test_what_somebody_stated_by_hand_is_not_overwritten_and_said(importing: Importing) -> None:
    importing.bring(LIST)
    session = Session.objects.for_alliance(importing.alliance).get(program__external_id="1")
    session.price = 3
    session.provenance = {**session.provenance, "price": {"by": "Somebody", "at": "2026-06-02"}}
    session.save()
    again = importing.preview(sheet(changed(ROBOTS, Price="$5"), STARS))
    assert [problem["code"] for problem in importing.row(again).problems] == ["kept_by_hand"]
    importing.apply(again)
    session.refresh_from_db()
    assert session.price == 3


def with_status(status: str, confirmed: str) -> bytes:
    """The list with one program, that says of it whether it is listed and when it was confirmed."""
    return sheet((*ROBOTS, status, confirmed), headings=(*HEADINGS, "Status", "Last confirmed"))


def test_a_list_says_which_programs_are_hidden_or_ended(importing: Importing) -> None:
    importing.bring(with_status("defunct", "2026-06-01"))
    assert Program.objects.for_alliance(importing.alliance).get().status == "ended"


def test_a_program_that_somebody_ended_is_not_listed_again_by_its_list(importing: Importing) -> None:
    importing.bring(with_status("active", "2026-06-01"))
    program = Program.objects.for_alliance(importing.alliance).get()
    programs.set_status(program=program, status=Program.Status.ENDED, by=None)
    importing.bring(with_status("active", "2026-06-01"))
    program.refresh_from_db()
    assert program.status == "ended"


@pytest.mark.parametrize(
    ("in_the_list", "holds"), [("2026-06-01", "2026-07-01"), ("2026-08-01", "2026-08-01")]
)
def test_of_two_confirmations_the_later_one_holds(importing: Importing, in_the_list: str, holds: str) -> None:
    importing.bring(with_status("active", "2026-05-01"))
    program = Program.objects.for_alliance(importing.alliance).get()
    programs.confirm(program=program, by=None, on=date(2026, 7, 1))
    importing.bring(with_status("active", in_the_list))
    program.refresh_from_db()
    assert str(program.verified_on) == holds


def test_sessions_gone_from_the_list_are_counted_and_stay(importing: Importing) -> None:
    importing.bring(LIST)
    again = importing.preview(sheet(ROBOTS))
    assert again.counts["gone"] == 1
    importing.apply(again)
    assert Session.objects.for_alliance(importing.alliance).count() == 2


def test_rejected_rows_do_not_keep_the_others_out(importing: Importing) -> None:
    run = importing.bring(sheet(ROBOTS, changed(STARS, Program="")))
    assert run.counts["reject"] == 1
    assert Program.objects.for_alliance(importing.alliance).count() == 1


# Killed at any step ------------------------------------------------------------------------------------


class Killed(BaseException):
    """A worker that is stopped, as a signal stops it."""


STEPS = [
    (applying.planning, "load"),
    (applying.planning, "make"),
    (applying, "prepare"),
    (saving, "_save_changed"),
    (applying, "save"),
    (applying, "_correct_actions"),
    (applying, "count"),
    (applying.audit, "record"),
]


@pytest.mark.parametrize(("module", "name"), STEPS, ids=[name for _module, name in STEPS])
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_a_worker_killed_at_any_step_leaves_nothing_half_applied(
    importing: Importing, monkeypatch: pytest.MonkeyPatch, module: Any, name: str, after: bool
) -> None:
    run = importing.preview(LIST)
    before = directory(importing)
    services.start_apply(run=run, by=importing.by)
    job = jobs_of(run).get(kind="programs.apply")
    real = getattr(module, name)

    def killed(*args: Any, **kwargs: Any) -> Any:
        if after:
            real(*args, **kwargs)
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(module, name, killed)
        with pytest.raises(Killed):
            handler_of(job.kind)(JobContext(job))
    assert directory(importing) == before
    assert importing.again(run).state == ImportRun.State.APPLYING
    handler_of(job.kind)(JobContext(job))
    assert importing.again(run).state == ImportRun.State.APPLIED
    assert Session.objects.for_alliance(importing.alliance).count() == 2


def test_in_a_real_transaction_nothing_shows_before_the_end_and_nothing_after_a_kill(
    transactional_db: None, importing: Importing, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = importing.preview(LIST)
    services.start_apply(run=run, by=importing.by)
    job = jobs_of(run).get(kind="programs.apply")
    real = saving.save

    def killed(*args: Any) -> None:
        real(*args)
        assert Session.objects.for_alliance(importing.alliance).count() == 2
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(applying, "save", killed)
        with pytest.raises(Killed):
            handler_of(job.kind)(JobContext(job))
    connection.close()  # as the process that was killed
    assert not Session.objects.for_alliance(importing.alliance).exists()
    assert importing.again(run).state == ImportRun.State.APPLYING


def test_a_job_that_runs_again_after_it_was_done_does_nothing(importing: Importing) -> None:
    run = importing.bring(LIST)
    before = directory(importing)
    job = jobs_of(run).get(kind="programs.apply")
    handler_of(job.kind)(JobContext(job))
    assert directory(importing) == before
    assert ImportChange.objects.for_alliance(importing.alliance).filter(run=run).count() == 8


def test_a_preview_killed_in_the_middle_starts_again(
    importing: Importing, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = importing.upload(LIST)
    importing.match(run)
    job = jobs_of(run).get(kind="programs.preview")
    with monkeypatch.context() as patch:
        patch.setattr(ImportRow.objects, "bulk_create", lambda *args, **kwargs: (_ for _ in ()).throw(Killed))
        with pytest.raises(Killed):
            handler_of(job.kind)(JobContext(job))
    assert importing.again(run).state == ImportRun.State.READING
    importing.run_jobs()
    assert importing.again(run).counts["add"] == 2


def test_an_import_is_worked_out_anew_when_somebody_writes_meanwhile(
    importing: Importing, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = importing.preview(LIST)
    real, calls = applying.prepare, []

    def meanwhile(*args: Any) -> Any:
        if not calls:
            OrganizationFactory(alliance=importing.alliance, name="Illustrative Library")
        calls.append(1)
        return real(*args)

    monkeypatch.setattr(applying, "prepare", meanwhile)
    importing.apply(run)
    assert len(calls) == 2
    assert Organization.objects.for_alliance(importing.alliance).count() == 2


def test_cancelling_before_the_transaction_leaves_the_import_ready(
    importing: Importing, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = importing.preview(LIST)

    def cancelled(*args: Any, **kwargs: Any) -> Any:
        raise Cancelled

    with monkeypatch.context() as patch:
        patch.setattr(applying, "prepare", cancelled)
        run = importing.apply(run)
    assert run.state == ImportRun.State.READY
    assert importing.apply(run).state == ImportRun.State.APPLIED


# Taking back -------------------------------------------------------------------------------------------


def test_undo_puts_back_what_was_changed_and_deletes_what_was_added(importing: Importing) -> None:
    importing.bring(LIST)
    before = directory(importing)
    run = importing.bring(sheet(changed(ROBOTS, Price="$5"), STARS, changed(STARS, ID="3", Program="Moon")))
    assert Program.objects.for_alliance(importing.alliance).count() == 3
    run = importing.undo(run)
    assert run.state == ImportRun.State.UNDONE
    after = directory(importing)
    for row in after["session"]:
        row["provenance"].pop("price", None)
    for row in before["session"]:
        row["provenance"].pop("price", None)
    assert without_time(after) == without_time(before)


def test_undo_asks_first_about_what_was_edited_since(importing: Importing) -> None:
    run = importing.bring(LIST)
    program = Program.objects.for_alliance(importing.alliance).get(external_id="1")
    program.description = "Now with soldering."
    program.save()
    before = directory(importing)
    run = importing.undo(run)
    assert run.state == ImportRun.State.APPLIED
    assert directory(importing) == before
    assert jobs_of(run).filter(kind="programs.undo").latest("pk").result["edited"] == ["Robot Club"]


def test_undo_leaves_what_was_edited_and_takes_back_the_rest(importing: Importing) -> None:
    run = importing.bring(LIST)
    program = Program.objects.for_alliance(importing.alliance).get(external_id="1")
    program.description = "Now with soldering."
    program.save()
    run = importing.undo(run, leave_edited=True)
    assert run.counts["left_names"] == ["Robot Club"]
    assert list(Program.objects.for_alliance(importing.alliance).values_list("name", flat=True)) == [
        "Robot Club"
    ]
    assert Organization.objects.for_alliance(importing.alliance).get().name == "Illustrative Library"


def test_undo_keeps_what_others_need_by_now(importing: Importing) -> None:
    run = importing.bring(LIST)
    program = Program.objects.for_alliance(importing.alliance).get(external_id="1")
    site = Site.objects.for_alliance(importing.alliance).get(zip_code="74104")
    SessionFactory(program=program, site=site)
    importing.undo(run)
    assert Program.objects.for_alliance(importing.alliance).get().name == "Robot Club"
    assert Site.objects.for_alliance(importing.alliance).get() == site


def test_an_undone_list_can_be_imported_again(importing: Importing) -> None:
    importing.undo(importing.bring(LIST))
    assert importing.bring(LIST).counts["add"] == 2


def test_undo_of_a_merge_gives_the_entry_its_own_values_back(importing: Importing) -> None:
    owner = OrganizationFactory(alliance=importing.alliance, name="Illustrative Library")
    theirs = SessionFactory(
        program=ProgramFactory(organization=owner, name="Robot Club"),
        site=SiteFactory(alliance=importing.alliance, address="1 Main St", zip_code="74103"),
        starts_on="2026-06-01",
        seats=None,
        price=7,
    )
    run = importing.preview(LIST)
    services.decide_all(run=run, by=importing.by, rule="new", remember=False)
    run = importing.apply(importing.again(run))
    theirs.refresh_from_db()
    assert theirs.price == 0
    importing.undo(run)
    theirs.refresh_from_db()
    assert theirs.price == 7
