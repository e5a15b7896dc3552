"""The log: what was done, what it changed, and each action taken back from there."""

from coordinator.app import BookApp
from coordinator.desk import Desk
from screens.book.history import History
from screens.modals import Confirm
from storage.database import Book
from tests.screens.driver import opened

UNIT = "SELECT unit FROM officer WHERE id = 1"


def changed_twice(desk: Desk) -> None:
    """Two actions of one person on two officers."""
    from coordinator.actions.people.roster import change_officer

    change_officer(desk.book, desk.actor(), 1, {"unit": "[b]North"})
    change_officer(desk.book, desk.actor(), 2, {"unit": "South"})


async def test_the_newest_stands_first_with_its_subject(app: BookApp, desk: Desk) -> None:
    changed_twice(desk)
    async with opened(app, wide=True) as driver:
        await driver.press("f10")
        assert isinstance(driver.screen, History)
        assert "change officer | Baker" in driver.rows()[0]
        assert "change officer | Adams" in driver.rows()[1]


async def test_enter_shows_each_value_before_and_after(app: BookApp, desk: Desk) -> None:
    changed_twice(desk)
    async with opened(app) as driver:
        await driver.press("f10", "j", "enter")
        words = str(driver.app.screen.query_one(".reader Static").content)
        assert "unit: nothing → [b]North" in words


async def test_an_earlier_action_is_undone_from_there(app: BookApp, desk: Desk, town: Book) -> None:
    changed_twice(desk)
    async with opened(app) as driver:
        await driver.press("f10", "j", "z")
        assert isinstance(driver.app.screen, Confirm)
        assert "Undo of 'change officer'" in driver.app.screen.words
        await driver.press("y")
        assert town.reader().execute(UNIT).fetchone() == ("",)
        later = town.reader().execute("SELECT unit FROM officer WHERE id = 2").fetchone()
        assert later == ("South",)


async def test_what_later_work_stands_on_is_refused_with_the_reason(
    app: BookApp, desk: Desk, town: Book
) -> None:
    from coordinator.actions.people.roster import change_officer

    changed_twice(desk)
    change_officer(desk.book, desk.actor(), 1, {"unit": "West"})
    async with opened(app) as driver:
        await driver.press("f10", "j", "j", "z", "y")
        assert town.reader().execute(UNIT).fetchone() == ("West",)
        assert driver.screen.query_one("MessageLine").has_class("-refused")
        assert driver.message


async def test_what_is_final_says_what_to_do_instead(app: BookApp, town: Book) -> None:
    async with opened(app) as driver:
        await driver.press("f10", "G", "z", "y")
        assert "The opening of the book cannot be taken back." in driver.message


def number_of(row: str) -> str:
    """The action's number in a row of the table."""
    return next(part for part in row.split(" | ") if part.strip().isdecimal())


async def test_what_was_taken_back_says_by_which_action_and_a_redo_clears_it(
    app: BookApp, desk: Desk
) -> None:
    changed_twice(desk)
    async with opened(app, wide=True) as driver:
        await driver.press("f10", "u")
        undo, south = driver.rows()[:2]
        assert "undo | change officer of Pat Coordinator" in undo
        number = number_of(undo)
        assert undo.endswith(f"of {number_of(south)}")
        assert south.endswith(f"UNDONE BY {number}")
        await driver.press("U")
        redo, undo, south = driver.rows()[:3]
        assert redo.endswith(f"of {number}")
        assert undo.endswith(f"UNDONE BY {number_of(redo)}")
        assert not south.endswith(f"UNDONE BY {number}")
        await driver.press("u")
        assert driver.rows()[3].endswith(f"UNDONE BY {number_of(driver.rows()[0])}")


async def test_a_filter_shows_only_what_was_taken_back(app: BookApp, desk: Desk) -> None:
    changed_twice(desk)
    async with opened(app, wide=True) as driver:
        await driver.press("f10", "u", "slash")
        await driver.type("is:undone")
        await driver.press("enter")
        assert len(driver.rows()) == 1
        assert "change officer | Baker" in driver.rows()[0]
