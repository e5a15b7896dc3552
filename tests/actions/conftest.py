"""The small town's book for the actions."""

import shutil
from pathlib import Path

import pytest

from coordinator.actions.results import Actor
from storage.database import Book
from tests.screens import town


@pytest.fixture(scope="session")
def town_file(empty_book_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = Path(shutil.copy(empty_book_file, tmp_path_factory.mktemp("town") / "town.book"))
    book = Book(path)
    town.fill(book)
    book.close()
    return path


@pytest.fixture
def town_book(town_file: Path, tmp_path: Path) -> Book:
    return Book(Path(shutil.copy(town_file, tmp_path / "town.book")))


@pytest.fixture
def pat() -> Actor:
    return Actor("Pat Coordinator", town.NOW)
