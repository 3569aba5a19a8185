"""The words that lists have for sectors, grades, groups and resources."""

import pytest

from trellis.apps.partners.importing import matching
from trellis.apps.partners.importing.cells import bands, groups, resources, sector
from trellis.apps.partners.importing.sector_words import sector_in, sector_of_name
from trellis.apps.partners.sectors import Sector


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("museum/science ctr", "museum"),
        ("Museum or Science Center", "museum"),
        ("K-12 School District", "school_district"),
        ("School Dist.", "school_district"),
        ("2-yr college", "two_year_college"),
        ("Community Colleges", "two_year_college"),
        ("four_year_college", "four_year_college"),
        ("CBO", "community"),
        ("After-school program", "out_of_school"),
        ("Government Agency", "government"),
        ("Public Libary", "library"),
        ("Biblioteca", "library"),
        ("Distrito escolar", "school_district"),
    ],
)
def test_a_usual_word_for_a_sector_is_understood(text: str, code: str) -> None:
    assert sector_in(text) == code


@pytest.mark.parametrize("text", ["Nonprofit", "School/Library", "Education", "College", "Friends", "K-12"])
def test_a_word_that_could_be_several_sectors_is_asked_about(text: str) -> None:
    assert sector_in(text) == ""
    assert sector(text).level == "error"


def test_every_sector_is_known_by_its_code_and_its_label() -> None:
    for each in Sector:
        assert sector_in(each.value) == each.value
        assert sector_in(str(each.label)) == each.value


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Illustrative Public Schools", "school_district"),
        ("Illustrative City-County Library", "library"),
        ("Illustrative Library Foundation", "philanthropy"),
        ("University of Illustration", "four_year_college"),
        ("Illustrative Partners", ""),
    ],
)
def test_a_name_may_give_its_sector_away(name: str, code: str) -> None:
    assert sector_of_name(name) == code


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("K-8", ("elementary", "middle")),
        ("PreK–12", ("early", "elementary", "middle", "high")),
        ("6-8; teachers", ("middle", "educators")),
        ("Middle school, High School", ("middle", "high")),
        ("grades 9-12", ("high",)),
    ],
)
def test_grades_become_grade_bands(text: str, found: tuple[str, ...]) -> None:
    assert bands(text).value == found


def test_what_is_no_grade_is_named() -> None:
    cell = bands("K-5; everybody nice")
    assert (cell.value, cell.code, cell.values["text"]) == (("elementary",), "bands", "everybody nice")


def test_groups_are_read_by_their_usual_names() -> None:
    assert groups("ELL; First Gen, rural").value == ("english_learners", "first_generation", "rural")


def test_resources_keep_their_own_words() -> None:
    found = resources("Mentors: two engineers, on Fridays; space; a 3-D printer").value
    assert found == (
        ("mentors", "two engineers, on Fridays"),
        ("space", ""),
        ("other", "a 3-D printer"),
    )


def test_a_list_of_kinds_may_have_commas() -> None:
    assert resources("mentors, funding").value == (("mentors", ""), ("money", ""))


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Organization Name", "name"),
        ("Org Type", "sector"),
        ("Tax ID", "ein"),
        ("Contact – Email", "contact_email"),
        ("Address – ZIP", "zip_code"),
        ("Counties Served", "counties"),
        ("Orgnization", "name"),
        ("Favorite color", ""),
    ],
)
def test_headings_are_recognized(heading: str, field: str) -> None:
    assert matching.guess(heading).field == field


def test_an_email_column_beside_a_contact_is_the_contacts() -> None:
    fields = [guess.field for guess in matching.match(["Name", "Contact", "Email", "Phone"], {})]
    assert fields == ["name", "contact_name", "contact_email", "contact_phone"]


def test_what_a_person_said_about_a_heading_is_never_guessed_anew() -> None:
    guesses = matching.match(["Name", "Sector"], {"Sector": ""})
    assert [each.field for each in guesses] == ["name", ""]
