"""Who may see and change what: partner editors change their own organization's entries, no one else's."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from tests.factories import AllianceFactory, ProgramFactory, SessionFactory, SiteFactory, member
from tests.unit.programs_directory.pages import Pages

from trellis.apps.accounts.models import User
from trellis.apps.alliances.models import Alliance
from trellis.apps.core.permissions import Role
from trellis.apps.organizations.models import Organization, OrganizationEditor
from trellis.apps.programs.models import Program, Session, Site

pytestmark = pytest.mark.django_db

CHANGES = ("edit", "confirm", "status", "session_new")


@pytest.fixture
def foreign(alliance: Alliance) -> Program:
    """A program of another organization of the alliance, with a session."""
    made: Program = SessionFactory(program=ProgramFactory(organization__alliance=alliance)).program
    return made


@pytest.mark.parametrize("name", CHANGES)
def test_a_partner_can_not_change_another_organizations_program(
    partner_pages: Pages, foreign: Program, name: str
) -> None:
    assert partner_pages.post(name, {"status": "ended", "name": "Mine now"}, pk=foreign.pk).status_code == 404
    before = foreign.name, foreign.status
    foreign.refresh_from_db()
    assert (foreign.name, foreign.status) == before


def test_a_partner_can_not_reach_a_foreign_session_through_an_own_program(
    partner_pages: Pages, program: Program, foreign: Program
) -> None:
    session = foreign.sessions.get()
    for name in ("session", "session_delete"):
        assert partner_pages.post(name, pk=program.pk, session=session.pk).status_code == 404
    assert Session.objects.for_alliance(foreign.alliance).filter(pk=session.pk).exists()


def test_a_partner_can_not_give_a_program_to_another_organization(
    partner_pages: Pages, program: Program, foreign: Program
) -> None:
    data = {"name": "Robot club", "organization": foreign.organization_id}
    assert partner_pages.post("edit", data, pk=program.pk).status_code == 422
    program.refresh_from_db()
    assert program.organization_id != foreign.organization_id


def test_a_partner_can_not_start_a_program_of_another_organization(
    partner_pages: Pages, foreign: Program, library: Organization
) -> None:
    partner_pages.post("new", {"name": "Rockets", "organization": foreign.organization_id})
    assert Program.objects.for_alliance(library.alliance).get(name="Rockets").organization == library


def test_a_partner_changes_their_own_sites_and_no_others(
    partner_pages: Pages, alliance: Alliance, library: Organization
) -> None:
    own, other = SiteFactory(alliance=alliance, organization=library), SiteFactory(alliance=alliance)
    assert partner_pages.get("site_edit", pk=own.pk).status_code == 200
    assert partner_pages.get("site_edit", pk=other.pk).status_code == 404


def test_a_partner_who_changes_a_site_keeps_it(
    partner_pages: Pages, alliance: Alliance, library: Organization
) -> None:
    own = SiteFactory(alliance=alliance, organization=library)
    partner_pages.post("site_edit", {"name": "Branch"}, pk=own.pk)
    changed = Site.objects.for_alliance(alliance).get(pk=own.pk)
    assert (changed.name, changed.organization) == ("Branch", library)


def test_a_partner_sees_programs_of_others_without_the_ways_to_change_them(
    partner_pages: Pages, foreign: Program
) -> None:
    html = partner_pages.get("program", pk=foreign.pk).content.decode()
    assert foreign.name in html
    assert partner_pages.url("edit", pk=foreign.pk) not in html


def test_a_partner_sees_only_their_own_programs_among_theirs(
    partner_pages: Pages, program: Program, foreign: Program
) -> None:
    text = partner_pages.text("mine")
    assert program.name in text
    assert foreign.name not in text


def test_staff_change_every_program(staff_pages: Pages, foreign: Program) -> None:
    assert staff_pages.get("edit", pk=foreign.pk).status_code == 200


@pytest.mark.parametrize(
    ("name", "arguments"),
    [("settings", {}), ("ask", {}), ("organization_new", {}), ("site_new", {})],
)
def test_the_directory_as_a_whole_is_the_staffs(
    partner_pages: Pages, name: str, arguments: dict[str, Any]
) -> None:
    assert partner_pages.post(name, **arguments).status_code == 404


@pytest.mark.parametrize("name", ["program", "edit", "confirm", "status", "delete"])
def test_another_alliances_programs_are_not_there(staff_pages: Pages, name: str) -> None:
    elsewhere = ProgramFactory()
    assert staff_pages.post(name, pk=elsewhere.pk).status_code == 404


def test_an_editor_here_is_nobody_elsewhere(
    partner: User, library: Organization, signed_in_as: Callable[[User], Client]
) -> None:
    elsewhere = AllianceFactory()
    member(elsewhere, Role.PARTNER_EDITOR)
    assert Pages(signed_in_as(partner), elsewhere).get("directory").status_code == 404


def test_staff_name_an_editor_among_the_members(
    staff_pages: Pages, library: Organization, alliance: Alliance
) -> None:
    partner = member(alliance, Role.PARTNER_EDITOR)
    membership = partner.memberships.across_alliances().get()
    staff_pages.post("editors", {"member": membership.pk}, pk=library.pk)
    editor = OrganizationEditor.objects.for_alliance(alliance).get()
    assert (editor.user, editor.organization) == (partner, library)
    staff_pages.post("editor_remove", pk=library.pk, editor=editor.pk)
    assert not OrganizationEditor.objects.for_alliance(alliance).exists()


def test_a_member_of_another_alliance_can_not_be_named(staff_pages: Pages, library: Organization) -> None:
    stranger = member(AllianceFactory(), Role.STAFF)
    membership = stranger.memberships.across_alliances().get()
    assert staff_pages.post("editors", {"member": membership.pk}, pk=library.pk).status_code == 422
