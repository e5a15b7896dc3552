"""`F` on Officers: the fairness statement, read, drilled into and printed."""

from pathlib import Path

from coordinator.app import BookApp
from coordinator.keymap import keys_of
from screens.modals import Reader
from screens.oversight.fairness import FairnessScreen
from screens.people.officer import OfficerScreen
from storage.database import Book
from tests.screens.driver import Driver, opened
from tests.screens.waiting import work_ended


async def fairness(driver: Driver) -> FairnessScreen:
    await driver.press("f5", "F")
    screen = driver.app.screen
    assert isinstance(screen, FairnessScreen)
    await work_ended(driver, screen)
    return screen


def days_of(driver: Driver) -> set[int]:
    return {int(row.split(" | ")[2]) for row in driver.rows("shares")}


async def test_it_lists_everybody_by_share_with_a_bar(app: BookApp) -> None:
    async with opened(app) as driver:
        screen = await fairness(driver)
        statement = screen.statement
        assert statement is not None
        rows = driver.rows("shares")
        assert len(rows) == len(statement.shares) == 15
        percents = [share.percent or 0 for share in statement.shares]
        assert percents == sorted(percents, reverse=True)
        assert percents[0] > 100
        assert all("│" in row for row in rows)
        assert "2025-06-01 to 2026-05-31" in driver.status
        assert "out of order" in driver.message


async def test_enter_opens_the_officer_under_the_cursor(app: BookApp) -> None:
    async with opened(app) as driver:
        screen = await fairness(driver)
        assert screen.statement is not None
        await driver.press("j", "enter")
        assert isinstance(driver.app.screen, OfficerScreen)
        assert driver.app.screen.officer_id == screen.statement.shares[1].officer_id
        await driver.press("escape")
        assert driver.app.screen is screen
        assert screen.statement.shares[1].name[:5] in driver.text("#figures")


async def test_w_tells_both_tests_and_what_the_words_mean(app: BookApp) -> None:
    async with opened(app) as driver:
        await fairness(driver)
        await driver.press("w")
        window = driver.app.screen
        assert isinstance(window, Reader)
        assert "Were awards made in the recorded order?" in window.words
        assert "Can chance explain who won?" in window.words
        assert "Unpopular hours: from 22:00 to 06:00" in window.words


async def test_p_makes_the_sheet(app: BookApp, town: Book) -> None:
    async with opened(app) as driver:
        await fairness(driver)
        await driver.press("p", "down", "enter")
        (made,) = Path(f"{town.path}.documents").glob("fairness-*.pdf")
        assert made.read_bytes().startswith(b"%PDF")
        assert made.name in driver.message


async def test_another_period_and_the_one_before_it(app: BookApp) -> None:
    async with opened(app) as driver:
        screen = await fairness(driver)
        await driver.press("e")
        await driver.type("2026-05-25")
        await driver.press("enter")
        await driver.type("2026-06-07")
        await driver.press("enter")
        await work_ended(driver, screen)
        assert "2026-05-25 to 2026-06-07" in driver.status
        assert days_of(driver) == {14}
        await driver.press("less_than_sign")
        await work_ended(driver, screen)
        assert "2026-05-11 to 2026-05-24" in driver.status
        await driver.press("greater_than_sign")
        await work_ended(driver, screen)
        assert "2026-05-25 to 2026-06-07" in driver.status


async def test_a_period_turned_round_is_refused(app: BookApp) -> None:
    async with opened(app) as driver:
        await fairness(driver)
        await driver.press("e")
        await driver.type("2026-06-07")
        await driver.press("enter")
        await driver.type("2026-05-25")
        await driver.press("enter")
        assert "is no period" in driver.message
        assert "2025-06-01 to 2026-05-31" in driver.status


def test_every_key_of_it_does_something() -> None:
    missing = [
        k.id for k in keys_of("fairness") if not hasattr(FairnessScreen, f"action_{k.action}")
    ]
    assert missing == []
