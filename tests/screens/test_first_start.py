"""The first start: no book yet."""

import asyncio
from pathlib import Path

from coordinator.first_start import FirstStartApp, Started
from storage.database import Book
from tests.screens.town import NOW


async def settled(app: FirstStartApp, pilot: object) -> None:
    await app.workers.wait_for_complete()
    await asyncio.sleep(0)


async def test_three_questions_make_a_book(tmp_path: Path) -> None:
    path = tmp_path / "own" / "agency.book"
    app = FirstStartApp(path, lambda: NOW)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("1")
        await pilot.press(*"Dover", "enter")
        await pilot.press("ctrl+u", *"Europe", "slash", *"London", "enter")
        await pilot.press("ctrl+u", *"gbp", "enter")
        await settled(app, pilot)
    assert app.return_value == Started(path, "today")
    found = Book(path).reader().execute("SELECT name, timezone, currency FROM agency")
    assert found.fetchone() == ("Dover", "Europe/London", "GBP")


async def test_bringing_files_in_opens_on_the_import(tmp_path: Path) -> None:
    path = tmp_path / "agency.book"
    app = FirstStartApp(path, lambda: NOW)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2", *"Dover", "enter", "enter", "enter")
        await settled(app, pilot)
    assert app.return_value == Started(path, "imports")


async def test_a_zone_that_is_none_is_said_and_asked_again(tmp_path: Path) -> None:
    path = tmp_path / "agency.book"
    app = FirstStartApp(path, lambda: NOW)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("1", *"Dover", "enter", "ctrl+u", *"Atlantis", "enter", "enter")
        await settled(app, pilot)
        await pilot.pause()
        assert "'Atlantis' is no time zone" in app.screen.words  # type: ignore[attr-defined]
    assert not path.exists()


async def test_escape_leaves_without_a_book(tmp_path: Path) -> None:
    app = FirstStartApp(tmp_path / "agency.book", lambda: NOW)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("escape")
    assert app.return_value is None
    assert list(tmp_path.iterdir()) == []
