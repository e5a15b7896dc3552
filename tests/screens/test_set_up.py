"""The guided set-up leads to where a step is done, and knows what it was sent for."""

from coordinator.app import BookApp
from screens.book.imports import Imports
from screens.modals import Ask
from tests.screens.driver import opened
from tests.screens.test_book_places import go


async def test_a_step_asks_for_its_file_and_the_last_one_leads_to_the_board(app: BookApp) -> None:
    async with opened(app) as driver:
        await go(driver, "setup")
        await driver.press("down", "enter")
        await driver.pilot.pause(0.2)
        assert isinstance(app.screen, Ask)
        assert "the roster" in driver.window
        await driver.press("escape")
        assert isinstance(app.screen, Imports)
        await driver.press("minus")
        await driver.press("down", "enter")
        await driver.pilot.pause(0.2)
        assert "the on-duty schedule" in driver.window
        await driver.press("escape", "minus", *["down"] * 4, "enter")
        await driver.settled()
        assert driver.screen.NAME == "board"
