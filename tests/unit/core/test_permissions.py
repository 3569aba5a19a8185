"""What each role may do, written out a second time: a change here is a decision."""

import pytest
from tests.factories import AllianceFactory, UserFactory, member

from trellis.apps.core.permissions import Permission, Role, standing

P = Permission
PARTNER_EDITOR = {
    P.VIEW_ALLIANCE,
    P.VIEW_LANDSCAPE,
    P.VIEW_PROGRAMS,
    P.EDIT_OWN_PROGRAMS,
    P.VIEW_OPPORTUNITY,
    P.VIEW_PARTNERS,
    P.EDIT_OWN_PARTNER,
    P.VIEW_EVIDENCE,
}
CONTRIBUTOR = PARTNER_EDITOR | {P.VIEW_JOBS, P.VIEW_READINESS, P.VIEW_TIES}
MANAGED = {P.MANAGE_PROGRAMS, P.MANAGE_PARTNERS, P.MANAGE_READINESS, P.MANAGE_TIES, P.MANAGE_REGIONS}
EXPECTED = {
    Role.PUBLIC: set(),
    Role.PARTNER_EDITOR: PARTNER_EDITOR,
    Role.CONTRIBUTOR: CONTRIBUTOR,
    Role.STAFF: CONTRIBUTOR | MANAGED | {P.RUN_JOBS, P.ANSWER_RECOMMENDATIONS},
    Role.ADMIN: set(Permission),
    Role.NETWORK_ADMIN: set(Permission),
}


@pytest.mark.django_db
@pytest.mark.parametrize("role", list(Role))
def test_a_role_may_do_what_is_written_here(role: Role) -> None:
    alliance = AllianceFactory()
    assert standing(member(alliance, role), alliance).permissions == EXPECTED[role]


@pytest.mark.django_db
@pytest.mark.parametrize("role", [Role.ADMIN, Role.NETWORK_ADMIN])
def test_a_role_ends_at_the_alliance(role: Role) -> None:
    here, elsewhere = AllianceFactory(), AllianceFactory()
    assert standing(member(here, role), elsewhere).role is Role.PUBLIC


@pytest.mark.django_db
def test_who_may_no_longer_sign_in_may_do_nothing() -> None:
    alliance = AllianceFactory()
    user = member(alliance, Role.ADMIN)
    user.is_active = False
    assert standing(user, alliance).permissions == set()


@pytest.mark.django_db
def test_a_superuser_has_no_role_in_an_alliance_by_itself() -> None:
    assert standing(UserFactory(is_superuser=True), AllianceFactory()).permissions == set()
