"""Proposed suspensions: a line of Today leads to them, and a supervisor decides by name."""

import json

import pytest
from click.testing import CliRunner

from coordinator.actions.policy.policies import adopt_policy
from coordinator.actions.results import Actor, Refused
from coordinator.actions.staffing.leaving import no_show
from coordinator.app import BookApp
from coordinator.cli import main
from coordinator.keymap import keys_of
from coordinator.library import standard_policy
from screens.oversight.suspensions import Suspensions
from storage.database import Book
from tests.actions.test_suspensions import LADDER
from tests.screens.driver import Driver, opened
from tests.screens.pictures import SnapCompare, at_both_sizes, on_one_python, same_picture
from tests.screens.town import NOW


@pytest.fixture
def absent(town: Book) -> Book:
    """A town under a ladder for no-shows; two officers did not come."""
    actor = Actor("Pat Coordinator", NOW)
    document = standard_policy().replace("effective_on = 1970-01-01", "effective_on = 2026-01-01")
    assert not isinstance(adopt_policy(town, actor, document + LADDER), Refused)
    seats = town.reader().execute(
        "SELECT min(id) FROM assignment GROUP BY officer_id ORDER BY officer_id LIMIT 2"
    ).fetchall()  # fmt: skip
    for (seat,) in seats:
        assert not isinstance(no_show(town, actor, seat), Refused)
    return town


async def suspensions(driver: Driver) -> Suspensions:
    await driver.press("f5", "right_square_bracket")
    screen = driver.app.screen
    assert isinstance(screen, Suspensions)
    return screen


async def test_a_line_of_today_opens_them(absent: Book, app: BookApp) -> None:
    async with opened(app) as driver:
        line = next(n for n, row in enumerate(driver.rows("needs")) if "SUSPENSION" in row)
        assert "30 days of suspension proposed, 9.1 no-shows" in driver.rows("needs")[line]
        await driver.press("shift+tab", "g", *["j"] * line, "enter")
        assert isinstance(driver.app.screen, Suspensions)
        assert len(driver.rows()) == 2


async def test_confirmed_dismissed_and_undone(absent: Book, app: BookApp) -> None:
    async with opened(app) as driver:
        await suspensions(driver)
        await driver.press("X")
        await driver.type("Lt. Hale")
        await driver.press("enter")
        assert "suspended" in driver.message
        assert "confirmed by Lt. Hale" in driver.message
        assert len(driver.rows()) == 1
        await driver.press("v")
        await driver.type("Lt. Hale")
        await driver.press("enter")
        await driver.type("court had called him")
        await driver.press("enter")
        assert "not suspended, as Lt. Hale decides" in driver.message
        assert driver.rows() == []
        await driver.press("u")
        assert len(driver.rows()) == 1


def test_every_key_has_its_action() -> None:
    keys = keys_of("suspensions")
    assert not [key.id for key in keys if not hasattr(Suspensions, f"action_{key.action}")]


@on_one_python
@at_both_sizes
def test_picture(
    absent: Book, app: BookApp, snap_compare: SnapCompare, size: tuple[int, int]
) -> None:
    assert same_picture(app, snap_compare, size, "f5", "right_square_bracket")


def test_on_the_command_line(absent: Book) -> None:
    def run(*said: str) -> str:
        result = CliRunner().invoke(main, ["suspensions", *said, "--book", str(absent.path)])
        assert result.exit_code == 0, result.output
        return result.output

    assert len(json.loads(run("list", "--json"))["suspensions"]) == 2
    done = json.loads(run("confirm", "1", "--by", "Lt. Hale", "--json"))
    assert done["state"] == "confirmed"
    run("dismiss", "2", "--by", "Lt. Hale", "--words", "excused")
    assert run("list") == "No suspension.\n"
    assert "by Lt. Hale" in run("list", "is:dismissed")
