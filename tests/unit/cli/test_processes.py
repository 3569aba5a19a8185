"""Child processes end with the command, and a port in use gets a sentence."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator

import pytest

from trellis.cli.exits import CommandError, Exit
from trellis.cli.processes import Together, free_port, wait_until_listening

SLEEPER = ["-c", "import time; time.sleep(60)"]
STUBBORN = """
import signal, socket, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
with socket.create_server(("127.0.0.1", int(sys.argv[1]))):
    time.sleep(60)
"""

COMMAND = """
import sys
from trellis.cli.processes import Together
with Together() as processes:
    for name in ("web server", "worker"):
        print(processes.start(name, ["-c", "import time; time.sleep(60)"]).pid, flush=True)
    processes.wait()
"""


@pytest.fixture
def listener() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def test_a_port_in_use_says_which_to_try(listener: int) -> None:
    with pytest.raises(CommandError, match=f"--port {listener + 1}") as refused:
        free_port("127.0.0.1", listener)
    assert refused.value.code == Exit.NOT_READY


def test_a_listening_port_is_noticed(listener: int) -> None:
    with Together() as processes:
        child = processes.start("sleeper", SLEEPER)
        assert wait_until_listening("127.0.0.1", listener, child, seconds=5)


def test_leaving_ends_every_child() -> None:
    with Together() as processes:
        children = [processes.start("sleeper", SLEEPER) for _ in range(2)]
    assert all(child.returncode is not None for child in children)


def test_a_child_that_ignores_the_request_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trellis.cli.processes.SECONDS_TO_END", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
    with Together() as processes:
        child = processes.start("stubborn", ["-c", STUBBORN, str(port)])
        assert wait_until_listening("127.0.0.1", port, child)
    assert child.returncode == -signal.SIGKILL


def test_a_child_that_ends_by_itself_ends_the_command() -> None:
    with Together() as processes:
        sleeper = processes.start("web server", SLEEPER)
        processes.start("worker", ["-c", "raise SystemExit(3)"])
        with pytest.raises(CommandError, match="The worker ended by itself"):
            processes.wait()
    assert sleeper.returncode is not None


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_to_the_command_ends_its_children(number: signal.Signals) -> None:
    command = subprocess.Popen([sys.executable, "-c", COMMAND], stdout=subprocess.PIPE, text=True)
    assert command.stdout is not None
    children = [int(command.stdout.readline()) for _ in range(2)]
    command.send_signal(number)
    command.wait(timeout=15)
    for child in children:
        with pytest.raises(ProcessLookupError):
            os.kill(child, 0)
