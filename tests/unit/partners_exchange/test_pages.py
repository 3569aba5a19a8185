"""The pages of imports and of duplicates, as staff walk through them without JavaScript."""

import io
import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.factories import AllianceFactory, OrganizationFactory, PartnerFactory, member
from tests.unit.partners_exchange.lists import Imports, as_csv, near, organizations

from trellis.apps.accounts.models import User
from trellis.apps.alliances.models import Alliance
from trellis.apps.core.permissions import Role
from trellis.apps.partners.importing import queries
from trellis.apps.partners.models import Partner, PartnerImport

LIST = organizations(6)


def _seen(response: Any) -> str:
    assert response.status_code == 200, response.status_code
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def _upload(imports: Imports, content: bytes) -> PartnerImport:
    file = io.BytesIO(content)
    file.name = "partners.csv"
    response = imports.client.post(imports.url("list"), {"file": file, "source": "A list"})
    assert response.status_code == 302, response.content.decode()
    found: PartnerImport = PartnerImport.objects.for_alliance(imports.alliance).latest("pk")
    return found


def _merging(alliance: Alliance, name: str, **arguments: int) -> str:
    return reverse(f"partner_merging:{name}", kwargs={"alliance": alliance.slug, **arguments})


def test_the_way_from_file_to_partners_and_back(imports: Imports) -> None:
    client = imports.client
    run = _upload(
        imports, as_csv([*LIST, near(LIST[0], 0), {**LIST[1], "Organization": "Alder", "Type": "Nonprofit"}])
    )
    columns = client.get(imports.url("columns", pk=run.pk))
    chosen = {f"column-{each.number}": each.field for each in columns.context["choices"]}
    client.post(imports.url("columns", pk=run.pk), chosen)
    assert "The file is being read" in _seen(client.get(imports.url("run", pk=run.pk)))
    imports.run_jobs()
    preview = _seen(client.get(imports.url("run", pk=run.pk)))
    assert "Which sectors are these?" in preview
    assert "Seems to be row 2" in preview
    client.post(imports.url("sectors", pk=run.pk), {"sector-0": "community"})
    assert "Decide first" in _seen(client.post(imports.url("apply", pk=run.pk), follow=True))
    undecided = [row.number for row in imports.rows(run).values() if row.duplicate and not row.decision]
    for number in undecided:
        client.post(imports.url("decide", pk=run.pk, number=number), {"decision": "fill"})
    client.post(imports.url("apply", pk=run.pk))
    imports.run_jobs()
    assert "were added" in _seen(client.get(imports.url("run", pk=run.pk)))
    assert Partner.objects.for_alliance(imports.alliance).count() == 6
    client.post(imports.url("undo", pk=run.pk))
    imports.run_jobs()
    assert "taken back" in _seen(client.get(imports.url("run", pk=run.pk)))
    assert not Partner.objects.for_alliance(imports.alliance).exists()


def test_columns_that_nobody_matched_stay_out_only_on_purpose(imports: Imports) -> None:
    run = _upload(imports, as_csv([{**LIST[0], "Favorite color": "green"}]))
    columns = imports.client.get(imports.url("columns", pk=run.pk))
    chosen = {f"column-{each.number}": each.field for each in columns.context["choices"]}
    response = imports.client.post(imports.url("columns", pk=run.pk), chosen)
    assert response.status_code == 422
    assert "Favorite color" in response.context["error"]
    chosen["leave-out"] = "on"
    assert imports.client.post(imports.url("columns", pk=run.pk), chosen).status_code == 302


def test_a_cell_is_mended_in_place_and_a_whole_row_on_its_page(imports: Imports) -> None:
    run = imports.preview(as_csv([{**LIST[0], "Organization": "", "EIN": "12"}]))
    page = _seen(imports.client.get(imports.url("row", pk=run.pk, number=2)))
    assert "A row needs the organization's name." in page
    imports.client.post(imports.url("cell", pk=run.pk, number=2), {"at": "0", "text": "Illustrative Alder"})
    assert imports.row(run, 2).action == "add"
    imports.client.post(imports.url("row", pk=run.pk, number=2), {"cell-3": "73-0000001"})
    assert imports.row(run, 2).values["ein"] == "730000001"


