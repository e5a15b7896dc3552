"""The small town's book for the actions."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from coordinator.actions.results import Actor
from storage.database import Book
from tests.actions.phones import Held, code_for, coming
from tests.actions.report_town import make_town
from tests.screens import town


@pytest.fixture(scope="session")
def town_file(empty_book_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = Path(shutil.copy(empty_book_file, tmp_path_factory.mktemp("town") / "town.book"))
    book = Book(path)
    town.fill(book)
    book.close()
    return path


@pytest.fixture
def town_book(town_file: Path, tmp_path: Path) -> Iterator[Book]:
    book = Book(Path(shutil.copy(town_file, tmp_path / "town.book")))
    yield book
    book.close()


@pytest.fixture
def pat() -> Actor:
    return Actor("Pat Coordinator", town.NOW)


@pytest.fixture
def held(town_book: Book) -> Held:
    assignment, position, officer, start, end = coming(town_book)
    return officer, code_for(town_book, officer, position), assignment, start, end


@pytest.fixture(scope="session")
def report_town(tmp_path_factory: pytest.TempPathFactory) -> Book:
    """A book of everything, which no test may change."""
    return make_town(tmp_path_factory.mktemp("reports") / "town.book")
