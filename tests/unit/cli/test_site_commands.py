"""`trellis serve` and `doctor` say what keeps the site from running, in processes of their own."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from trellis.cli.exits import Exit


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    own = {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"}  # pytest's, for the tests' own database
    kept = {name: value for name, value in os.environ.items() if name not in own}
    return {**kept, "TRELLIS_VAR": str(tmp_path / "var"), "TRELLIS_DATA": str(tmp_path / "data")}


def trellis(*arguments: str, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "trellis.cli", *arguments]
    return subprocess.run(command, env=env, capture_output=True, text=True, check=False, timeout=120)


def unused_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def test_serve_names_migrations_that_are_not_applied(env: dict[str, str]) -> None:
    ended = trellis("serve", "--port", str(unused_port()), env=env)
    assert ended.returncode == Exit.NOT_READY
    assert "manage.py migrate" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_serve_says_that_the_database_can_not_be_reached_without_its_password(env: dict[str, str]) -> None:
    address = f"postgres://someone:s3cret@127.0.0.1:{unused_port()}/trellis"
    ended = trellis("serve", "--port", str(unused_port()), env={**env, "DATABASE_URL": address})
    assert ended.returncode == Exit.NOT_READY
    assert "DATABASE_URL" in ended.stderr
    assert "s3cret" not in ended.stderr


@pytest.mark.parametrize("command", ["serve", "demo"])
def test_a_port_in_use_is_said_before_anything_is_done(command: str, env: dict[str, str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ended = trellis(command, "--port", str(port), env=env)
    assert ended.returncode == Exit.NOT_READY
    assert f"--port {port + 1}" in ended.stderr
    assert not Path(env["TRELLIS_VAR"]).exists()


def test_the_doctor_looks_at_everything(env: dict[str, str]) -> None:
    ended = trellis("doctor", "--offline", "--json", env=env)
    found = {each["what"]: each for each in json.loads(ended.stdout)}
    assert found["Python"]["state"] == found["Database"]["state"] == found["Data"]["state"] == "good"
    assert found["Migrations"]["state"] == "attention"
    assert "migrate" in found["Migrations"]["to_do"]
    assert "May 2025" in found["Vintages"]["found"]
