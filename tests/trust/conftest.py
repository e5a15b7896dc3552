"""What the trust tests share: a lived-in book, made once and copied for each test."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from coordinator.actions.results import Actor
from storage.database import Book
from tests.conftest import NOW
from tests.trust.lived import live


@pytest.fixture(scope="session")
def lived_file(empty_book_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("lived") / "lived.book"
    shutil.copy(empty_book_file, path)
    book = Book(path)
    live(book, Actor("Pat Coordinator", NOW))
    book.close()
    return path


@pytest.fixture
def lived(lived_file: Path, tmp_path: Path) -> Iterator[Book]:
    """A book in which something has happened."""
    book = Book(Path(shutil.copy(lived_file, tmp_path / "town.book")))
    yield book
    book.close()


@pytest.fixture
def outside(book: Book) -> Iterator[sqlite3.Connection]:
    """Another program's connection to the book."""
    with closing(sqlite3.connect(book.path, isolation_level=None)) as connection:
        yield connection
