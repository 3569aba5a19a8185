"""The City of Chicago's program list, as published, goes in through the ordinary import."""

import os
from pathlib import Path

import pytest
from tests.unit.programs_import.importing_help import Importing

from trellis.apps.organizations.models import Organization
from trellis.apps.programs.importing import matching, services
from trellis.apps.programs.importing.reading import read
from trellis.apps.programs.models import Program, Session, Site

PUBLIC = os.environ.get("TRELLIS_PUBLIC_DATA", "")
FILE = Path(PUBLIC) / "programs/chicago_my_chi_my_future_programs.csv.gz"
pytestmark = pytest.mark.skipif(not PUBLIC or not FILE.exists(), reason="TRELLIS_PUBLIC_DATA is not set")

# From the file's own counts: rows, rows with coordinates, free programs, online ones. Of its 379 names of
# organizations three differ from another in signs only ("Arts & Technology", "Arts and Technology").
ROWS, PLACED, FREE, ONLINE, ORGANIZATIONS = 21_654, 17_979, 12_603, 4_064, 376


def test_its_columns_are_guessed_right() -> None:
    columns = read(FILE.read_bytes(), FILE.name).reading.columns
    guessed = {
        column: guess.field for column, guess in zip(columns, matching.match(columns, {}), strict=True)
    }
    assert guessed == {
        "index_row": "",
        "id": "external_id",
        "program_name": "program",
        "description": "description",
        "org_name": "organization",
        "capacity": "seats",
        "min_age": "age_min",
        "max_age": "age_max",
        "meeting_type": "mode",
        "address": "address",
        "city": "city",
        "state": "state",
        "zipcode": "zip_code",
        "start_date": "starts_on",
        "end_date": "ends_on",
        "start_time": "starts_at",
        "end_time": "ends_at",
        "program_price": "price",
        "program_pays_participants": "pays_participants",
        "program_has_scholarships": "scholarship",
        "program_provides_transportation": "transport",
        "program_provides_free_food": "food",
        "min_grade": "grade_min",
        "max_grade": "grade_max",
        "latitude": "latitude",
        "longitude": "longitude",
        "community_name": "",
        "priority": "",
        "leisure_arts_dum": "",
        "academics_dum": "",
        "community_service_dum": "",
        "professional_skill_dum": "",
    }


@pytest.mark.slow
def test_all_of_it_goes_in_comes_again_unchanged_and_can_be_taken_back(importing: Importing) -> None:
    content = FILE.read_bytes()
    run = importing.preview(content, name=FILE.name)
    assert (run.counts["all"], run.counts["add"], run.counts["reject"]) == (ROWS, ROWS, 0)
    services.decide_all(run=run, by=importing.by, rule="keep", remember=True)
    run = importing.apply(importing.again(run))
    alliance = importing.alliance
    sessions = Session.objects.for_alliance(alliance)
    assert Program.objects.for_alliance(alliance).count() == sessions.count() == ROWS
    assert Organization.objects.for_alliance(alliance).count() == ORGANIZATIONS
    assert sessions.filter(price=0).count() == FREE
    assert sessions.filter(mode=Session.Mode.ONLINE).count() == ONLINE
    assert sessions.filter(site__located=Site.Located.GIVEN).count() >= PLACED
    again = importing.preview(content, name=FILE.name)
    assert (again.counts["same"], again.counts["gone"]) == (ROWS, 0)
    importing.undo(run)
    assert not sessions.exists()
    assert not Organization.objects.for_alliance(alliance).exists()
