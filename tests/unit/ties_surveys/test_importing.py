"""Networks come in from two tables: previewed, applied in one transaction, taken back."""

from __future__ import annotations

import io
import os
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests.factories import AllianceFactory, OrganizationFactory, PartnerFactory

from trellis.apps.alliances.models import Alliance
from trellis.apps.programs.importing.errors import ImportRefused
from trellis.apps.ties import queries
from trellis.apps.ties.importing import services
from trellis.apps.ties.importing.plan import EDGES, NODES
from trellis.apps.ties.models import Answer, Respondent, RosterEntry, TieImport, Wave
from trellis.apps.ties.services import rosters
from trellis.methods.ties import Network

NODES_CSV = (
    "id,name,sector\n1,Illustrative library,Library\n2,Illustrative forge,Smithy\n3,Illustrative lab,\n"
)
EDGES_CSV = "from,to,frequency\n1,2,4.0\n2,1,1\n3,1,\n"


def uploaded(alliance: Alliance, nodes: str = NODES_CSV, edges: str = EDGES_CSV, **more: Any) -> TieImport:
    """An import of two texts."""
    return services.upload(
        alliance=alliance,
        by=None,
        **{"name": "Brought along", **more},
        nodes=("nodes.csv", nodes.encode()),
        edges=("edges.csv", edges.encode()),
    )


def rejected(found: TieImport) -> list[tuple[str, int, str, str]]:
    """(file, row, column, why) of what is rejected."""
    plan = services.planned(found)
    rows: list[Any] = [("nodes", row) for row in plan.nodes] + [("edges", row) for row in plan.edges]
    return [
        (name, row.row, row.problem.column, row.problem.why) for name, row in rows if row.problem is not None
    ]


def counted(alliance: Alliance) -> tuple[int, int, int, int]:
    """How many waves, entries, respondents, answers there are."""
    return tuple(
        model.objects.for_alliance(alliance).count() for model in (Wave, RosterEntry, Respondent, Answer)
    )  # type: ignore[return-value]


def test_a_network_comes_in_as_a_closed_wave(alliance: Alliance) -> None:
    wave = services.apply(found=uploaded(alliance), by=None)
    network = queries.wave_network(wave)
    assert (wave.status, wave.origin) == ("closed", "import")
    assert network.pairs == [
        ("n:illustrative forge", "n:illustrative library", 1.0),
        ("n:illustrative lab", "n:illustrative library", 0.0),
        ("n:illustrative library", "n:illustrative forge", 4.0),
    ]
    assert (network.invited, network.answered) == (None, None)


def test_nothing_is_written_before_it_is_applied(alliance: Alliance) -> None:
    services.planned(uploaded(alliance))
    assert counted(alliance) == (0, 0, 0, 0)


def test_sectors_of_ours_are_known_in_both_languages_and_others_are_kept(alliance: Alliance) -> None:
    nodes = "id,name,sector\n1,A,library\n2,B,Biblioteca\n3,C,City\n4,D,NA\n"
    wave = services.apply(found=uploaded(alliance, nodes, "from,to\n1,2\n"), by=None)
    assert [member.sector for member in queries.wave_network(wave).members][::3] == ["library", "unknown"]
    assert queries.own_sectors(wave)["City"] == ""


def test_staff_say_which_sector_is_which_of_ours(alliance: Alliance) -> None:
    wave = services.apply(found=uploaded(alliance), by=None)
    rosters.map_sectors(wave=wave, sectors={"Smithy": "stem_company"}, by=None)
    sectors = {member.name: member.sector for member in queries.wave_network(wave).members}
    assert sectors["Illustrative forge"] == "stem_company"


def test_a_partner_of_that_name_is_known_again(alliance: Alliance) -> None:
    organization = OrganizationFactory(alliance=alliance, name="Illustrative Library")
    partner = PartnerFactory(alliance=alliance, organization=organization)
    wave = services.apply(found=uploaded(alliance), by=None)
    assert f"p{partner.pk}" in queries.wave_network(wave).ids


