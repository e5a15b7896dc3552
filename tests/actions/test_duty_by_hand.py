"""Hand changes of the schedule, against an hour-by-hour day."""

import json

from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coordinator.actions.duty_by_hand import DutyChanged, add_duty, free_duty
from coordinator.actions.results import Actor, Refused
from coordinator.actions.undoing import undo_last
from coordinator.cli import main
from storage.database import Book
from storage.queries.duty import officer_duty
from storage.queries.leaves import leave_kinds
from tests.rules.town import Town, at, found_town, on_duty

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
    assert list(leave_kinds(book.reader(), WINDOW).values()) == ["vacation"]
