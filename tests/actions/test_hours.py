"""Hours: entered, corrected, approved by someone who may."""

import pytest

from coordinator.actions.book.undoing import undo_last
from coordinator.actions.pay.hours import (
    Worked,
    approve_hours,
    approve_matching,
    correct_hours,
    enter_as_scheduled,
    enter_hours,
)
from coordinator.actions.results import Actor, Refused
from storage.database import Book
from storage.models import Setting, TimesheetEntry
from storage.queries.money.hours import hours_of_detail, waiting_hours
from tests.actions.money_town import DAY, HOUR, MONDAY, Town, make_town


@pytest.fixture
def town(book: Book, actor: Actor) -> Town:
    return make_town(book, actor)


def states(town: Town) -> list[str]:
    return [line.state for line in waiting_hours(town.book.reader())]


def test_hours_go_from_missing_to_entered_to_approved(town: Town) -> None:
    detail, (only,) = town.detail()
    reader = town.book.reader()
    assert [line.state for line in hours_of_detail(reader, detail)] == ["missing"]
    entry = town.work(only, MONDAY, 5, approve=False)
    assert states(town) == ["entered"]
    approve_hours(town.book, town.actor, [entry])
    (line,) = hours_of_detail(reader, detail)
    assert (line.state, line.approved_by, line.minutes, line.as_scheduled) == (
        "approved",
        "Pat Coordinator",
        300,
        True,
    )
    assert town.scalar("SELECT state FROM assignment") == "worked"


@pytest.mark.parametrize(
    ("worked", "says"),
    [
        (Worked(MONDAY, MONDAY), "not after the start"),
        (Worked(MONDAY, MONDAY + 40 * HOUR), "at a stretch"),
        (Worked(MONDAY, MONDAY + HOUR, 60), "break"),
        (Worked(MONDAY + 8 * DAY, MONDAY + 8 * DAY + HOUR), "before they are worked"),
        (Worked(MONDAY - 3 * DAY, MONDAY - 3 * DAY + HOUR), "more than a day"),
    ],
)
def test_what_cannot_be_is_refused_in_words(town: Town, worked: Worked, says: str) -> None:
    _, (only,) = town.detail()
    found = enter_hours(town.book, town.actor, only, worked)
    assert isinstance(found, Refused)
    assert says in found.sentence
    assert states(town) == []


def test_hours_on_two_details_at_once_need_a_reason(town: Town) -> None:
    _, (first,) = town.detail()
    _, (second,) = town.detail(1)
    town.work(first, MONDAY, 5)
    worked = Worked(MONDAY + 4 * HOUR, MONDAY + 6 * HOUR)
    found = enter_hours(town.book, town.actor, second, worked)
    assert isinstance(found, Refused)
    assert "26-0001.1a" in found.sentence
    assert not isinstance(
        enter_hours(town.book, town.actor, second, worked, "left the first early"), Refused
    )


def test_a_correction_keeps_the_original(town: Town) -> None:
    _, (only,) = town.detail()
    entry = town.work(only, MONDAY, 5)
    worked = Worked(MONDAY, MONDAY + 6 * HOUR)
    assert isinstance(correct_hours(town.book, town.actor, only, worked, ""), Refused)
    found = correct_hours(town.book, town.actor, only, worked, "overrun signed for")
    assert not isinstance(found, Refused)
    rows = town.book.reader().execute(
        "SELECT id, state, replaces_id FROM timesheet_entry ORDER BY id"
    )
    assert rows.fetchall() == [(entry, "replaced", None), (found.entry_ids[0], "entered", entry)]


def test_a_second_entry_for_a_seat_is_refused(town: Town) -> None:
    _, (only,) = town.detail()
    town.work(only, MONDAY, 5)
    worked = Worked(MONDAY, MONDAY + HOUR)
    assert isinstance(enter_hours(town.book, town.actor, only, worked, "again"), Refused)


def test_nobody_approves_his_own_hours(town: Town) -> None:
    _, (only,) = town.detail()
    entry = town.work(only, MONDAY, 5, approve=False)
    for name in ("Sam Adams", "adams, sam", "100"):
        found = approve_hours(town.book, Actor(name, town.actor.now), [entry])
        assert isinstance(found, Refused)
        assert "his own" in found.sentence
    assert states(town) == ["entered"]


def test_four_eyes_keep_the_one_who_entered_from_approving(town: Town) -> None:
    with town.book.action(town.actor, "set", "setting") as tx:
        tx.add(Setting(key="hours.four_eyes", value="true"))
    _, (only,) = town.detail()
    entry = town.work(only, MONDAY, 5, approve=False)
    assert isinstance(approve_hours(town.book, town.actor, [entry]), Refused)
    second = Actor("Lee Deputy", town.actor.now)
    assert not isinstance(approve_hours(town.book, second, [entry]), Refused)


def test_bulk_approval_takes_only_what_is_as_scheduled(town: Town) -> None:
    _, (first, second) = town.detail(roles=("officer", "officer"))
    same = town.work(first, MONDAY, 5, approve=False)
    town.work(second, MONDAY, 6, approve=False)
    found = approve_matching(town.book, town.actor)
    assert not isinstance(found, Refused)
    assert found.entry_ids == (same,)
    assert found.left == ("26-0001.1b: the hours are not as scheduled",)


def test_everybody_worked_as_scheduled_in_one_action(town: Town) -> None:
    detail, both = town.detail(roles=("officer", "officer"))
    found = enter_as_scheduled(town.book, town.actor, both)
    assert not isinstance(found, Refused)
    assert all(line.as_scheduled for line in hours_of_detail(town.book.reader(), detail))
    undo_last(town.book, town.actor)
    lines = hours_of_detail(town.book.reader(), detail)
    assert [line.state for line in lines] == ["missing", "missing"]


def test_undo_of_a_correction_restores_the_rows_exactly(town: Town) -> None:
    _, (only,) = town.detail()
    town.work(only, MONDAY, 5)
    before = town.book.reader().execute("SELECT * FROM timesheet_entry").fetchall()
    correct_hours(town.book, town.actor, only, Worked(MONDAY, MONDAY + HOUR), "slip")
    undo_last(town.book, town.actor)
    assert town.book.reader().execute("SELECT * FROM timesheet_entry").fetchall() == before
    assert TimesheetEntry.__tablename__ == "timesheet_entry"
