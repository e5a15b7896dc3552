"""`w` on a seat: the award told, and from there on paper."""

import json
from pathlib import Path

from coordinator.app import BookApp
from coordinator.rules.award_file import replay_file
from screens.staffing.award import AwardReader
from storage.database import Book
from tests.screens.driver import opened

TAKE = ("j", "enter", "j", "r", "y")
"""From Today to the open seat of the second detail; its first candidate takes it."""


async def test_why_tells_the_whole_award(app: BookApp, town: Book) -> None:
    async with opened(app) as driver:
        await driver.press(*TAKE, "w")
        window = driver.app.screen
        assert isinstance(window, AwardReader)
        assert "Smith [/b] took 26-0002.4b" in window.words
        assert "Worked out again just now: the same." in window.words
        assert "TAKEN" in window.words
        assert "The rule:" in window.words


async def test_the_file_is_made_from_there_and_replays(app: BookApp, town: Book) -> None:
    async with opened(app) as driver:
        await driver.press(*TAKE, "w", "f", "down", "enter")
        (made,) = Path(f"{town.path}.documents").glob("award-*.json")
        assert replay_file(made.read_text("utf-8")).same
        assert json.loads(made.read_text("utf-8"))["form"] == "award/1"
        assert made.name in driver.message


async def test_the_grievance_sheet_asks_for_the_officer(app: BookApp, town: Book) -> None:
    async with opened(app) as driver:
        await driver.press(*TAKE, "w", "p", "ctrl+u")
        await driver.type("1000")
        await driver.press("enter", "down", "enter")
        (made,) = Path(f"{town.path}.documents").glob("grievance-*-1000.pdf")
        assert made.read_bytes().startswith(b"%PDF")
