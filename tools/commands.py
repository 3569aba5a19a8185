"""What `make` can ask for: each command brings the machine to what it needs, then does its work."""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
from collections.abc import Callable

import checks
import environment
import frontend
import translations
from console import ROOT, Stop, say, use_plain_output
from environment import BIN, PYTHON

NOT_READY = 1
INTERRUPTED = 130


def prepare(packages: str) -> None:
    """Packages, front end and translations, as far as they aren't there or have changed."""
    environment.ensure(packages)
    frontend.ensure_built()
    translations.ensure_compiled()


def demo(options: argparse.Namespace) -> int:
    """Hands over to `trellis demo`, which then gets Ctrl-C itself and ends all that it started."""
    prepare("build")
    program = BIN / "trellis"
    sys.stdout.flush()
    os.execv(program, [str(program), "demo", "--port", str(options.port)])


def build(options: argparse.Namespace) -> int:
    """Makes this folder ready to run, and starts nothing."""
    prepare("build")
    say("Trellis is ready: .venv/bin/trellis --help")
    return 0


def test(options: argparse.Namespace) -> int:
    """Everything that has to hold."""
    prepare("dev")
    return checks.run_all(checks.EVERYTHING)


def test_fast(options: argparse.Namespace) -> int:
    """What can be known in under a minute."""
    prepare("dev")
    return checks.run_all(checks.QUICK)


def lint(options: argparse.Namespace) -> int:
    """Style, layers and types."""
    environment.ensure("dev")
    return checks.run_all(checks.QUALITY)


def tidy(options: argparse.Namespace) -> int:
    """Formats the code and mends what can be mended without thinking."""
    environment.ensure("dev")
    mended = subprocess.run([BIN / "ruff", "check", "--fix"], cwd=ROOT).returncode
    return subprocess.run([BIN / "ruff", "format"], cwd=ROOT).returncode or mended


def lock(options: argparse.Namespace) -> int:
    """Pins dependencies anew."""
    environment.ensure("dev")
    script = str(ROOT / "tools" / "lock.py")
    return subprocess.run([PYTHON, script, *options.resolver], cwd=ROOT).returncode


def messages(options: argparse.Namespace) -> int:
    """Collects the texts to translate."""
    environment.ensure("dev")
    translations.collect()
    return 0


def snapshot(options: argparse.Namespace) -> int:
    """Rebuilds the data that ship with the package."""
    environment.ensure("data")
    return subprocess.run([PYTHON, "-m", "trellis.sources.snapshot.build"], cwd=ROOT).returncode


COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "demo": demo,
    "build": build,
    "test": test,
    "test-fast": test_fast,
    "lint": lint,
    "tidy": tidy,
    "lock": lock,
    "messages": messages,
    "snapshot": snapshot,
}


def parse(arguments: list[str]) -> argparse.Namespace:
    """Reads the command line."""
    parser = argparse.ArgumentParser(prog="bootstrap.py", description=__doc__)
    parser.add_argument("command", choices=COMMANDS)
    parser.add_argument("--port", type=int, default=8000, help="where the demonstration answers")
    parser.add_argument("resolver", nargs="*", help="for lock: arguments to the resolver")
    return parser.parse_args(arguments)


def be_interrupted(*_: object) -> None:
    """Lets an order to end do what Ctrl-C does: end the program of the running step, then stop."""
    raise KeyboardInterrupt


def main(arguments: list[str]) -> int:
    """Does what was asked; what the reader has to mend is said in a sentence."""
    use_plain_output()
    signal.signal(signal.SIGTERM, be_interrupted)
    options = parse(arguments)
    try:
        return COMMANDS[options.command](options)
    except Stop as stop:
        print(f"\n{stop}", file=sys.stderr)
        return NOT_READY
    except KeyboardInterrupt:
        print("\nStopped. The same command goes on where this one was.", file=sys.stderr)
        return INTERRUPTED
