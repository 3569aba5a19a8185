"""`trellis landscape`: data on standard output, messages on standard error, a code for each way to fail."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest

from trellis.cli.exits import Exit
from trellis.cli.main import run

TULSA = "Tulsa, OK"


@pytest.fixture(autouse=True)
def data_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TRELLIS_DATA", str(tmp_path))
    monkeypatch.setenv("COLUMNS", "120")
    return tmp_path


def trellis(*arguments: str, monkeypatch: pytest.MonkeyPatch) -> int:
    """Run the command in this process and return its exit code."""
    monkeypatch.setattr(sys, "argv", ["trellis", *arguments])
    with pytest.raises(SystemExit) as ended:
        run()
    return int(ended.value.code or 0)


def test_json_is_one_object_alone_on_standard_output(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert trellis("landscape", TULSA, "--json", monkeypatch=monkeypatch) == Exit.OK
    made = json.loads(capsys.readouterr().out)
    assert made["schema_version"] == "1.0"
    assert made["region"]["areas"] == [{"code": "0046140", "title": TULSA}]
    assert made["computed_at"]


def test_the_terminal_opens_with_the_answer_and_ends_with_the_sources(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert trellis("landscape", TULSA, "--rows", "3", monkeypatch=monkeypatch) == Exit.OK
    out = capsys.readouterr().out
    for words in ("STEM jobs open in the Tulsa area", "Where it is short", "What to do", "Sources"):
        assert words in out
    assert out.index("STEM jobs open") < out.index("Where it is short") < out.index("Sources")


def test_csv_can_be_piped(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    assert trellis("landscape", TULSA, "--csv", "-", monkeypatch=monkeypatch) == Exit.OK
    rows = list(csv.DictReader(StringIO(capsys.readouterr().out)))
    assert {"soc", "title", "openings", "gap_low"} <= set(rows[0])


def test_a_pdf_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "brief.pdf"
    assert trellis("landscape", TULSA, "--pdf", str(file), monkeypatch=monkeypatch) == Exit.OK
    assert file.read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["Tolsa"], "Nearest: Tulsa, OK"),
        (["Columbus"], "Columbus, OH"),
        ([], "The region is empty"),
        (["OK", TULSA], "choose one of them"),
        ([TULSA, "--field", "steam"], "choose one of stem, stem_health"),
        ([TULSA, "--retention", "1.5"], "above 0 and at most 1"),
        ([TULSA, "--county", "4014"], "five-digit FIPS code"),
        ([TULSA, "--add-college", "999999"], "no college with the unit ID 999999"),
        ([TULSA, "--what-if", "everything"], "is not a change"),
        ([TULSA, "--what-if", "computer science:+1"], "programs have these words"),
        ([TULSA, "--what-if", "basket weaving:+5"], "nearest:"),
        ([TULSA, "--what-if", "14.08-3:-5"], "can't have"),
        ([TULSA, "--what-if", "14.08-3:+99999999"], "more than any program could have"),
        ([TULSA, "--csv", "/nowhere/at/all.csv"], "can't be written"),
    ],
)
def test_what_can_not_be_done_gets_a_sentence_and_code_2(
    arguments: list[str],
    message: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert trellis("landscape", *arguments, monkeypatch=monkeypatch) == Exit.USAGE
    captured = capsys.readouterr()
    assert message in captured.err
    assert "Traceback" not in captured.err
    assert captured.out == ""


def test_a_vintage_that_is_not_here_is_missing_data(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    code = trellis("landscape", TULSA, "--vintage", "May 1999", monkeypatch=monkeypatch)
    assert code == Exit.DATA_MISSING
    assert "At hand: May 2025" in capsys.readouterr().err


def test_a_what_if_says_what_it_changes(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert (
        trellis("landscape", TULSA, "--what-if", "14.08-3:+20", "--json", monkeypatch=monkeypatch) == Exit.OK
    )
    captured = capsys.readouterr()
    assert captured.err.startswith("What if: a new program in field 14.08 with 20 graduates a year.")
    assert "Openings that no graduate could fill: " in captured.err
    assert any(row["id"] == "14.08-3" for row in json.loads(captured.out)["programs"])


def test_graduates_are_not_known_where_the_network_is_away(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRELLIS_SOURCES_URL", "http://127.0.0.1:9")
    assert trellis("landscape", "Dayton", "--json", monkeypatch=monkeypatch) == Exit.OK
    captured = capsys.readouterr()
    assert "network is not reachable" in captured.err
    assert json.loads(captured.out)["supply_expected"] is None


def test_no_slow_import_stands_between_the_user_and_the_answer() -> None:
    program = (
        "import sys; sys.argv = ['trellis', 'landscape', 'Tulsa, OK', '--offline']\n"
        "from trellis.cli.main import run\n"
        "try: run()\n"
        "except SystemExit: pass\n"
        "slow = {'django', 'pandas', 'pyarrow', 'altair', 'typst', 'httpx', 'scipy'} & set(sys.modules)\n"
        "print(sorted(slow), file=sys.stderr)"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, env=dict(os.environ), check=True
    )
    assert ended.stderr.strip() == "[]"


def test_csv_and_json_on_the_same_output_are_refused(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert trellis("landscape", TULSA, "--csv", "-", "--json", monkeypatch=monkeypatch) == Exit.USAGE
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "name a file for one of them" in captured.err
