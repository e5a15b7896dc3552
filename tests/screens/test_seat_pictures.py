"""Pictures of the windows about a seat."""

import pytest

from coordinator.actions.jobs.jobs import change_job
from coordinator.actions.policy.policies import Adopted, adopt_policy
from coordinator.actions.staffing.leaving import call_off
from coordinator.actions.staffing.regulars import NewRegular, add_regular
from coordinator.actions.staffing.standby import add_backup
from coordinator.app import BookApp
from storage.database import Book
from tests.actions.test_exchanging import coming, free_for, rows
from tests.screens.driver import Driver
from tests.screens.pictures import SnapCompare, at_both_sizes, on_one_python, picture_after
from tests.screens.test_seats import PAT, RULE, at_seat, badge

PICTURES = ("call_off_rule", "in_return", "verdicts", "prices", "happened", "regulars", "backup")


@on_one_python
@at_both_sizes
@pytest.mark.parametrize("name", PICTURES)
def test_picture(
    name: str,
    size: tuple[int, int],
    app: BookApp,
    town: Book,
    snap_compare: SnapCompare,
) -> None:
    position = coming(town)[0][1]
    taker = badge(town, coming(town)[1][2])
    keys: dict[str, tuple[str, ...]] = {
        "call_off_rule": ("c", "m"),
        "in_return": ("C", *taker, "enter"),
        "verdicts": ("C", *taker, "enter", "2", "1"),
        "prices": ("d", *"1100", "enter"),
        "happened": ("H", *taker, "enter"),
        "regulars": ("L",),
        "backup": ("r",),
    }
    if name == "call_off_rule":
        assert isinstance(adopt_policy(town, PAT, RULE), Adopted)
    if name == "backup":
        detail = rows(town, "SELECT detail_id FROM position WHERE id = ?", position)[0][0]
        add_backup(town, PAT, detail, free_for(town, [(position,)]), reason="x")
        call_off(town, PAT, coming(town)[0][0], "sick")
        change_job(town, PAT, 1, {"asked_officer_id": 5})
    if name == "regulars":
        add_regular(town, PAT, NewRegular(1, 5, "2026-01-01", "2026-12-31", weekdays="mo we"))

    async def there(driver: Driver) -> None:
        await at_seat(driver, town, position)
        for key in keys[name]:
            await driver.press(key)

    assert picture_after(app, snap_compare, size, there)
