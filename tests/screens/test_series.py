"""Jobs that recur, many details at once and parades, from the keyboard."""

from textual.widgets import TextArea

from coordinator.actions.jobs.series import NewSeries, begin_series
from coordinator.actions.results import Actor, Refused
from coordinator.app import BookApp
from storage.database import Book
from tests.screens.driver import Driver, opened
from tests.screens.pictures import SnapCompare, at_both_sizes, on_one_python, picture_after
from tests.screens.town import NOW

RECUR = ("f4", *["right_square_bracket"] * 3)


def body(driver: Driver, text: str) -> None:
    driver.app.screen.query_one("#body", TextArea).text = text


async def recurring(driver: Driver) -> None:
    await driver.press(*RECUR, "n")
    driver.put(
        employer="Harbor Power & Light",
        title="Crane [b]",
        site="Pier 4",
        rule="every Tue and Thu",
        start="1800",
        end="02:00",
        crew="1 SGT, muster 30; 2",
        ahead="28",
    )
    await driver.press("ctrl+s")


async def test_a_series_is_entered_skipped_and_changed(app: BookApp, town: Book) -> None:
    async with opened(app) as driver:
        await recurring(driver)
        assert "recurs every Tue and Thu 18:00-02:00 from 2026-06-01" in driver.message
        (row,) = driver.rows()
        assert "Crane [b]" in row
        assert "every Tue and Thu 18:00-02:00" in row
        await driver.press("enter")
        rows = driver.rows("dates")
        assert rows[0].startswith("Tue 2026-06-02 | made | 26-0004.1 | 0/3")
        assert rows[8].startswith("Tue 2026-06-30 | to come")
        # A date is left out with a reason, and put back.
        await driver.press("s")
        await driver.type("shop closed")
        await driver.press("enter")
        assert "Cancelled: 26-0004.1" in driver.window
        await driver.press("y")
        assert "2026-06-02 is left out" in driver.message
        assert "skipped" in driver.rows("dates")[0]
        await driver.press("s")
        assert "2026-06-02 is added" in driver.message
        await driver.press("a")
        await driver.type("2026-06-05")
        await driver.press("enter")
        assert driver.rows("dates")[2].startswith("Fri 2026-06-05 | added")
        # From the third date on an hour later, with another crew.
        await driver.press("j", "j", "j", "e")
        driver.put(start="19:00", crew="2")
        await driver.press("ctrl+s")
        assert "Changed: " in driver.window
        await driver.press("y")
        assert "19:00-02:00 from 2026-06-09" in driver.message
        await driver.press("escape")
        assert len(driver.rows()) == 2
    counted = town.reader().execute("SELECT count(*) FROM series").fetchone()
    assert counted == (2,)


async def test_a_series_is_paused_renewed_and_ended(app: BookApp, town: Book) -> None:
    async with opened(app) as driver:
        await recurring(driver)
        await driver.press("P")
        await driver.type("2026-06-08")
        await driver.press("enter", "enter")
        assert "Cancelled: " in driver.window
        await driver.press("y")
        assert "paused from 2026-06-08 until further notice" in driver.message
        await driver.press("P", "enter")
        assert "goes on from 2026-06-01" in driver.message
        await driver.press("R")
        await driver.type("2026-06-30")
        await driver.press("enter")
        assert "runs on to 2026-06-30" in driver.message
        await driver.press("H")
        await driver.type("US; 12-24")
        await driver.press("enter", "x")
        await driver.type("2026-06-09")
        await driver.press("enter", "y")
        assert "ends on 2026-06-09" in driver.message
        await driver.press("u", "u", "u", "u", "u")
    planned = town.reader().execute(
        "SELECT count(*) FROM detail WHERE series_id IS NOT NULL AND state = 'planned'"
    )
    assert planned.fetchone() == (8,)