def test_a_file_that_cant_be_read_is_said_beside_the_field(imports: Imports) -> None:
    file = io.BytesIO(b"%PDF-1.7")
    file.name = "partners.csv"
    response = imports.client.post(imports.url("list"), {"file": file, "source": "A list"})
    assert response.status_code == 422
    assert "This is a PDF" in response.content.decode()


@pytest.mark.parametrize(
    ("name", "data"),
    [("decide", {"decision": "burn"}), ("cell", {"at": "x"}), ("cell", {"at": "999"})],
)
def test_nonsense_about_a_row_is_not_found(imports: Imports, name: str, data: dict[str, str]) -> None:
    run = imports.preview(as_csv(LIST))
    assert imports.client.post(imports.url(name, pk=run.pk, number=2), data).status_code == 404
    assert imports.client.post(imports.url(name, pk=run.pk, number=99), data).status_code == 404


def test_a_discarded_import_leaves_nothing(imports: Imports) -> None:
    run = imports.preview(as_csv(LIST))
    imports.client.post(imports.url("discard", pk=run.pk))
    assert imports.again(run).state == "discarded"
    assert not queries.rows(run, "all").exists()


@pytest.mark.parametrize("role", [Role.PUBLIC, Role.PARTNER_EDITOR, Role.CONTRIBUTOR])
def test_only_those_who_manage_partners_import_and_merge(
    imports: Imports, signed_in_as: Callable[[User], Client], role: Role
) -> None:
    run = imports.preview(as_csv(LIST))
    client = signed_in_as(member(imports.alliance, role))
    assert client.get(imports.url("list")).status_code == 404
    assert client.get(imports.url("run", pk=run.pk)).status_code == 404
    assert client.post(imports.url("apply", pk=run.pk)).status_code == 404
    assert client.get(_merging(imports.alliance, "overview")).status_code == 404


def test_an_import_of_another_alliance_is_not_found(
    imports: Imports, signed_in_as: Callable[[User], Client]
) -> None:
    run = imports.preview(as_csv(LIST))
    other = AllianceFactory(slug="other")
    url = reverse("partner_imports:run", kwargs={"alliance": other.slug, "pk": run.pk})
    assert signed_in_as(member(other, Role.STAFF)).get(url).status_code == 404


def test_a_preview_takes_as_many_queries_for_six_rows_as_for_two_hundred(
    imports: Imports, max_queries: Any
) -> None:
    small, large = imports.preview(as_csv(LIST)), imports.preview(as_csv(organizations(200)))
    for run in (small, large):
        with max_queries(16):
            imports.client.get(imports.url("run", pk=run.pk))


def test_two_partners_are_compared_put_together_and_parted(imports: Imports) -> None:
    alliance, client = imports.alliance, imports.client
    one, other = (
        PartnerFactory(alliance=alliance, organization=OrganizationFactory(alliance=alliance, name=name))
        for name in ("Illustrative Library", "The Illustrative Library")
    )
    assert "One pair of partners" in _seen(client.get(_merging(alliance, "overview")))
    compare = _merging(alliance, "compare", first=one.pk, second=other.pk)
    assert "Illustrative Library" in _seen(client.get(compare))
    assert client.post(compare, {"keep": "nobody"}).status_code == 422
    assert "is part of" in _seen(client.post(compare, {"keep": str(other.pk)}, follow=True))
    assert Partner.objects.for_alliance(alliance).get() == other
    merged = client.get(_merging(alliance, "overview")).context["merges"][0]
    assert "partner of its own again" in _seen(
        client.post(_merging(alliance, "part", pk=merged.pk), follow=True)
    )
    client.post(_merging(alliance, "different", first=one.pk, second=other.pk))
    assert "No two partners" in _seen(client.get(_merging(alliance, "overview")))


def test_a_partner_is_not_compared_with_itself_nor_with_one_of_another_alliance(imports: Imports) -> None:
    own, foreign = PartnerFactory(alliance=imports.alliance), PartnerFactory(alliance=AllianceFactory())
    for second in (own, foreign):
        url = _merging(imports.alliance, "compare", first=own.pk, second=second.pk)
        assert imports.client.get(url).status_code == 404
