"""Call-off, refill, offers and releases, on the small town's Monday."""

from sqlite3 import Connection

from coordinator.actions.book.undoing import Undone, redo_last, undo_last
from coordinator.actions.book.verifying import verify_book
from coordinator.actions.results import Actor, Refused
from coordinator.actions.staffing.candidates import rank_candidates
from coordinator.actions.staffing.leaving import (
    CalledOff,
    Noted,
    Released,
    call_off,
    confirm,
    mark_seen,
    no_show,
    release,
)
from coordinator.actions.staffing.offering import Offered, offer, record_call
from coordinator.actions.staffing.staffing import Filled, assign, refill
from storage.database import Book
from tests.screens.town import NOW


def coming(connection: Connection) -> tuple[int, int]:
    """(assignment, position) of the next filled seat that starts after now."""
    found = connection.execute(
        "SELECT id, position_id FROM assignment WHERE starts_at > ? AND state = 'confirmed' "
        "ORDER BY starts_at LIMIT 1",
        (NOW,),
    ).fetchone()
    return found[0], found[1]


def first_candidate(book: Book, position: int) -> int:
    return rank_candidates(book.reader(), position, NOW).first[0].id


def messages(book: Book) -> list[tuple[str, str, str]]:
    rows = book.reader().execute("SELECT event, audience, state FROM message ORDER BY id")
    return list(rows)


def test_call_off_then_refill_tells_each_person_once(town_book: Book, pat: Actor) -> None:
    assignment, position = coming(town_book.reader())
    left = call_off(town_book, pat, assignment, "sick")
    assert isinstance(left, CalledOff)
    substitute = first_candidate(town_book, position)
    filled = refill(town_book, pat, position, substitute, reason="first in order")
    assert isinstance(filled, Filled)
    waiting = [(event, audience) for event, audience, s in messages(town_book) if s == "queued"]
    assert sorted(waiting) == [
        ("filled", "employer"),
        ("filled", "officer"),
        ("filled", "substitute"),
    ]
    held = town_book.reader().execute(
        "SELECT officer_id, how, decision_id IS NOT NULL FROM assignment "
        "WHERE position_id = ? AND state = 'assigned'",
        (position,),
    )
    assert held.fetchall() == [(substitute, "refill", 1)]
    assert verify_book(town_book).clean


def test_undo_takes_back_refill_then_call_off(town_book: Book, pat: Actor) -> None:
    assignment, position = coming(town_book.reader())
    call_off(town_book, pat, assignment, "sick")
    refill(town_book, pat, position, first_candidate(town_book, position), reason="first")
    assert isinstance(undo_last(town_book, pat), Undone)
    assert isinstance(undo_last(town_book, pat), Undone)
    state = town_book.reader().execute("SELECT state FROM assignment WHERE id = ?", (assignment,))
    assert state.fetchone() == ("confirmed",)
    assert {state for _, _, state in messages(town_book)} == {"recalled"}
    assert isinstance(redo_last(town_book, pat), Undone)
    state = town_book.reader().execute("SELECT state FROM assignment WHERE id = ?", (assignment,))
    assert state.fetchone() == ("called_off",)
    assert verify_book(town_book).clean


def test_a_held_position_is_not_filled_twice(town_book: Book, pat: Actor) -> None:
    _, position = coming(town_book.reader())
    refused = assign(town_book, pat, position, 1, reason="because")
    assert isinstance(refused, Refused)
    assert "is held by" in refused.sentence


def test_an_officer_who_left_cannot_call_off_again(town_book: Book, pat: Actor) -> None:
    assignment, _ = coming(town_book.reader())
    call_off(town_book, pat, assignment, "sick")
    again = call_off(town_book, pat, assignment, "sick")
    assert isinstance(again, Refused)
    assert "does not hold this position" in again.sentence


