"""Hours: typed line by line, corrected with a reason, signed off in bulk."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from coordinator.app import BookApp
from screens.money.hours_entry import Typed, read_hours
from storage.database import Book
from tests.screens.driver import Driver, opened

ZONE = ZoneInfo("America/New_York")
ENTRIES = "SELECT count(*) FROM timesheet_entry WHERE state = ?"


async def typed(driver: Driver, *texts: str) -> None:
    """Type each text over what stands in the field, and enter."""
    for text in texts:
        await driver.press("home", "ctrl+k")
        await driver.type(text)
        await driver.press("enter")


async def test_two_lines_one_after_the_other(app: BookApp, town: Book) -> None:
    async with opened(app) as driver:
        await driver.press("f7", "e")
        await typed(driver, "0915", "13:30", "1300", "1730")
        found = town.reader().execute(
            "SELECT started_at - assignment.starts_at, ended_at - assignment.ends_at"
            " FROM timesheet_entry JOIN assignment ON assignment.id = assignment_id ORDER BY 1"
        )
        assert sorted(found.fetchall()) == [(0, 1800), (900, 1800)]
        await driver.press("escape")
        assert "09:15-13:30" in driver.rows()[0]
        assert "ENTERED" in driver.rows()[0]


async def test_what_is_no_time_is_said_and_stays_to_be_mended(app: BookApp, town: Book) -> None:
    async with opened(app) as driver:
        await driver.press("f7", "e")
        await typed(driver, "0915", "2575")
        assert "'2575' is no time." in driver.message
        assert town.reader().execute(ENTRIES, ("entered",)).fetchone() == (0,)
        await typed(driver, "1330")
        assert town.reader().execute(ENTRIES, ("entered",)).fetchone() == (1,)


async def test_all_that_worked_as_scheduled_in_three_keys(app: BookApp, town: Book) -> None:
    async with opened(app) as driver:
        await driver.press("f7", "V", "a")
        assert town.reader().execute(ENTRIES, ("approved",)).fetchone() == (9,)
        assert "9 entries approved" in driver.message
        assert "0 assignments" in driver.status


async def test_who_differs_is_left_and_named(app: BookApp, town: Book) -> None:
    async with opened(app) as driver:
        await driver.press("f7", "e")
        await typed(driver, "0915", "1330")
        await driver.press("escape", "V", "a")
        assert town.reader().execute(ENTRIES, ("approved",)).fetchone() == (8,)
        assert town.reader().execute(ENTRIES, ("entered",)).fetchone() == (1,)
        assert "not as scheduled" in driver.message
        # By itself it is approved as it stands.
        await driver.press("a")
        assert town.reader().execute(ENTRIES, ("approved",)).fetchone() == (9,)


async def test_a_correction_asks_why_and_keeps_what_stood(app: BookApp, town: Book) -> None:
    async with opened(app) as driver:
        await driver.press("f7", "e")
        await typed(driver, "0915", "1330")
        await driver.press("escape", "g", "e")
        await typed(driver, "0930", "1330")
        await driver.type("clock was wrong")
        await driver.press("enter")
        found = town.reader().execute("SELECT state, reason FROM timesheet_entry ORDER BY id")
        assert found.fetchall() == [("replaced", ""), ("entered", "clock was wrong")]


def at(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp())


@pytest.mark.parametrize(
    ("texts", "scheduled", "wanted"),
    [
        # A night shift ends on the next day.
        (
            ("2200", "0600", "30"),
            ("2026-06-02T02:00", "2026-06-02T10:00"),
            ("2026-06-02T02:00", "2026-06-02T10:00", 30),
        ),
        # Begun before midnight though scheduled after it.
        (
            ("2345", "0600", ""),
            ("2026-06-02T04:15", "2026-06-02T10:00"),
            ("2026-06-02T03:45", "2026-06-02T10:00", 0),
        ),
        # 01:30 comes twice on 1 November: the one nearest to the scheduled end is meant.
        (
            ("2200", "0130", "0"),
            ("2026-11-01T02:00", "2026-11-01T06:30"),
            ("2026-11-01T02:00", "2026-11-01T06:30", 0),
        ),
    ],
)
def test_wall_times_are_taken_for_the_nearest_instant(
    texts: tuple[str, str, str], scheduled: tuple[str, str], wanted: tuple[str, str, int]
) -> None:
    found = read_hours(texts, (at(scheduled[0]), at(scheduled[1])), ZONE)
    assert found == Typed(at(wanted[0]), at(wanted[1]), wanted[2])


def test_a_time_that_the_clocks_skipped_is_said() -> None:
    scheduled = at("2026-03-08T07:30"), at("2026-03-08T12:00")
    found = read_hours(("0230", "0800", "0"), scheduled, ZONE)
    # The day before and after have a 02:30, but they are a day away.
    assert not isinstance(found, Typed) or abs(found.started_at - scheduled[0]) > 20 * 3600


SAID = (
    "SELECT stated_by, ended_at - assignment.ends_at, said_by FROM stated_hours"
    " JOIN assignment ON assignment.id = assignment_id"
)


async def test_what_each_side_says_stands_beside_and_is_agreed_on(app: BookApp, town: Book) -> None:
    async with opened(app) as driver:
        await driver.press("f7", "n", "enter", "enter")
        await typed(driver, "0900", "1300")
        assert "punched" in driver.message
        await driver.press("n", "j", "j", "enter")
        await driver.type("Ann Roe")
        await driver.press("enter")
        await typed(driver, "0900", "1330")
        assert town.reader().execute(SAID).fetchall() == [
            ("punched", 0, ""),
            ("certified", 1800, "Ann Roe"),
        ]
        assert "P=E+30" in driver.rows()[0]
        await driver.press("equals_sign")
        assert "certified and scheduled differ by 30 minutes" in driver.message
        await driver.press("d", "j", "j", "enter")
        await driver.type("stayed for the tow truck")
        await driver.press("enter")
        assert "as certified, and approved" in driver.message
        found = town.reader().execute("SELECT state, reason FROM timesheet_entry").fetchall()
        assert found == [("approved", "stayed for the tow truck")]
        await driver.press("u")
        assert town.reader().execute("SELECT count(*) FROM timesheet_entry").fetchone() == (0,)


async def test_where_all_agree_one_key_approves(app: BookApp, town: Book) -> None:
    async with opened(app) as driver:
        await driver.press("f7", "n", "enter", "enter")
        await typed(driver, "0900", "1300")
        await driver.press("equals_sign")
        assert "1 entries approved" in driver.message
        assert town.reader().execute(ENTRIES, ("approved",)).fetchone() == (1,)
