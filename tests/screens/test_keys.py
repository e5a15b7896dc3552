"""Keys are data: unique ids, one meaning a key, nothing reserved bound again, nothing hidden."""

from collections import Counter
from pathlib import Path

import pytest
from textual.binding import Binding

from coordinator.app import BookApp
from coordinator.desk import Desk
from coordinator.keymap import VERBS, every_key, everywhere, keys_of, screen_names
from coordinator.keymap_file import read_own_keys
from screens.base import BookScreen
from screens.help import Help
from screens.parts.keyline import MOST, KeyLine
from screens.roads import TABS, tab
from tests.screens.driver import opened

EVERYWHERE = {key for spec in everywhere() for key in spec.keys.split(",")}
SENT_AS_OTHERS = {"ctrl+h", "ctrl+i", "ctrl+j", "ctrl+m"}
"""What a terminal sends for backspace, tab, line end and enter."""


def test_ids_are_unique() -> None:
    counts = Counter(spec.id for spec in every_key())
    assert [name for name, times in counts.items() if times > 1] == []


@pytest.mark.parametrize("screen", screen_names())
def test_no_screen_binds_a_key_twice_or_takes_one_that_works_everywhere(screen: str) -> None:
    counts = Counter(key for spec in keys_of(screen) for key in spec.keys.split(","))
    assert [key for key, times in counts.items() if times > 1] == []
    assert counts.keys() & EVERYWHERE == set()


def test_a_verb_has_one_key_and_words_for_it() -> None:
    for verb in VERBS.values():
        assert verb.label
        assert verb.tooltip
        assert not set(verb.keys.split(",")) & SENT_AS_OTHERS


@pytest.mark.parametrize("name", TABS)
def test_every_key_of_a_place_does_something(name: str, desk: Desk) -> None:
    screen = tab(name, desk)
    missing = [spec.id for spec in keys_of(name) if not hasattr(screen, f"action_{spec.action}")]
    assert missing == []


def test_letters_leave_fields_alone() -> None:
    for name in screen_names():
        for spec in keys_of(name):
            letters = [key for key in spec.keys.split(",") if len(key) == 1]
            assert not (letters and Binding(spec.keys, spec.action).priority)


@pytest.mark.parametrize("name", TABS)
async def test_each_place_opens_and_its_last_line_has_at_most_seven_keys(
    name: str, app: BookApp
) -> None:
    async with opened(app) as driver:
        driver.app.go(name)
        await driver.settled()
        assert isinstance(driver.app.screen, BookScreen)
        assert name == driver.app.screen.NAME
        entries = driver.app.screen.query_one(KeyLine).entries
        assert 0 < len(entries) <= MOST
        assert sum(entry.width for entry in entries) < 80
        assert entries[-1].action == "help"


async def test_help_lists_the_keys_of_the_screen_and_runs_one(app: BookApp) -> None:
    async with opened(app) as driver:
        await driver.press("question_mark")
        assert isinstance(driver.app.screen, Help)
        await driver.type("turn the order")
        await driver.press("enter")
        assert driver.app.screen.view.reverse


async def test_the_last_place_is_one_key_away(app: BookApp) -> None:
    async with opened(app) as driver:
        await driver.press("f4")
        await driver.press("f9")
        await driver.press("minus")
        assert driver.screen.NAME == "jobs"
        await driver.press("minus")
        assert driver.screen.NAME == "inbox"


async def test_places_are_reached_from_inside_a_field(app: BookApp) -> None:
    async with opened(app) as driver:
        await driver.press("f4", "slash")
        await driver.type("mill")
        await driver.press("f5")
        assert driver.screen.NAME == "officers"


async def test_escape_never_quits(app: BookApp) -> None:
    async with opened(app) as driver:
        await driver.press(*["escape"] * 4)
        assert driver.app.is_running
        assert driver.screen.NAME == "today"


async def test_a_keymap_file_changes_a_key_and_names_what_it_does_not_know(
    app: BookApp, desk: Desk
) -> None:
    desk.book.path.with_name("keymap.toml").write_text(
        '[keys]\n"today.call_off" = "k"\n"today.nonsense" = "z"\n', "utf-8"
    )
    async with opened(app) as driver:
        assert "there is no today.nonsense" in driver.message
        await driver.press("escape", "z")
        assert driver.screen.NAME == "today"
        await driver.press("c")
        assert driver.screen.NAME == "today"


@pytest.mark.parametrize("text", ["[keys", "keys = 3", "[keys]\n'today.open' = 1"])
def test_a_keymap_file_that_is_wrong_is_left_out(text: str, tmp_path: Path) -> None:
    file = tmp_path / "keymap.toml"
    file.write_text(text, "utf-8")
    own = read_own_keys(file)
    assert own.keys == {}
    assert own.problems
