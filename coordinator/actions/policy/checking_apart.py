"""The whole-book check in processes of its own, so that it holds up no key and uses every core."""

import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context
from pathlib import Path

from coordinator.actions.policy.checking import ALWAYS, Checked, check_book
from coordinator.rules.spans import Span
from storage.database import Book
from storage.queries.people.whole_book import shares

PARTS_A_CORE = 2
"""So many pieces for each core: progress can be shown, and no core waits long for the other."""


def check_apart(path: Path, span: Span | None = None) -> Iterator[Checked]:
    """As `check_book`, officers in no order. A small book is checked here and now.

    Closing the iterator cancels what has not begun.
    """
    book = Book(path)
    cores = os.cpu_count() or 1
    parts = shares(book.reader(), span or ALWAYS, cores * PARTS_A_CORE)
    if len(parts) == 1:
        yield from check_book(book.reader(), span)
        return
    # A forked child would inherit the application's threads and connections.
    with ProcessPoolExecutor(cores, mp_context=get_context("spawn")) as pool:
        try:
            running = [pool.submit(_check_part, path, span, part) for part in parts]
            for done in as_completed(running):
                yield from done.result()
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _check_part(path: Path, span: Span | None, officers: Span) -> list[Checked]:
    return list(check_book(Book(path).reader(), span, officers))
