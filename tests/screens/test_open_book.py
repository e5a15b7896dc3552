"""From the list of backups the whole book is written as files, and a public copy made."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from coordinator.app import BookApp
from screens.book.backups import Backups
from storage.database import Book
from tests.screens.driver import opened
from tests.screens.test_book_places import go
from tests.screens.waiting import work_ended


async def test_everything_and_a_public_copy_are_written(
    app: BookApp, town: Book, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    async with opened(app) as driver:
        await go(driver, "backups")
        screen = driver.screen
        assert isinstance(screen, Backups)
        await driver.press("w", "1", "enter")
        await work_ended(driver, screen)
        assert "Done and checked" in driver.message
        assert "keep it as the book" in driver.text("#found")
        (folder,) = tmp_path.glob("*-files")
        assert (folder / "manifest.json").is_file()
        assert "## officer" in (folder / "schema.md").read_text()
        await driver.press("w", "1", "enter")
        await work_ended(driver, screen)
        assert "not empty" in driver.message
        await driver.press("w", "2", "enter")
        await work_ended(driver, screen)
        (copy,) = tmp_path.glob("*-public.sqlite")
        with closing(sqlite3.connect(copy)) as connection:
            names = connection.execute("SELECT DISTINCT last_name FROM officer").fetchall()
        assert names == [("",)]
        assert str(copy.name) in driver.text("#found")
        await driver.press("w", "3", "enter", "enter")
        await work_ended(driver, screen)
        assert "all as sealed" in driver.text("#found")
        await driver.press("w", "3", "enter", *"nonsense", "enter")
        await work_ended(driver, screen)
        assert "neither a file nor a seal" in driver.message
        await driver.press("w", "4", "enter")
        await work_ended(driver, screen)
        assert (tmp_path / f"{folder.name}.book").is_file()
        await driver.press("w", "5", "enter")
        await work_ended(driver, screen)
        (page,) = tmp_path.glob("*-tables.md")
        assert "## officer" in page.read_text()
    assert town.path.is_file()
