"""Turning loops into machine code, once: numba keeps it on disk wherever it may write.

That is beside the code, or in the user's cache folder, or in NUMBA_CACHE_DIR. Numba notices a change in the
file of a loop, not in files that the loop calls into: what a loop calls stands in its own file.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

from numba import njit

Kernel = TypeVar("Kernel", bound=Callable[..., Any])

ANY_ORDER = {"reassoc", "contract", "nsz", "nnan"}  # what fast sums may do; nothing here is NaN


def compiled(kernel: Kernel) -> Kernel:
    """Run without Python's lock; sums may be added up several at a time."""
    return _kept(kernel, fastmath=ANY_ORDER)


def exactly(kernel: Kernel) -> Kernel:
    """Run without Python's lock; sums are added up in the order written."""
    return _kept(kernel, fastmath=False)


def _kept(kernel: Kernel, **options: Any) -> Kernel:
    try:
        return cast(Kernel, njit(cache=True, nogil=True, **options)(kernel))
    except RuntimeError:  # nowhere to keep it: every process compiles for itself
        return cast(Kernel, njit(nogil=True, **options)(kernel))
