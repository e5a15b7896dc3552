"""Pictures of the set-up, the self-test and the help."""

from coordinator.actions.care.said import attention, broken, fine
from coordinator.app import BookApp
from screens.book.doctor import Doctor
from tests.screens.driver import Driver
from tests.screens.pictures import SnapCompare, at_both_sizes, on_one_python, picture_after

pytestmark = on_one_python
FOUND = (
    fine("Book", "file", "8.4 MB, quick check passed, schema 8"),
    fine("Book", "chain", "211 actions, 16,006 changes, all sealed"),
    attention("Backups", "newest", "It is 3 days old.", "`coordinator backup` makes one."),
    broken("Ways", "gateway for email", "mail.town.gov refused [/b] the login.", "Settings"),
    fine("Terminal", "colours", "256, which is enough"),
)


@at_both_sizes
def test_picture_of_the_set_up(
    app: BookApp, snap_compare: SnapCompare, size: tuple[int, int]
) -> None:
    async def there(driver: Driver) -> None:
        driver.app.go("setup")
        await driver.settled()

    assert picture_after(app, snap_compare, size, there)


@at_both_sizes
def test_picture_of_the_self_test(
    app: BookApp, snap_compare: SnapCompare, size: tuple[int, int]
) -> None:
    async def there(driver: Driver) -> None:
        driver.app.go("doctor")
        await driver.settled()
        assert isinstance(driver.screen, Doctor)
        driver.screen._show(FOUND)

    assert picture_after(app, snap_compare, size, there)


@at_both_sizes
def test_picture_of_the_help(
    app: BookApp, snap_compare: SnapCompare, size: tuple[int, int]
) -> None:
    async def there(driver: Driver) -> None:
        await driver.press("f1")
        await driver.type("who is over hours")
        await driver.app.workers.wait_for_complete()
        await driver.settled()

    assert picture_after(app, snap_compare, size, there)
