"""Pulling from a publisher that behaves, or doesn't; adding files; checking what is there."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.unit.sources import layouts
from tests.unit.sources.publisher import Publisher, serving

from trellis.sources import Store
from trellis.sources.errors import DownloadFailed, MissingColumn, Truncated, UnknownSource, Unreadable
from trellis.sources.fetch import BASE_URL, Manners
from trellis.sources.pull import add, check, pull

HASTY = Manners(attempts=3, wait=0.0, pause=0.0, timeout=5.0)
DIRECTORY = "/nces.ed.gov/ipeds/datacenter/data/HD2024.zip"


@pytest.fixture
def publisher(monkeypatch: pytest.MonkeyPatch) -> Iterator[Publisher]:
    with serving() as server:
        monkeypatch.setenv(BASE_URL, server.address)
        yield server


@pytest.fixture
def directory(publisher: Publisher, tmp_path: Path) -> bytes:
    """The IPEDS directory's zip, and the publisher has it."""
    noise = layouts.csv_bytes(("note",), [(os.urandom(30_000).hex(),)])
    members = {"hd2024.csv": layouts.csv_bytes(layouts.HD_HEADER, layouts.HD_ROWS), "readme.txt": noise}
    publisher.files[DIRECTORY] = layouts.zipped(tmp_path / "HD2024.zip", members).read_bytes()
    return publisher.files[DIRECTORY]


def official(store: Store) -> list[str]:
    return sorted(info.table for info in store.tables() if info.origin == "official")


def test_a_publication_is_pulled_with_progress(store: Store, directory: bytes) -> None:
    seen: list[tuple[str, int, int | None]] = []
    (info,) = pull(store, "ipeds-directory", progress=lambda *step: seen.append(step), manners=HASTY)
    assert (info.table, info.vintage, info.rows, info.origin) == ("directory", "2024", 3, "official")
    assert seen[-1] == ("HD2024.zip", len(directory), len(directory))
    assert official(store) == ["directory"]
    assert not any((store.data_dir / "downloads").rglob("*.zip"))


def test_it_says_who_asks(store: Store, publisher: Publisher, directory: bytes) -> None:
    pull(store, "ipeds-directory", manners=HASTY)
    assert publisher.asked[0][1]["user-agent"].startswith("Trellis/")


def test_a_download_that_breaks_off_goes_on_from_there(
    store: Store, publisher: Publisher, directory: bytes
) -> None:
    publisher.answers(cut=20_000)
    pull(store, "ipeds-directory", manners=HASTY)
    assert publisher.ranges_asked() == [None, "bytes=20000-"]
    assert official(store) == ["directory"]


def test_what_came_is_kept_for_the_next_pull(store: Store, publisher: Publisher, directory: bytes) -> None:
    for cut in (10_000, 10_000, 10_000):
        publisher.answers(cut=cut)
    with pytest.raises(DownloadFailed, match=r"in 3 attempts.*pull again to go on, or download it from"):
        pull(store, "ipeds-directory", manners=HASTY)
    assert official(store) == []
    pull(store, "ipeds-directory", manners=HASTY)
    assert publisher.ranges_asked()[3] is not None
    assert official(store) == ["directory"]


def test_a_file_that_changed_meanwhile_is_fetched_from_the_start(
    store: Store, publisher: Publisher, directory: bytes
) -> None:
    publisher.answers(cut=20_000)
    with pytest.raises(DownloadFailed):
        pull(store, "ipeds-directory", manners=Manners(attempts=1, pause=0.0))
    publisher.etag = '"two"'
    pull(store, "ipeds-directory", manners=HASTY)
    assert official(store) == ["directory"]