def test_an_unknown_reason_is_refused_with_the_choices(town_book: Book, pat: Actor) -> None:
    assignment, _ = coming(town_book.reader())
    refused = call_off(town_book, pat, assignment, "tired")
    assert isinstance(refused, Refused)
    assert "sick" in refused.sentence


def test_offers_are_settled_when_the_position_is_taken(town_book: Book, pat: Actor) -> None:
    assignment, position = coming(town_book.reader())
    call_off(town_book, pat, assignment, "family")
    ranking = rank_candidates(town_book.reader(), position, NOW)
    eligible = [c.id for group in ranking.ordered for c in group if c.standing == "eligible"]
    first, second = eligible[:2]
    offered = offer(town_book, pat, position, (first, second))
    assert isinstance(offered, Offered)
    assert offered.expires_at > NOW
    refill(town_book, pat, position, second, reason="answered first")
    states = dict(
        town_book.reader().execute(
            "SELECT officer_id, state FROM offer WHERE position_id = ?", (position,)
        )
    )
    assert states == {first: "withdrawn", second: "accepted"}


def test_release_in_bulk_is_one_action(town_book: Book, pat: Actor) -> None:
    rows = town_book.reader().execute(
        "SELECT id FROM assignment WHERE starts_at > ? AND officer_id = 1 AND state = 'confirmed'",
        (NOW,),
    )
    held = tuple(row for (row,) in rows)
    assert len(held) > 1
    freed = release(town_book, pat, held, "suspended")
    assert isinstance(freed, Released)
    assert len(freed.position_ids) == len(held)
    assert isinstance(undo_last(town_book, pat), Undone)
    back = town_book.reader().execute(
        f"SELECT count(*) FROM assignment WHERE state = 'confirmed' AND id IN {held}"
    )
    assert back.fetchone() == (len(held),)


def test_calls_down_the_list_are_kept_with_their_time(town_book: Book, pat: Actor) -> None:
    _, position = coming(town_book.reader())
    record_call(town_book, pat, position, 2, "no_answer")
    record_call(town_book, pat, position, 3, "rings_back", again_at=NOW + 600)
    assert isinstance(record_call(town_book, pat, position, 3, "sang"), Refused)
    rows = town_book.reader().execute(
        "SELECT officer_id, outcome, called_at, again_at FROM call_note ORDER BY id"
    )
    assert rows.fetchall() == [
        (2, "no_answer", NOW, None),
        (3, "rings_back", NOW, NOW + 600),
    ]


def test_nobody_is_absent_or_seen_before_his_time(town_book: Book, pat: Actor) -> None:
    assignment, _ = coming(town_book.reader())
    start = town_book.reader().execute(
        "SELECT starts_at FROM assignment WHERE id = ?", (assignment,)
    ).fetchone()[0]  # fmt: skip
    early = Actor(pat.name, start - 1)
    found = no_show(town_book, early, assignment)
    assert isinstance(found, Refused)
    assert found.reasons == ("The detail has not begun yet.",)
    assert isinstance(mark_seen(town_book, early, assignment), Noted)
    day_before = Actor(pat.name, start - 86_400)
    assert isinstance(mark_seen(town_book, day_before, assignment), Refused)


def test_marks_on_an_assignment(town_book: Book, pat: Actor) -> None:
    assignment, _ = coming(town_book.reader())
    assert isinstance(confirm(town_book, pat, assignment), Noted)
    start = town_book.reader().execute(
        "SELECT starts_at FROM assignment WHERE id = ?", (assignment,)
    ).fetchone()[0]  # fmt: skip
    begun = Actor(pat.name, start)
    assert isinstance(mark_seen(town_book, begun, assignment), Noted)
    assert isinstance(no_show(town_book, begun, assignment, "never came"), Noted)
    row = town_book.reader().execute(
        "SELECT state, confirmed_at, seen_at, left_at FROM assignment WHERE id = ?", (assignment,)
    )
    assert row.fetchone() == ("no_show", NOW, start, start)
    assert isinstance(confirm(town_book, pat, assignment), Refused)
