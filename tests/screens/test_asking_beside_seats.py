"""Asked by message from the windows of an exchange, a backup's entry and a call-off: ctrl+o."""

import pytest

from coordinator.actions.policy.policies import Adopted, adopt_policy
from coordinator.app import BookApp
from screens.modals import Choose, Confirm
from screens.staffing.asking_by_message import AllowWindow, OverrideWindow
from screens.staffing.call_off import CallOffScreen
from screens.staffing.detail import DetailScreen
from storage.database import Book
from tests.actions.phones import one
from tests.actions.test_exchanging import coming, free_officer, holders
from tests.screens import test_seats
from tests.screens.driver import Driver, opened
from tests.screens.pictures import SnapCompare, at_both_sizes, on_one_python, picture_after
from tests.screens.test_asking_by_message import PAT, RULE, reply, supervisors
from tests.screens.test_seats import at_seat, badge

STATE = "SELECT asked_of || ': ' || state FROM approval_request"


@pytest.fixture
def strict(town: Book) -> Book:
    """The town, where every detail is so long that a lieutenant must allow it."""
    assert isinstance(adopt_policy(town, PAT, RULE), Adopted)
    supervisors(town)
    return town


async def to_exchange(driver: Driver, book: Book, position: int, taker: int) -> None:
    """The window of the override for a replacement by an officer."""
    await at_seat(driver, book, position)
    await driver.press("C")
    await driver.type(badge(book, taker))
    await driver.press("enter")
    while isinstance(driver.app.screen, Choose):
        await driver.press("1")
    assert isinstance(driver.app.screen, Confirm)
    await driver.press("y")
    assert isinstance(driver.app.screen, OverrideWindow)


async def test_an_exchange(app: BookApp, strict: Book) -> None:
    given, position, _, _ = coming(strict)[0]
    taker = free_officer(strict, given)
    async with opened(app) as driver:
        await to_exchange(driver, strict, position, taker)
        await driver.type("both want it")
        await driver.press("ctrl+o", "1")
        assert "Lt. Cole is asked" in driver.message
        assert isinstance(app.screen, DetailScreen)
        assert "Lt. Cole asked about" in driver.text("#past")
    assert holders(strict)[position] != taker
    reply(strict, "YES")
    assert holders(strict)[position] == taker


async def test_a_backup_stands_on_today_and_is_taken_back_there(app: BookApp, strict: Book) -> None:
    given, position, _, _ = coming(strict)[0]
    async with opened(app) as driver:
        await at_seat(driver, strict, position)
        await driver.press("B")
        await driver.type(badge(strict, free_officer(strict, given)))
        await driver.press("enter")
        assert isinstance(app.screen, OverrideWindow)
        await driver.type("asked him")
        await driver.press("ctrl+o", "1")
        assert "Lt. Cole is asked" in driver.message
        assert "as backup: open" in driver.text("#past")
        await driver.press("escape")
        (line,) = (row for row in driver.rows("needs") if row.startswith("ASKED"))
        assert "to stand by for" in line
        place = driver.rows("needs").index(line)
        await driver.press("shift+tab", *"j" * place, "enter")
        assert isinstance(driver.screen, DetailScreen)
        await driver.press("escape", "Z")
        assert one(strict, STATE) == "Lt. Cole: withdrawn"


@pytest.mark.parametrize("key", ["y", "r"])
async def test_a_call_off_against_its_rule(app: BookApp, town: Book, key: str) -> None:
    assert isinstance(adopt_policy(town, PAT, test_seats.RULE), Adopted)
    supervisors(town)
    _, position, _, _ = coming(town)[0]
    async with opened(app) as driver:
        await at_seat(driver, town, position)
        await driver.press("c", "2", key)
        assert isinstance(app.screen, AllowWindow)
        await driver.press("ctrl+o", "1")
        assert "Lt. Cole is asked" in driver.message
        assert isinstance(app.screen, CallOffScreen)
    assert position in holders(town)
    assert str(one(town, "SELECT words FROM approval_request")).endswith(": family")
    reply(town, "YES")
    assert position not in holders(town)
    assert one(town, "SELECT reason || ' ' || allowed_by FROM call_off") == "family Lt. Cole"


@on_one_python
@at_both_sizes
def test_picture(
    size: tuple[int, int], app: BookApp, town: Book, snap_compare: SnapCompare
) -> None:
    assert isinstance(adopt_policy(town, PAT, test_seats.RULE), Adopted)

    async def there(driver: Driver) -> None:
        await at_seat(driver, town, coming(town)[0][1])
        await driver.press("c", "y")

    assert picture_after(app, snap_compare, size, there)