async def test_a_renewal_leads_from_today_to_the_series(app: BookApp, town: Book) -> None:
    new = NewSeries(1, "every Tue", "2026-06-01", "18:00", "02:00", last_on="2026-06-20")
    assert not isinstance(begin_series(town, Actor("Pat", NOW), 1, new), Refused)
    async with opened(app) as driver:
        (line,) = [n for n, row in enumerate(driver.rows("needs")) if "RENEWAL" in row]
        driver.table("needs").focus()
        await driver.press(*["j"] * line, "enter")
        assert driver.status.startswith("Series 26-0001")
        await driver.press("l")
        assert "start series" in driver.window


async def test_many_details_are_pasted_previewed_and_entered(app: BookApp, town: Book) -> None:
    async with opened(app) as driver:
        await driver.press("f4", "asterisk", "2")
        body(driver, "2026-07-01 18:00-23:00 x2\n2027-03-14 02:30-06:00\nsome day")
        await driver.press("ctrl+s")
        states = [row.split(" | ")[0] for row in driver.rows("plan")]
        assert states == ["new", "LEFT OUT", "LEFT OUT"]
        await driver.press("j")
        assert "the clocks go forward over it" in driver.text("#reasons")
        await driver.press("y")
        assert "1 detail(s) entered" in driver.message
        await driver.press("asterisk", "4")
        await driver.press("enter")
        assert "kept" in driver.message
        await driver.press("asterisk", "5", "1")
        driver.put(dates="2026-08-01, 2026-08-02")
        await driver.press("ctrl+s")
        assert "entered with 2 detail(s)" in driver.message
        await driver.press("asterisk", "3", "enter", "enter")
        assert all("2026-06" in row for row in driver.rows("plan"))
        await driver.press("escape")
    details = town.reader().execute("SELECT count(*) FROM detail WHERE starts_at > 1782000000")
    assert details.fetchone() == (3,)


async def to_parade(driver: Driver) -> None:
    """A detail with six posts, and who may stand on them."""
    await driver.press("f4", "asterisk", "2")
    body(driver, "2026-07-01 18:00-23:00")
    await driver.press("ctrl+s", "y", "G", "enter", "J", "1")
    body(driver, "1 commander SGT, muster 60, label Command\n4 officer, muster 30, label Main [b]")
    await driver.press("ctrl+s", "y")


async def test_posts_are_set_filled_and_moved(app: BookApp, town: Book) -> None:
    async with opened(app) as driver:
        await to_parade(driver)
        assert "has 5 post(s), 4 added" in driver.message
        assert "Command · muster 17:00" in driver.rows("seats")[0]
        await driver.press("J", "3")
        body(driver, "1001\nAdams, Chris\nChris\n1004\nNobody")
        await driver.press("ctrl+s")
        rows = driver.rows("plan")
        assert rows[0].startswith("UNKNOWN | line 3: Chris") or rows[0].startswith("ASK")
        assert any(row.startswith("fill | 26-0001.12a Command | #1004") for row in rows)
        await driver.press("y")
        await driver.type("the chief's list")
        await driver.press("enter")
        assert "3 post(s) filled" in driver.message
        await driver.press("J", "5")
        await driver.type("-30")
        await driver.press("enter", "y")
        assert "moved 30 minutes earlier, 3 officer(s) go along" in driver.message
    held = town.reader().execute("SELECT count(*) FROM assignment WHERE how = 'posted'")
    assert held.fetchone() == (3,)


@on_one_python
@at_both_sizes
def test_picture_of_a_series(
    app: BookApp, snap_compare: SnapCompare, size: tuple[int, int]
) -> None:
    assert picture_after(app, snap_compare, size, _shown)


@on_one_python
@at_both_sizes
def test_picture_of_posts_to_be_filled(
    app: BookApp, snap_compare: SnapCompare, size: tuple[int, int]
) -> None:
    assert picture_after(app, snap_compare, size, _filling)


async def _shown(driver: Driver) -> None:
    await recurring(driver)
    await driver.press("enter", "s")
    await driver.type("closed")
    await driver.press("enter", "y")


async def _filling(driver: Driver) -> None:
    await to_parade(driver)
    await driver.press("J", "3")
    body(driver, "1001\nAdams, Chris\nChris\n1004\nNobody")
    await driver.press("ctrl+s")
