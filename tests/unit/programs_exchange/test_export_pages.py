"""The files that members take out."""

import io
import json
import zipfile
from collections.abc import Callable

import pytest
from django.test import Client
from tests.factories import AllianceFactory, ProgramFactory, SessionFactory, member

from trellis.apps.accounts.models import User
from trellis.apps.alliances.models import Alliance
from trellis.apps.core.permissions import Role
from trellis.apps.programs.models import Program

FILES = {
    "programs.csv": "text/csv",
    "programs.xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "hsds.json": "application/json",
    "hsds.zip": "application/zip",
    "sites.geojson": "application/geo+json",
}


@pytest.fixture
def alliance(db: None) -> Alliance:
    """An alliance with a listed and a hidden program."""
    made: Alliance = AllianceFactory(slug="green-country")
    for status in (Program.Status.ACTIVE, Program.Status.HIDDEN):
        SessionFactory(program=ProgramFactory(organization__alliance=made, status=status))
    return made


def file(client: Client, alliance: Alliance, name: str) -> bytes:
    response = client.get(f"/a/{alliance.slug}/programs/export/{name}")
    assert response.status_code == 200
    assert response["Content-Type"].startswith(FILES[name])
    assert f"programs-{alliance.slug}-" in response["Content-Disposition"]
    return b"".join(response.streaming_content)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", FILES)
def test_every_file_is_sent_to_members(
    alliance: Alliance, signed_in_as: Callable[[User], Client], name: str
) -> None:
    assert len(file(signed_in_as(member(alliance, Role.PARTNER_EDITOR)), alliance, name)) > 100


def test_members_get_hidden_programs_too_and_see_that_they_are(
    alliance: Alliance, signed_in_as: Callable[[User], Client]
) -> None:
    client = signed_in_as(member(alliance, Role.STAFF))
    services = json.loads(file(client, alliance, "hsds.json"))["contents"]
    assert sorted(service["status"] for service in services) == ["active", "inactive"]
    with zipfile.ZipFile(io.BytesIO(file(client, alliance, "hsds.zip"))) as package:
        assert {"datapackage.json", "services.csv", "locations.csv"} <= set(package.namelist())


def test_the_page_offers_every_file(alliance: Alliance, signed_in_as: Callable[[User], Client]) -> None:
    page = signed_in_as(member(alliance, Role.CONTRIBUTOR)).get(f"/a/{alliance.slug}/programs/export/")
    text = page.content.decode()
    assert all(f"/export/{name}" in text for name in FILES)
    assert "2 programs" in text
