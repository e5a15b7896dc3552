"""Files coming in: looked at, corrected, brought in, taken back."""

from pathlib import Path

import pytest

from coordinator.app import BookApp
from screens.book.imports import Imports
from screens.modals import Choose
from screens.oversight.affected import AffectedScreen
from storage.database import Book
from tests.screens.driver import Driver, opened
from tests.screens.waiting import work_ended

ROSTER = """Shield,Surname,First Name,Rank,Precinct
1000,Adams,Chrissy,PO,North
1001,Baker,Chris,SGT,
20 00,"[b]New",Guy,PO,
2001,Newer,,PO,
"""
BADGES = "SELECT badge FROM officer WHERE badge LIKE '2%'"


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    path = tmp_path / "roster.csv"
    path.write_text(ROSTER, encoding="utf-8")
    return path


async def looked(driver: Driver, kind: str, path: Path) -> Imports:
    """Open the screen and look at a file."""
    driver.app.go("imports")
    await driver.settled()
    screen = driver.screen
    assert isinstance(screen, Imports)
    screen.begin(kind, str(path))
    await work_ended(driver, screen)
    return screen


async def answered(driver: Driver, screen: Imports, answer: str) -> None:
    """Answer the question that the file raises."""
    window = driver.app.screen
    assert isinstance(window, Choose)
    at = [key for key, _ in window.choices].index(answer)
    await driver.press(str(at + 1))
    await work_ended(driver, screen)


async def test_a_dry_run_shows_the_layout_and_changes_nothing(
    app: BookApp, town: Book, roster: Path
) -> None:
    async with opened(app, wide=True) as driver:
        screen = await looked(driver, "roster", roster)
        assert town.reader().execute(BADGES).fetchall() == []
        # It asks whether those whom the file does not list have left.
        await driver.press("escape")
        assert "badge | Shield" in driver.rows("columns")
        assert "unit | -" in driver.rows("columns") or "unit | Precinct" in driver.rows("columns")
        assert screen.plan is not None


async def test_a_column_is_named_by_hand(app: BookApp, town: Book, roster: Path) -> None:
    async with opened(app, wide=True) as driver:
        screen = await looked(driver, "roster", roster)
        if isinstance(driver.app.screen, Choose):
            await driver.press("escape")
        table = driver.table("columns")
        table.go_to("unit")
        await driver.press("enter")
        window = driver.app.screen
        assert isinstance(window, Choose)
        wanted = [key for key, _ in window.choices].index("Precinct")
        await driver.press(str(wanted + 1))
        await work_ended(driver, screen)
        assert screen.columns == {"unit": "Precinct"}
        if isinstance(driver.app.screen, Choose):
            await driver.press("escape")
        assert "unit | Precinct" in driver.rows("columns")


async def test_what_is_accepted_comes_in_as_one_action(
    app: BookApp, town: Book, roster: Path
) -> None:
    async with opened(app) as driver:
        screen = await looked(driver, "roster", roster)
        await answered(driver, screen, "partial")
        await driver.press("y")
        await work_ended(driver, screen)
        badges = [row[0] for row in town.reader().execute(BADGES)]
        assert "2001" in badges
        first = town.reader().execute("SELECT first_name FROM officer WHERE id = 1").fetchone()
        assert first == ("Chrissy",)
        assert "Imported roster.csv" in driver.message
        await driver.press("u")
        assert town.reader().execute(BADGES).fetchall() == []
        first = town.reader().execute("SELECT first_name FROM officer WHERE id = 1").fetchone()
        assert first == ("Chris",)


async def test_those_who_left_show_what_they_still_hold(
    app: BookApp, town: Book, tmp_path: Path
) -> None:
    whole = town.reader().execute(
        "SELECT badge, last_name, first_name FROM officer WHERE badge <> '1000'"
    )
    lines = ["badge,last name,first name"]
    lines += [f'{badge},"{last}","{first}"' for badge, last, first in whole if last.isalpha()]
    path = tmp_path / "whole.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    async with opened(app) as driver:
        screen = await looked(driver, "roster", path)
        await answered(driver, screen, "confirm")
        await driver.press("y")
        await work_ended(driver, screen)
        gone = town.reader().execute(
            "SELECT count(*) FROM officer_status WHERE officer_id = 1 AND kind = 'departed'"
        )
        assert gone.fetchone() == (1,)
        assert isinstance(driver.screen, AffectedScreen)
        assert len(driver.rows("affected")) == 5


async def test_a_file_that_is_not_there_is_said(app: BookApp, tmp_path: Path) -> None:
    async with opened(app) as driver:
        screen = await looked(driver, "roster", tmp_path / "none.csv")
        assert screen.plan is None
        assert "No such file" in driver.text("#facts")
