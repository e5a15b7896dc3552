"""ctrl+l hides the book: no key works behind it, nothing comes over it, and it opens again."""

import pytest
from click.testing import CliRunner
from textual.app import ScreenStackError
from textual.widgets import Input

from coordinator.actions.book.locking import has_passphrase, opens, set_passphrase
from coordinator.actions.book.settings import set_setting
from coordinator.actions.results import Actor, Refused
from coordinator.app import BookApp
from coordinator.app_lock import LOCK_AFTER
from coordinator.cli import main
from coordinator.desk import Desk
from screens.book.lock import LockScreen
from screens.modals import Ask
from screens.staffing.cancelling import AskCancel
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
        assert isinstance(window, AskCancel)
        # What came fast after x is the reason already, and no key of the list behind it.
        assert window.query_one("#reason", Input).value == "st"


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


def test_its_field_may_be_mounted_before_the_first_screen(app: BookApp) -> None:
    """As Textual does from Python 3.12 on, where tasks begin eagerly."""
    with pytest.raises(ScreenStackError):
        assert app.screen
    app.clear_selection()


async def test_it_begins_locked_where_a_passphrase_is_set(town: Book) -> None:
    set_passphrase(town, PAT, "high water")
    desk = Desk(town, clock=lambda: NOW, looking_only="Kim has this book open.")
    async with opened(BookApp(desk, sending=False)) as driver:
        assert isinstance(driver.app.screen, LockScreen)
        assert "Harbor" not in shown(driver)
        await driver.type("high water")
        await driver.press("enter")
        assert driver.screen.NAME == "today"
        assert "Kim has this book open" in driver.message
    desk.close()


@pytest.mark.parametrize(
    ("minutes", "idle", "locked"),
    [(None, 14, False), (None, 15, True), (2, 2, True), (2, 1, False), (0, 900, False)],
)
async def test_it_locks_when_nobody_has_touched_a_key_for_so_long(
    town: Book, minutes: int | None, idle: int, locked: bool
) -> None:
    set_passphrase(town, PAT, "high water")
    if minutes is not None:
        set_setting(town, PAT, LOCK_AFTER, minutes)
    now = [NOW]
    desk = Desk(town, clock=lambda: now[0])
    async with opened(BookApp(desk, sending=False)) as driver:
        await driver.type("high water")
        await driver.press("enter")
        app = driver.app
        now[0] += 100_000
        await driver.press("j")  # somebody is there: it counts from here
        app.notify("Harbor Power & Light")
        now[0] += idle * 60
        app.lock_if_idle()
        await driver.settled()
        assert isinstance(app.screen, LockScreen) is locked
        app.notify("Harbor Power & Light")
        await driver.settled()
        assert ("Harbor" in shown(driver)) is not locked
        now[0] -= 200_000  # a clock that goes back locks nothing
        app.lock_if_idle()
    desk.close()


async def test_without_a_passphrase_it_locks_only_where_that_is_set(
    app: BookApp, town: Book
) -> None:
    async with opened(app) as driver:
        app.touched_at -= 9_000
        app.lock_if_idle()
        assert app.behind_lock == ""
        set_setting(town, PAT, LOCK_AFTER, 5)
        app.lock_if_idle()
        await driver.settled()
        assert isinstance(app.screen, LockScreen)


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
