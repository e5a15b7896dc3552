"""One detail: what is marked on its seats, and what a cancelled one still allows."""

import pytest
from textual.widgets import Input

from coordinator.app import BookApp
from screens.modals import Confirm
from screens.staffing.cancelling import AskCancel
from screens.staffing.detail import DetailScreen
from storage.database import Book
from tests.screens.driver import opened
from tests.screens.town import NOW


def seat_a(town: Book) -> tuple[str, bool]:
    """State of the assignment on 26-0001.4a, and whether its officer was seen."""
    found = town.reader().execute(
        "SELECT assignment.state, seen_at IS NOT NULL FROM assignment"
        " JOIN position ON position.id = position_id WHERE number = '26-0001.4a'"
        " ORDER BY assignment.id DESC"
    )
    state, seen = found.fetchone()
    return state, bool(seen)


async def test_seen_no_show_and_back(
    app: BookApp, town: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(app) as driver:
        await driver.press("enter", "N")
        assert "has not begun yet" in driver.message
        # Five minutes after the detail began.
        monkeypatch.setattr(app.desk, "clock", lambda: NOW + 65 * 60)
        assert isinstance(driver.screen, DetailScreen)
        await driver.press("b")
        assert seat_a(town) == ("confirmed", True)
        await driver.press("N")
        assert seat_a(town)[0] == "no_show"
        assert "OPEN" in driver.rows("seats")[0]
        await driver.press("u")
        assert seat_a(town)[0] == "confirmed"


async def test_letting_an_officer_go_asks_the_reason_that_he_is_told(
    app: BookApp, town: Book
) -> None:
    async with opened(app) as driver:
        await driver.press("enter")
        await driver.press("X")
        await driver.type("needed on patrol")
        await driver.press("enter")
        assert seat_a(town)[0] == "released"
        told = town.reader().execute("SELECT count(*) FROM message WHERE event = 'unassigned'")
        assert told.fetchone()[0] >= 1


async def test_a_time_that_is_not_understood_keeps_the_reason(app: BookApp, town: Book) -> None:
    async with opened(app) as driver:
        await driver.press("enter", "x")
        window = driver.app.screen
        assert isinstance(window, AskCancel)
        await driver.type("storm")
        window.query_one("#at", Input).value = "yesterweek 9"
        await driver.press("enter")
        assert driver.app.screen is window
        assert "yesterweek" in driver.text(".window-hint")
        window.query_one("#at", Input).value = "07:30"
        await driver.press("enter")
        found = town.reader().execute("SELECT cancel_reason, cancelled_at FROM detail WHERE id = 4")
        assert found.fetchone() == ("storm", NOW - 1800)


async def test_a_cancelled_detail_shows_its_reason_and_grey_keys(app: BookApp, town: Book) -> None:
    async with opened(app) as driver:
        await driver.press("enter")
        await driver.press("x")
        await driver.type("storm [/]")
        await driver.press("enter")
        assert "CANCELLED" in driver.status
        assert "CANCELLED: storm [/]" in driver.text("#facts")
        await driver.press("c")
        assert isinstance(driver.screen, DetailScreen)


async def test_what_happened_is_listed_newest_first(app: BookApp) -> None:
    async with opened(app) as driver:
        await driver.press("c", "r", "y")
        await driver.press("enter")
        past = driver.text("#past")
        assert past.index("Smith [/b]") < past.index("Evans called off (sick)")


def seats(town: Book, number: str) -> list[tuple[str, bool]]:
    """The positions of a detail, and whether each was taken off."""
    found = town.reader().execute(
        "SELECT position.number, cancelled FROM position JOIN detail ON detail.id = detail_id"
        " WHERE detail.number = ? ORDER BY position.number",
        (number,),
    )
    return [(name, bool(gone)) for name, gone in found]


async def test_a_seat_that_is_held_comes_off_after_a_sentence_of_who_is_told(
    app: BookApp, town: Book
) -> None:
    async with opened(app) as driver:
        await driver.press("j", "enter", "T")
        await driver.type("one is enough")
        await driver.press("enter")
        window = driver.app.screen
        assert isinstance(window, Confirm)
        assert "sits there and is released: one is enough" in window.words
        assert "Told: Chris" in window.words
        assert seats(town, "26-0002.4") == [("26-0002.4a", False), ("26-0002.4b", False)]
        await driver.press("y")
        assert seats(town, "26-0002.4") == [("26-0002.4a", True), ("26-0002.4b", False)]
        assert "released" in driver.message
        told = town.reader().execute("SELECT count(*) FROM message WHERE event = 'unassigned'")
        assert told.fetchone()[0] >= 1
        await driver.press("u")
        assert seats(town, "26-0002.4") == [("26-0002.4a", False), ("26-0002.4b", False)]


async def test_an_open_seat_comes_off_at_once_and_the_only_one_stays(
    app: BookApp, town: Book
) -> None:
    async with opened(app) as driver:
        await driver.press("j", "enter", "j", "T")
        await driver.type("one is enough")
        await driver.press("enter")
        assert seats(town, "26-0002.4") == [("26-0002.4a", False), ("26-0002.4b", True)]
        await driver.press("k", "T")
        await driver.type("none")
        await driver.press("enter", "y")
        assert "It is the only seat" in driver.message


async def test_more_seats_and_another_call_sign_are_one_action(app: BookApp, town: Book) -> None:
    async with opened(app) as driver:
        await driver.press("enter", "e", "down", "down", "down")
        await driver.type("K9")
        await driver.press("down", "home", "ctrl+k")
        await driver.type("3")
        await driver.press("ctrl+s")
        assert len(seats(town, "26-0001.4")) == 3
        assert "2 open seat(s) added" in driver.message
        await driver.press("u")
        assert len(seats(town, "26-0001.4")) == 1
        sign = town.reader().execute("SELECT call_sign FROM detail WHERE number = '26-0001.4'")
        assert sign.fetchone() == ("",)


async def test_a_trainee_is_beside_the_crew(app: BookApp, town: Book) -> None:
    async with opened(app) as driver:
        await driver.press("enter", "e", *["down"] * 5, "home", "ctrl+k")
        await driver.type("1")
        await driver.press("ctrl+s")
        assert "1 open seat(s) added" in driver.message
        roles = (
            "SELECT role FROM position JOIN detail ON detail.id = detail_id WHERE detail.number = ?"
        )
        assert town.reader().execute(roles, ("26-0001.4",)).fetchall() == [
            ("officer",),
            ("trainee",),
        ]
        await driver.press("u")
        assert len(seats(town, "26-0001.4")) == 1


async def test_a_grey_key_says_why(app: BookApp, town: Book) -> None:
    async with opened(app) as driver:
        await driver.press("x")
        await driver.type("rain")
        await driver.press("enter", "enter")
        await driver.press("r")
        assert isinstance(driver.screen, DetailScreen)
        assert driver.message == "26-0001.4 is cancelled: + copies it to another date."
        await driver.press("question_mark")
        assert not isinstance(driver.app.screen, DetailScreen)
