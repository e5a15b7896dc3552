"""Today: the day, what needs a hand above it, and one key from each line to its cure."""

import re
from pathlib import Path

from coordinator.actions.book.notes import write_note
from coordinator.actions.results import Actor
from coordinator.actions.staffing.leaving import call_off
from coordinator.app import BookApp
from screens.messages.told import ToldScreen
from screens.modals import Choose, Fault, Reader
from screens.staffing.detail import DetailScreen
from screens.staffing.refill import RefillScreen
from storage.database import Book
from tests.screens.driver import opened
from tests.screens.town import NOW

PAT = Actor("Pat Coordinator", NOW)


async def test_the_day_opens_on_its_first_detail(app: BookApp) -> None:
    async with opened(app) as driver:
        assert "26-0001.4" in driver.row()
        assert "3 details" in driver.status
        assert "Mon 1 Jun" in driver.status


async def test_what_needs_a_hand_stands_above_the_day(app: BookApp) -> None:
    async with opened(app) as driver:
        kinds = [row.split(" | ")[0] for row in driver.rows("needs")]
        assert kinds == ["OPEN", "OPEN", "CERTIFICATE"]
        assert "in 5 h" in driver.rows("needs")[0]


async def test_a_call_off_by_another_hand_comes_first(app: BookApp, town: Book) -> None:
    async with opened(app) as driver:
        held = town.reader().execute(
            "SELECT assignment.id FROM assignment JOIN position ON position.id = position_id"
            " WHERE number = '26-0001.4a'"
        )
        call_off(town, PAT, held.fetchone()[0], "sick")
        await driver.press("ctrl+r")
        assert driver.rows("needs")[0].startswith("CALL-OFF")


async def test_a_note_with_a_time_is_a_follow_up(app: BookApp, town: Book) -> None:
    write_note(town, PAT, "detail:4", "Ring [/b] back", due_at=NOW + 600)
    async with opened(app) as driver:
        assert any("Ring [/b] back" in row for row in driver.rows("needs"))


async def test_r_on_an_open_position_is_its_refill(app: BookApp) -> None:
    async with opened(app) as driver:
        await driver.press("shift+tab", "r")
        assert isinstance(driver.screen, RefillScreen)
        assert "26-0002.4b" in driver.status


async def test_enter_goes_to_the_thing(app: BookApp) -> None:
    async with opened(app) as driver:
        await driver.press("shift+tab", "enter")
        assert isinstance(driver.screen, DetailScreen)
        await driver.press("escape")
        assert driver.screen.NAME == "today"


async def test_t_shows_another_day(app: BookApp) -> None:
    async with opened(app) as driver:
        await driver.press("t")
        await driver.type("+2")
        await driver.press("enter")
        assert "Wed 3 Jun" in driver.status
        await driver.press("t", "enter")
        assert "Mon 1 Jun" in driver.status


async def test_what_is_no_date_is_refused_in_words(app: BookApp) -> None:
    async with opened(app) as driver:
        await driver.press("t")
        await driver.type("someday")
        await driver.press("enter")
        assert "'someday' is no date" in driver.message


async def test_why_names_the_officer_and_works_the_decision_out_again(app: BookApp) -> None:
    async with opened(app) as driver:
        await driver.press("c", "r", "y")
        await driver.press("enter")
        await driver.press("w")
        window = driver.app.screen
        assert isinstance(window, Reader)
        assert "Smith [/b]" in window.words
        assert "Worked out again just now: the same." in window.words


async def test_who_was_told_is_one_key_away(app: BookApp) -> None:
    async with opened(app) as driver:
        await driver.press("c", "y")
        await driver.press("m")
        assert isinstance(driver.screen, ToldScreen)
        assert any("Evans" in row and "HELD" in row for row in driver.rows("told"))


async def test_the_palette_finds_an_officer_and_opens_him(app: BookApp) -> None:
    async with opened(app) as driver:
        await driver.press("ctrl+p")
        await driver.type("stone")
        await driver.pilot.pause(0.6)
        await driver.settled()
        await driver.press("enter")
        assert driver.screen.NAME == "officer"
        assert "[Sgt] Stone" in driver.status


async def test_the_palette_runs_an_action_of_the_screen(app: BookApp) -> None:
    async with opened(app) as driver:
        await driver.press("ctrl+p")
        await driver.type("saved filters")
        await driver.pilot.pause(0.6)
        await driver.settled()
        await driver.press("enter")
        await driver.settled()
        assert isinstance(driver.app.screen, Choose)


async def test_a_book_that_cannot_be_written_says_why(app: BookApp, town: Book) -> None:
    app.desk.looking_only = "Somebody has this book open on another screen."
    async with opened(app) as driver:
        assert "another screen" in driver.message
        await driver.press("c", "r")
        assert "another screen" in driver.message
        calls = town.reader().execute("SELECT count(*) FROM call_off").fetchone()
        assert calls == (0,)


async def test_a_fault_is_a_window_to_copy_from_not_a_traceback(app: BookApp) -> None:
    async with opened(app) as driver:
        driver.screen.fetch("broken", print, lambda connection: 1 // 0)
        await driver.pilot.pause()
        await driver.settled()
        assert isinstance(driver.app.screen, Fault)
        assert "ZeroDivisionError" in driver.app.screen.words


def test_no_screen_hands_outside_text_to_markup() -> None:
    """Statics are made with markup off, and nobody calls notify: the message line has it."""
    folder = Path(__file__).parents[2] / "screens"
    for file in folder.rglob("*.py"):
        text = file.read_text("utf-8")
        assert ".notify(" not in text, file
        for made in re.findall(r"\bStatic\((?:[^()]|\([^()]*\))*\)", text):
            assert "markup=False" in made or made == 'Static("", id="timeline")', (file, made)
