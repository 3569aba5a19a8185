"""Rows that seem to be there already are found, and what only looks alike is not."""

import pytest
from tests.factories import OrganizationFactory, ProgramFactory, SessionFactory, SiteFactory
from tests.unit.programs_import.importing_help import ROBOTS, Importing, sheet

from trellis.apps.programs.importing import services
from trellis.apps.programs.models import ImportRow, Program, Session


def row(**cells: str) -> tuple[str, ...]:
    names = ("id", "organization", "program", "age_min", "age_max", "price", "start", "zip", "address")
    return tuple(cells.get(name, text) for name, text in zip(names, ROBOTS, strict=True))


@pytest.fixture
def theirs(importing: Importing) -> Session:
    """The robot club as somebody entered it by hand, without its price."""
    owner = OrganizationFactory(alliance=importing.alliance, name="The Illustrative Library")
    return SessionFactory(
        program=ProgramFactory(organization=owner, name="Robot club"),
        site=SiteFactory(alliance=importing.alliance, address="1 Main Street", zip_code="74103"),
        starts_on="2026-06-01",
        seats=15,
        price=None,
    )


@pytest.mark.parametrize("name", ["Robot Club", "Robots Club", "ROBOT CLUB!", "Club Robot"])
def test_near_names_at_one_place_and_time_are_found(importing: Importing, theirs: Session, name: str) -> None:
    run = importing.preview(sheet(row(program=name)))
    duplicate = importing.row(run).duplicate
    assert duplicate is not None
    assert duplicate["entry"] == theirs.pk


@pytest.mark.parametrize(
    "cells",
    [
        {"program": "Robot Club 2"},
        {"program": "Chess Club"},
        {"start": "2026-09-01"},
        {"age_min": "6", "age_max": "9"},
        {"address": "900 Elm St"},
        {"zip": "74104"},
    ],
    ids=str,
)
def test_another_level_time_age_or_place_is_another_program(
    importing: Importing, theirs: Session, cells: dict[str, str]
) -> None:
    assert importing.row(importing.preview(sheet(row(**cells)))).duplicate is None


def test_rows_of_one_file_are_compared_too(importing: Importing) -> None:
    run = importing.preview(sheet(row(), row(id="2", program="Robots Club")))
    duplicate = importing.row(run, 3).duplicate
    assert duplicate is not None
    assert duplicate["row"] == 2


def test_merging_fills_what_is_empty_and_leaves_the_rest(importing: Importing, theirs: Session) -> None:
    run = importing.preview(sheet(row(program="Robots Club")))
    services.decide(run=run, by=importing.by, number=2, decision="fill")
    importing.apply(importing.again(run))
    theirs.refresh_from_db()
    assert (theirs.price, theirs.seats) == (0, 15)
    assert theirs.program.name == "Robot club"
    assert theirs.provenance["price"]["source"] == "Summer list"
    assert "seats" not in theirs.provenance


def test_merging_can_let_the_list_win(importing: Importing, theirs: Session) -> None:
    run = importing.preview(sheet(row(program="Robots Club")))
    services.decide(run=run, by=importing.by, number=2, decision="new")
    importing.apply(importing.again(run))
    assert Program.objects.for_alliance(importing.alliance).get().name == "Robots Club"


def test_keeping_both_makes_another_entry(importing: Importing, theirs: Session) -> None:
    run = importing.preview(sheet(row()))
    services.decide(run=run, by=importing.by, number=2, decision="keep")
    importing.apply(importing.again(run))
    assert Session.objects.for_alliance(importing.alliance).count() == 2


def test_a_merge_is_remembered_when_the_list_comes_again(importing: Importing, theirs: Session) -> None:
    run = importing.preview(sheet(row()))
    services.decide(run=run, by=importing.by, number=2, decision="fill")
    importing.apply(importing.again(run))
    again = importing.preview(sheet(row()))
    assert (again.counts["same"], again.counts["undecided"]) == (1, 0)


def test_a_rule_decides_when_the_list_comes_again(importing: Importing, theirs: Session) -> None:
    run = importing.preview(sheet(row()))
    services.decide_all(run=run, by=importing.by, rule="skip", remember=True)
    services.discard(run=importing.again(run), by=importing.by)
    again = importing.preview(sheet(row()))
    assert importing.row(again).action == ImportRow.Action.SKIP
    assert again.counts["undecided"] == 0


def test_rows_merged_within_a_file_are_one_entry_with_what_both_say(importing: Importing) -> None:
    run = importing.preview(sheet(row(price=""), row(id="2", price="$5")))
    services.decide_all(run=run, by=importing.by, rule="fill", remember=False)
    importing.apply(importing.again(run))
    assert Session.objects.for_alliance(importing.alliance).get().price == 5
