"""Every file that one alliance takes out, another takes in, and has the same programs."""

from collections.abc import Callable
from datetime import date, time
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.utils import translation
from tests.factories import (
    AllianceFactory,
    OrganizationFactory,
    ProgramFactory,
    SessionFactory,
    SiteFactory,
    member,
)
from tests.unit.programs_import.importing_help import Importing

from trellis.apps.alliances.models import Alliance
from trellis.apps.core.permissions import Role
from trellis.apps.programs.exchange import flat, hsds_files, sheets
from trellis.apps.programs.exchange.reading import listed

# Ids are the receiving alliance's own.
NOT_COMPARED = {"external_id", "session_external_id"}


@pytest.fixture
def alliance(db: None) -> Alliance:
    """An alliance with programs of which much, and of which little is known."""
    made: Alliance = AllianceFactory()
    museum = OrganizationFactory(alliance=made, name="Illustrative museum", url="https://museum.example.org/")
    dome = SiteFactory(
        alliance=made,
        organization=museum,
        name="Dome",
        address="2 Hill Street",
        latitude=36.1539,
        longitude=-95.9928,
        accessibility=["wheelchair"],
    )
    stars = ProgramFactory(
        organization=museum,
        name="Star nights",
        description="Look up.\nBring a coat; it is cold.",
        topics=["earth_space", "physics"],
        standards=["NGSS MS-ESS1-1"],
        languages=["en", "es"],
        who_may_take_part="Everybody with a grown-up",
        url="https://museum.example.org/stars",
        enrol_url="https://museum.example.org/stars/go",
        email="stars@example.org",
        phone="+1 918 555 0100",
        verified_on=date(2026, 10, 1),
    )
    SessionFactory(
        program=stars,
        site=dome,
        name="Fall",
        seats=30,
        seats_open=0,
        age_min=8,
        age_max=12,
        grade_min=3,
        grade_max=7,
        price=Decimal("7.50"),
        price_per="day",
        price_note="Members pay less",
        scholarship=True,
        pays_participants=False,
        starts_on=date(2026, 9, 4),
        ends_on=date(2026, 12, 18),
        starts_at=time(19, 30),
        ends_at=time(21),
        days=["FR"],
        transport=False,
        food=True,
    )
    SessionFactory(
        program=stars,
        site=dome,
        name="Every second week",
        starts_on=date(2027, 1, 9),
        days=["SA"],
        rrule="FREQ=WEEKLY;INTERVAL=2;BYDAY=SA",
        price=0,
        age_min=None,
        age_max=None,
    )
    SessionFactory(
        program=ProgramFactory(organization=museum, name="Stars at home", status="ended"),
        site=None,
        mode="online",
    )
    return made


def as_csv(alliance: Alliance) -> bytes:
    return "".join(sheets.csv_text(listed(alliance))).encode()


def as_workbook(alliance: Alliance) -> bytes:
    out = BytesIO()
    sheets.workbook(listed(alliance), out, about=["Illustrative"])
    return out.getvalue()


def as_spanish_workbook(alliance: Alliance) -> bytes:
    with translation.override("es"):
        return as_workbook(alliance)


def as_hsds(alliance: Alliance) -> bytes:
    return "".join(hsds_files.json_text(listed(alliance))).encode()


def as_package(alliance: Alliance) -> bytes:
    with hsds_files.package(listed(alliance), title="Illustrative", created="2026-11-23") as out:
        return out.read()


def entries(alliance: Alliance) -> list[dict[str, str]]:
    rows = [flat.texts(row) for each in listed(alliance) for row in flat.rows(each)]
    return sorted(
        ({key: value for key, value in row.items() if key not in NOT_COMPARED} for row in rows),
        key=lambda row: (row["program"], row.get("session_name", "")),
    )


@pytest.mark.parametrize(
    ("name", "write"),
    [
        ("p.csv", as_csv),
        ("p.xlsx", as_workbook),
        ("es.xlsx", as_spanish_workbook),
        ("p.json", as_hsds),
        ("p.zip", as_package),
    ],
)
def test_what_goes_out_comes_in(
    alliance: Alliance, run_jobs: Callable[[], None], name: str, write: Callable[[Alliance], bytes]
) -> None:
    other = AllianceFactory()
    importing = Importing(other, member(other, Role.STAFF), run_jobs)
    run: Any = importing.bring(write(alliance), name=name)
    assert run.state == "applied", run.error
    assert entries(other) == entries(alliance)
