"""ctrl+l hides the book: no key works behind it, nothing comes over it, and it opens again."""

import pytest
from click.testing import CliRunner

from coordinator.actions.locking import has_passphrase, opens, set_passphrase
from coordinator.actions.results import Actor, Refused
from coordinator.app import BookApp
from coordinator.cli import main
from screens.lock import LockScreen
from screens.modals import Ask
from storage.database import Book
from tests.screens.driver import Driver, opened
from tests.screens.town import NOW

PAT = Actor("Pat Coordinator", NOW)
ACTIONS = "SELECT count(*) FROM action"


def shown(driver: Driver) -> str:
    """Everything that stands on the terminal."""
    strips = driver.app.screen._compositor.render_strips()
    return "\n".join(strip.text for strip in strips)


async def test_nothing_of_the_book_is_seen_and_enter_opens_it(app: BookApp) -> None:
    async with opened(app) as driver:
        await driver.press("j")
        before = driver.row()
        await driver.press("ctrl+l")
        assert isinstance(driver.app.screen, LockScreen)
        assert "Locked" in shown(driver)
        assert "Harbor" not in shown(driver)
        await driver.press("enter")
        assert driver.screen.NAME == "today"
        assert driver.row() == before


@pytest.mark.parametrize(
    "key", ["f5", "ctrl+q", "ctrl+p", "ctrl+z", "ctrl+y", "u", "c", "f1", "f11", "escape", "x"]
)
async def test_keys_behind_the_lock_do_nothing(key: str, app: BookApp, town: Book) -> None:
    before = town.reader().execute(ACTIONS).fetchone()
    async with opened(app) as driver:
        theme = app.theme
        await driver.press("ctrl+l", key)
        assert isinstance(driver.app.screen, LockScreen)
        assert driver.app.is_running
        assert app.theme == theme
    assert town.reader().execute(ACTIONS).fetchone() == before


async def test_it_locks_from_inside_a_window_and_a_field(app: BookApp) -> None:
    async with opened(app) as driver:
        await driver.press("x", "s", "t", "ctrl+l")
        assert isinstance(driver.app.screen, LockScreen)
        await driver.press("enter")
        window = driver.app.screen
        assert isinstance(window, Ask)


async def test_a_window_that_comes_late_opens_behind_it(app: BookApp) -> None:
    async with opened(app) as driver:
        await driver.press("ctrl+l")
        app.push_screen(Ask("Late"))
        await driver.settled()
        assert isinstance(driver.app.screen, LockScreen)
        app.go("officers")
        await driver.settled()
        assert isinstance(driver.app.screen, LockScreen)
        await driver.press("enter")
        assert driver.screen.NAME == "officers"


async def test_a_passphrase_is_needed_where_one_is_set(app: BookApp, town: Book) -> None:
    assert not isinstance(set_passphrase(town, PAT, "tide [/b] 7"), Refused)
    async with opened(app) as driver:
        await driver.press("ctrl+l", "enter")
        assert "not the passphrase" in shown(driver)
        await driver.type("tide [/b] 7")
        assert "tide" not in shown(driver)
        await driver.press("enter")
        assert driver.screen.NAME == "today"


async def test_settings_ask_for_it_twice_and_take_it_away(app: BookApp, town: Book) -> None:
    async with opened(app) as driver:
        driver.app.go("settings")
        await driver.settled()
        await _to_the_lock(driver)
        await driver.type("high water")
        await driver.press("enter")
        await driver.type("low water")
        await driver.press("enter")
        assert "not the same" in driver.message
        await driver.press("enter")
        await driver.type("high water")
        await driver.press("enter")
        await driver.type("high water")
        await driver.press("enter")
        assert opens(town.reader(), "high water")
        assert not opens(town.reader(), "low water")
        await _to_the_lock(driver)
        await driver.press("2")
        assert not has_passphrase(town.reader())


async def _to_the_lock(driver: Driver) -> None:
    await driver.press("home")
    while "ctrl+l" not in driver.row("settings"):
        await driver.press("j")
    await driver.press("enter")


def test_the_command_sets_it_and_the_book_holds_no_word_of_it(town: Book) -> None:
    book = ["--book", str(town.path)]
    said = CliRunner().invoke(main, ["passphrase", *book], input="high water\nhigh water\n")
    assert said.exit_code == 0, said.output
    assert opens(town.reader(), "high water")
    values = town.reader().execute("SELECT value FROM setting").fetchall()
    assert not any("water" in value for (value,) in values)
    said = CliRunner().invoke(main, ["passphrase", "--remove", *book])
    assert said.exit_code == 0
    assert not has_passphrase(town.reader())


def test_a_short_passphrase_is_refused(town: Book) -> None:
    assert isinstance(set_passphrase(town, PAT, "tide"), Refused)