@pytest.mark.parametrize(
    ("nodes", "edges", "expected"),
    [
        (NODES_CSV, "from,to\n1,1\n", ("edges", 2, "", "From and to are the same")),
        (NODES_CSV, "from,to\n1,2\n1,2\n", ("edges", 3, "", "there already, in row 2")),
        (NODES_CSV, "from,to\n1,9\n", ("edges", 2, "to", "not among the organizations")),
        (NODES_CSV, "from,to\n,2\n", ("edges", 2, "from", "There is no id")),
        (NODES_CSV, "from,to,frequency\n1,2,5\n", ("edges", 2, "frequency", "none of 1, 2, 3, 4")),
        (NODES_CSV, "from,to,frequency\n1,2,often\n", ("edges", 2, "frequency", "none of 1, 2, 3, 4")),
        (NODES_CSV, "from,to,power\n1,2,7\n", ("edges", 2, "power", "none of 1, 2, 3, 4")),
        (NODES_CSV, "from,to,activity\n1,2,love\n", ("edges", 2, "activity", "none of awareness")),
        (NODES_CSV + "1,Again,\n", "from,to\n1,2\n", ("nodes", 5, "id", "there already, in row 2")),
        (NODES_CSV + ",Nobody,\n", "from,to\n1,2\n", ("nodes", 5, "id", "There is no id")),
    ],
)
def test_what_is_wrong_is_said_with_row_and_column(
    alliance: Alliance, nodes: str, edges: str, expected: tuple[str, int, str, str]
) -> None:
    ((name, row, column, why),) = rejected(uploaded(alliance, nodes, edges))
    assert (name, row, column) == expected[:3]
    assert expected[3] in why


def test_rejected_rows_stay_out_and_the_rest_comes_in(alliance: Alliance) -> None:
    wave = services.apply(found=uploaded(alliance, edges=EDGES_CSV + "1,1,2\n3,9,1\n"), by=None)
    network = queries.wave_network(wave)
    assert Network.of(network.ids, network.sectors, network.pairs).ties == 3


@pytest.mark.parametrize("content", [b"", b"   ", b'{"nodes": []}', b"%PDF-1.7", b"id,name\n"])
def test_a_file_that_is_no_table_is_refused(alliance: Alliance, content: bytes) -> None:
    with pytest.raises(ImportRefused):
        services.upload(
            alliance=alliance, by=None, name="x", nodes=("n.csv", content), edges=("e.csv", b"from,to\n1,2\n")
        )


def test_a_workbook_is_read_as_well(alliance: Alliance) -> None:
    book = openpyxl.Workbook()
    for row in (("id", "name"), (1, "A"), (2, "B")):
        book.active.append(row)
    content = io.BytesIO()
    book.save(content)
    found = services.upload(
        alliance=alliance,
        by=None,
        name="x",
        nodes=("n.xlsx", content.getvalue()),
        edges=("e.csv", b"source;target;weight\n1;2;3\n"),
    )
    assert queries.wave_network(services.apply(found=found, by=None)).pairs == [("n:a", "n:b", 3.0)]


def test_taking_it_back_leaves_nothing(alliance: Alliance) -> None:
    found = uploaded(alliance)
    services.apply(found=found, by=None)
    services.undo(found=found, by=None)
    assert counted(alliance) == (0, 0, 0, 0)


def test_the_files_are_not_kept_once_it_is_applied(alliance: Alliance) -> None:
    found = uploaded(alliance)
    services.apply(found=found, by=None)
    found.refresh_from_db()
    assert (found.nodes, found.edges) == ({}, {})


def test_it_cannot_be_applied_twice(alliance: Alliance) -> None:
    found = uploaded(alliance)
    services.apply(found=found, by=None)
    with pytest.raises(ValidationError):
        services.apply(found=found, by=None)


def test_the_same_files_again_change_nothing(alliance: Alliance) -> None:
    wave = services.apply(found=uploaded(alliance), by=None)
    rosters.map_sectors(wave=wave, sectors={"Smithy": "stem_company"}, by=None)
    again = uploaded(alliance, into=wave)
    plan = services.planned(again)
    assert (plan.count(NODES)["unchanged"], plan.count(EDGES)["unchanged"]) == (3, 3)
    with pytest.raises(ValidationError):
        services.apply(found=again, by=None)


