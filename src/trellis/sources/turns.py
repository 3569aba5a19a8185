"""Turns: of several processes or threads that pull one publication, one works and the others wait.

Who works holds a file made exclusively and touches it all the while. One that nobody touches any more is
stale: its holder was killed, and the next takes its turn.
"""

import os
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

TOUCH_EVERY: Final = 2.0  # seconds
STALE_AFTER: Final = 20.0
LOOK_EVERY: Final = 0.2


@contextmanager
def turn(lock: Path, *, waiting: Callable[[str], None]) -> Iterator[bool]:
    """Hold the lock; the value says whether another had it first. `waiting` is told whom it waits for."""
    lock.parent.mkdir(parents=True, exist_ok=True)
    mine, waited = f"{os.getpid()} {uuid.uuid4().hex}", False
    while not _taken(lock, mine):
        holder, age = _holder(lock)
        if age > STALE_AFTER:
            _take_away(lock, holder)
            continue
        waited = True
        if holder:
            waiting(holder.partition(" ")[0])
        time.sleep(LOOK_EVERY)
    done = threading.Event()
    touching = threading.Thread(target=_touch, args=(lock, done), daemon=True)
    touching.start()
    try:
        yield waited
    finally:
        done.set()
        touching.join()
        if _holder(lock)[0] == mine:
            lock.unlink(missing_ok=True)


def _taken(lock: Path, mine: str) -> bool:
    try:
        with lock.open("x", encoding="utf-8") as file:
            file.write(mine)
    except FileExistsError:
        return False
    return True


def _holder(lock: Path) -> tuple[str, float]:
    """What the lock says, and seconds since it was last touched; nobody where it is gone."""
    try:
        return lock.read_text("utf-8"), time.time() - lock.stat().st_mtime
    except FileNotFoundError:
        return "", 0.0


def _take_away(lock: Path, stale: str) -> None:
    """Remove a stale lock, unless another has taken it over in the meantime."""
    if _holder(lock)[0] == stale:
        lock.unlink(missing_ok=True)


def _touch(lock: Path, done: threading.Event) -> None:
    while not done.wait(TOUCH_EVERY):
        try:
            os.utime(lock)
        except FileNotFoundError:
            return
