"""A list of 300 partners, 40 of which are there already under another name."""

from tests.unit.partners_exchange.lists import KINDS, Imports, as_csv, near, organizations

from trellis.apps.partners.importing import services
from trellis.apps.partners.models import Partner, PartnerImportRow, Person

ALL = organizations(260)
TWICE = [near(row, number) for number, row in enumerate(ALL[:200:5])]
LIST = as_csv([*ALL, *TWICE])


def test_the_forty_near_duplicates_are_found_and_no_other_row_is(imports: Imports) -> None:
    run = imports.preview(LIST)
    found = {row.number for row in imports.rows(run).values() if row.duplicate}
    assert run.counts["all"] == 300
    assert found == set(range(262, 302))
    assert run.counts["undecided"] + run.counts["merge"] == 40


def test_each_is_the_organization_that_it_was_made_from(imports: Imports) -> None:
    rows = imports.rows(imports.preview(LIST))
    of = {number: (row.duplicate or {})["row"] for number, row in rows.items() if row.duplicate}
    assert of == {262 + at: 2 + 5 * at for at in range(40)}


def test_merged_by_one_rule_they_leave_260_partners(imports: Imports) -> None:
    run = imports.preview(LIST)
    services.decide_all(run=run, by=imports.staff, rule="fill", remember=False)
    run = imports.apply(imports.again(run))
    partners = Partner.objects.for_alliance(imports.alliance)
    assert run.state == "applied"
    assert partners.count() == 260
    assert partners.filter(organization__name__startswith="The ").count() == 0


def test_the_sectors_are_those_that_the_words_mean(imports: Imports) -> None:
    run = imports.preview(as_csv(ALL))
    imports.apply(run)
    held = dict(Partner.objects.for_alliance(imports.alliance).values_list("organization__name", "sector"))
    assert held == {row["Organization"]: KINDS[at % len(KINDS)][2] for at, row in enumerate(ALL)}


def test_the_same_list_again_changes_nothing_and_asks_nobody(imports: Imports) -> None:
    run = imports.preview(LIST)
    services.decide_all(run=run, by=imports.staff, rule="fill", remember=False)
    imports.apply(imports.again(run))
    again = imports.preview(LIST)
    assert (again.counts["add"], again.counts["change"], again.counts["undecided"]) == (0, 0, 0)
    assert again.counts["same"] == 260
    assert imports.apply(again).counts["same"] == 260
    assert Person.objects.for_alliance(imports.alliance).count() == 260


def test_taken_back_nothing_is_left(imports: Imports) -> None:
    run = imports.preview(LIST)
    services.decide_all(run=run, by=imports.staff, rule="fill", remember=False)
    run = imports.undo(imports.apply(imports.again(run)))
    assert run.state == "undone"
    assert not Partner.objects.for_alliance(imports.alliance).exists()


def test_two_that_are_said_to_be_two_both_come_in(imports: Imports) -> None:
    run = imports.preview(as_csv([ALL[0], near(ALL[0], 5)]))
    number = next(row.number for row in imports.rows(run).values() if row.duplicate)
    services.decide(run=run, by=imports.staff, number=number, decision="keep")
    imports.apply(imports.again(run))
    assert Partner.objects.for_alliance(imports.alliance).count() == 2
    assert imports.row(run, number).action == PartnerImportRow.Action.ADD
