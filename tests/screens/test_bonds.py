"""What binds officers, from the keyboard: groups, interests, other work, figures."""

import pytest

from coordinator.app import BookApp
from screens.officer import OfficerScreen
from storage.database import Book
from tests.screens.driver import Driver, opened
from tests.screens.pictures import SnapCompare, at_both_sizes, on_one_python, picture_after

NEW = ("status", "end", "rank", "certificate", "paper", "exclusion", "together", "note", "group",
       "leave", "interest", "over", "outside", "drop", "duty")  # fmt: skip


async def adams(driver: Driver) -> None:
    await driver.press("f5", "slash")
    await driver.type("adams")
    await driver.press("enter", "enter")
    assert isinstance(driver.screen, OfficerScreen)


async def new(driver: Driver, what: str) -> None:
    """Choose from the menu of what is new by going down to it."""
    await driver.press("n", *(["down"] * NEW.index(what)), "enter")


async def field(driver: Driver, name: str, text: str) -> None:
    driver.app.screen.query_one(f"#field-{name}").focus()
    await driver.press("end", "ctrl+u")
    await driver.type(text)


def rows(town: Book, sql: str) -> list[tuple[object, ...]]:
    return town.reader().execute(sql).fetchall()


async def test_into_a_group_and_out_of_it(app: BookApp, town: Book) -> None:
    async with opened(app) as driver:
        await adams(driver)
        await new(driver, "group")
        await driver.type("marine")
        await driver.press("ctrl+s")
        assert "marine from 2026-06-01" in driver.text("#file")
        await new(driver, "leave")
        await driver.press("enter")
        await driver.type("+3")
        await driver.press("enter")
        held = rows(town, "SELECT name, from_on, until_on FROM group_member")
        assert held == [("marine", "2026-06-01", "2026-06-04")]
        await driver.press("u")
        assert rows(town, "SELECT until_on FROM group_member") == [(None,)]


async def test_an_interest_from_the_officers_side(app: BookApp, town: Book) -> None:
    async with opened(app) as driver:
        await adams(driver)
        await new(driver, "interest")
        await field(driver, "employer", "nobody")
        await driver.press("ctrl+s")
        assert "There is no employer nobody." in driver.message
        ((number, name),) = rows(town, "SELECT number, name FROM employer ORDER BY id LIMIT 1")
        await field(driver, "employer", str(number))
        await driver.press("ctrl+s")
        assert rows(town, "SELECT relation, employer_id FROM conflict") == [("own_business", 1)]
        assert "own business:" in driver.text("#file")
        assert name
        await new(driver, "over")
        await driver.press("enter")
        await driver.type("+3")
        await driver.press("enter")
        assert rows(town, "SELECT until_on FROM conflict") == [("2026-06-04",)]


async def test_an_interest_from_the_employers_side(app: BookApp, town: Book) -> None:
    async with opened(app) as driver:
        await driver.press("f6", "enter", "n", "4")
        await driver.type("adams")
        await driver.press("ctrl+s")
        ((officer, employer),) = rows(town, "SELECT officer_id, employer_id FROM conflict")
        assert officer == 1
        assert any(row.startswith("TIE") and "Adams" in row for row in driver.rows("parts"))
        assert employer


async def test_work_for_somebody_else(app: BookApp, town: Book) -> None:
    async with opened(app) as driver:
        await adams(driver)
        await new(driver, "outside")
        await field(driver, "start", "18:00")
        await field(driver, "end", "+4")
        await field(driver, "employer", "Blue Moon")
        await driver.press("ctrl+s")
        assert rows(town, "SELECT ends_at - starts_at FROM outside_work") == [(14_400,)]
        assert "Blue Moon" in driver.text("#file")
        await new(driver, "drop")
        await driver.press("enter")
        assert rows(town, "SELECT id FROM outside_work") == []


async def test_duty_is_changed_by_hand(app: BookApp, town: Book) -> None:
    async with opened(app) as driver:
        await adams(driver)
        await new(driver, "duty")
        await field(driver, "kind", "leave")
        await field(driver, "start", "08:00")
        await field(driver, "end", "16:00")
        await field(driver, "leave_kind", "vacation")
        await field(driver, "reason", "by the chief")
        await driver.press("ctrl+s")
        laid = "SELECT kind, leave_kind, ends_at - starts_at, reason FROM shift_overlay"
        assert rows(town, laid) == [("leave", "vacation", 28_800, "by the chief")]


async def test_tier_and_figures_of_the_roster(app: BookApp, town: Book) -> None:
    async with opened(app) as driver:
        await adams(driver)
        await driver.press("e")
        await field(driver, "tier", "reserve")
        await field(driver, "figures", "merit")
        await driver.press("ctrl+s")
        assert "'merit' is no name with a date or number" in driver.message
        await field(driver, "figures", "merit=12, promoted_on=2024-05-01")
        await driver.press("ctrl+s")
        kept = rows(town, "SELECT tier, figures FROM officer WHERE id = 1")
        assert kept == [("reserve", '{"merit": 12, "promoted_on": "2024-05-01"}')]
        assert "tier reserve · merit 12 · promoted_on 2024-05-01" in driver.text("#file")


async def test_who_schedules_and_leads_a_job(app: BookApp, town: Book) -> None:
    async with opened(app) as driver:
        await driver.press("enter", "E")
        await field(driver, "run_by", "city")
        await field(driver, "leader", "nobody")
        await driver.press("ctrl+s")
        assert "There is no officer nobody." in driver.message
        await field(driver, "leader", "Adams")
        await driver.press("ctrl+s")
        assert rows(town, "SELECT run_by, led_by_id FROM job WHERE run_by IS NOT NULL") == [
            ("city", 1)
        ]


@on_one_python
@at_both_sizes
@pytest.mark.parametrize("what", ["interest", "outside", "roster", "bound"])
def test_picture(what: str, size: tuple[int, int], app: BookApp, snap_compare: SnapCompare) -> None:
    async def there(driver: Driver) -> None:
        await adams(driver)
        if what == "roster":
            await driver.press("e")
        elif what != "bound":
            await new(driver, what)
        else:
            await new(driver, "group")
            await driver.type("marine")
            await driver.press("ctrl+s")
            await new(driver, "outside")
            await field(driver, "start", "18:00")
            await field(driver, "end", "+4")
            await field(driver, "employer", "Blue Moon")
            await driver.press("ctrl+s", "end")

    assert picture_after(app, snap_compare, size, there)


async def test_duty_is_moved_by_hand(app: BookApp, town: Book) -> None:
    async with opened(app) as driver:
        await adams(driver)
        await new(driver, "duty")
        await field(driver, "kind", "leave")
        await field(driver, "start", "08:00")
        await field(driver, "end", "16:00")
        await field(driver, "reason", "by the chief")
        await driver.press("ctrl+s")
        (before,) = rows(town, "SELECT starts_at FROM shift_overlay WHERE kind = 'leave'")[0]
        if not isinstance(driver.screen, OfficerScreen):
            await driver.press("escape")  # what it hits
        await new(driver, "duty")
        await field(driver, "kind", "moved to another time")
        await field(driver, "start", "08:00")
        await field(driver, "end", "16:00")
        await field(driver, "to_start", "10:00")
        await field(driver, "reason", "as he asked")
        await driver.press("ctrl+s")
        laid = "SELECT starts_at - ? FROM shift_overlay WHERE kind = 'leave'"
        assert town.reader().execute(laid, (before,)).fetchall() == [(7200,)]
