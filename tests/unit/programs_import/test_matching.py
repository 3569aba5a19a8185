"""Columns are matched by what people call them, and how they were matched is remembered with the list."""

import pytest
from tests.unit.programs_import.importing_help import HEADINGS, ROBOTS, Importing, sheet

from trellis.apps.programs.importing.fields import FIELDS
from trellis.apps.programs.importing.matching import guess, match
from trellis.apps.programs.models import Source


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("org_name", "organization"),
        ("Program Name", "program"),
        ("capacity", "seats"),
        ("min_age", "age_min"),
        ("MaxAge", "age_max"),
        ("meeting_type", "mode"),
        ("program_price", "price"),
        ("program_has_scholarships", "scholarship"),
        ("program_provides_transportation", "transport"),
        ("program_provides_free_food", "food"),
        ("program_pays_participants", "pays_participants"),
        ("zipcode", "zip_code"),
        ("Start Date", "starts_on"),
        ("start_time", "starts_at"),
        ("Days of the week", "days"),
        ("Ages", "ages"),
        ("Grade level", "grades"),
        ("Registration link", "enrol_url"),
        ("Orgnization Name", "organization"),
        ("Ages – from", "age_min"),
        ("Session – Start date", "starts_on"),
        ("Mood", ""),
        ("community_name", ""),
        ("leisure_arts_dum", ""),
    ],
)
def test_usual_headings_are_known(heading: str, field: str) -> None:
    assert guess(heading).field == field


@pytest.mark.parametrize("field", FIELDS)
def test_the_names_of_the_fields_are_headings(field: str) -> None:
    assert guess(field).field == field


def test_a_field_goes_to_the_column_that_names_it_best() -> None:
    guesses = match(["Orgnization", "Organization", "Cost", "Price"], {})
    assert [each.field for each in guesses] == ["", "organization", "price", ""]


def test_what_a_person_said_wins_over_a_guess() -> None:
    guesses = match(["Title", "Cost"], {"Title": "organization", "Cost": ""})
    assert [(each.field, each.how) for each in guesses] == [
        ("organization", "remembered"),
        ("", "remembered"),
    ]


def test_a_list_remembers_how_its_columns_were_matched(importing: Importing) -> None:
    headings = ("Nr", *HEADINGS[1:])
    importing.preview(sheet(ROBOTS, headings=headings), mapping={"Nr": "external_id"})
    source = Source.objects.for_alliance(importing.alliance).get()
    assert source.mapping["Nr"] == "external_id"
    again = importing.preview(sheet(ROBOTS, headings=headings))
    assert importing.row(again).values["external_id"] == "1"


def test_columns_left_out_once_are_not_asked_about_again(importing: Importing) -> None:
    headings = (*HEADINGS, "Mood")
    importing.preview(sheet((*ROBOTS, "sunny"), headings=headings))
    run = importing.upload(sheet((*ROBOTS, "rainy"), headings=headings))
    assert match(run.reading["columns"], run.source.mapping)[-1].how == "remembered"


def test_one_organization_can_stand_for_all_rows(importing: Importing) -> None:
    headings = ("Program", "Cost")
    run = importing.preview(sheet(("Knots", "5"), headings=headings), organization="Illustrative Club")
    assert importing.row(run).values["organization"] == "Illustrative Club"


def test_columns_of_yes_and_no_become_topics_by_their_headings(importing: Importing) -> None:
    headings = (*HEADINGS, "robotics", "academics_dum", "music")
    run = importing.preview(
        sheet((*ROBOTS, "yes", "1.0", "no"), headings=headings),
        mapping={"robotics": "topics", "academics_dum": "topics", "music": "topics"},
    )
    assert importing.row(run).values["topics"] == ["robotics", "academics"]
