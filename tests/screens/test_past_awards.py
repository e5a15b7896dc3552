"""Past awards worked out again on screen: what if, make whole, and the ledger of remedies."""

import shutil
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import pytest
from textual.widgets import Input

from coordinator.actions.distribution.redressing import Redressed, keep_redress
from coordinator.actions.distribution.said_corrections import read_corrections
from coordinator.actions.past_awards.make_whole import Error, make_whole
from coordinator.actions.results import Actor
from coordinator.app import BookApp
from coordinator.desk import Desk
from coordinator.keymap import keys_of
from coordinator.library import standard_policy
from screens.modals import Reader
from screens.oversight.make_whole import MadeWholeScreen
from screens.oversight.policy import Policy
from screens.oversight.remedies import Remedies
from screens.oversight.retried import RetriedScreen
from screens.oversight.what_if import WhatIfScreen
from storage.database import Book
from tests.actions.seeded_town import BEGAN, found
from tests.conftest import NOW
from tests.screens.driver import Driver, opened
from tests.screens.pictures import (
    SnapCompare,
    at_both_sizes,
    on_one_python,
    picture_after,
    same_picture,
)
from tests.screens.waiting import work_ended

ERROR = "101 seniority 2001-01-01"


@pytest.fixture(scope="session")
def seeded_file(empty_book_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An agency whose spring was given out by the program, and an error in it with its remedies."""
    path = tmp_path_factory.mktemp("seeded") / "town.book"
    shutil.copy(empty_book_file, path)
    book = Book(path)
    found(book, "charged", 1)
    said = read_corrections(book.reader(), [ERROR])
    assert isinstance(said, tuple)
    error = Error(said, words=ERROR)
    whole = make_whole(path, error, BEGAN, NOW, NOW, lambda done, total: True)
    kept = keep_redress(book, Actor("Pat", NOW), whole, "seniority of 101 was copied wrongly")
    assert isinstance(kept, Redressed)
    book.close()
    return path


@pytest.fixture
def app(seeded_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[BookApp]:
    monkeypatch.setattr(Input, "_toggle_cursor", lambda self: None)
    book = Book(Path(shutil.copy(seeded_file, tmp_path / "town.book")))
    desk = Desk(book, clock=lambda: NOW, who="Pat Coordinator")
    yield BookApp(desk, sending=False, keymap=tmp_path / "keymap.toml")
    desk.close()
    book.close()


def read(driver: Driver) -> str:
    """The text in the window that is open."""
    screen = driver.app.screen
    assert isinstance(screen, Reader)
    return screen.words


async def replayed(driver: Driver) -> WhatIfScreen:
    await driver.press("f10", "right_square_bracket", "W")
    screen = driver.app.screen
    assert isinstance(screen, WhatIfScreen)
    await work_ended(driver, screen)
    return screen


async def test_the_policy_in_force_changes_nothing(app: BookApp) -> None:
    async with opened(app) as driver:
        screen = await replayed(driver)
        assert "as they were, none differently" in driver.text("#told")
        assert driver.rows("gains") == driver.rows("differing") == []
        await driver.press("w")
        words = read(driver)
        assert "How the record was read:" in words
        assert "Whoever refused, did not answer or called off" in words
        await driver.press("escape", "escape")
        assert isinstance(driver.app.screen, Policy)
        assert screen.work is None


async def test_changed_numbers_say_who_would_have_got_what(app: BookApp) -> None:
    async with opened(app) as driver:
        await driver.press("f10", "right_square_bracket")
        screen = driver.app.screen
        assert isinstance(screen, Policy)
        screen.changed = standard_policy()
        await driver.press("W")
        await driver.press("1")
        shown = driver.app.screen
        assert isinstance(shown, WhatIfScreen)
        await work_ended(driver, shown)
        assert shown.retried is not None
        assert len(driver.rows("gains")) == len(shown.retried.moved) > 0
        assert len(driver.rows("differing")) == len(shown.retried.differing) > 0
        await driver.press("tab", "enter")
        one = shown.retried.differing[0]
        assert one.officer in read(driver)
        assert one.why in read(driver)


async def test_an_error_is_put_right_kept_given_and_undone(app: BookApp) -> None:
    async with opened(app) as driver:
        await driver.press("f5", "right_square_bracket", "right_square_bracket")
        assert isinstance(driver.app.screen, Remedies)
        before = len(driver.rows())
        assert before > 1
        await driver.press("n")
        await driver.type("102 seniority 1999-01-01")
        await driver.press("enter", "enter")
        screen = driver.app.screen
        assert isinstance(screen, MadeWholeScreen)
        await work_ended(driver, screen)
        await driver.press("w")
        assert "102 seniority 1999-01-01" in read(driver)
        await driver.press("escape", "y")
        await driver.press("enter")
        assert "Redress kept for" in driver.message
        assert len(driver.rows()) > before
        await driver.press("X", "1")
        await driver.type("Chief Hale")
        await driver.press("enter")
        assert "paid, entered in hours" in driver.message
        now = len(driver.rows())
        await driver.press("v")
        await driver.type("Chief Hale")
        await driver.press("enter")
        await driver.type("withdrawn by the union")
        await driver.press("enter")
        assert "waived" in driver.message
        assert len(driver.rows()) == now - 1
        await driver.press("u")
        assert len(driver.rows()) == now


async def test_what_cannot_be_understood_is_said(app: BookApp) -> None:
    async with opened(app) as driver:
        await driver.press("f5", "right_square_bracket", "right_square_bracket", "n")
        await driver.type("101 height 180")
        await driver.press("enter", "enter")
        assert "cannot be understood" in driver.message


@pytest.mark.parametrize(
    ("name", "screen"),
    [("what_if", WhatIfScreen), ("make_whole", MadeWholeScreen), ("remedies", Remedies)],
)
def test_every_key_has_its_action(name: str, screen: type) -> None:
    assert not [key.id for key in keys_of(name) if not hasattr(screen, f"action_{key.action}")]


@on_one_python
@at_both_sizes
def test_picture_remedies(size: tuple[int, int], app: BookApp, snap_compare: SnapCompare) -> None:
    keys = ("f5", "right_square_bracket", "right_square_bracket")
    assert same_picture(app, snap_compare, size, *keys)


async def make_whole_shown(driver: Driver) -> None:
    await driver.press("f5", "right_square_bracket", "right_square_bracket", "n")
    await driver.type(ERROR)
    await driver.press("enter", "enter")
    assert isinstance(driver.app.screen, MadeWholeScreen)


async def what_if_shown(driver: Driver) -> None:
    await driver.press("f10", "right_square_bracket")
    screen = driver.app.screen
    assert isinstance(screen, Policy)
    screen.changed = standard_policy()
    await driver.press("W", "1")
    assert isinstance(driver.app.screen, WhatIfScreen)


@on_one_python
@at_both_sizes
@pytest.mark.parametrize("shown", [make_whole_shown, what_if_shown])
def test_picture(
    shown: Callable[[Driver], Awaitable[None]],
    size: tuple[int, int],
    app: BookApp,
    snap_compare: SnapCompare,
) -> None:
    async def there(driver: Driver) -> None:
        await shown(driver)
        screen = driver.app.screen
        assert isinstance(screen, RetriedScreen)
        await work_ended(driver, screen)
        await driver.press("tab", "down")

    assert picture_after(app, snap_compare, size, there)


async def test_a_replay_is_stopped(app: BookApp) -> None:
    async with opened(app) as driver:
        await driver.press("f10", "right_square_bracket", "W", "x")
        screen = driver.app.screen
        assert isinstance(screen, WhatIfScreen)
        await work_ended(driver, screen)
        assert screen.retried is None or "none differently" in driver.text("#told")
