"""Today tells which group may be asked by now, and enter leads to where it is asked."""

from coordinator.actions.policy.policies import Adopted, adopt_policy
from coordinator.actions.results import Actor
from coordinator.app import BookApp
from screens.staffing.refill import RefillScreen
from storage.database import Book
from tests.screens.driver import opened
from tests.screens.town import NOW

WAVES = """
effective_on = 2026-05-31
[rotation]
who = "everybody"
[[rotation.tier]]
name = "full_time"
[[rotation.tier]]
name = "reserve"
opens = { hours_before = 8 }
"""


async def test_enter_on_a_tier_that_has_opened_is_refill(app: BookApp, town: Book) -> None:
    assert isinstance(adopt_policy(town, Actor("Pat Coordinator", NOW), WAVES), Adopted)
    async with opened(app) as driver:
        rows = driver.rows("needs")
        (place,) = (n for n, row in enumerate(rows) if row.startswith("NEXT TIER"))
        assert "26-0002.4b: 'reserve' may be asked since 05:00" in rows[place]
        await driver.press("shift+tab", *("down",) * place, "enter")
        assert isinstance(driver.screen, RefillScreen)
        assert "26-0002.4b" in driver.status
