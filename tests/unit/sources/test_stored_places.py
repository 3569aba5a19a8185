"""People and places in the store: added, pulled by state, and put together from the newest vintages."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.unit.sources import census
from tests.unit.sources.publisher import Publisher, serving

from trellis.sources import Store, census_files
from trellis.sources.errors import MissingState, UnknownArea, UnknownVintage, WrongVintage
from trellis.sources.fetch import BASE_URL, Manners
from trellis.sources.places.groups import lines_used
from trellis.sources.pull import add, check, pull

HASTY = Manners(attempts=1, wait=0.0, pause=0.0, timeout=5.0)
TULSA = ("40143000100", "40143000200")
WAGONER = ("40145000100",)


def put(store: Store, folder: Path, key: str, name: str, content: bytes, vintage: str | None = None) -> None:
    path = folder / name
    path.write_bytes(content)
    add(store, key, path, vintage=vintage)


@pytest.fixture
def filled(store: Store, tmp_path: Path) -> Store:
    """A store with two counties' tracts: people, points and shapes."""
    put(store, tmp_path, "acs", "ACSDT5Y2022.B01001-Data.csv", census.b01001((*TULSA, *WAGONER)))
    put(store, tmp_path, "points", "2023_gaz_tracts_40.txt", census.gazetteer((*TULSA, *WAGONER)))
    put(store, tmp_path, "boundaries", "cb_2023_40_tract_500k.json", census.squares((*TULSA, *WAGONER)))
    return store


@pytest.fixture
def publisher(monkeypatch: pytest.MonkeyPatch) -> Iterator[Publisher]:
    with serving() as server:
        monkeypatch.setenv(BASE_URL, server.address)
        yield server


def test_places_come_from_what_was_added(filled: Store) -> None:
    places = filled.places("tract", counties=["40143"])
    assert places.ids.tolist() == list(TULSA)
    assert places.people["all"].tolist() == [120, 120]
    assert places.margins["age_5_9"].tolist() == pytest.approx([18**0.5] * 2)
    assert places.latitude.tolist() == [36.1, 36.1]
    assert places.shapes.keys() == set(TULSA)
    assert (places.vintage, filled.vintages_of_people()) == ("2018–22", ("2018–22",))
    assert [source["key"] for source in places.sources] == ["acs", "points", "boundaries"]
    assert not places.mismatches.any
    assert filled.places("tract", counties=["40143"]) is places
    assert {each.finding for each in check(filled)} == {"intact"}


def test_tables_and_counties_added_one_by_one_lie_beside_each_other(filled: Store, tmp_path: Path) -> None:
    poor = census.table("B17001", TULSA, dict.fromkeys((*range(5, 10), *range(19, 24)), (2, 1)))
    put(filled, tmp_path, "acs", "ACSDT5Y2022.B17001-Data.csv", poor)
    put(filled, tmp_path, "acs", "ACSDT5Y2022.B01001-Data.csv", census.b01001(["40037000100"]))
    places = filled.places("tract", counties=["40143"])
    assert places.people["poverty:below"].tolist() == [20, 20]
    whole = filled.places("tract")
    assert len(whole) == 3
    assert (whole.mismatches.left_out.ids, whole.mismatches.left_out.people) == (("40037000100",), 120)


def test_the_newest_vintage_is_the_default_and_an_older_one_can_be_asked_for(
    filled: Store, tmp_path: Path
) -> None:
    older = census.b01001(TULSA, counts={4: (100, 1)})
    put(filled, tmp_path, "acs", "ACSDT5Y2017.B01001-Data.csv", older)
    assert filled.places("tract", counties=["40143"]).people["all"].tolist() == [120, 120]
    assert filled.places("tract", counties=["40143"], vintage="2013–17").people["all"].tolist() == [210, 210]


def test_places_that_are_not_here_say_what_to_do(filled: Store) -> None:
    with pytest.raises(UnknownVintage, match=r"by block group is here in 40143.*trellis data add acs FILE"):
        filled.places("block_group", counties=["40143"])


def test_a_file_without_a_year_is_refused_until_it_is_said(store: Store, tmp_path: Path) -> None:
    with pytest.raises(WrongVintage, match="--vintage 2023"):
        put(store, tmp_path, "boundaries", "tracts.json", census.squares(TULSA))
    put(store, tmp_path, "boundaries", "tracts.json", census.squares(TULSA), vintage="2023")


def served(publisher: Publisher) -> None:
    """The publisher has everything of Oklahoma."""
    rows = [
        {"NAME": "Tract", "state": "40", "county": code[2:5], "tract": code[5:11]}
        for code in (*TULSA, *WAGONER)
    ]
    for file in census_files.people("40"):
        table = file.name.split("_")[2]
        counts = {f"{table}_{line:03d}{kind}": "7" for line in lines_used(table) or () for kind in "EM"}
        block = {"block group": "1"} if "_bg." in file.name else {}
        host, _, path = file.url.removeprefix("https://").partition("/")
        publisher.files[f"/{host}/{path}"] = census.api(row | counts | block for row in rows)
    boundaries = {"tract": TULSA, "bg": tuple(f"{code}1" for code in TULSA), "unsd": ("4030240",)}
    for kind, codes in boundaries.items():
        path = f"/www2.census.gov/geo/tiger/GENZ2023/shp/cb_2023_40_{kind}_500k.zip"
        publisher.files[path] = census.shapefile_zip(codes)


def test_a_states_tables_and_boundaries_are_pulled(store: Store, publisher: Publisher) -> None:
    served(publisher)
    infos = pull(store, "acs", states=["ok"], manners=HASTY)
    assert len(infos) == len(census_files.BY_TRACT) + len(census_files.BY_BLOCK_GROUP)
    pull(store, "boundaries", states=["OK"], manners=HASTY)
    assert any("?get=group(B01001)&for=tract:*&in=state:40" in asked for asked, _ in publisher.asked)
    places = store.places("tract", counties=["40143"])
    assert (places.ids.tolist(), places.vintage) == (list(TULSA), "2019–23")
    assert {"race:black", "race:hispanic", "poverty:below", "no_car"} <= places.people.keys()
    assert len(store.places("block_group", counties=["40143"])) == 2


def test_a_source_by_state_asks_which(store: Store) -> None:
    with pytest.raises(MissingState, match="trellis data pull acs --state OK"):
        pull(store, "acs", manners=HASTY)
    with pytest.raises(UnknownArea, match=r"“OO”.*OH; OK; OR"):
        pull(store, "acs", states=["OO"], manners=HASTY)
