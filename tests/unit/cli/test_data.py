"""`trellis data`: what is here, adding a file, and what happens without a network."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from trellis.cli.exits import Exit
from trellis.cli.main import run


@pytest.fixture(autouse=True)
def data_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TRELLIS_DATA", str(tmp_path))
    monkeypatch.setenv("COLUMNS", "160")
    return tmp_path


def trellis(*arguments: str, monkeypatch: pytest.MonkeyPatch) -> int:
    """Run the command in this process and return its exit code."""
    monkeypatch.setattr(sys, "argv", ["trellis", *arguments])
    with pytest.raises(SystemExit) as ended:
        run()
    return int(ended.value.code or 0)


def test_the_list_names_every_table_with_vintage_and_licence(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert trellis("data", "list", "--json", monkeypatch=monkeypatch) == Exit.OK
    listed = json.loads(capsys.readouterr().out)
    for table in listed["tables"]:
        assert table["vintage"]
        assert table["licence"]
    assert {"oews", "crosswalk", "projections"} <= {each["key"] for each in listed["publications"]}


def test_the_list_is_readable_too(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert trellis("data", "list", monkeypatch=monkeypatch) == Exit.OK
    assert "May 2025" in capsys.readouterr().out


def test_the_snapshot_is_whole(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    assert trellis("data", "check", monkeypatch=monkeypatch) == Exit.OK
    assert "tables are whole" in capsys.readouterr().out


def test_an_unknown_source_names_the_nearest(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert trellis("data", "pull", "crosswlk", monkeypatch=monkeypatch) == Exit.USAGE
    assert "Did you mean “crosswalk”?" in capsys.readouterr().err


def test_pulling_without_a_network_is_code_4(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRELLIS_SOURCES_URL", "http://127.0.0.1:9")
    assert trellis("data", "pull", "crosswalk", monkeypatch=monkeypatch) == Exit.NETWORK
    assert "trellis data add crosswalk FILE" in capsys.readouterr().err


def test_a_file_that_is_not_what_it_should_be_is_refused_and_changes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "crosswalk.xlsx"
    file.write_text("not a workbook")
    assert trellis("data", "add", "crosswalk", str(file), monkeypatch=monkeypatch) == Exit.FILE_REFUSED
    assert "Nothing was changed." in capsys.readouterr().err
    assert trellis("data", "list", "--json", monkeypatch=monkeypatch) == Exit.OK
    assert "official" not in {table["origin"] for table in json.loads(capsys.readouterr().out)["tables"]}


def test_a_file_that_is_not_there_is_refused(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert trellis("data", "add", "crosswalk", "/nowhere.xlsx", monkeypatch=monkeypatch) == Exit.FILE_REFUSED
    assert "no such file" in capsys.readouterr().err
