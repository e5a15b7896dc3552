"""Fixtures that every folder of tests shares."""

import shutil
from pathlib import Path

import pytest

from coordinator.actions.results import Actor
from storage.database import Book, create_book

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
def book(empty_book_file: Path, tmp_path: Path) -> Book:
    return Book(Path(shutil.copy(empty_book_file, tmp_path / "town.book")))


@pytest.fixture
def actor() -> Actor:
    return Actor("Pat Coordinator", NOW)
