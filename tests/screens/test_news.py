"""What is new is said without taking a key from whoever has begun, and told when asked."""

from coordinator.app import BookApp
from coordinator.desk import Desk
from screens.book.lock import LockScreen
from screens.modals import Reader
from tests.screens.driver import opened


async def test_it_is_said_and_takes_no_key(desk: Desk) -> None:
    app = BookApp(desk, sending=False, news="- carts may be lent")
    async with opened(app) as driver:
        assert driver.screen.NAME == "today"
        assert "ctrl+n" in driver.message
        await driver.press("f5")
        assert driver.screen.NAME == "officers"
        await driver.press("ctrl+n")
        assert isinstance(app.screen, Reader)
        assert "carts may be lent" in app.screen.words
        await driver.press("escape", "ctrl+l", "ctrl+n")
        assert isinstance(app.screen, LockScreen)


async def test_without_anything_new_it_tells_of_this_version(app: BookApp) -> None:
    async with opened(app) as driver:
        assert "ctrl+n" not in driver.message
        await driver.press("ctrl+n")
        assert isinstance(app.screen, Reader)
        assert "One SQLite file" in app.screen.words
