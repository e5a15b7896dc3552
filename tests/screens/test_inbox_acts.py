"""What one key does with answers in the Inbox: accept, say whose, put aside, take back."""

import pytest

from coordinator.actions.answers.taking_in import take_in
from coordinator.actions.results import Actor
from coordinator.actions.staffing.offering import offer
from coordinator.app import BookApp
from notify.incoming import Incoming
from screens.modals import Choose
from storage.database import Book
from tests.screens.answers import officer, position
from tests.screens.driver import opened
from tests.screens.test_refill_flow import holder
from tests.screens.town import NOW

SEAT = "26-0002.5b"
PAT = Actor("Pat Coordinator", NOW)


def text(book: Book, last: str, words: str, phone: str = "") -> None:
    """One of those who were asked texts, from his own telephone or from another one."""
    code, own = (
        book.reader()
        .execute(
            "SELECT code, phone FROM reply_code JOIN officer ON officer.id = officer_id"
            " WHERE last_name LIKE ? || '%' AND position_id = ?",
            (last, position(book, SEAT)[0]),
        )
        .fetchone()
    )
    said = words.format(code=code)
    came = Incoming(
        key=f"{last}{words}{phone}",
        channel="sms",
        source="test",
        address=phone or own,
        subject="",
        text=said,
        sent_at=NOW,
        received_at=NOW,
        raw=said.encode(),
    )
    take_in(book, "receiver", NOW, (came,))


@pytest.fixture
def offered(town: Book) -> Book:
    """Tomorrow's open seat was put before three: a yes to that waits for the coordinator."""
    three = tuple(officer(town, last) for last in ("Smith", "[Sgt]", "=HYPER"))
    offer(town, PAT, position(town, SEAT)[0], three)
    return town


def states(book: Book) -> list[str]:
    found = book.reader().execute("SELECT state FROM received ORDER BY id")
    return [state for (state,) in found]


async def test_a_yes_is_accepted_with_one_key_and_taken_back_with_another(
    app: BookApp, offered: Book
) -> None:
    text(offered, "Smith", "yes {code}")
    async with opened(app) as driver:
        await driver.press("f9")
        assert "1. CAN" in driver.row()
        await driver.press("a")
        assert holder(offered, SEAT) == "Smith [/b]"
        assert "YES accepted · u undoes" in driver.message
        assert driver.rows() == []
        await driver.press("u")
        assert holder(offered, SEAT) is None
        assert len(driver.rows()) == 1


async def test_marked_ones_are_accepted_together_and_the_first_has_the_seat(
    app: BookApp, offered: Book
) -> None:
    text(offered, "Smith", "yes {code}")
    text(offered, "[Sgt]", "yes {code}")
    async with opened(app) as driver:
        await driver.press("f9", "V")
        assert "2 marked" in driver.status
        await driver.press("a")
        assert holder(offered, SEAT) == "Smith [/b]"
        assert "2 answers accepted" in driver.message
        assert driver.rows() == []


async def test_a_strangers_answer_is_linked_and_then_accepted(app: BookApp, offered: Book) -> None:
    text(offered, "Smith", "yes {code}", phone="+16175550999")
    async with opened(app) as driver:
        await driver.press("f9")
        assert "? +16175550999" in driver.row()
        await driver.press("a")
        assert "say who" in driver.message
        await driver.press("e")
        window = driver.app.screen
        assert isinstance(window, Choose)
        assert "Smith [/b], Chris #1010 (the code is his)" in window.choices[0][1]
        await driver.press("1")
        assert "1. CAN" in driver.row()
        await driver.press("a")
        assert holder(offered, SEAT) == "Smith [/b]"


async def test_anybody_can_be_named_by_badge(app: BookApp, offered: Book) -> None:
    text(offered, "Smith", "yes {code}", phone="+16175550999")
    async with opened(app) as driver:
        await driver.press("f9", "e", "2")
        await driver.type("1000")
        await driver.press("enter")
        assert "Adams" in driver.row()
        await driver.press("a")
        assert "The code is not that of Chris Adams" in driver.message
        assert holder(offered, SEAT) is None


async def test_what_is_put_aside_is_found_again(app: BookApp, offered: Book) -> None:
    text(offered, "Smith", "yes {code}")
    async with opened(app) as driver:
        await driver.press("f9", "x")
        assert states(offered) == ["ignored"]
        assert driver.rows() == []
        await driver.press("u")
        assert states(offered) == ["waiting"]
        assert len(driver.rows()) == 1


async def test_what_was_done_by_itself_is_taken_back_from_the_list(
    app: BookApp, offered: Book
) -> None:
    text(offered, "Smith", "no {code}")
    assert states(offered) == ["done"]
    async with opened(app) as driver:
        await driver.press("f9", "f", "3")
        assert "DONE by officer 1010" in driver.row()
        await driver.press("z")
        assert states(offered) == ["waiting"]
