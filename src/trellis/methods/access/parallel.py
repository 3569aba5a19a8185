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
FEW = 512  # rows that aren't worth a second thread


def in_parallel(kernel: Callable[..., None], rows: Integers, *arguments: Any) -> None:
    """kernel(some rows, *arguments) for slices of the rows; it may write to its own rows only."""
    threads = _threads()
    if threads == 1 or rows.size < FEW:
        kernel(rows, *arguments)
        return
    slices = np.array_split(rows, threads * SLICES_PER_THREAD)
    tasks = [_pool(os.getpid()).submit(kernel, some, *arguments) for some in slices]
    for task in tasks:
        task.result()


def _threads() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@lru_cache(maxsize=1)
def _pool(process: int) -> ThreadPoolExecutor:  # by process: threads don't survive a fork
    return ThreadPoolExecutor(_threads(), thread_name_prefix=f"access-{process}")
