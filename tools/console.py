"""How the tools speak: one line a step, the full output in a log, and a sentence when something is wrong."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOGS = ROOT / "var" / "log"

# What pip, uv and npm say when they can't reach where packages come from.
UNREACHABLE = re.compile(
    r"name resolution|getaddrinfo|\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH)\b"
    r"|NewConnectionError|ConnectTimeout|ProxyError|Connection refused|Network is unreachable"
    r"|network timeout|dns error|error sending request|Max retries exceeded"
)

NO_NETWORK = (
    "Trellis can't reach the package registries. It fetches its parts once, about 400 MB, and needs no\n"
    "network after that. Connect to the internet and run the same command again: it goes on where it was.\n"
    "Behind a proxy, set HTTPS_PROXY first; with a mirror, set PIP_INDEX_URL, UV_DEFAULT_INDEX and\n"
    "NPM_CONFIG_REGISTRY."
)


class Stop(Exception):
    """Something the reader of the terminal has to mend; the message says what."""


def say(text: str = "", *, end: str = "\n") -> None:
    """Prints at once, also where the output goes to a file."""
    print(text, end=end, flush=True)


def duration(seconds: float) -> str:
    """How long something took, as people say it: 0.4 s, 12 s, 2 min 5 s."""
    if seconds < 10:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"


def output_of(command: Sequence[str | Path], *, log: Path, env: Mapping[str, str] | None) -> int:
    """Runs `command` with its output appended to `log`; ends it when this process is told to end."""
    with log.open("a", encoding="utf-8") as sink:
        sink.write(f"$ {' '.join(str(part) for part in command)}\n")
        sink.flush()
        process = subprocess.Popen(
            [str(part) for part in command],
            cwd=ROOT,
            env={**os.environ, **(env or {})},
            stdin=subprocess.DEVNULL,
            stdout=sink,
            stderr=subprocess.STDOUT,
        )
        try:
            return process.wait()
        finally:
            if process.poll() is None:
                process.terminate()
                process.wait()


class Step:
    """One line on the terminal: what is being done, then how long it took."""

    def __init__(self, title: str, log_name: str) -> None:
        self.title = title
        LOGS.mkdir(parents=True, exist_ok=True)
        self.log = LOGS / f"{log_name}.log"
        self.log.write_text("")

    def __enter__(self) -> Step:
        say(f"  {self.title} …", end=" ")
        self.began = time.monotonic()
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            say(duration(time.monotonic() - self.began))
        else:
            say("stopped" if kind is KeyboardInterrupt else "failed")

    def try_run(self, *command: str | Path, env: Mapping[str, str] | None = None) -> bool:
        """Runs a command of this step; whether it succeeded."""
        return output_of(command, log=self.log, env=env) == 0

    def run(self, *command: str | Path, env: Mapping[str, str] | None = None) -> None:
        """Runs a command of this step, which has to succeed."""
        if not self.try_run(*command, env=env):
            raise self.stop()

    def said(self) -> str:
        """All that this step's commands have printed."""
        return self.log.read_text(encoding="utf-8", errors="replace")

    def stop(self) -> Stop:
        """What to tell the reader when this step failed."""
        text = self.said()
        where = f"The full output: {self.log.relative_to(ROOT)}"
        if UNREACHABLE.search(text):
            return Stop(f"{NO_NETWORK}\n{where}")
        return Stop(f"{self.title}: this did not work.\n{excerpt(text)}\n{where}")


def excerpt(text: str) -> str:
    """The beginning and the end of an output: npm gives its reason first, pip last."""
    lines = text.rstrip().splitlines()
    if len(lines) > 20:
        lines = [*lines[:10], "…", *lines[-8:]]
    return "\n".join(f"    {line}" for line in lines)


def use_plain_output() -> None:
    """Keeps a terminal without Unicode from failing on a typographic sign."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="replace")
