"""Keeping the garbage collector out of bulk reads."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

YOUNG = 200_000
"""So many new objects are looked through at once: Python's own 700 has all that a bulk read built
looked through as soon as it ends, a sixth of its time. Most of it goes by itself before that."""


@contextmanager
def without_collecting() -> Iterator[None]:
    """Nothing that is built inside is garbage, but the collector would walk the whole program again
    and again to see that: a fifth of the time in a large book."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            youngest, *older = gc.get_threshold()
            gc.set_threshold(max(youngest, YOUNG), *older)
            gc.enable()
