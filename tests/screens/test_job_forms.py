"""Entering, changing, copying and cancelling details by the keys."""

import json

from textual.widgets import Input

from coordinator.actions.policy.policies import Adopted, adopt_policy
from coordinator.actions.results import Actor
from coordinator.app import BookApp
from coordinator.desk import Desk
from screens.modals import Choose, Confirm
from screens.staffing.jobs import Jobs
from screens.staffing.today import Today
from storage.database import Book
from tests.screens.driver import Driver, opened
from tests.screens.pictures import SnapCompare, at_both_sizes, on_one_python, picture_after
from tests.screens.town import NOW

POLICY = """
name = "P"
effective_on = 2020-01-01
[[clause]]
kind = "supervisor_needed"
number = "6"
name = "supervisor"
role = "sergeant"
"""


async def fill_in(driver: Driver, *fields: str) -> None:
    """Type one field after the other; enter goes on to the next."""
    for field in fields:
        await driver.type(field)
        await driver.press("enter")


async def test_a_new_job_with_its_site_in_one_action(app: BookApp, town: Book) -> None:
    async with opened(app) as driver:
        await driver.press("n")
        await fill_in(driver, "harbor", "Crane", "Dock 7, 1 Dock St", "+1,+2", "0600", "1400")
        await driver.press("backspace")
        await driver.type("2")
        await driver.press("ctrl+s")
        found = town.reader().execute(
            "SELECT job.number, title, employer.name, site.name, site.address,"
            " (detail.ends_at - detail.starts_at) / 3600,"
            " (SELECT count(*) FROM position WHERE detail_id = detail.id)"
            " FROM detail JOIN job ON job.id = job_id JOIN site ON site.id = site_id"
            " JOIN employer ON employer.id = job.employer_id WHERE title = 'Crane'"
        )
        job = ("26-0004", "Crane", "Harbor Power & Light", "Dock 7", "1 Dock St", 8, 2)
        assert found.fetchall() == [job, job]
        assert "26-0004 entered with 2 detail(s)" in driver.message
        await driver.press("u")
        left = town.reader().execute("SELECT count(*) FROM site WHERE name = 'Dock 7'").fetchone()
        assert left == (0,)


async def test_what_cannot_be_read_is_said_and_nothing_is_written(app: BookApp, town: Book) -> None:
    async with opened(app) as driver:
        await driver.press("n")
        await fill_in(driver, "harbor", "Crane", "Pier 4", "31 february", "0600", "1400")
        await driver.press("ctrl+s")
        assert "is no date" in driver.message
        jobs = town.reader().execute("SELECT count(*) FROM job").fetchone()
        assert jobs == (3,)


async def test_a_time_in_the_gap_of_the_clock_is_refused(app: BookApp) -> None:
    async with opened(app) as driver:
        await driver.press("n")
        await fill_in(driver, "harbor", "Crane", "Pier 4", "2027-03-14", "0230", "1400")
        await driver.press("ctrl+s")
        assert "clocks go forward" in driver.message


async def test_a_half_filled_form_is_there_again(app: BookApp, town: Book, desk: Desk) -> None:
    async with opened(app) as driver:
        await driver.press("n")
        await fill_in(driver, "harbor", "Crane [/b]")
        await driver.press("escape")
        kept = town.reader().execute("SELECT fields FROM draft WHERE key = 'job:new'").fetchone()
        assert json.loads(kept[0])["title"] == "Crane [/b]"
        await driver.press("n")
        assert driver.app.screen.query_one("#field-title").value == "Crane [/b]"
        assert "is back" in driver.message


def hours_of(book: Book, number: str) -> int:
    found = book.reader().execute(
        "SELECT (ends_at - starts_at) / 3600 FROM detail WHERE number = ?", (number,)
    )
    return int(found.fetchone()[0])


async def change_end(driver: Driver, end: str) -> None:
    await driver.press("e")
    await driver.press("tab", "tab", "end", *["backspace"] * 5)
    await driver.type(end)
    await driver.press("ctrl+s")


async def test_a_longer_detail_that_its_officer_may_work_is_changed_at_once(
    app: BookApp, town: Book
) -> None:
    async with opened(app) as driver:
        await change_end(driver, "1500")
        assert hours_of(town, "26-0001.4") == 6
        assert isinstance(driver.screen, Today)
        assert "09:00-15:00" in driver.row()


