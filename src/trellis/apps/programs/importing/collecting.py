"""Keeps Python's search for cyclic garbage out of the way while very many objects are made."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_collecting() -> Iterator[None]:
    """No garbage collection inside: an import makes a million objects that all stay, and looking through
    them again and again takes two fifths of its time. What isn't cyclic is freed as ever.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
