"""Which organizations seem to be the same, and which surely are two."""

import pytest

from trellis.apps.partners.likeness import alike, known, pairs

HOST = "https://www.illustrative.example.org/about"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Illustrative Science Center", "The Illustrative Sci. Ctr."),
        ("Illustrative Robotics, Inc.", "Illustrative Robotics LLC"),
        ("Illustrative University", "Illustrative Univ"),
        ("Boys & Girls Club of Illustration", "Boys and Girls Club of Illustration"),
        ("Illustrative Elementary School", "Ilustrative Elem. School"),
        ("University of Illustration", "Illustration University"),
    ],
)
def test_two_spellings_of_a_name_are_alike(one: str, other: str) -> None:
    assert alike(known(1, one), known(2, other)) is not None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Illustrative Elementary School", "Illustrative Middle School"),
        ("Illustrative School 12", "Illustrative School 13"),
        ("Illustrative Lodge D", "Illustrative Lodge E"),
        ("Illustrative Library", "Illustrative Library Foundation"),
        ("North Illustrative Library", "South Illustrative Library"),
        ("Alder Robotics Club", "Birchwood Robotics Club"),
        ("Illustrative University", "Illustrative University Museum"),
    ],
)
def test_near_names_of_two_organizations_are_not(one: str, other: str) -> None:
    assert alike(known(1, one, url=HOST), known(2, other, url=HOST)) is None


def test_the_same_identifier_is_enough_whatever_the_names() -> None:
    one = known(1, "Alder Institute", identifiers={"unitid": "207388"})
    other = known(2, "Redbud College", identifiers={"unitid": "207388"})
    found = alike(one, other)
    assert found is not None
    assert ("identifier", "unitid") in found.why


def test_different_numbers_in_the_same_register_are_two_organizations() -> None:
    one = known(1, "Illustrative Schools", identifiers={"lea_id": "4030240"})
    other = known(2, "Illustrative Schools", identifiers={"lea_id": "4030250"})
    assert alike(one, other) is None


def test_initials_count_with_the_same_website() -> None:
    one, other = known(1, "ICC", url=HOST), known(2, "Illustrative Community College", url=HOST)
    assert alike(one, other) is not None
    assert alike(known(1, "ICC"), known(2, "Illustrative Community College")) is None


def test_a_website_that_everybody_shares_says_nothing() -> None:
    one = known(1, "Alder Makers", url="https://www.facebook.com/aldermakers")
    other = known(2, "Alder Market", url="https://www.facebook.com/aldermarket")
    assert alike(one, other) is None


def test_pairs_are_found_among_many_best_first() -> None:
    everything = [known(number, f"Illustrative organization {number}") for number in range(200)]
    everything += [known(200, "Tallgrass Nature Center"), known(201, "Tallgrass Nature Ctr")]
    found = pairs(everything)
    assert [(each.first.ref, each.second.ref) for each in found] == [(200, 201)]


def test_neighbors_with_near_names_and_websites_of_their_own_are_two() -> None:
    one = known(1, "Illustrative youth club", url="https://club.example.org", zip_codes=["74056"])
    other = known(2, "Illustrative youth council", url="https://council.example.org", zip_codes=["74056"])
    assert alike(one, other) is None
    assert alike(one, known(2, "Illustrative youth council", zip_codes=["74056"])) is not None
