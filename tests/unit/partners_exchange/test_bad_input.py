"""Files as people have them: what can be read is, what can't is said with row and column."""

import io
import json
import zipfile

import openpyxl
import pytest
from tests.unit.partners_exchange.lists import Imports, as_csv, organizations

from trellis.apps.partners.importing import queries, services
from trellis.apps.partners.importing.messages import in_full
from trellis.apps.partners.importing.rejected import rejected_csv
from trellis.apps.partners.models import Partner, PartnerImport, PartnerPlace, Person
from trellis.apps.programs.importing.errors import ImportRefused


def test_an_unknown_sector_is_asked_about_once_and_remembered(imports: Imports) -> None:
    content = as_csv(
        [
            {"Name": "Illustrative Alder", "Type": "Nonprofit"},
            {"Name": "Illustrative Redbud", "Type": "non-profit"},
            {"Name": "Illustrative Juniper Library", "Type": "library"},
        ]
    )
    run = imports.preview(content)
    assert run.counts["reject"] == 2
    assert [(word, rows) for _key, word, rows in queries.unknown_sectors(run)] == [("Nonprofit", 2)]
    services.say_sectors(run=run, by=imports.staff, sectors={"Nonprofit": "community"})
    assert imports.again(run).counts["add"] == 3
    assert imports.preview(content).counts["reject"] == 0


def test_the_museum_science_ctr_is_not_asked_about(imports: Imports) -> None:
    run = imports.preview(as_csv([{"Name": "Illustrative Alder", "Sector": "museum/science ctr"}]))
    assert imports.row(run, 2).values["sector"] == "museum"


def test_a_list_without_sectors_takes_them_from_names_and_from_its_default(imports: Imports) -> None:
    rows = [{"Name": "Illustrative Public Library"}, {"Name": "Illustrative Makers"}]
    assert imports.preview(as_csv(rows)).counts["reject"] == 1
    run = imports.preview(as_csv(rows), sector="community")
    assert [row.values["sector"] for row in imports.rows(run).values()] == ["library", "community"]


def test_a_sector_that_was_only_guessed_changes_none_that_is_known(imports: Imports) -> None:
    imports.bring(as_csv([{"Name": "Illustrative Library", "Sector": "research"}]))
    run = imports.preview(as_csv([{"Name": "Illustrative Library"}]), source="Another list")
    assert imports.row(run, 2).action == "same"


def test_a_formula_stays_text_and_runs_nowhere(imports: Imports) -> None:
    imports.bring(as_csv([{"Name": '=HYPERLINK("https://example.org")', "Sector": "library"}]))
    name = Partner.objects.for_alliance(imports.alliance).get().organization.name
    assert name == '=HYPERLINK("https://example.org")'


def test_rejected_rows_come_back_as_a_file_without_formulas(imports: Imports) -> None:
    run = imports.preview(as_csv([{"Name": "=1+1", "Sector": "Nonprofit"}]))
    text = "".join(rejected_csv(run))
    assert "'=1+1" in text
    assert "We don't know which sector “Nonprofit” is" in text


def test_latin_1_is_read_and_said(imports: Imports) -> None:
    rows = [{"Name": "Biblioteca Pública Ilustrativa", "Sector": "library"}]
    run = imports.preview(as_csv(rows, encoding="latin-1"))
    assert imports.row(run, 2).values["name"] == "Biblioteca Pública Ilustrativa"
    assert run.reading["notes"][0][0] == "encoding"


def test_two_rows_of_headings_are_put_together(imports: Imports) -> None:
    content = (
        b"Organization,,Contact,,Address,\n"
        b"Name,Sector,Name,Email,Street,ZIP\n"
        b"Illustrative Library,library,Ana,ana@example.org,1 Main St,74103\n"
    )
    run = imports.bring(content)
    assert run.reading["heading_rows"] == 2
    person = Person.objects.for_alliance(imports.alliance).get()
    place = PartnerPlace.objects.for_alliance(imports.alliance).get()
    assert (person.name, person.email) == ("Ana", "ana@example.org")
    assert (place.address, place.zip_code, round(place.latitude or 0)) == ("1 Main St", "74103", 36)


def test_an_identifier_that_cant_be_true_is_left_out_and_said_with_row_and_column(imports: Imports) -> None:
    run = imports.preview(as_csv([{"Name": "Illustrative Library", "Sector": "library", "ROR": "05dxsp055"}]))
    row = imports.row(run, 2)
    assert "ror" not in row.values
    assert in_full(2, row.problems[0]).startswith("Row 2, column ROR: There is a typing mistake")


