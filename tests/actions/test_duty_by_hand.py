"""Hand changes of the schedule, against an hour-by-hour day."""

import json
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coordinator.actions.book.undoing import redo_last, undo_last
from coordinator.actions.people.duty_by_hand import DutyChanged, add_duty, free_duty, move_duty
from coordinator.actions.policy.looking_back import open_cases
from coordinator.actions.results import Actor, Refused
from coordinator.actions.staffing.candidates import judge_one
from coordinator.cli import main
from coordinator.rules.eligibility import Standing
from storage.database import Book
from storage.models import Assignment, Offer
from storage.queries.people.duty import officer_duty
from storage.queries.people.leaves import leave_kinds
from tests.rules.town import Town, at, found_town, on_duty, post, seat

NEW_YORK = ZoneInfo("America/New_York")

WINDOW = at(0, 0), at(4, 0)


def hours(book: Book, officer: int) -> dict[int, str]:
    found: dict[int, str] = {}
    for _, start, end, kind in officer_duty(book.reader(), officer, WINDOW):
        for hour in range((start - at(0, 0)) // 3600, (end - at(0, 0)) // 3600):
            found[hour] = kind
    return found


change = st.tuples(
    st.sampled_from(("free", "overtime", "leave")), st.integers(0, 80), st.integers(1, 14)
)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(change, max_size=5))
def test_hour_by_hour(book: Book, actor: Actor, rows: list[tuple[str, int, int]]) -> None:
    if not book.reader().execute("SELECT 1 FROM officer").fetchone():
        town = found_town(book, actor)
        for day in range(4):
            on_duty(book, town, town.officers[0], at(day, 8), at(day, 16))
    with book.action(actor, "clear", "officer:1") as tx:
        tx.connection.execute("DELETE FROM shift_overlay")
    officer = 1
    expected = {24 * day + hour: "regular" for day in range(4) for hour in range(8, 16)}
    for what, start, long in rows:
        span = at(0, start), at(0, start + long)
        mine = range(start, start + long)
        if what == "free":
            found = free_duty(book, actor, officer, span, "ordered")
            assert isinstance(found, DutyChanged) is any(hour in expected for hour in mine)
            expected = {hour: kind for hour, kind in expected.items() if hour not in mine}
        elif not any(hour in expected for hour in mine):
            assert isinstance(add_duty(book, actor, officer, span, what, "ordered"), DutyChanged)
            expected |= dict.fromkeys(mine, what)
    assert {h: k for h, k in hours(book, officer).items() if h < 96} == {
        h: k for h, k in expected.items() if h < 96
    }


def a_tour(book: Book, actor: Actor) -> Town:
    town = found_town(book, actor)
    on_duty(book, town, town.officers[0], at(1, 8), at(1, 16))
    return town


def test_undo_gives_the_tour_back(book: Book, actor: Actor) -> None:
    officer = a_tour(book, actor).officers[0]
    before = hours(book, officer)
    assert isinstance(free_duty(book, actor, officer, (at(1, 0), at(2, 0)), "swap"), DutyChanged)
    assert hours(book, officer) == {}
    undo_last(book, actor)
    assert hours(book, officer) == before


def test_what_is_refused(book: Book, actor: Actor) -> None:
    officer = a_tour(book, actor).officers[0]
    span = at(1, 8), at(1, 16)
    for found in (
        free_duty(book, actor, officer, span, " "),
        free_duty(book, actor, officer, (span[1], span[0]), "why"),
        free_duty(book, actor, officer, (at(2, 0), at(2, 5)), "why"),
        add_duty(book, actor, officer, span, "overtime", "why", "vacation"),
    ):
        assert isinstance(found, Refused)
    assert isinstance(
        move_duty(book, actor, officer, (at(2, 0), at(2, 5)), at(3, 0), "why"), Refused
    )


def test_a_tour_is_moved_with_its_kind(book: Book, actor: Actor) -> None:
    officer = a_tour(book, actor).officers[0]
    before = hours(book, officer)
    span = at(1, 10), at(1, 20)
    assert isinstance(move_duty(book, actor, officer, span, at(2, 12), "swapped"), DutyChanged)
    assert set(hours(book, officer)) == {32, 33, *range(60, 66)}
    assert set(hours(book, officer).values()) == {"regular"}
    undo_last(book, actor)
    assert hours(book, officer) == before


def wall(day: str, hour: int) -> int:
    return int(datetime.fromisoformat(f"{day}T{hour:02}:00").replace(tzinfo=NEW_YORK).timestamp())


