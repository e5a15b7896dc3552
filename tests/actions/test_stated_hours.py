"""Hours side by side: agreed in bulk where all match, settled with a reason where they differ."""

from pathlib import Path

import pytest

from coordinator.actions.book.settings import set_setting
from coordinator.actions.book.undoing import undo_last
from coordinator.actions.pay.hours import Worked, approve_hours, enter_hours
from coordinator.actions.pay.stated_hours import agree_hours, settle_hours, state_hours
from coordinator.actions.results import Actor, Refused
from storage.database import Book
from storage.queries.money.stated import every_statement
from tests.actions.money_town import HOUR, MONDAY, Town, make_town
from tests.imports.books import imported, planned, wanted

END = MONDAY + 5 * HOUR


@pytest.fixture
def town(book: Book, actor: Actor) -> Town:
    return make_town(book, actor)


def stated(town: Town, assignment: int, side: str, begin: int = 0, end: int = 0) -> None:
    hours = Worked(MONDAY + begin * 60, END + end * 60)
    found = state_hours(town.book, town.actor, assignment, side, hours, "Ann Roe")
    assert not isinstance(found, Refused), found


def test_all_who_agree_within_the_tolerance_are_entered_and_approved(town: Town) -> None:
    set_setting(town.book, town.actor, "hours.tolerance", 10)
    _, (first, second, third) = town.detail(roles=("officer", "officer", "officer"))
    stated(town, first, "punched", -4, 6)
    stated(town, first, "certified", 0, 0)
    stated(town, second, "punched", 0, 11)
    found = agree_hours(town.book, town.actor)
    assert not isinstance(found, Refused)
    assert len(found.entry_ids) == 1
    assert found.left == ("26-0001.1b: punched and scheduled differ by 11 minutes",)
    entry = town.book.reader().execute(
        "SELECT assignment_id, started_at, ended_at, state, approved_by FROM timesheet_entry"
    )
    assert entry.fetchall() == [(first, MONDAY, END, "approved", "Pat Coordinator")]
    assert third not in found.entry_ids
    undo_last(town.book, town.actor)
    assert town.scalar("SELECT count(*) FROM timesheet_entry") == 0


@pytest.mark.parametrize(("taken", "end"), [("certified", END + 120), ("punched", END + 300)])
def test_the_agency_says_whose_hours_are_taken(town: Town, taken: str, end: int) -> None:
    set_setting(town.book, town.actor, "hours.tolerance", 10)
    set_setting(town.book, town.actor, "hours.taken", taken)
    _, (only,) = town.detail()
    stated(town, only, "punched", 0, 5)
    stated(town, only, "certified", 0, 2)
    agree_hours(town.book, town.actor)
    assert town.scalar("SELECT ended_at FROM timesheet_entry") == end


def test_a_side_that_is_wanted_must_have_spoken(town: Town) -> None:
    set_setting(town.book, town.actor, "hours.wanted", "certified")
    _, (only,) = town.detail()
    stated(town, only, "punched")
    found = agree_hours(town.book, town.actor)
    assert found == Refused(("26-0001.1a: nothing is certified yet",))


def test_a_difference_is_settled_with_a_reason_and_a_name(town: Town) -> None:
    _, (only,) = town.detail()
    entered = enter_hours(town.book, town.actor, only, Worked(MONDAY, END))
    assert not isinstance(entered, Refused)
    stated(town, only, "certified", 0, -30)
    refused = approve_hours(town.book, town.actor, entered.entry_ids)
    assert isinstance(refused, Refused)
    assert "certified and entered differ by 30 minutes: settle it" in refused.sentence
    assert isinstance(settle_hours(town.book, town.actor, only, "certified", " "), Refused)
    assert isinstance(settle_hours(town.book, town.actor, only, "punched", "why"), Refused)
    done = settle_hours(town.book, town.actor, only, "certified", "signed out early")
    assert not isinstance(done, Refused)
    rows = town.book.reader().execute(
        "SELECT state, ended_at, reason, approved_by FROM timesheet_entry ORDER BY id"
    )
    assert rows.fetchall() == [
        ("replaced", END, "", ""),
        ("approved", END - 1800, "signed out early", "Pat Coordinator"),
    ]


@pytest.mark.parametrize("who", ["Sam Adams", "Adams, Sam", "sam adams #100", "100"])
def test_nobody_agrees_on_or_settles_his_own(town: Town, who: str) -> None:
    _, (only,) = town.detail()
    stated(town, only, "punched")
    himself = Actor(who, town.actor.now)
    for found in (
        agree_hours(town.book, himself),
        settle_hours(town.book, himself, only, "punched", "mine"),
    ):
        assert isinstance(found, Refused)
        assert "nobody approves his own hours" in found.sentence


def test_where_two_are_needed_settled_hours_wait_for_the_other(town: Town) -> None:
    set_setting(town.book, town.actor, "hours.four_eyes", value=True)
    _, (only,) = town.detail()
    stated(town, only, "claimed", 0, 60)
    settle_hours(town.book, town.actor, only, "claimed", "stayed on")
    assert town.scalar("SELECT state FROM timesheet_entry") == "entered"
    other = Actor("Lee Sergeant", town.actor.now)
    approve_hours(town.book, other, [town.scalar("SELECT id FROM timesheet_entry")])  # type: ignore[list-item]
    assert town.scalar("SELECT approved_by FROM timesheet_entry") == "Lee Sergeant"


def test_what_a_side_said_before_is_kept(town: Town) -> None:
    _, (only,) = town.detail()
    stated(town, only, "claimed", 0, 60)
    stated(town, only, "claimed", 0, 30)
    assert isinstance(
        state_hours(town.book, town.actor, only, "claimed", Worked(MONDAY, END + 1800)), Refused
    )
    kept = every_statement(town.book.reader(), only)
    assert [each.minutes for each in kept] == [360, 330]


PUNCHES = (
    "Employee ID,Position,In,Out,Meal\n"
    "100,26-0001.1a,2026-05-25 08:02,2026-05-25 13:05,10\n"
    "101,,2026-05-25 07:58,2026-05-25 13:00,\n"
    "102,,2026-05-25 22:00,2026-05-26 02:00,\n"
    "999,,2026-05-25 08:00,2026-05-25 13:00,\n"
)


def test_punches_from_a_file_come_in_once(town: Town, tmp_path: Path) -> None:
    town.detail(roles=("officer", "officer", "officer"))
    want = wanted("punches", tmp_path / "p.csv", PUNCHES)
    plan = planned(town.book, town.actor, want)
    assert (plan.new, plan.refused_rows) == (2, 2)
    assert [problem.reason for problem in plan.refused] == [
        "names no assignment of that officer within twelve hours",
        "is no officer of the roster",
    ]
    imported(town.book, town.actor, want)
    rows = town.book.reader().execute(
        "SELECT stated_by, started_at - ?, ended_at - ?, break_minutes FROM stated_hours",
        (MONDAY, END),
    )
    assert rows.fetchall() == [("punched", 120, 300, 10), ("punched", -120, 0, 0)]
    assert not imported(town.book, town.actor, want).written
    undo_last(town.book, town.actor)
    assert town.scalar("SELECT count(*) FROM stated_hours") == 0