def test_a_server_that_ignores_ranges_is_put_up_with(
    store: Store, publisher: Publisher, directory: bytes
) -> None:
    publisher.ranges = False
    publisher.answers(cut=20_000)
    pull(store, "ipeds-directory", manners=HASTY)
    assert official(store) == ["directory"]


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_busy_server_is_asked_again_when_it_says(
    store: Store, publisher: Publisher, directory: bytes, status: int
) -> None:
    publisher.answers(status=status, headers={"Retry-After": "0"})
    publisher.answers(status=status, headers={"Retry-After": "Wed, 21 Oct 2015 07:28:00 GMT"})
    pull(store, "ipeds-directory", manners=Manners(attempts=3, wait=60.0, pause=0.0))
    assert len(publisher.asked) == 3


@pytest.mark.parametrize(
    ("status", "words"), [(404, "isn't there any more"), (403, "in a browser"), (410, "by hand")]
)
def test_a_refusal_is_not_repeated_and_says_what_to_do(
    store: Store, publisher: Publisher, directory: bytes, status: int, words: str
) -> None:
    publisher.answers(status=status)
    with pytest.raises(DownloadFailed, match=f"answered {status}.*{words}.*trellis data add"):
        pull(store, "ipeds-directory", manners=HASTY)
    assert len(publisher.asked) == 1


def test_a_page_in_the_files_place_is_not_taken_for_it(store: Store, publisher: Publisher) -> None:
    publisher.files[DIRECTORY] = b"<!doctype html><title>Sorry</title>"
    with pytest.raises(DownloadFailed, match="isn't that file; it begins with “<!doctype html>"):
        pull(store, "ipeds-directory", manners=HASTY)


