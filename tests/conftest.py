"""Fixtures that every folder of tests shares."""

import gc
import shutil
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from coordinator.actions.results import Actor
from storage.database import Book, create_book
from tests.browser import browser, chromium

__all__ = ["browser", "chromium"]

# How fast a machine draws examples says nothing of the product. Half of the usual number is drawn
# where a test names none: those that need many say so, and have a long form.
settings.register_profile(
    "any machine", deadline=None, max_examples=50, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("any machine")


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Name what is no name, files and whole documents, by its argument.

    The names of tests are compared between processes that collect for themselves, and a file
    made while collecting may hold the second of its making.
    """
    return argname if isinstance(val, bytes) or "\n" in str(val) else None


_ended = count(1)


def pytest_collection_finish() -> None:
    """What is imported by now stays: no later collection looks through it."""
    gc.collect()
    gc.freeze()


def pytest_runtest_logfinish() -> None:
    """Close what tests left open, now and then.

    A connection of sqlite3 holds itself by its cache of statements, so that only a collection of
    the oldest closes it, and those come too seldom: thousands of books take gigabytes. What
    outlives a collection is left out of the next ones, or each would take longer than the last;
    seldom all is looked through.
    """
    ended = next(_ended)
    if ended % 20 == 0:
        if ended % 600 == 0:
            gc.unfreeze()
        gc.collect()
        gc.freeze()


NOW = 1_780_315_200
"""Mon 1 June 2026 08:00 in New York."""


@pytest.fixture(scope="session")
def empty_book_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "empty.book"
    create_book(
        path, name="Rivermouth Police Department", timezone="America/New_York", currency="USD"
    ).close()
    return path


@pytest.fixture
def book(empty_book_file: Path, tmp_path: Path) -> Iterator[Book]:
    book = Book(Path(shutil.copy(empty_book_file, tmp_path / "town.book")))
    yield book
    book.close()


@pytest.fixture
def actor() -> Actor:
    return Actor("Pat Coordinator", NOW)
