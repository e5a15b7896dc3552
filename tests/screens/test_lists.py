"""The list machine at work: windows, filter, marks, order, saved filters, copy."""

import pytest

from coordinator.actions.results import Actor
from coordinator.app import BookApp
from screens.lists import RowScreen
from screens.parts.listing import MOST
from storage.database import Book
from storage.models import Detail
from tests.screens.driver import Driver, opened
from tests.screens.town import DAY, HOUR, NOW

MANY = MOST + 400


@pytest.fixture
def crowded(town: Book) -> Book:
    """The town with 700 more details, an hour apart, from a month on."""
    with town.action(Actor("Pat Coordinator", NOW), "enter many", "agency:1") as tx:
        tx.add_all(
            Detail(
                job_id=1,
                site_id=1,
                number=f"26-0001.{number}",
                starts_at=NOW + 30 * DAY + number * HOUR,
                ends_at=NOW + 30 * DAY + (number + 4) * HOUR,
                starts_wall="2026-07-01T08:00",
            )
            for number in range(100, 100 + MANY)
        )
    return town


def shown(driver: Driver) -> RowScreen:
    screen = driver.screen
    assert isinstance(screen, RowScreen)
    return screen


async def test_the_end_of_a_long_list_is_one_key_away(app: BookApp, crowded: Book) -> None:
    async with opened(app) as driver:
        await driver.press("f4", "G")
        await driver.settled()
        assert f"26-0001.{99 + MANY}" in driver.row()
        assert f"{MANY + 33:,} details" in driver.status
        await driver.press("g")
        await driver.settled()
        assert "Fri 29 May" in driver.row()


async def test_going_down_reads_on_and_never_holds_the_whole_list(
    app: BookApp, crowded: Book
) -> None:
    async with opened(app, wide=True) as driver:
        await driver.press("f4")
        begun = driver.table().cursor_key
        for _ in range(12):
            await driver.press("pagedown", "pagedown", "pagedown")
        assert len(driver.table().records) <= MOST
        assert shown(driver).held.more_above
        starts = [line.row.starts_at for line in shown(driver).held.lines]
        assert starts == sorted(starts)
        assert len(starts) == len(set(driver.table().keys()))
        for _ in range(12):
            await driver.press("pageup", "pageup", "pageup")
        assert driver.table().cursor_key == begun


async def test_a_filter_narrows_as_it_is_typed_and_escape_takes_it_off(app: BookApp) -> None:
    async with opened(app) as driver:
        await driver.press("f4", "slash")
        await driver.type("mill")
        await driver.press("enter")
        assert all("Mill [/]" in row for row in driver.rows())
        assert "/mill" in driver.status
        assert "11 details" in driver.status
        await driver.press("escape")
        assert "33 details" in driver.status


async def test_a_filter_the_list_does_not_know_says_what_it_knows(app: BookApp) -> None:
    async with opened(app) as driver:
        await driver.press("f4", "slash")
        await driver.type("is")
        await driver.press("colon")
        await driver.type("late")
        await driver.press("enter")
        assert "is:open" in driver.message


async def test_marks_outlive_the_filter_and_say_what_it_hides(app: BookApp) -> None:
    async with opened(app) as driver:
        await driver.press("f4", "space", "j", "space")
        assert "2 marked" in driver.status
        await driver.press("slash")
        await driver.type("county")
        await driver.press("enter")
        assert "2 marked (2 hidden by the filter)" in driver.status
        await driver.press("escape")
        assert "marked" not in driver.status
        assert "/county" in driver.status
        await driver.press("escape")
        assert "/county" not in driver.status


async def test_mark_all_marks_what_the_filter_lets_through(app: BookApp) -> None:
    async with opened(app) as driver:
        await driver.press("f4", "slash")
        await driver.type("county")
        await driver.press("enter", "V")
        assert "11 marked" in driver.status


async def test_the_cursor_stays_on_its_record_when_others_write(app: BookApp, town: Book) -> None:
    async with opened(app) as driver:
        await driver.press("f4", "j", "j")
        key = driver.table().cursor_key
        with town.action(Actor("Someone", NOW), "change detail", "detail:1") as tx:
            detail = tx.get(Detail, 4)
            detail.starts_at += 9 * HOUR
            detail.ends_at += 9 * HOUR
            tx.save(detail)
        await driver.press("ctrl+r")
        assert driver.table().cursor_key == key


async def test_the_order_is_chosen_from_a_menu_and_turned_round(app: BookApp) -> None:
    async with opened(app) as driver:
        await driver.press("f4", "s", "3")
        assert "by employer" in driver.status
        assert "County" in driver.rows()[0]
        await driver.press("S")
        assert "Mill [/]" in driver.rows()[0]


async def test_a_filter_is_kept_under_a_name_and_undone(app: BookApp, town: Book) -> None:
    async with opened(app) as driver:
        await driver.press("f4", "slash")
        await driver.type("mill")
        await driver.press("enter", "f", "1")
        await driver.type("mills")
        await driver.press("enter")
        saved = town.reader().execute("SELECT place, name, text FROM saved_filter").fetchall()
        assert saved == [("jobs", "mills", "mill")]
        await driver.press("escape", "f", "1")
        assert "/mill" in driver.status
        await driver.press("u")
        left = town.reader().execute("SELECT count(*) FROM saved_filter").fetchone()
        assert left == (0,)


async def test_copying_says_what_was_copied(app: BookApp) -> None:
    async with opened(app) as driver:
        await driver.press("ctrl+c", "1")
        assert driver.message == "Copied: 26-0001.4"


async def test_a_list_shows_details_beside_it_only_where_there_is_room(app: BookApp) -> None:
    async with opened(app, wide=True) as driver:
        await driver.pilot.pause(0.5)
        await driver.settled()
        assert driver.app.screen.query_one("#side").display
        assert "Evans" in driver.text("#side")


async def test_a_window_too_small_says_so_and_comes_back(app: BookApp) -> None:
    async with opened(app) as driver:
        await driver.resize(40, 10)
        assert driver.app.screen.query_one(".too-small").display
        assert not driver.app.screen.query_one(".pane-row").display
        await driver.resize(80, 24)
        assert driver.app.screen.query_one(".pane-row").display
