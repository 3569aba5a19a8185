"""Child processes that live and end together with the command that started them."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from types import FrameType

from trellis.cli.exits import CommandError, Exit
from trellis.cli.output import say

SECONDS_TO_END = 10.0


def free_port(host: str, port: int) -> None:
    """Raise when another process listens on the port, saying what to do."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CommandError(
                f"Port {port} on {host} can't be used ({error.strerror}). "
                f"End what runs there, or choose another: --port {port + 1} (make demo PORT={port + 1}).",
                Exit.NOT_READY,
            ) from error


def wait_until_listening(host: str, port: int, child: subprocess.Popen[bytes], seconds: float = 30) -> bool:
    """Return whether the child answers on the port before it ends or time runs out."""
    address = "127.0.0.1" if host in {"0.0.0.0", ""} else host  # noqa: S104
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and child.poll() is None:
        try:
            socket.create_connection((address, port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return True
    return False


class Together:
    """Processes of which none outlives the others, or the command: used as a context manager.

    Each child has a session of its own: Ctrl-C reaches only the command, which then ends them in order.
    """

    def __init__(self) -> None:
        self._children: list[tuple[str, subprocess.Popen[bytes]]] = []
        self._before: dict[int, signal._HANDLER] = {}

    def __enter__(self) -> Together:
        for number in (signal.SIGINT, signal.SIGTERM, getattr(signal, "SIGHUP", signal.SIGTERM)):
            self._before.setdefault(number, signal.signal(number, _interrupt))
        return self

    def __exit__(self, *_: object) -> None:
        self.end()
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def start(
        self, name: str, arguments: Sequence[str], *, env: dict[str, str] | None = None
    ) -> subprocess.Popen[bytes]:
        """Start `python arguments…` under a name used in messages."""
        child = subprocess.Popen([sys.executable, *arguments], env=env, start_new_session=True)
        self._children.append((name, child))
        return child

    def wait(self) -> None:
        """Return on Ctrl-C or when asked to end; raise when a child ends by itself."""
        try:
            while True:
                for name, child in self._children:
                    if (code := child.poll()) is not None:
                        raise CommandError(
                            f"The {name} ended by itself (code {code}); its last lines above say why.",
                            Exit.NOT_READY,
                        )
                time.sleep(0.2)
        except KeyboardInterrupt:
            say("\nEnding…")

    def end(self) -> None:
        """Ask every child to end and kill those that don't within ten seconds, Ctrl-C ignored meanwhile."""
        running = [child for _, child in self._children if child.poll() is None]
        before = signal.signal(signal.SIGINT, signal.SIG_IGN)
        try:
            for child in running:
                child.terminate()
            deadline = time.monotonic() + SECONDS_TO_END
            for child in running:
                try:
                    child.wait(max(0.1, deadline - time.monotonic()))
                except subprocess.TimeoutExpired:
                    _kill_with_its_workers(child)
                    child.wait()
        finally:
            signal.signal(signal.SIGINT, before)
        self._children.clear()


def _kill_with_its_workers(child: subprocess.Popen[bytes]) -> None:
    if hasattr(os, "killpg"):
        os.killpg(child.pid, signal.SIGKILL)
    else:
        child.kill()


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt
