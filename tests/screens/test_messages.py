"""The outbox, and quitting while something is held in it."""

from coordinator.actions.leaving import call_off
from coordinator.actions.results import Actor
from coordinator.app import BookApp
from coordinator.desk import Desk
from screens.leaving import Leaving
from screens.modals import Reader
from storage.database import Book
from tests.screens.driver import opened
from tests.screens.town import NOW


def called_off(town: Book) -> None:
    """Evans gives his position back: two messages wait for the end of their grace."""
    held = town.reader().execute(
        "SELECT assignment.id FROM assignment JOIN position ON position.id = position_id"
        " WHERE number = '26-0001.4a'"
    )
    call_off(town, Actor("Pat Coordinator", NOW), held.fetchone()[0], "sick")


def states(town: Book) -> list[str]:
    return [state for (state,) in town.reader().execute("SELECT state FROM message ORDER BY id")]


async def test_what_is_held_is_listed_with_its_state_in_words(app: BookApp, town: Book) -> None:
    called_off(town)
    async with opened(app) as driver:
        await driver.press("f9")
        assert len(driver.rows()) == len(states(town)) >= 2
        assert all("HELD" in row for row in driver.rows())


async def test_a_held_message_is_recalled_with_one_key(app: BookApp, town: Book) -> None:
    called_off(town)
    async with opened(app) as driver:
        await driver.press("f9", "x")
        assert states(town).count("recalled") == 1
        assert "recalled" in driver.message.lower()


async def test_all_marked_ones_leave_now(app: BookApp, town: Book) -> None:
    called_off(town)
    async with opened(app) as driver:
        await driver.press("f9", "V")
        await driver.press("m")
        due = town.reader().execute("SELECT count(*) FROM message WHERE leaves_at <= ?", (NOW,))
        assert due.fetchone() == (len(states(town)),)


async def test_enter_shows_the_whole_message(app: BookApp, town: Book) -> None:
    called_off(town)
    async with opened(app) as driver:
        await driver.press("f9", "enter")
        window = driver.app.screen
        assert isinstance(window, Reader)
        assert "26-0001.4" in window.words


async def test_quitting_while_messages_are_held_asks(desk: Desk, town: Book) -> None:
    called_off(town)
    app = BookApp(desk, sending=True)
    async with opened(app) as driver:
        await driver.press("ctrl+q")
        assert isinstance(driver.app.screen, Leaving)
        await driver.press("escape")
        assert driver.app.is_running
        await driver.press("ctrl+q", "h")
        assert not driver.app.is_running


async def test_quitting_twice_asks_once(desk: Desk, town: Book) -> None:
    called_off(town)
    app = BookApp(desk, sending=True)
    async with opened(app) as driver:
        await driver.press("ctrl+q", "ctrl+q", "escape")
        assert not isinstance(driver.app.screen, Leaving)
        assert driver.app.is_running


async def test_quitting_with_an_empty_outbox_asks_nothing(desk: Desk) -> None:
    app = BookApp(desk, sending=True)
    async with opened(app) as driver:
        await driver.press("ctrl+q")
        assert not driver.app.is_running