def test_fifty_megabytes_are_refused_unread(imports: Imports) -> None:
    class Unread:
        def read(self) -> bytes:
            raise AssertionError("It was read.")

    with pytest.raises(ImportRefused, match="50 MB; at most 25 MB"):
        services.upload(
            alliance=imports.alliance,
            by=imports.staff,
            source_name="A list",
            file_name="large.csv",
            size=50_000_000,
            content=Unread(),
        )
    assert not PartnerImport.objects.for_alliance(imports.alliance).exists()


def test_a_zip_bomb_is_refused(imports: Imports) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("organizations.csv", b"0" * 300_000_000)
    with pytest.raises(ImportRefused, match="unpacks to"):
        imports.upload(out.getvalue(), "partners.zip")


@pytest.mark.parametrize(
    "content",
    [b"", b"%PDF-1.7 something", b"Name\n", b"{]", b'{"contents": []}', b'{"services": [{"name": 1}]}',
     b"\xd0\xcf\x11\xe0\xa1\xb1", b"PK\x03\x04 broken"],
)  # fmt: skip
def test_what_is_no_list_is_refused_with_nothing_kept(imports: Imports, content: bytes) -> None:
    with pytest.raises(ImportRefused):
        imports.upload(content, "partners.csv")
    assert not PartnerImport.objects.for_alliance(imports.alliance).exists()


def test_more_rows_than_an_alliance_has_partners_are_refused(imports: Imports) -> None:
    content = b"Name,Sector\n" + b"".join(b"Organization %d,library\n" % at for at in range(5_001))
    with pytest.raises(ImportRefused, match="5001 rows; at most 5000"):
        imports.upload(content)


def test_the_same_organization_twice_in_a_file_becomes_one_with_both_people(imports: Imports) -> None:
    row = organizations(1)[0]
    imports.bring(as_csv([row, {**row, "Contact": "Somebody Else", "Email": "else@example.org"}]))
    partner = Partner.objects.for_alliance(imports.alliance).get()
    people = Person.objects.for_alliance(imports.alliance).filter(partner=partner)
    assert {person.name for person in people} == {"Person 0", "Somebody Else"}
    assert [person.is_main_contact for person in people].count(True) == 1


def test_two_rows_of_one_name_that_contradict_each_other_are_asked_about(imports: Imports) -> None:
    row = organizations(1)[0]
    run = imports.preview(as_csv([row, {**row, "EIN": "", "Website": "https://other.example.org"}]))
    assert (imports.row(run, 3).duplicate or {})["row"] == 2
    assert run.counts["undecided"] == 1
    with pytest.raises(ImportRefused, match="Decide first"):
        services.start_apply(run=run, by=imports.staff)


def test_the_same_name_with_another_ein_is_another_organization_that_needs_another_name(
    imports: Imports,
) -> None:
    row = organizations(1)[0]
    imports.bring(as_csv([row]))
    run = imports.preview(as_csv([{**row, "EIN": "999999999"}]), source="Another list")
    assert (imports.row(run, 2).duplicate or {})["conflict"] == ["ein", "999999999", "730000000"]
    found = services.decide(run=run, by=imports.staff, number=2, decision="keep")
    assert [problem["code"] for problem in found.problems] == ["name_taken", "identifier_differs"]
    fixed = services.correct(
        run=imports.again(run), by=imports.staff, number=2, cells={0: "Illustrative Second"}
    )
    assert fixed.action == "add"


def test_a_workbook_with_a_title_and_dates_is_read(imports: Imports) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["Our partners 2026"],
        ["Partner", "Sector", "Member since", "Students served", "Counties"],
        ["Illustrative Library", "library", "2020-09-01", 1200, "Tulsa, Creek"],
    ):
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    imports.bring(out.getvalue(), "partners.xlsx")
    partner = Partner.objects.for_alliance(imports.alliance).get()
    assert str(partner.since) == "2020-09-01"
    assert (partner.reach_young_people, partner.counties) == (1200, ["40143", "40037"])


def test_organizations_of_hsds_are_read_with_identifiers_and_places(imports: Imports) -> None:
    organization = {
        "id": "o-1",
        "name": "Illustrative Public Library",
        "description": "Books.",
        "website": "https://library.example.org",
        "tax_id": "73-1234567",
        "organization_identifiers": [{"identifier_scheme": "US-EIN", "identifier": "731234567"}],
        "locations": [{"addresses": [{"address_1": "1 Main St", "city": "Tulsa", "postal_code": "74103"}]}],
        "contacts": [{"name": "Ana", "email": "ana@example.org"}],
    }
    services_file = {"contents": [{"id": "s", "name": "A service", "organization": organization}] * 2}
    for data in ([organization], {"contents": [organization]}, services_file):
        run = imports.preview(json.dumps(data).encode(), "organizations.json", source="HSDS")
        row = imports.row(run, 1)
        assert (row.values["ein"], row.values["sector"], row.values["zip_code"]) == (
            "731234567", "library", "74103",
        )  # fmt: skip
        assert run.counts["all"] == 1
