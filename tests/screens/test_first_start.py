"""The first start: no book yet."""

import asyncio
from pathlib import Path

import pytest
from textual.widgets import Input

from coordinator.actions.handover.giving import give
from coordinator.actions.results import Actor
from coordinator.first_start import FirstStartApp, Started
from storage.baton import holding
from storage.bundles import sealed
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
    assert app.return_value == Started(path, "setup")
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


async def test_a_bundle_that_was_handed_over_becomes_the_book(
    town: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealed, "COST", 1 << 14)
    bundle = tmp_path / "out"
    give(town, Actor("Pat", NOW), bundle, "correct horse battery", "Kim")
    path = tmp_path / "kim" / "agency.book"
    app = FirstStartApp(path, lambda: NOW + 60)
    async with app.run_test(size=(80, 24)) as pilot:
        for passphrase in ("another passphrase", "correct horse battery"):
            await pilot.press("4")
            app.screen.query_one(Input).value = str(bundle)
            await pilot.press("enter")
            app.screen.query_one(Input).value = passphrase
            await pilot.press("enter")
            await settled(app, pilot)
            await pilot.pause()
            if passphrase.startswith("another"):
                assert "passphrase is another one" in app.screen.words  # type: ignore[attr-defined]
                assert not path.exists()
                await pilot.press("escape")
    assert app.return_value == Started(path)
    assert holding(Book(path).reader()).own == 1
