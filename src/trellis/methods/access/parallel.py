"""Compiled loops on all processors: each slice of the rows is a task that lets go of Python's lock."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from typing import Any

import numpy as np

from trellis.methods.access.model import Integers

SLICES_PER_THREAD = 8  # so that nobody waits for the thread with the largest city
ROWS = 500  # at least, in a slice: handing one to a thread takes as long as some dozen rows
LIGHT_ROWS = 10_000  # of a kernel that does little for a row


def in_parallel(kernel: Callable[..., None], rows: Integers, *arguments: Any, at_least: int = ROWS) -> None:
    """kernel(some rows, *arguments) for slices of the rows; it may write to its own rows only.

    No slice is smaller than `at_least`, so that few rows stay in this thread.
    """
    threads = _threads()
    slices = min(threads * SLICES_PER_THREAD, rows.size // at_least)
    if threads == 1 or slices < 2:
        kernel(rows, *arguments)
        return
    first, *others = np.array_split(rows, slices)
    tasks = [_pool(os.getpid()).submit(kernel, some, *arguments) for some in others]
    kernel(first, *arguments)
    for task in tasks:
        task.result()


def _threads() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@lru_cache(maxsize=1)
def _pool(process: int) -> ThreadPoolExecutor:  # by process: threads don't survive a fork
    return ThreadPoolExecutor(_threads(), thread_name_prefix=f"access-{process}")
