"""What the storage tests share."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing

import pytest

from coordinator.actions.book.verifying import verify_book
from storage.database import Book
from storage.verification import Verified


@pytest.fixture
def outside(book: Book) -> Iterator[sqlite3.Connection]:
    """Another program's connection to the book."""
    with closing(sqlite3.connect(book.path, isolation_level=None)) as connection:
        yield connection


@pytest.fixture
def verified(book: Book) -> Callable[[], Verified]:
    """Verify the book as it stands."""
    return lambda: verify_book(book)
