"""Presence on the screens: grades with their reasons, spot checks drawn and recorded."""

from collections.abc import Iterator

import pytest

from coordinator.actions.answers.taking_in import take_in
from coordinator.actions.attendance.spot_checks import draw_spot_checks
from coordinator.app import BookApp
from coordinator.desk import Desk
from coordinator.keymap import keys_of
from screens.attendance.grades import PresenceGrades
from screens.attendance.spot_checks import SpotChecks
from storage.database import Book
from tests.actions.phones import PAT, code_for, coming, number_of, sms
from tests.actions.test_presence_by_message import place_sites
from tests.screens.driver import opened
from tests.screens.pictures import SnapCompare, at_both_sizes, on_one_python, same_picture
from tests.screens.town import DAY, HOUR, NOW

LATER = NOW + 2 * HOUR


@pytest.fixture
def desk(town: Book) -> Iterator[Desk]:
    """Two hours on: one officer has written from far away."""
    place_sites(town)
    _, position, officer, start, _ = coming(town)
    code = code_for(town, officer, position, start)
    text = f"in {code} 42.46100,-71.05890 20m"
    take_in(town, "clock", start, [sms(text, number_of(officer), start)])
    draw_spot_checks(town, PAT, "lot-23", NOW, NOW + DAY, 2)
    desk = Desk(town, clock=lambda: LATER, who="Pat Coordinator")
    yield desk
    desk.close()


async def test_what_contradicts_stands_first_and_leads_to_the_detail(app: BookApp) -> None:
    async with opened(app) as driver:
        await driver.press("f7", "right_square_bracket", "right_square_bracket")
        assert isinstance(driver.app.screen, PresenceGrades)
        assert driver.row("grades").startswith("CONTRADICTED | 1 |")
        assert "1 contradicted" in driver.status
        assert "against: his position at IN was 11,220 m from the site" in driver.text("#past")
        await driver.press("enter")
        assert "PRESENCE 26-0001.4a contradicted, 1 point" in driver.text("#past")
        await driver.press("escape", "less_than_sign")
        assert "CONTRADICTED" not in "".join(driver.rows("grades"))


async def test_today_tells_of_it_until_he_writes_from_the_site(town: Book, app: BookApp) -> None:
    async with opened(app) as driver:
        (line,) = [row for row in driver.rows("needs") if row.startswith("PRESENCE")]
        assert "Evans wrote IN 11,220 m from the site: 26-0001.4a" in line
        _, position, officer, start, _ = coming(town)
        code = code_for(town, officer, position, start)
        incoming = sms(f"in {code} 42.36011,-71.05890", number_of(officer), start + 900)
        take_in(town, "clock", start + 900, [incoming])
        driver.screen.stale()
        await driver.settled()
        assert not [row for row in driver.rows("needs") if row.startswith("PRESENCE")]


async def test_seats_are_drawn_and_results_recorded(town: Book, app: BookApp) -> None:
    async with opened(app) as driver:
        await driver.press("f7", "left_square_bracket")
        assert isinstance(driver.app.screen, SpotChecks)
        assert len(driver.rows()) == 2
        await driver.press("n")
        await driver.type("2026-06-03")
        await driver.press("enter")
        await driver.type("2026-06-04")
        await driver.press("enter")
        await driver.type("lot-24")
        await driver.press("enter")
        assert "drawn with lot-24" in driver.message
        assert len(driver.rows()) == 3
        await driver.press("e", "2")
        await driver.type("Sgt. Cole")
        await driver.press("enter")
        assert "absent" in driver.message
        assert len(driver.rows()) == 2
    found = town.reader().execute("SELECT result, checked_by FROM spot_check WHERE result <> ''")
    assert found.fetchall() == [("absent", "Sgt. Cole")]


def test_every_key_has_its_action() -> None:
    for name, screen in (("presence", PresenceGrades), ("spot_checks", SpotChecks)):
        assert not [k.id for k in keys_of(name) if not hasattr(screen, f"action_{k.action}")]


@on_one_python
@at_both_sizes
def test_picture_of_grades(app: BookApp, snap_compare: SnapCompare, size: tuple[int, int]) -> None:
    keys = ("f7", "right_square_bracket", "right_square_bracket")
    assert same_picture(app, snap_compare, size, *keys)


@on_one_python
def test_picture_of_spot_checks(app: BookApp, snap_compare: SnapCompare) -> None:
    assert same_picture(app, snap_compare, (120, 40), "f7", *["right_square_bracket"] * 3)
