"""`A` writes a note wherever a record is at hand; with a time it comes back on Today until `D`."""

import pytest

from coordinator.actions.book.notes import write_note
from coordinator.actions.results import Actor
from coordinator.app import BookApp
from storage.database import Book
from tests.screens.driver import Driver, opened
from tests.screens.town import NOW

TO = {
    "today": ((), "detail:4"),
    "board": (("f3",), "detail:15"),
    "jobs": (("f4",), "detail:4"),
    "detail": (("enter",), "detail:4"),
    "officers": (("f5",), "officer:13"),
    "officer": (("f5", "enter"), "officer:13"),
    "employers": (("f6",), "employer:3"),
    "employer": (("f6", "enter"), "employer:3"),
}
"""Screen → the keys that lead to it, and the record that its cursor is on."""


def written(town: Book) -> list[tuple[str, str, int | None]]:
    """Subject, text and time of every note."""
    return town.reader().execute("SELECT subject, text, due_at FROM note ORDER BY id").fetchall()


async def go(driver: Driver, keys: tuple[str, ...]) -> None:
    for key in keys:
        await driver.press(key)


@pytest.mark.parametrize("screen", TO)
async def test_a_note_on_the_record_at_hand(screen: str, app: BookApp, town: Book) -> None:
    keys, subject = TO[screen]
    async with opened(app) as driver:
        await go(driver, keys)
        assert screen == driver.screen.NAME
        await driver.press("A")
        await driver.type("ring [/b] back")
        await driver.press("ctrl+s")
        assert screen == driver.screen.NAME
        assert "u undoes" in driver.message
    assert written(town) == [(subject, "ring [/b] back", None)]


async def test_a_note_with_a_day_and_time_comes_back_on_today(app: BookApp, town: Book) -> None:
    async with opened(app) as driver:
        await driver.press("f5", "A")
        await driver.type("ask for papers")
        await driver.press("enter")
        await driver.type("+1")
        await driver.press("enter", "home", "ctrl+k")
        await driver.type("07:30")
        await driver.press("ctrl+s")
        assert written(town)[0][2] == NOW + 24 * 3600 - 1800
        await driver.press("f2")
        assert any("FOLLOW-UP" in row and "ask for papers" in row for row in driver.rows("needs"))


async def test_d_closes_the_follow_up_under_the_cursor_and_undo_opens_it(
    app: BookApp, town: Book
) -> None:
    write_note(town, Actor("Pat", NOW), "officer:2", "ask for papers", due_at=NOW - 60)
    async with opened(app) as driver:
        await driver.press("D")
        assert "closes a follow-up" in driver.message
        await driver.press("shift+tab")
        while "ask for papers" not in driver.row("needs"):
            await driver.press("j")
        await driver.press("D")
        assert not any("ask for papers" in row for row in driver.rows("needs"))
        await driver.press("u")
        assert any("ask for papers" in row for row in driver.rows("needs"))


async def test_a_note_on_the_job_stands_on_each_of_its_details(app: BookApp, town: Book) -> None:
    async with opened(app) as driver:
        await driver.press("enter", "A")
        await driver.type("gate code 4711")
        await driver.press("down", "down", "down", "down", "ctrl+s")
        assert written(town) == [("job:1", "gate code 4711", None)]
        assert "Job: gate code 4711" in driver.text("#past")
