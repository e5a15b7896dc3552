"""The month of the job book as a grid."""

from coordinator.app import BookApp
from screens.staffing.month import Month
from tests.screens.driver import Driver, opened
from tests.screens.pictures import SnapCompare, at_both_sizes, on_one_python, same_picture

MONTH = ("f4", "right_square_bracket", "right_square_bracket")


def month(driver: Driver) -> Month:
    screen = driver.app.screen
    assert isinstance(screen, Month)
    return screen


async def test_each_day_says_what_it_holds_and_opens_its_week(app: BookApp) -> None:
    async with opened(app) as driver:
        await driver.press(*MONTH)
        assert driver.status == "Month · June 2026 · 24 details · 8 open"
        cells = [str(cell) for cell in month(driver).grid.get_row_at(0)]
        assert cells[0] == "1*\n3 det !1"
        assert "3 details · 4 seats, 1 open" in driver.text("#under")
        await driver.press("down", "right", "enter")
        assert driver.status.startswith("Week · Mon 8 Jun")
        await driver.press("escape", "greater_than_sign")
        assert "July 2026 · 0 details" in driver.status
        await driver.press("less_than_sign", "less_than_sign")
        assert "May 2026 · 9 details" in driver.status
        await driver.press("t")
        await driver.type("2026-12-24")
        await driver.press("enter")
        assert "December 2026" in driver.status


@on_one_python
@at_both_sizes
def test_picture_of_a_month(app: BookApp, snap_compare: SnapCompare, size: tuple[int, int]) -> None:
    assert same_picture(app, snap_compare, size, *MONTH)
