"""What places colleges is pulled the first time a region needs it, here from a server on this machine."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.unit.sources.layouts import HD_HEADER, csv_bytes, zipped
from tests.unit.sources.publisher import Publisher, serving

from trellis.cli.exits import Exit
from trellis.cli.main import run
from trellis.sources.catalogue import publication

DAYTON = "0019430"
MONTGOMERY = "39113"
WRIGHT_STATE = {
    "unitid": "206604",
    "instnm": "Wright State University-Main Campus",
    "city": "Dayton",
    "stabbr": "OH",
    "countycd": "39113",
    "cbsa": "19430",
    "sector": "1",
    "cyactive": "1",
    "latitude": "39.78",
    "longitud": "-84.06",
}


@pytest.fixture
def publisher(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Publisher]:
    monkeypatch.setenv("TRELLIS_DATA", str(tmp_path / "data"))
    row = [WRIGHT_STATE.get(name.lower(), "") for name in HD_HEADER]
    file = zipped(tmp_path / "HD2024.zip", {"hd2024.csv": csv_bytes(HD_HEADER, [row])})
    url = publication("ipeds-directory").files[0].url
    with serving() as server:
        server.files[f"/{url.split('://')[1]}"] = file.read_bytes()
        monkeypatch.setenv("TRELLIS_SOURCES_URL", server.address)
        yield server


def landscape(*arguments: str, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr(sys, "argv", ["trellis", "landscape", *arguments, "--json"])
    with pytest.raises(SystemExit) as ended:
        run()
    return int(ended.value.code or 0)


def test_the_college_directory_is_pulled_once_and_places_the_colleges(
    publisher: Publisher, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(2):
        assert landscape(DAYTON, "--county", MONTGOMERY, monkeypatch=monkeypatch) == Exit.OK
        captured = capsys.readouterr()
        document = json.loads(captured.out)
        assert document["region"]["institutions"]["list"] == [
            {"unitid": "206604", "name": WRIGHT_STATE["instnm"], "state": "OH", "county": MONTGOMERY}
        ]
        assert document["supply_expected"] > 0
        assert "ipeds-directory" in {source["key"] for source in document["sources"]}
    assert len(publisher.asked) == 1


def test_offline_nothing_is_asked_of_the_network(
    publisher: Publisher, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert landscape(DAYTON, "--county", MONTGOMERY, "--offline", monkeypatch=monkeypatch) == Exit.OK
    assert json.loads(capsys.readouterr().out)["supply_expected"] is None
    assert publisher.asked == []


def test_a_publisher_that_fails_leaves_graduates_unknown_and_says_why(
    publisher: Publisher, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    publisher.files.clear()
    assert landscape(DAYTON, "--county", MONTGOMERY, monkeypatch=monkeypatch) == Exit.OK
    captured = capsys.readouterr()
    assert "HD2024.zip" in captured.err
    assert json.loads(captured.out)["supply_expected"] is None
