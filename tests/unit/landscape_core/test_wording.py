"""Numbers and names as they stand inside sentences."""

from gettext import NullTranslations

import pytest

from trellis.apps.landscape.wording import about, listed, plain_title, sentence

WORDS = NullTranslations()


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0, "0"),
        (7.4, "7"),
        (12.4, "12"),
        (803.2, "800"),
        (549, "550"),
        (996, "1,000"),
        (1534, "1,530"),
        (12_345, "12,300"),
        (999_499, "999,000"),
        (999_999, "1,000,000"),
        (1_234_567, "1,230,000"),
        (-48, "-48"),
    ],
)
def test_a_rounded_figure_keeps_two_or_three_digits(value: float, written: str) -> None:
    assert about(value) == written


@pytest.mark.parametrize(
    ("title", "plain"),
    [
        ("Civil Engineers", "civil engineers"),
        (
            "Environmental Scientists and Specialists, Including Health",
            "environmental scientists and specialists",
        ),
        ("Engineers, All Other", "other engineers"),
        ("Geoscientists, Except Hydrologists and Geographers", "geoscientists"),
        (
            "Computer Numerically Controlled Tool Programmers",
            "computer numerically controlled tool programmers",
        ),
        ("GIS Technologists", "GIS technologists"),
    ],
)
def test_a_title_inside_a_sentence_is_lower_case_without_small_print(title: str, plain: str) -> None:
    assert plain_title(title) == plain


def test_a_list_of_names_ends_with_and() -> None:
    assert listed(["a"], WORDS) == "a"
    assert listed(["a", "b"], WORDS) == "a and b"
    assert listed(["a", "b", "c"], WORDS) == "a, b and c"
    assert listed(["a", "b", "c", "d", "e"], WORDS) == "a, b and 3 more"
    assert listed(["a", "b"], WORDS, joint="or") == "a or b"


def test_a_sentence_tells_its_numbers_from_its_words() -> None:
    said = sentence("About {openings} jobs in {place}.", numbers={"openings": 1534.2}, place="Tulsa")
    assert str(said) == "About 1,530 jobs in Tulsa."
    assert list(said.parts()) == [
        ("About ", None),
        ("1,530", "openings"),
        (" jobs in ", None),
        ("Tulsa", None),
        (".", None),
    ]
    assert said.numbers == {"openings": 1534.2}
