"""What binds officers, from the keyboard: groups, interests, other work, figures."""

import pytest

from coordinator.app import BookApp
from screens.people import officer_acts
from screens.people.officer import OfficerScreen
from storage.database import Book
from tests.screens.driver import Driver, opened
from tests.screens.pictures import SnapCompare, at_both_sizes, on_one_python, picture_after

NEW = [what for what, _ in officer_acts.NEW]


async def adams(driver: Driver) -> None:
    await driver.press("f5", "slash")
    await driver.type("adams")
    await driver.press("enter", "enter")
    assert isinstance(driver.screen, OfficerScreen)


async def new(driver: Driver, what: str) -> None:
    """Choose from the menu of what is new by going down to it."""
    await driver.press("n", *(["down"] * NEW.index(what)), "enter")


async def duty(driver: Driver, kind: str, **more: str) -> None:
    """Enter duty by hand from eight to four today, with the form's other fields."""
    await new(driver, "duty")
    for name, text in {"kind": kind, "start": "08:00", "end": "16:00", **more}.items():
        await driver.field(name, text)
    await driver.press("ctrl+s")


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
        await driver.field("employer", "nobody")
        await driver.press("ctrl+s")
        assert "There is no employer nobody." in driver.message
        ((number, name),) = rows(town, "SELECT number, name FROM employer ORDER BY id LIMIT 1")
        await driver.field("employer", str(number))
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
        await driver.field("start", "18:00")
        await driver.field("end", "+4")
        await driver.field("employer", "Blue Moon")
        await driver.press("ctrl+s")
        assert rows(town, "SELECT ends_at - starts_at FROM outside_work") == [(14_400,)]
        assert "Blue Moon" in driver.text("#file")
        await new(driver, "drop")
        await driver.press("enter")
        assert rows(town, "SELECT id FROM outside_work") == []


async def test_duty_is_changed_by_hand(app: BookApp, town: Book) -> None:
    async with opened(app) as driver:
        await adams(driver)
        await duty(driver, "leave", leave_kind="vacation", reason="by the chief")
        laid = "SELECT kind, leave_kind, ends_at - starts_at, reason FROM shift_overlay"
        assert rows(town, laid) == [("leave", "vacation", 28_800, "by the chief")]


async def test_tier_and_figures_of_the_roster(app: BookApp, town: Book) -> None:
    async with opened(app) as driver:
        await adams(driver)
        await driver.press("e")
        await driver.field("tier", "reserve")
        await driver.field("figures", "merit")
        await driver.press("ctrl+s")
        assert "'merit' is no name with a date or number" in driver.message
        await driver.field("figures", "merit=12, promoted_on=2024-05-01")
        await driver.press("ctrl+s")
        kept = rows(town, "SELECT tier, figures FROM officer WHERE id = 1")
        assert kept == [("reserve", '{"merit": 12, "promoted_on": "2024-05-01"}')]
        assert "tier reserve · merit 12 · promoted_on 2024-05-01" in driver.text("#file")


async def test_who_schedules_and_leads_a_job(app: BookApp, town: Book) -> None:
    async with opened(app) as driver:
        await driver.press("enter", "E")
        await driver.field("run_by", "city")
        await driver.field("leader", "nobody")
        await driver.press("ctrl+s")
        assert "There is no officer nobody." in driver.message
        await driver.field("leader", "Adams")
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
            await driver.field("start", "18:00")
            await driver.field("end", "+4")
            await driver.field("employer", "Blue Moon")
            await driver.press("ctrl+s", "end")

    assert picture_after(app, snap_compare, size, there)


async def test_duty_is_moved_by_hand(app: BookApp, town: Book) -> None:
    async with opened(app) as driver:
        await adams(driver)
        await duty(driver, "leave", reason="by the chief")
        (before,) = rows(town, "SELECT starts_at FROM shift_overlay WHERE kind = 'leave'")[0]
        if not isinstance(driver.screen, OfficerScreen):
            await driver.press("escape")  # what it hits
        await duty(driver, "moved to another time", to_start="10:00", reason="as he asked")
        laid = "SELECT starts_at - ? FROM shift_overlay WHERE kind = 'leave'"
        assert town.reader().execute(laid, (before,)).fetchall() == [(7200,)]


async def test_how_he_is_told_is_kept(app: BookApp, town: Book) -> None:
    async with opened(app) as driver:
        await adams(driver)
        await new(driver, "told")
        await driver.field("then", "sms")
        await driver.field("quiet", "22-06")
        await driver.press("ctrl+s")
        assert "no quiet hours" in driver.message
        await driver.field("quiet", "22:00-06:00")
        await driver.press("ctrl+s")
    kept = "SELECT channels, quiet_from, quiet_until FROM officer WHERE last_name = 'Adams'"
    assert rows(town, kept) == [("sms", "22:00", "06:00")]


async def test_he_says_when_he_cannot(app: BookApp, town: Book) -> None:
    async with opened(app) as driver:
        await adams(driver)
        await new(driver, "time")
        await driver.press("ctrl+s")
        assert rows(town, "SELECT kind, ends_at - starts_at FROM availability") == [
            ("unavailable", 86_400)
        ]
        assert "BUSY Mon 1 Jun" in driver.text("#file")
        await new(driver, "notime")
        await driver.press("enter")
        assert rows(town, "SELECT id FROM availability") == []
