"""The outbox, and quitting while something is held in it."""

from coordinator.actions.results import Actor
from coordinator.actions.staffing.leaving import call_off
from coordinator.app import BookApp
from coordinator.desk import Desk
from screens.modals import Reader
from screens.staffing.leaving import Leaving
from storage.database import Book
from tests.screens.driver import opened
from tests.screens.town import NOW

OUTBOX = ("f9", "right_square_bracket")


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
        await driver.press(*OUTBOX)
        assert len(driver.rows()) == len(states(town)) >= 2
        assert all("HELD" in row for row in driver.rows())


async def test_a_held_message_is_recalled_with_one_key(app: BookApp, town: Book) -> None:
    called_off(town)
    async with opened(app) as driver:
        await driver.press(*OUTBOX, "x")
        assert states(town).count("recalled") == 1
        assert "recalled" in driver.message.lower()


async def test_all_marked_ones_leave_now(app: BookApp, town: Book) -> None:
    called_off(town)
    async with opened(app) as driver:
        await driver.press(*OUTBOX, "V")
        await driver.press("y")
        due = town.reader().execute("SELECT count(*) FROM message WHERE leaves_at <= ?", (NOW,))
        assert due.fetchone() == (len(states(town)),)


async def test_enter_shows_the_whole_message(app: BookApp, town: Book) -> None:
    called_off(town)
    async with opened(app) as driver:
        await driver.press(*OUTBOX, "enter")
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


async def test_what_was_heard_of_a_message_is_its_state_and_in_its_words(
    app: BookApp, town: Book
) -> None:
    called_off(town)
    with town.unlogged() as connection:
        connection.execute(
            "INSERT INTO delivery (message_id, n, began_at, ended_at, outcome, answer)"
            " SELECT id, 1, ?1, ?1, 'sent', '250 queued' FROM message",
            (NOW,),
        )
        connection.execute(
            "INSERT INTO delivery_report (message_id, kind, at, words)"
            " SELECT id, 'bounced', ?, 'mailbox [/b] full' FROM message"
            " WHERE audience = 'employer'",
            (NOW + 60,),
        )
    async with opened(app) as driver:
        await driver.press(*OUTBOX, "slash")
        await driver.type("is:bounced")
        await driver.press("enter")
        assert [row.split(" | ")[1:3] for row in driver.rows()] == [["BOUNCED", "Sam Boss1"]]
        await driver.press("enter")
        window = driver.app.screen
        assert isinstance(window, Reader)
        assert "250 queued" in window.words
        assert "BOUNCED mailbox [/b] full" in window.words


async def test_the_outbox_is_narrowed_to_an_event_and_a_person(app: BookApp, town: Book) -> None:
    called_off(town)
    async with opened(app) as driver:
        await driver.press(*OUTBOX, "slash")
        await driver.type("event:called_off to:evans")
        await driver.press("enter")
        assert [row.split(" | ")[2] for row in driver.rows()] == ["Chris Evans"]
        await driver.press("m")
        assert driver.screen.NAME == "conversation"
        assert "Evans" in driver.status


async def test_what_failed_is_put_aside(app: BookApp, town: Book) -> None:
    called_off(town)
    with town.unlogged() as connection:
        connection.execute(
            "INSERT INTO delivery (message_id, n, began_at, ended_at, outcome, answer)"
            " SELECT min(id), 1, ?1, ?1, 'refused', '550' FROM message",
            (NOW,),
        )
    async with opened(app) as driver:
        await driver.press(*OUTBOX, "slash")
        await driver.type("is:failed")
        await driver.press("enter", "D")
        assert states(town).count("cancelled") == 1
        assert "put aside" in driver.message
