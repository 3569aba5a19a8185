"""How people name areas, and what the store understands."""

import pytest

from trellis.sources import Store
from trellis.sources.errors import AmbiguousArea, UnknownArea


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Tulsa, OK", "Tulsa, OK"),
        ("tulsa", "Tulsa, OK"),
        ("  TULSA ok ", "Tulsa, OK"),
        ("Tulsa, Oklahoma", "Tulsa, OK"),
        ("the Tulsa area", "Tulsa, OK"),
        ("46140", "Tulsa, OK"),
        ("0046140", "Tulsa, OK"),
        ("OK", "Oklahoma"),
        ("oklahoma", "Oklahoma"),
        ("4000000", "Oklahoma"),
        ("US", "United States"),
        ("United States", "United States"),
        ("Dallas", "Dallas-Fort Worth-Arlington, TX"),
        ("Fort Worth, TX", "Dallas-Fort Worth-Arlington, TX"),
        ("Kansas City", "Kansas City, MO-KS"),
        ("New York", "New York"),
        ("Columbus, OH", "Columbus, OH"),
        ("Salem", "Salem, OR"),
        ("Winston-Salem", "Winston-Salem, NC"),
        ("Wilkes-Barre", "Scranton--Wilkes-Barre, PA"),
        ("Nashville", "Nashville-Davidson--Murfreesboro--Franklin, TN"),
        ("Northeast Oklahoma", "Northeast Oklahoma nonmetropolitan area"),
    ],
)
def test_an_area_is_found_by_the_names_people_use(shipped: Store, text: str, title: str) -> None:
    assert shipped.find_area(text).title == title


def test_a_name_that_fits_several_areas_lists_them(shipped: Store) -> None:
    with pytest.raises(AmbiguousArea) as refused:
        shipped.find_area("Columbus")
    assert refused.value.candidates == ("Columbus, GA-AL", "Columbus, IN", "Columbus, OH")


def test_a_misspelt_name_gets_the_nearest(shipped: Store) -> None:
    with pytest.raises(UnknownArea, match="No published area is called “Tulza”") as refused:
        shipped.find_area("Tulza")
    assert refused.value.nearest[0] == "Tulsa, OK"


@pytest.mark.parametrize("text", ["", "   ", "—"])
def test_nothing_is_no_name(shipped: Store, text: str) -> None:
    with pytest.raises(UnknownArea):
        shipped.find_area(text)


def test_every_published_area_is_found_by_its_own_title_and_code(shipped: Store) -> None:
    areas = shipped.areas()
    assert len(areas) == 583
    assert all(shipped.find_area(area.title) == area for area in areas)
    assert all(shipped.find_area(area.code) == area for area in areas)


def test_areas_name_their_states_by_abbreviation(shipped: Store) -> None:
    kinds = {area.title: (area.kind, area.states) for area in shipped.areas()}
    assert kinds["Kansas City, MO-KS"] == ("metropolitan", ("MO", "KS"))
    assert kinds["Alaska nonmetropolitan area"] == ("nonmetropolitan", ("AK",))
    assert kinds["Puerto Rico"] == ("state", ("PR",))
    assert kinds["United States"] == ("nation", ())