def test_a_publisher_out_of_reach_is_said_so(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(BASE_URL, "http://127.0.0.1:9")
    with pytest.raises(DownloadFailed, match=r"HD2024\.zip couldn't be fetched from nces\.ed\.gov"):
        pull(store, "ipeds-directory", manners=HASTY)


def test_one_bad_file_of_several_leaves_all_tables_as_they_were(
    store: Store, publisher: Publisher, tmp_path: Path
) -> None:
    for year in (2022, 2023, 2024):
        header = [
            name.replace("AWLEVEL", "LEVEL") if year == 2024 else name for name in layouts.COMPLETIONS_HEADER
        ]
        content = layouts.csv_bytes(header, [layouts.completions_row("207935", "15.1001", 3, 10)])
        path = layouts.zipped(tmp_path / f"{year}.zip", {f"c{year}_a.csv": content})
        publisher.files[f"/nces.ed.gov/ipeds/datacenter/data/C{year}_A.zip"] = path.read_bytes()
    with pytest.raises(MissingColumn, match=r"c2024_a\.csv.*“awlevel” is missing"):
        pull(store, "ipeds-completions", manners=HASTY)
    assert official(store) == []


def test_flat_files_are_pulled_together(store: Store, publisher: Publisher, tmp_path: Path) -> None:
    figures = {"OEUN000000000000000000001": ("2000", ""), "OEUM004614000000000000001": ("1000", "")}
    for path in layouts.series(tmp_path / "oe", figures, year="2026").iterdir():
        publisher.files[f"/download.bls.gov/pub/time.series/oe/{path.name}"] = path.read_bytes()
    pull(store, "oews", manners=HASTY)
    assert store.vintages() == ("May 2026", "May 2025")
    assert store.employment(["0046140"]).total == 1000
    assert store.employment(["0046140"], vintage="May 2025").total > 400_000


def test_what_has_no_address_is_added_by_hand(store: Store) -> None:
    with pytest.raises(DownloadFailed, match="trellis data add projections-ca FILE"):
        pull(store, "projections-ca")


def test_an_unknown_source_gets_the_nearest(store: Store) -> None:
    with pytest.raises(UnknownSource, match="Did you mean “crosswalk”"):
        pull(store, "croswalk")


def test_an_older_vintage_is_kept_beside_the_newer(store: Store, tmp_path: Path) -> None:
    add(store, "oews", layouts.oews(tmp_path / "o.xlsx", [layouts.total(), layouts.oews_row()]))
    assert store.vintages() == ("May 2025", "May 2024")
    assert store.employment(["0046140"]).info.vintage == "May 2025"
    older = store.employment(["0046140"], vintage="May 2024")
    assert (older.total, older.employment.tolist(), older.info.origin) == (1000.0, [700.0], "official")
    assert len(store.areas()) == 583


def test_official_tables_take_the_place_of_what_is_stated(store: Store, tmp_path: Path) -> None:
    add(store, "crosswalk", layouts.crosswalk(tmp_path / "crosswalk.xlsx"))
    add(store, "projections", layouts.projections(tmp_path / "occupation.xlsx"))
    pairs = store.crosswalk()
    # 13-1021 and 13-1022 are published together, as 13-1020.
    assert pairs.soc.tolist() == ["19-1011", "17-3022", "13-1020"]
    assert (pairs.digits, pairs.whole) == (6, True)
    assert store.rates().soc.tolist() == ["17-2051", "45-9999"]


def test_a_states_own_rates_come_first_in_that_state_alone(store: Store, tmp_path: Path) -> None:
    add(store, "projections-ca", layouts.california(tmp_path / "ca.xlsx"))

    def rate(*states: str) -> float:
        rates = store.rates(states=states)
        return float(rates.openings[rates.soc.tolist().index("17-2051")])

    assert rate("CA") == pytest.approx(0.06)
    assert rate() == rate("OK") == rate("CA", "OK") != rate("CA")
    assert {info.source for info in store.rates(states=["CA"]).infos} == {"projections", "projections-ca"}


@pytest.mark.parametrize("broken", ["cut", "empty sheet", "no such file"])
def test_a_bad_file_leaves_the_table_that_was_there(store: Store, tmp_path: Path, broken: str) -> None:
    add(store, "crosswalk", layouts.crosswalk(tmp_path / "good.xlsx"))
    before = store.crosswalk()
    bad = layouts.crosswalk(tmp_path / "bad.xlsx", rows=[])
    if broken == "cut":
        bad.write_bytes(bad.read_bytes()[:1000])
    elif broken == "no such file":
        bad.unlink()
    with pytest.raises((Truncated, Unreadable)):
        add(store, "crosswalk", bad)
    assert store.crosswalk() is before
    assert {each.finding for each in check(store)} == {"intact"}


def test_a_write_that_fails_leaves_no_half_table(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr("trellis.sources.schema.write", full)
    with pytest.raises(OSError, match="No space left"):
        add(store, "crosswalk", layouts.crosswalk(tmp_path / "good.xlsx"))
    assert official(store) == []
    assert [path for path in store.data_dir.rglob("*") if path.is_file()] == []


def test_another_store_sees_what_was_added(store: Store, tmp_path: Path) -> None:
    other = Store.open(store.data_dir)
    assert not other.crosswalk().whole
    add(store, "crosswalk", layouts.crosswalk(tmp_path / "crosswalk.xlsx"))
    assert other.crosswalk().whole


def test_checking_finds_what_was_changed_and_what_is_out_of_date(store: Store, tmp_path: Path) -> None:
    add(store, "crosswalk", layouts.crosswalk(tmp_path / "crosswalk.xlsx"))
    add(store, "oews", layouts.oews(tmp_path / "o.xlsx", [layouts.total(), layouts.oews_row()]))
    (table,) = (store.data_dir / "tables" / "crosswalk").glob("*.parquet")
    table.write_bytes(table.read_bytes() + b" ")
    found = {(each.info.table, each.info.origin): each for each in check(store)}
    assert found["crosswalk", "official"].finding == "changed"
    assert "trellis data pull crosswalk again" in found["crosswalk", "official"].advice
    assert found["employment", "official"].finding == "newer snapshot"
    assert found["employment", "snapshot"].finding == "intact"


def test_a_truncated_download_that_says_its_length_is_noticed(
    store: Store, publisher: Publisher, directory: bytes
) -> None:
    publisher.answers(cut=20_000)
    with pytest.raises(DownloadFailed, match=r"20,000 of|peer closed|without sending complete"):
        pull(store, "ipeds-directory", manners=Manners(attempts=1, pause=0.0))
