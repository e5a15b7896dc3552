"""Keeping the garbage collector out of bulk reads."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


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
            gc.enable()
