"""One detail: what is marked on its seats, and what a cancelled one still allows."""

from coordinator.app import BookApp
from screens.detail import DetailScreen
from storage.database import Book
from tests.screens.driver import opened


def seat_a(town: Book) -> tuple[str, bool]:
    """State of the assignment on 26-0001.4a, and whether its officer was seen."""
    found = town.reader().execute(
        "SELECT assignment.state, seen_at IS NOT NULL FROM assignment"
        " JOIN position ON position.id = position_id WHERE number = '26-0001.4a'"
        " ORDER BY assignment.id DESC"
    )
    state, seen = found.fetchone()
    return state, bool(seen)


async def test_seen_no_show_and_back(app: BookApp, town: Book) -> None:
    async with opened(app) as driver:
        await driver.press("enter")
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
