"""The board of those not seen yet: who is awaited, how late, and one key to each cure."""

import json
from collections.abc import Iterator

import pytest
from click.testing import CliRunner
from textual.widgets import Digits

from coordinator.actions.answers.taking_in import take_in
from coordinator.actions.book.settings import set_setting
from coordinator.actions.staffing.leaving import mark_seen
from coordinator.app import BookApp
from coordinator.cli import main
from coordinator.desk import Desk
from coordinator.keymap import keys_of
from screens.attendance.not_seen import NotSeenYet
from screens.attendance.ringing import Ringing
from screens.staffing.refill import RefillScreen
from storage.database import Book
from storage.models import Position
from storage.queries.attendance.not_seen import NOT_SEEN
from storage.queries.lists import View, window
from storage.queries.staffing.today import needs
from tests.actions.phones import PAT, code_for, coming, number_of, sms
from tests.screens.driver import opened
from tests.screens.pictures import SnapCompare, at_both_sizes, on_one_python, same_picture
from tests.screens.town import HOUR, NOW

START = NOW + HOUR
LATE = START + 20 * 60


@pytest.fixture
def desk(town: Book) -> Iterator[Desk]:
    """Twenty minutes after the first detail of the day began."""
    desk = Desk(town, clock=lambda: LATE, who="Pat Coordinator")
    yield desk
    desk.close()


def awaited(book: Book, now: int) -> list[tuple[str, int, str]]:
    lines = window(book.reader(), NOT_SEEN, View("due", fixed=(("now", now),)), 50)
    return [(line.row.number, line.row.minutes_late(now), line.row.said) for line in lines]


def test_who_is_awaited_when(town: Book) -> None:
    assignment, position, officer, start, _ = coming(town)
    assert start == START
    number = "26-0001.4a"
    assert awaited(town, START - 1) == []
    assert awaited(town, LATE) == [(number, 20, "")]
    code = code_for(town, officer, position, START)
    take_in(town, "clock", START, [sms(f"late {code} 45", number_of(officer), START)])
    assert awaited(town, START + 44 * 60) == []
    assert awaited(town, START + 50 * 60) == [(number, 5, "late 45")]
    mark_seen(town, PAT, assignment)
    assert awaited(town, START + 50 * 60) == []


def test_today_waits_as_long_as_the_agency_does(town: Book) -> None:
    def on_today(now: int) -> bool:
        lines = needs(town.reader(), now, "2026-06-01", "2026-07-01")
        return any(line.kind == "not seen" for line in lines)

    assert (on_today(START + 15 * 60 - 1), on_today(START + 15 * 60)) == (False, True)
    set_setting(town, PAT, "messages.not_seen_minutes", 30)
    assert (on_today(LATE), on_today(START + 30 * 60)) == (False, True)
    _, position, officer, _, _ = coming(town)
    code = code_for(town, officer, position, START)
    take_in(town, "clock", START, [sms(f"late {code} 45", number_of(officer), START)])
    assert (on_today(START + 74 * 60), on_today(START + 75 * 60)) == (False, True)
    set_setting(town, PAT, "messages.not_seen_minutes", 0)
    assert on_today(START + 60 * 60)
    with town.action(PAT, "stand by", f"position:{position}") as tx:
        seat = tx.get(Position, position)
        seat.role = "backup"
        tx.save(seat)
    assert not on_today(START + 60 * 60)


async def test_one_key_rings_marks_and_refills(town: Book, app: BookApp) -> None:
    async with opened(app) as driver:
        await driver.press("f3", "right_square_bracket")
        assert isinstance(driver.app.screen, NotSeenYet)
        assert "20 min" in driver.row()
        assert "1 officer" in driver.status
        await driver.press("t")
        assert isinstance(driver.app.screen, Ringing)
        assert driver.app.screen.query_one(Digits).value == "+1 617 555 0004"
        assert driver.app.clipboard == "+16175550004"
        await driver.press("escape", "b")
        assert driver.rows() == []
        assert "was seen" in driver.message
        await driver.press("u")
        assert len(driver.rows()) == 1
        await driver.press("r", "y")
        assert isinstance(driver.app.screen, RefillScreen)
        await driver.press("escape")
        assert driver.rows() == []
        state = town.reader().execute(
            "SELECT state FROM assignment WHERE id = ?", (coming_id(town),)
        )
        assert state.fetchone() == ("no_show",)


def coming_id(book: Book) -> int:
    row = book.reader().execute(
        "SELECT id FROM assignment WHERE starts_at = ? ORDER BY id LIMIT 1", (START,)
    )
    return int(row.fetchone()[0])


async def test_an_answer_takes_him_off_the_board(town: Book, app: BookApp) -> None:
    _, position, officer, _, _ = coming(town)
    code = code_for(town, officer, position, START)
    async with opened(app) as driver:
        await driver.press("f3", "right_square_bracket")
        assert len(driver.rows()) == 1
        other = Book(town.path)
        take_in(other, "clock", LATE, [sms(f"in {code}", number_of(officer), LATE)])
        other.close()
        driver.screen.stale()
        await driver.settled()
        assert driver.rows() == []


def test_every_key_has_its_action() -> None:
    keys = keys_of("not_seen")
    assert not [key.id for key in keys if not hasattr(NotSeenYet, f"action_{key.action}")]


def test_on_the_command_line(town: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COORDINATOR_NOW", str(LATE))
    words = ["presence", "not-seen", "--book", str(town.path)]
    said = CliRunner().invoke(main, words)
    assert said.exit_code == 0, said.output
    assert "20 min  26-0001.4a" in said.output
    told = json.loads(CliRunner().invoke(main, [*words, "--json"]).output)
    assert [row["minutes_late"] for row in told["not_seen"]] == [20]


@on_one_python
@at_both_sizes
def test_picture(
    town: Book, app: BookApp, snap_compare: SnapCompare, size: tuple[int, int]
) -> None:
    assert same_picture(app, snap_compare, size, "f3", "right_square_bracket")


@on_one_python
def test_picture_of_ringing(town: Book, app: BookApp, snap_compare: SnapCompare) -> None:
    assert same_picture(app, snap_compare, (80, 24), "f3", "right_square_bracket", "t")
