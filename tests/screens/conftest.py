"""Fixtures of the screens: a filled book, a desk with a clock that stands, the application."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.widgets import Input

from coordinator.app import BookApp
from coordinator.desk import Desk
from storage.database import Book
from tests.screens.idling import quick_screens
from tests.screens.town import NOW, fill

__all__ = ["quick_screens"]


@pytest.fixture(scope="session")
def town_file(empty_book_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("town") / "town.book"
    shutil.copy(empty_book_file, path)
    book = Book(path)
    fill(book)
    book.close()
    return path


@pytest.fixture
def town(town_file: Path, tmp_path: Path) -> Iterator[Book]:
    book = Book(Path(shutil.copy(town_file, tmp_path / "town.book")))
    yield book
    book.close()


@pytest.fixture
def desk(town: Book) -> Iterator[Desk]:
    desk = Desk(town, clock=lambda: NOW, who="Pat Coordinator")
    yield desk
    desk.close()


@pytest.fixture
def app(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> BookApp:
    monkeypatch.setattr(Input, "_toggle_cursor", lambda self: None)
    return BookApp(desk, sending=False, keymap=desk.book.path.with_name("keymap.toml"))
