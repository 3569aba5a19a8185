"""What forms refuse, beside which field, and in which words."""

from decimal import Decimal
from typing import Any

import pytest
from tests.factories import OrganizationFactory, ProgramFactory

from trellis.apps.organizations.models import Organization
from trellis.apps.programs.forms import ProgramForm, SessionForm, SettingsForm, SiteForm
from trellis.apps.programs.models import DirectorySettings, Program, Session, Site

pytestmark = pytest.mark.django_db


def session_form(**typed: Any) -> SessionForm:
    program = ProgramFactory()
    data = {"mode": "in_person", "price_per": "program", **typed}
    instance = Session(alliance=program.alliance, program=program)
    return SessionForm(data, instance=instance, sites=Site.objects.for_alliance(program.alliance))


def site_form(**typed: Any) -> SiteForm:
    data = {"name": "Library", **typed}
    return SiteForm(data, instance=Site(alliance=OrganizationFactory().alliance))


@pytest.mark.parametrize(
    ("typed", "price"),
    [
        ("25", Decimal(25)),
        ("$12.50", Decimal("12.50")),
        ("1,200", Decimal(1200)),
        ("free", Decimal(0)),
        ("Free!!", Decimal(0)),
        ("0", Decimal(0)),
        ("", None),
    ],
)
def test_a_price_is_read_as_people_write_it(typed: str, price: Decimal | None) -> None:
    form = session_form(price=typed)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["price"] == price


@pytest.mark.parametrize("typed", ["cheap", "-5", "about 20", "12.345", "1,2,3", "10 to 20"])
def test_what_is_no_price_is_refused_beside_it(typed: str) -> None:
    form = session_form(price=typed)
    assert list(form.errors) == ["price"]
    assert "Write dollars as a number" in form.errors["price"][0]


@pytest.mark.parametrize(
    ("typed", "at", "words"),
    [
        ({"age_min": "14", "age_max": "10"}, "age_max", "The oldest age is below the youngest one."),
        ({"grade_min": "8", "grade_max": "5"}, "grade_max", "The highest grade is below the lowest one."),
        (
            {"starts_on": "2026-06-02", "ends_on": "2026-06-01"},
            "ends_on",
            "The last day is before the first one.",
        ),
        ({"starts_at": "17:00", "ends_at": "15:30"}, "ends_at", "It ends before it begins."),
        ({"ends_at": "15:30"}, "starts_at", "Say also when it begins."),
        ({"seats": "10", "seats_open": "12"}, "seats_open", "There can't be more free seats than seats."),
        ({"age_min": "-1"}, "age_min", "Write 0 or a larger number."),
        ({"seats": "-4"}, "seats", "Write 0 or a larger number."),
        ({"seats": "many"}, "seats", "whole number"),
    ],
)
def test_what_can_not_be_is_refused_beside_its_field(typed: dict[str, str], at: str, words: str) -> None:
    form = session_form(**typed)
    assert list(form.errors) == [at]
    assert words in form.errors[at][0]


def test_a_rule_that_can_not_be_read_is_refused_with_an_example() -> None:
    form = session_form(rrule="every tuesday")
    assert "FREQ=WEEKLY;BYDAY=TU,TH" in form.errors["rrule"][0]


def test_days_come_in_the_order_of_the_week_and_unknown_ones_are_refused() -> None:
    form = session_form(days=["TH", "MO"])
    assert form.is_valid()
    assert form.cleaned_data["days"] == ["MO", "TH"]
    assert "days" in session_form(days=["XX"]).errors


@pytest.mark.parametrize(("typed", "kept"), [("yes", True), ("no", False), ("", None)])
def test_nobody_is_made_to_guess(typed: str, kept: bool | None) -> None:
    form = session_form(transport=typed)
    assert form.is_valid()
    assert form.cleaned_data["transport"] is kept


def test_a_site_of_another_alliance_can_not_be_chosen() -> None:
    elsewhere = Site.objects.create(alliance=OrganizationFactory().alliance, name="Elsewhere")
    assert "site" in session_form(site=str(elsewhere.pk)).errors


@pytest.mark.parametrize(
    ("typed", "at", "words"),
    [
        ({"latitude": "-95.99", "longitude": "36.15"}, "latitude", "swapped"),
        ({"latitude": "36.15", "longitude": "95.99"}, "latitude", "begin with a minus"),
        ({"latitude": "0", "longitude": "-30"}, "latitude", "not on land in the United States"),
        ({"latitude": "36.15"}, "longitude", "both numbers"),
        ({"zip_code": "7410"}, "zip_code", "five digits"),
        ({"state": "Okla"}, "state", "at most 2"),
        ({"state": "XX"}, "state", "two letters"),
        ({"name": ""}, "name", "a name or an address"),
    ],
)
def test_a_place_that_can_not_be_is_refused(typed: dict[str, str], at: str, words: str) -> None:
    form = site_form(**typed)
    assert list(form.errors) == [at]
    assert words in form.errors[at][0]


def test_a_place_in_tulsa_is_fine() -> None:
    form = site_form(latitude="36.154", longitude="-95.993", state="ok", zip_code="74103-1234")
    assert form.is_valid(), form.errors
    assert form.cleaned_data["state"] == "OK"


def test_terms_that_are_not_ours_are_kept_when_an_entry_is_saved() -> None:
    program = ProgramFactory(topics=["basketry"], languages=["tlh"])
    organizations = Organization.objects.for_alliance(program.alliance)
    data = {
        "name": "Baskets",
        "organization": program.organization_id,
        "topics": ["basketry", "math"],
        "languages": ["tlh"],
    }
    form = ProgramForm(data, instance=program, organizations=organizations)
    assert form.is_valid(), form.errors
    assert form.values()["topics"] == ["basketry", "math"]


def test_who_keeps_one_organization_is_not_asked_which() -> None:
    organization = OrganizationFactory()
    organizations = Organization.objects.for_alliance(organization.alliance)
    form = ProgramForm(
        {"name": "Robots"}, instance=Program(alliance=organization.alliance), organizations=organizations
    )
    assert form.is_valid(), form.errors
    assert form.values()["organization"] == organization


@pytest.mark.parametrize(
    ("days", "at"),
    [((120, 365, 180), "hidden_after_days"), ((0, 180, 365), "ask_every_days"), ((120, 9999, 365), "stale")],
)
def test_day_counts_must_make_sense(days: tuple[int, int, int], at: str) -> None:
    names = ("ask_every_days", "stale_after_days", "hidden_after_days")
    form = SettingsForm(dict(zip(names, days, strict=True)), instance=DirectorySettings())
    assert any(name.startswith(at) for name in form.errors)
