"""Files of partners: each field only for those who may see it, and whole when read again."""

import io
import json
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from tests.factories import AllianceFactory, OrganizationFactory, PartnerFactory, member
from tests.unit.partners_exchange.lists import Imports

from trellis.apps.accounts.models import User
from trellis.apps.alliances.models import Alliance
from trellis.apps.core.permissions import Role
from trellis.apps.organizations.models import OrganizationEditor
from trellis.apps.partners.models import Asset, Partner, PartnerPlace, Person
from trellis.apps.partners.profiles import profile_of
from trellis.apps.partners.queries import partners_of, with_everything
from trellis.apps.partners.visibility import Audience

FILES = ("csv", "xlsx", "hsds")
SECRETS = ("+1 918 555 0100", "731234567", "secret@example.org", "Person Unasked")


@pytest.fixture
def library(alliance: Alliance) -> Partner:
    """A partner with all that an export holds; its telephone and identifiers are for staff."""
    organization = OrganizationFactory(
        alliance=alliance,
        name="Illustrative Library",
        alternate_name="IL",
        description="Books; and robots.\nEvery day.",
        url="https://library.example.org",
        phone="+1 918 555 0100",
        identifiers={"ein": "731234567", "ror": "05dxps055"},
    )
    made: Partner = PartnerFactory(
        alliance=alliance,
        organization=organization,
        grade_bands=["elementary", "educators"],
        fields=["robotics"],
        groups=["girls"],
        counties=["40143"],
        districts=["4030240"],
        zip_codes=["74103"],
        reach_young_people=1200,
        visibility={"phone": "staff", "reach": "public"},
    )
    owned = {"alliance": alliance, "partner": made}
    PartnerPlace.objects.create(
        **owned, name="Main", address="400 Civic Center", zip_code="74103", latitude=36.15, longitude=-95.99
    )
    Person.objects.create(**owned, name="Person Unasked", email="secret@example.org", is_main_contact=True)
    Asset.objects.create(**owned, kind="mentors", description="Two; on Fridays")
    PartnerFactory(
        alliance=alliance,
        sector="museum",
        status="prospect",
        organization=OrganizationFactory(alliance=alliance, name="=1+1 Illustrative Prospect"),
    )
    return made


def _get(client: Client, alliance: Alliance, name: str) -> bytes:
    response: Any = client.get(reverse(f"partner_exports:{name}", kwargs={"alliance": alliance.slug}))
    assert response.status_code == 200
    return b"".join(response.streaming_content)


def _said(content: bytes, name: str) -> str:
    if name != "xlsx":
        return content.decode()
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert sheet is not None
    return " ".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row)


@pytest.mark.parametrize("name", FILES)
def test_staff_take_everything_out(
    library: Partner, staff: User, signed_in_as: Callable[[User], Client], name: str
) -> None:
    said = _said(_get(signed_in_as(staff), library.alliance, name), name)
    assert all(secret in said for secret in SECRETS)
    assert "Illustrative Prospect" in said


@pytest.mark.parametrize("name", FILES)
def test_members_take_out_what_partners_show_them(
    library: Partner, signed_in_as: Callable[[User], Client], name: str
) -> None:
    contributor = member(library.alliance, Role.CONTRIBUTOR)
    said = _said(_get(signed_in_as(contributor), library.alliance, name), name)
    assert not [secret for secret in SECRETS if secret in said]
    assert "Illustrative Prospect" not in said
    assert "1200" in said


@pytest.mark.parametrize("name", FILES)
def test_who_keeps_a_profile_takes_all_of_it_out(
    library: Partner, signed_in_as: Callable[[User], Client], name: str
) -> None:
    editor = member(library.alliance, Role.PARTNER_EDITOR)
    OrganizationEditor.objects.create(
        alliance=library.alliance, organization=library.organization, user=editor
    )
    said = _said(_get(signed_in_as(editor), library.alliance, name), name)
    assert all(secret in said for secret in SECRETS)


def test_nobody_else_finds_the_files(library: Partner, signed_in_as: Callable[[User], Client]) -> None:
    stranger = member(AllianceFactory(), Role.ADMIN)
    for client in (Client(), signed_in_as(stranger)):
        for name in (*FILES, "choose"):
            url = reverse(f"partner_exports:{name}", kwargs={"alliance": library.alliance.slug})
            assert client.get(url).status_code == 404


def test_text_that_a_spreadsheet_would_run_is_guarded(
    library: Partner, staff: User, signed_in_as: Callable[[User], Client]
) -> None:
    text = _get(signed_in_as(staff), library.alliance, "csv").decode()
    assert ",'=1+1 Illustrative Prospect," in text
    assert ",'+1 918 555 0100," in text


def test_hsds_has_the_fields_of_the_standard(
    library: Partner, staff: User, signed_in_as: Callable[[User], Client]
) -> None:
    data = json.loads(_get(signed_in_as(staff), library.alliance, "hsds"))
    found = next(each for each in data["contents"] if each["name"] == "Illustrative Library")
    assert data["total_items"] == 2
    assert found["id"] == str(library.organization.public_id)
    assert found["tax_id"] == "731234567"
    assert found["website"] == "https://library.example.org"
    assert found["locations"][0]["addresses"][0]["postal_code"] == "74103"
    assert {each["identifier_type"] for each in found["organization_identifiers"]} == {"ein", "ror"}


@pytest.mark.parametrize("name", FILES)
def test_what_is_taken_out_comes_whole_into_another_alliance(
    library: Partner,
    staff: User,
    signed_in_as: Callable[[User], Client],
    run_jobs: Callable[[], None],
    name: str,
) -> None:
    content = _get(signed_in_as(staff), library.alliance, name)
    other = AllianceFactory(slug="other")
    there = Imports(other, member(other, Role.STAFF), Client(), run_jobs)
    run = there.bring(content, f"partners.{'json' if name == 'hsds' else name}")
    assert run.counts["add"] == 2
    assert _profile(other) == _profile(library.alliance)


@pytest.mark.parametrize("name", FILES)
def test_what_is_taken_out_changes_nothing_when_it_comes_back(
    library: Partner, imports: Imports, signed_in_as: Callable[[User], Client], name: str
) -> None:
    content = _get(signed_in_as(imports.staff), library.alliance, name)
    run = imports.preview(content, f"partners.{'json' if name == 'hsds' else name}")
    assert (run.counts["same"], run.counts["all"]) == (2, 2)


def _profile(alliance: Alliance) -> dict[str, Any]:
    rows = with_everything(partners_of(alliance), alliance)
    profile = profile_of(rows.get(organization__name="Illustrative Library"), Audience.STAFF)
    names = [
        "also_known_as", "sector", "url", "phone", "identifiers", "grade_bands", "fields", "groups",
        "counties", "districts", "zip_codes", "reach_young_people",
    ]  # fmt: skip
    return {
        **{name: getattr(profile, name) for name in names},
        "description": " ".join(profile.description.split()),
        "places": [(row.name, row.address, row.zip_code, row.latitude) for row in profile.places],
        "people": [(person.name, person.email) for person in profile.people],
        "brings": [(row.kind, row.description.replace(";", ",")) for row in profile.brings],
    }


def test_the_number_of_queries_is_the_same_for_one_partner_and_for_thirty(
    library: Partner, staff: User, signed_in_as: Callable[[User], Client], max_queries: Any
) -> None:
    client = signed_in_as(staff)
    for _number in range(30):
        PartnerFactory(alliance=library.alliance)
    with max_queries(16):
        _get(client, library.alliance, "csv")
