"""O*NET's own files: read whole, and titles held out of them coded at least as well as by BM25 alone."""

import os
from pathlib import Path

import pytest
from benchmarks import titles as benchmark

from trellis.methods.retrieval import TitleCoder
from trellis.sources import Store, onet
from trellis.sources.pull import add

PUBLIC = os.environ.get("TRELLIS_PUBLIC_DATA")
pytestmark = pytest.mark.skipif(not PUBLIC, reason="TRELLIS_PUBLIC_DATA names no folder of official files")
FILES = Path(PUBLIC or ".") / "onet"
EVERY = 8  # of the titles asked for; the benchmark asks for all


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A store with O*NET's titles."""
    opened = Store.open(tmp_path_factory.mktemp("onet"))
    add(opened, "onet", FILES)
    return opened


def test_the_files_are_read_whole() -> None:
    parsed = onet.parse(FILES)
    # Rows of the files without their headings.
    assert len(parsed.tables["job_titles"]["title"]) == 52_754
    assert len(parsed.tables["onet_occupations"]["title"]) == 1_016
    assert sum(zone is not None for zone in parsed.tables["onet_occupations"]["job_zone"]) == 923
    assert parsed.vintage == "27.0, August 2022"


@pytest.mark.slow
def test_titles_held_out_are_coded_better_than_by_bm25_alone(store: Store) -> None:
    split = benchmark.split_of(FILES, store, 0, benchmark.TENTH)
    some = benchmark.Split(split.indexed, split.asked[::EVERY])
    coder = TitleCoder.of(*benchmark.columns(split.indexed), store.job_titles().names)
    ours = benchmark.success(some, benchmark.socs(coder), str)
    for alone in (benchmark.bm25_alone(split.indexed), benchmark.bm25_gathered(coder)):
        first, five = benchmark.success(some, alone, str)
        assert ours[0] >= first
        assert ours[1] >= five


@pytest.mark.slow
@pytest.mark.parametrize(
    ("title", "soc"),
    [
        ("RN", "29-1141"),
        ("HVAC tech", "49-9021"),
        ("CNC machinist II", "51-4041"),
        ("Sr. software eng", "15-1252"),
        ("Plumer", "47-2152"),
        ("Information security analysts (remote)", "15-1212"),
    ],
)
def test_what_employers_write_is_coded(store: Store, title: str, soc: str) -> None:
    assert store.title_coder().code(title).candidates[0].soc == soc