async def test_a_detail_too_long_for_its_officer_asks_with_the_clause(
    app: BookApp, town: Book
) -> None:
    async with opened(app) as driver:
        await change_end(driver, "0600")
        assert isinstance(driver.app.screen, Confirm)
        assert "of 16 h" in driver.app.screen.words
        assert hours_of(town, "26-0001.4") == 4
        await driver.press("y")
        assert hours_of(town, "26-0001.4") == 21


def found_cancelled(book: Book) -> int:
    found = book.reader().execute("SELECT count(*) FROM detail WHERE state = 'cancelled'")
    return int(found.fetchone()[0])


async def test_cancelling_marked_details_asks_one_reason(app: BookApp, town: Book) -> None:
    async with opened(app) as driver:
        await driver.press("f4")
        assert isinstance(driver.screen, Jobs)
        await driver.press("space", "j", "space", "x")
        await driver.type("storm")
        await driver.press("enter")
        found = town.reader().execute(
            "SELECT cancel_reason, count(*) FROM detail WHERE state = 'cancelled' GROUP BY 1"
        )
        assert found.fetchall() == [("storm", 2)]
        assert "marked" not in driver.status
        await driver.press("u")
        assert found_cancelled(town) == 0
        await driver.press("x")
        await driver.type("fog")
        await driver.press("tab")
        await driver.type("2026-05-30 18:30")
        await driver.press("enter")
        told = "SELECT cancelled_at % 86400 FROM detail WHERE cancel_reason = 'fog'"
        assert town.reader().execute(told).fetchall() == [(22 * 3600 + 1800,)]


async def test_copying_a_detail_keeps_its_wall_time(app: BookApp, town: Book) -> None:
    async with opened(app) as driver:
        await driver.press("f4", "plus")
        await driver.type("2026-12-01")
        await driver.press("enter")
        found = town.reader().execute("SELECT starts_wall FROM detail ORDER BY id DESC LIMIT 1")
        assert found.fetchone()[0].startswith("2026-12-01T09:00")


async def test_the_crew_for_a_crowd_is_proposed_and_taken_or_left_with_a_reason(
    app: BookApp, town: Book
) -> None:
    document = POLICY + "from_crew = 2\n"
    assert isinstance(adopt_policy(town, Actor("Pat", NOW), document), Adopted)
    async with opened(app) as driver:
        await driver.press("n")
        await fill_in(driver, "harbor", "Fair", "Pier 4", "+1", "0600", "1400")
        app.screen.query_one("#field-seats", Input).value = "2"
        app.screen.query_one("#field-attendance", Input).value = "350"
        await driver.press("ctrl+s")
        assert isinstance(app.screen, Choose)
        assert app.screen.heading == "For 350 people: by supervisor 6"
        assert app.screen.choices[0][1] == "take it: 2 officer, 1 sergeant"
        await driver.press("2")
        await driver.type("no")
        await driver.press("escape")
        assert town.reader().execute("SELECT count(*) FROM job").fetchone() == (3,)
        await driver.press("ctrl+s", "1")
        roles = town.reader().execute(
            "SELECT role FROM position JOIN detail ON detail.id = detail_id"
            " JOIN job ON job.id = job_id WHERE title = 'Fair'"
        )
        assert roles.fetchall() == [("officer",), ("officer",), ("sergeant",)]


@on_one_python
@at_both_sizes
def test_picture_of_the_crew_asked_for(
    size: tuple[int, int], app: BookApp, town: Book, snap_compare: SnapCompare
) -> None:
    document = POLICY + "from_crew = 2\n"
    assert isinstance(adopt_policy(town, Actor("Pat", NOW), document), Adopted)

    async def there(driver: Driver) -> None:
        await driver.press("n")
        await fill_in(driver, "harbor", "Fair", "Pier 4", "+1", "0600", "1400")
        app.screen.query_one("#field-seats", Input).value = "2"
        app.screen.query_one("#field-attendance", Input).value = "350"
        await driver.press("ctrl+s")

    assert picture_after(app, snap_compare, size, there)
