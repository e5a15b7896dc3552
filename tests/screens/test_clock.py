"""A clock that was put back is said once, when the book opens and while it is open."""

from coordinator.app import BookApp
from coordinator.app_watch import CLOCK_BACK
from coordinator.desk import Desk
from storage.actor import Actor
from storage.database import Book
from storage.models import Rank
from tests.screens.driver import opened
from tests.screens.town import DAY, HOUR, NOW


def act(town: Book, now: int) -> None:
    with town.action(Actor("Robin", now), "add rank", "rank") as tx:
        tx.add(Rank(code="LT", name="Lieutenant", level=9))


async def test_the_book_was_last_used_under_a_later_clock(app: BookApp, town: Book) -> None:
    act(town, NOW + DAY)
    async with opened(app) as driver:
        assert driver.message.endswith(CLOCK_BACK)


async def test_minutes_are_not_worth_a_word(app: BookApp, town: Book) -> None:
    act(town, NOW + 10 * 60)
    async with opened(app) as driver:
        assert driver.message == ""


async def test_it_is_said_once_while_the_book_is_open(town: Book) -> None:
    times = [NOW]
    desk = Desk(town, clock=lambda: times[0])
    app = BookApp(desk, sending=False)
    async with opened(app) as driver:
        assert driver.message == ""
        times[0] -= HOUR
        app._watch()
        assert driver.message.endswith(CLOCK_BACK)
        driver.screen.say("")
        app._watch()
        assert driver.message == ""
    desk.close()
