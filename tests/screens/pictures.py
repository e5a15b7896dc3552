"""Pictures of screens at 80x24 and at 120x40, compared with those that were looked at.

Made on Python 3.11 only: `pytest tests/screens -k picture --snapshot-update`.
"""

import sys
from collections.abc import Awaitable, Callable

import pytest
from textual.pilot import Pilot

from coordinator.app import BookApp
from tests.screens.driver import Driver

SnapCompare = Callable[..., bool]
SIZES = [(80, 24), (120, 40)]

on_one_python = pytest.mark.skipif(
    sys.version_info[:2] != (3, 11), reason="pictures are made and compared on one Python"
)
at_both_sizes = pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x40"])


def same_picture(
    app: BookApp, snap_compare: SnapCompare, size: tuple[int, int], *keys: str
) -> bool:
    """Press the keys one by one and compare what stands there then."""

    async def pressed(driver: Driver) -> None:
        for key in keys:
            await driver.press(key)

    return picture_after(app, snap_compare, size, pressed)


def picture_after(
    app: BookApp,
    snap_compare: SnapCompare,
    size: tuple[int, int],
    going: Callable[[Driver], Awaitable[None]],
) -> bool:
    """Go where the picture is taken and compare what stands there then."""

    async def there(pilot: Pilot[None]) -> None:
        driver = Driver(app, pilot)
        await driver.settled()
        await going(driver)
        # The pane at the side waits for the cursor to rest.
        await pilot.pause(0.5)
        await driver.settled()

    app.animation_level = "none"
    return snap_compare(app, terminal_size=size, run_before=there)