def test_what_is_added_to_a_wave_can_be_taken_back(alliance: Alliance) -> None:
    wave = services.apply(found=uploaded(alliance), by=None)
    before = queries.wave_network(wave)
    more = uploaded(
        alliance,
        NODES_CSV.replace("forge", "smithy") + "4,Illustrative zoo,Museum\n",
        "from,to,frequency\n1,2,2\n4,1,3\n",
        into=wave,
    )
    plan = services.planned(more)
    assert (plan.count(NODES)["change"], plan.count(NODES)["add"]) == (1, 1)
    assert (plan.count(EDGES)["change"], plan.count(EDGES)["add"]) == (1, 1)
    services.apply(found=more, by=None)
    after = queries.wave_network(wave)
    assert ("n:illustrative zoo", "n:illustrative library", 3.0) in after.pairs
    services.undo(found=more, by=None)
    assert queries.wave_network(wave) == before


def test_the_first_import_is_not_taken_back_below_a_later_one(alliance: Alliance) -> None:
    first = uploaded(alliance)
    wave = services.apply(found=first, by=None)
    services.apply(found=uploaded(alliance, edges="from,to\n2,3\n", into=wave), by=None)
    with pytest.raises(ValidationError):
        services.undo(found=first, by=None)


def test_columns_that_are_not_known_by_name_are_chosen_by_hand(alliance: Alliance, browser: Client) -> None:
    found = uploaded(alliance, "kennung,was\n1,A\n2,B\n", "von,zu\n1,2\n")
    address = {"alliance": alliance.slug, "pk": found.pk}
    with pytest.raises(ValidationError):
        services.apply(found=found, by=None)
    sent = {"nodes-id": "kennung", "nodes-name": "was", "edges-from": "von", "edges-to": "zu"}
    response = browser.post(reverse("ties:import_columns", kwargs=address), sent)
    assert response.status_code == 302
    browser.post(reverse("ties:import_apply", kwargs=address))
    assert Wave.objects.for_alliance(alliance).get().name == "Brought along"


def test_a_whole_import_in_the_browser(alliance: Alliance, browser: Client) -> None:
    sent = {
        "nodes": SimpleUploadedFile("nodes.csv", NODES_CSV.encode()),
        "edges": SimpleUploadedFile("edges.csv", (EDGES_CSV + "3,3,1\n").encode()),
        "name": "Brought along",
        "kind": "organizations",
    }
    response = browser.post(reverse("ties:imports", kwargs={"alliance": alliance.slug}), sent)
    page = browser.get(response.url).content.decode()
    assert "nobody is tied to themselves" in page
    assert "Smithy" in page


def test_another_alliances_import_is_not_there(alliance: Alliance, browser: Client) -> None:
    found = uploaded(AllianceFactory())
    address = {"alliance": alliance.slug, "pk": found.pk}
    assert browser.get(reverse("ties:import", kwargs=address)).status_code == 404


OFFICIAL = os.environ.get("TRELLIS_PUBLIC_DATA")


@pytest.mark.skipif(not OFFICIAL, reason="TRELLIS_PUBLIC_DATA names no folder of official files")
@pytest.mark.parametrize(("place", "organizations", "ties"), [("Texas", 25, 186), ("Wichita", 20, 149)])
def test_the_published_networks_go_in(alliance: Alliance, place: str, organizations: int, ties: int) -> None:
    folder = Path(str(OFFICIAL)) / "ties"
    files = {kind: folder / f"emon_{place}_{kind}.csv" for kind in ("nodes", "edges")}
    found = services.upload(
        alliance=alliance,
        by=None,
        name=place,
        nodes=(files["nodes"].name, files["nodes"].read_bytes()),
        edges=(files["edges"].name, files["edges"].read_bytes()),
    )
    assert rejected(found) == []
    wave = services.apply(found=found, by=None)
    columns = queries.wave_network(wave)
    network = Network.of(columns.ids, columns.sectors, columns.pairs)
    assert (network.n, network.ties) == (organizations, ties)
    assert set(network.strength.tolist()) == {1.0, 2.0, 3.0, 4.0}
    assert set(network.sectors) <= {"City", "County", "State", "Federal", "Private"}
    assert not any("." in member.name for member in columns.members)
