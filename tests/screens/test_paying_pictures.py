"""Pictures of the tabs with which officers are paid and the accounts kept."""

import pytest

from coordinator.actions.pay.adjustments import add_adjustment
from coordinator.actions.pay.hours import Worked
from coordinator.actions.pay.hours_sheet import sign_off
from coordinator.actions.pay.payroll import lock_payroll
from coordinator.actions.pay.stated_hours import state_hours
from coordinator.actions.results import Actor
from coordinator.app import BookApp
from coordinator.desk import Desk
from screens.money.month_end import MonthEnd
from tests.screens.driver import Driver
from tests.screens.pictures import SnapCompare, at_both_sizes, on_one_python, picture_after
from tests.screens.waiting import work_ended

SCREENS = ("payroll", "payroll_run", "adjustments", "bank", "accounts", "month_end")


@pytest.fixture
def paid(desk: Desk) -> None:
    """Some hours are approved and paid, some waiting; fuel and parking are due."""
    now = desk.clock()
    rows = desk.book.reader().execute(
        "SELECT id, officer_id, starts_at, ends_at FROM assignment WHERE ends_at <= ? ORDER BY id",
        (now,),
    )
    ended = rows.fetchall()
    actor = Actor("Pat Coordinator", now)
    sign_off(desk.book, actor, [row[0] for row in ended[:4]])
    add_adjustment(desk.book, actor, ended[0][1], "2026-05-20", "FUEL", "fuel of May", -2_450)
    lock_payroll(desk.book, actor, "2026-05-18", "2026-06-01")
    sign_off(desk.book, actor, [row[0] for row in ended[4:7]])
    add_adjustment(desk.book, actor, ended[5][1], "2026-05-28", "PARK", "parking", 1_200)
    assignment, _, start, end = ended[8]
    for side, minutes in (("punched", 0), ("claimed", 15), ("certified", -30)):
        worked = Worked(start, end + 60 * minutes)
        state_hours(desk.book, actor, assignment, side, worked, "Ann Roe")


@on_one_python
@pytest.mark.usefixtures("paid")
@at_both_sizes
@pytest.mark.parametrize("name", [*SCREENS, "stated"])
def test_picture(name: str, size: tuple[int, int], app: BookApp, snap_compare: SnapCompare) -> None:
    async def there(driver: Driver) -> None:
        await driver.press("f7" if name == "stated" else "f8")
        while name != "stated" and name.replace("_run", "") != driver.screen.NAME:
            await driver.press("right_square_bracket")
        if name == "payroll_run":
            await driver.press("i")
        if isinstance(driver.screen, MonthEnd):
            await work_ended(driver, driver.screen)

    assert picture_after(app, snap_compare, size, there)
