"""One picture of each screen at 80x24 and at 120x40. Everything else is asserted as text.

Made on Python 3.11 only: `pytest tests/screens/test_snapshots.py --snapshot-update`.
"""

import sys
from collections.abc import Callable

import pytest
from textual.pilot import Pilot

from coordinator.app import BookApp
from tests.screens.driver import Driver

pytestmark = pytest.mark.skipif(
    sys.version_info[:2] != (3, 11), reason="pictures are made and compared on one Python"
)

SCREENS = {
    "today": (),
    "detail": ("enter",),
    "call_off": ("c",),
    "refill": ("j", "r"),
    "board": ("f3",),
    "jobs": ("f4",),
    "week": ("f4", "right_square_bracket"),
    "new_job": ("n",),
    "officers": ("f5",),
    "officer": ("f5", "enter"),
    "employers": ("f6",),
    "employer": ("f6", "enter"),
    "hours": ("f7",),
    "invoices": ("f8",),
    "messages": ("f9",),
    "history": ("f10",),
    "policy": ("f10", "right_square_bracket"),
    "help": ("question_mark",),
    "light": ("f11",),
}
SIZES = [(80, 24), (120, 40)]


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x40"])
@pytest.mark.parametrize("name", SCREENS)
def test_picture(
    name: str, size: tuple[int, int], app: BookApp, snap_compare: Callable[..., bool]
) -> None:
    async def there(pilot: Pilot[None]) -> None:
        driver = Driver(app, pilot)
        await driver.settled()
        for key in SCREENS[name]:
            await driver.press(key)
        # The pane at the side waits for the cursor to rest.
        await pilot.pause(0.5)
        await driver.settled()

    app.animation_level = "none"
    assert snap_compare(app, terminal_size=size, run_before=there)