@pytest.mark.parametrize(("day", "length"), [("2026-03-08", 7), ("2026-11-01", 9)])
def test_nights_on_which_the_clocks_change(book: Book, actor: Actor, day: str, length: int) -> None:
    officer = found_town(book, actor).officers[0]
    night, whole = (wall(day, 0), wall(day, 8)), (wall(day, 0) - 7200, wall(day, 8) + 7200)
    add_duty(book, actor, officer, whole, "regular", "ordered")
    free_duty(book, actor, officer, night, "sent home")
    found = [row[1:3] for row in officer_duty(book.reader(), officer, whole)]
    assert found == [(whole[0], night[0]), (night[1], whole[1])]
    assert night[1] - night[0] == length * 3600
    move_duty(book, actor, officer, (night[1], whole[1]), night[0], "earlier")
    found = [row[1:3] for row in officer_duty(book.reader(), officer, whole)]
    assert found == [(whole[0], night[0]), (night[0], night[0] + 7200)]


def test_what_he_holds_and_is_offered_is_told_at_once(book: Book, actor: Actor) -> None:
    town = a_tour(book, actor)
    officer = town.officers[0]
    with book.action(actor, "post", "job:1") as tx:
        held, offered, far = (post(tx, town, n, at(n, 8), at(n, 12)) for n in (2, 3, 6))
        seat(tx, held, officer)
        tx.add(Offer(position_id=offered, officer_id=officer, offered_at=actor.now))
    assert judge_one(book.reader(), held, town.officers[1], actor.now).reasons == ()
    found = add_duty(book, actor, officer, (at(2, 10), at(3, 10)), "regular", "ordered")
    assert isinstance(found, DutyChanged)
    assert found.hit == ("26-0001.2", "26-0001.3")
    assert "against the policy now: 26-0001.2, 26-0001.3" in found.sentence
    assert judge_one(book.reader(), offered, officer, actor.now).standing is Standing.BARRED
    assert judge_one(book.reader(), far, officer, actor.now).standing is Standing.ELIGIBLE
    freed = free_duty(book, actor, officer, (at(2, 0), at(4, 0)), "the order was withdrawn")
    assert isinstance(freed, DutyChanged)
    assert freed.hit == ()
    assert judge_one(book.reader(), offered, officer, actor.now).standing is Standing.ELIGIBLE


def test_what_was_worked_is_looked_at_again(book: Book, actor: Actor) -> None:
    town = a_tour(book, actor)
    officer = town.officers[0]
    with book.action(actor, "post", "job:1") as tx:
        given = seat(tx, post(tx, town, 2, at(2, 8), at(2, 12)), officer)
        tx.save(tx.get(Assignment, given).model_copy(update={"state": "worked"}))
    later = Actor(actor.name, at(5, 0))
    found = add_duty(book, later, officer, (at(2, 10), at(2, 18)), "regular", "entered late")
    assert isinstance(found, DutyChanged)
    assert (found.cases, open_cases(book.reader())) == (1, 1)
    undo_last(book, later)
    assert open_cases(book.reader()) == 0
    redo_last(book, later)
    assert open_cases(book.reader()) == 1


def test_from_the_command_line(book: Book, actor: Actor) -> None:
    a_tour(book, actor)
    environment = {"COORDINATOR_BOOK": str(book.path), "COORDINATOR_NOW": str(actor.now)}

    def run(*words: str) -> object:
        call = ["duty", *words, "--json"]
        said = CliRunner().invoke(main, call, env=environment, catch_exceptions=False)
        assert said.exit_code == 0, said.output
        return json.loads(said.output)

    run("free", "101", "--start", "2026-06-02T12:00", "--hours", "4", "--reason", "sent home")
    run("add", "101", "leave", "--start", "2026-06-03T08:00", "--hours", "8",
        "--leave-kind", "vacation", "--reason", "by the chief")  # fmt: skip
    assert run("list", "101") == [
        {"starts_at": at(1, 8), "ends_at": at(1, 12), "kind": "regular", "leave_kind": None},
        {"starts_at": at(2, 8), "ends_at": at(2, 16), "kind": "leave", "leave_kind": "vacation"},
    ]
    run("move", "101", "--start", "2026-06-03T08:00", "--hours", "8", "--to", "2026-06-04T08:00",
        "--reason", "asked for")  # fmt: skip
    assert list(leave_kinds(book.reader(), WINDOW).values()) == ["vacation"]
    call = ["duty", "add", "101", "regular", "--start", "2027-03-14T02:30", "--hours", "2"]
    said = CliRunner().invoke(main, [*call, "--reason", "x"], env=environment)
    assert (said.exit_code, "clocks go forward" in said.output) == (2, True)
