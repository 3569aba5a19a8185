"""Applying and taking back: all of it or nothing, and what people state by hand stays."""

from typing import Any

import pytest
from tests.factories import OrganizationFactory, PartnerFactory, ProgramFactory
from tests.unit.partners_exchange.lists import Imports, as_csv, organizations

from trellis.apps.core.audit.models import AuditEntry
from trellis.apps.organizations.models import Organization
from trellis.apps.partners.importing import applying, queries, services
from trellis.apps.partners.models import Asset, NeedOrOffer, Partner, PartnerImport, Person
from trellis.apps.partners.services import partners

LIST = organizations(12)
RICH = {
    "Name": "Illustrative Library",
    "Sector": "library",
    "Grades": "K-5",
    "Focus area": "Robotics",
    "Brings": "Space: a hall",
    "Needs": "mentors",
    "Description": "Books.",
}


def _counts(imports: Imports) -> tuple[int, ...]:
    return tuple(
        model.objects.for_alliance(imports.alliance).count() for model in (Organization, Partner, Person)
    )


def test_a_worker_that_dies_midway_leaves_nothing_and_the_next_one_does_it_all(
    imports: Imports, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = imports.preview(as_csv(LIST))
    PartnerImport.objects.for_alliance(imports.alliance).filter(pk=run.pk).update(state="applying")
    run = imports.again(run)

    def die(*_args: Any, **_more: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(applying._Writing, "_hanging_from", die)
        with pytest.raises(KeyboardInterrupt):
            applying.apply(run, lambda *_said: None)
    assert _counts(imports) == (0, 0, 0)
    assert imports.again(run).state == "applying"
    assert applying.apply(imports.again(run), lambda *_said: None)
    assert _counts(imports) == (12, 12, 12)


def test_a_second_worker_with_the_same_job_does_nothing(imports: Imports) -> None:
    run = imports.bring(as_csv(LIST))
    assert not applying.apply(run, lambda *_said: None)
    assert _counts(imports) == (12, 12, 12)


def test_what_is_read_is_written_with_where_it_came_from(imports: Imports) -> None:
    run = imports.bring(as_csv([RICH]))
    partner = Partner.objects.for_alliance(imports.alliance).get()
    assert (partner.grade_bands, partner.fields) == (["elementary"], ["robotics"])
    assert partner.provenance["sector"]["source"] == "A list"
    assert partner.organization.provenance["description"]["run"] == run.pk
    asset = Asset.objects.for_alliance(imports.alliance).get()
    need = NeedOrOffer.objects.for_alliance(imports.alliance).get()
    assert (asset.kind, asset.description, need.direction, need.kind) == (
        "space",
        "a hall",
        "need",
        "mentors",
    )


def test_people_of_a_list_have_not_agreed_to_be_shown(imports: Imports) -> None:
    imports.bring(as_csv(LIST[:1]))
    person = Person.objects.for_alliance(imports.alliance).get()
    assert person.consented_on is None
    assert person.is_main_contact


def test_what_somebody_stated_by_hand_is_not_changed_by_the_list(imports: Imports) -> None:
    imports.bring(as_csv([RICH]))
    partner = Partner.objects.for_alliance(imports.alliance).select_related("alliance", "organization").get()
    partners.change_organization(partner=partner, by=imports.staff, description="Books and robots.")
    run = imports.bring(as_csv([{**RICH, "Description": "Only books.", "Grades": "6-8"}]))
    partner.refresh_from_db()
    assert partner.organization.description == "Books and robots."
    assert partner.grade_bands == ["middle"]
    assert "kept_by_hand" in {problem["code"] for problem in imports.row(run, 2).problems}


def test_an_organization_known_by_its_programs_becomes_a_partner(imports: Imports) -> None:
    organization = OrganizationFactory(alliance=imports.alliance, name="Illustrative Library")
    ProgramFactory(organization=organization)
    run = imports.bring(as_csv([RICH]))
    assert imports.row(run, 2).action == "add"
    assert Partner.objects.for_alliance(imports.alliance).get().organization == organization
    assert Organization.objects.for_alliance(imports.alliance).count() == 1


def test_a_partner_added_meanwhile_that_a_row_may_be_sends_the_import_back(imports: Imports) -> None:
    run = imports.preview(as_csv(LIST))
    twin = OrganizationFactory(alliance=imports.alliance, name=f"The {LIST[3]['Organization']}")
    PartnerFactory(alliance=imports.alliance, organization=twin)
    run = imports.apply(run)
    assert run.state == "ready"
    assert "others added partners" in run.error
    assert run.counts["undecided"] == 1
    assert _counts(imports) == (1, 1, 0)


def test_taken_back_everything_is_as_before(imports: Imports) -> None:
    imports.bring(as_csv([RICH]))
    before = Partner.objects.for_alliance(imports.alliance).values().get()
    run = imports.bring(as_csv([{**RICH, "Grades": "9-12", "Contact": "Ana"}, *LIST]), source="Another")
    run = imports.undo(run)
    after = Partner.objects.for_alliance(imports.alliance).values().get()
    assert run.state == "undone"
    ignored = {"changed_at", "provenance"}
    assert {k: v for k, v in after.items() if k not in ignored} == {
        k: v for k, v in before.items() if k not in ignored
    }
    assert not Person.objects.for_alliance(imports.alliance).exists()


def test_what_was_edited_since_is_asked_about_before_anything_is_taken_back(imports: Imports) -> None:
    run = imports.bring(as_csv(LIST))
    edited = Partner.objects.for_alliance(imports.alliance).select_related("alliance", "organization").first()
    assert edited is not None
    partners.confirm(partner=edited, by=imports.staff)
    run = imports.undo(run)
    assert run.state == "applied"
    job = queries.jobs_of(run)[0]
    assert job.result["edited"] == [str(edited)]
    run = imports.undo(run, leave_edited=True)
    assert run.state == "undone"
    assert Partner.objects.for_alliance(imports.alliance).get() == edited


def test_a_partner_with_a_program_since_stays(imports: Imports) -> None:
    run = imports.bring(as_csv(LIST[:2]))
    organization = Organization.objects.for_alliance(imports.alliance).get(name=LIST[0]["Organization"])
    ProgramFactory(organization=organization)
    imports.undo(run, leave_edited=True)
    assert Organization.objects.for_alliance(imports.alliance).get() == organization


def test_each_step_is_in_the_audit(imports: Imports) -> None:
    run = imports.preview(as_csv(LIST))
    services.decide(run=run, by=imports.staff, number=2, decision="skip")
    imports.undo(imports.apply(imports.again(run)))
    actions = AuditEntry.objects.for_alliance(imports.alliance).filter(action__startswith="partner_import.")
    assert set(actions.values_list("action", flat=True)) == {
        "partner_import.uploaded",
        "partner_import.columns_matched",
        "partner_import.duplicates_decided",
        "partner_import.applied",
        "partner_import.undone",
    }


def test_a_row_left_out_can_be_taken_in_again(imports: Imports) -> None:
    run = imports.preview(as_csv(LIST))
    assert services.decide(run=run, by=imports.staff, number=2, decision="skip").action == "skip"
    assert services.decide(run=run, by=imports.staff, number=2, decision="").action == "add"


def test_a_list_may_rename_what_it_brought_by_its_own_id(imports: Imports) -> None:
    imports.bring(as_csv([{"ID": "7", "Name": "Illustrative Library", "Sector": "library"}]))
    imports.bring(as_csv([{"ID": "7", "Name": "Redbud Reading Rooms", "Sector": "library"}]))
    assert Organization.objects.for_alliance(imports.alliance).get().name == "Redbud Reading Rooms"
