"""Questions to deciders close by themselves where nobody need decide any more."""

from collections.abc import Callable

import pytest

from coordinator.actions.book.undoing import Undone, undo_last
from coordinator.actions.jobs.details import cancel_detail
from coordinator.actions.policy.approvals import ApprovalAsked
from coordinator.actions.policy.asking_for_seats import Decider, Wanted, ask_for_seat
from coordinator.actions.policy.needless_questions import close_by_clock
from coordinator.actions.results import Actor, Refused
from coordinator.actions.staffing.positions import cancel_position
from coordinator.actions.staffing.staffing import assign
from coordinator.actions.told.following_up import follow_up
from storage.database import Book
from storage.models import Position
from tests.actions.phones import FIRST, PAT, SECOND, answer_of, mail, one, open_seat, state_of, take
from tests.screens.town import NOW

COLE = "cole@rivermouth.example"
STATE = "SELECT state || ': ' || answer FROM approval_request ORDER BY id DESC"
MESSAGE = "SELECT state FROM message WHERE event = 'approval' ORDER BY id DESC"
CLOSES = {
    "filled": "somebody else has the seat",
    "cancelled": "the detail is cancelled",
    "taken off": "the detail is cancelled",
}


@pytest.fixture
def seat(town_book: Book) -> int:
    """An open seat for which Cole is asked whether the first officer may have it."""
    seat = open_seat(town_book)
    wanted = Wanted(seat, FIRST, "nobody else")
    asked = ask_for_seat(town_book, PAT, wanted, Decider("Lt. Cole", COLE))
    assert isinstance(asked, ApprovalAsked), asked
    return seat


def detail_of(book: Book, seat: int) -> int:
    return int(str(one(book, "SELECT detail_id FROM position WHERE id = ?", seat)))


HAPPENS: dict[str, Callable[[Book, int], object]] = {
    "filled": lambda book, seat: assign(book, PAT, seat, SECOND, reason="first to say yes"),
    "cancelled": lambda book, seat: cancel_detail(book, PAT, detail_of(book, seat), "no need"),
    "taken off": lambda book, seat: cancel_position(book, PAT, seat, "one less"),
}


def reply(book: Book, word: str, at: int) -> str:
    code = one(book, "SELECT code FROM reply_code WHERE approval_id IS NOT NULL")
    take(book, mail(f"{word} {code}", COLE, at), now=at)
    return answer_of(book)


@pytest.mark.parametrize("how", HAPPENS)
def test_it_closes_in_the_same_action_and_comes_back_with_its_undo(
    town_book: Book, seat: int, how: str
) -> None:
    if how == "taken off":
        with town_book.action(PAT, "enter", "position") as tx:
            # The only seat of a detail cannot be taken off.
            row = tx.connection.execute("SELECT * FROM position WHERE id = ?", (seat,))
            names = [each[0] for each in row.description]
            values = dict(zip(names, row.fetchone(), strict=True)) | {"number": "26-x"}
            values.pop("id")
            tx.add(Position(**values))
    outcome = HAPPENS[how](town_book, seat)
    assert not isinstance(outcome, Refused), outcome
    assert one(town_book, STATE) == f"withdrawn: {CLOSES[how]}"
    assert one(town_book, MESSAGE) == "recalled"
    undone = undo_last(town_book, PAT)
    assert isinstance(undone, Undone), undone
    assert one(town_book, STATE) == "open: "
    assert one(town_book, MESSAGE) == "queued"


@pytest.mark.parametrize("word", ["YES", "NO"])
def test_a_late_answer_hears_that_it_is_no_longer_needed(
    town_book: Book, seat: int, word: str
) -> None:
    assign(town_book, PAT, seat, SECOND, reason="first to say yes")
    heard = reply(town_book, word, NOW + 60)
    assert "No longer needed: somebody else has the seat. Nothing has changed." in heard
    assert state_of(town_book)[0] == "done"
    held = "SELECT group_concat(officer_id) FROM assignment WHERE position_id = ?"
    assert one(town_book, held, seat) == str(SECOND)


def test_an_answer_after_the_start_closes_it_and_does_nothing(town_book: Book, seat: int) -> None:
    starts = int(str(one(town_book, "SELECT starts_at FROM position WHERE id = ?", seat)))
    assert "No longer needed: the detail has begun." in reply(town_book, "YES", starts)
    assert one(town_book, STATE) == "withdrawn: the detail has begun"
    assert one(town_book, "SELECT count(*) FROM assignment WHERE position_id = ?", seat) == 0


def test_the_clock_closes_it_at_the_start_once(town_book: Book, seat: int) -> None:
    starts = int(str(one(town_book, "SELECT starts_at FROM position WHERE id = ?", seat)))
    assert not any("question" in said for said in follow_up(town_book, starts - 1))
    assert one(town_book, STATE) == "open: "
    assert "1 question(s) no longer needed." in follow_up(town_book, starts)
    assert one(town_book, STATE) == "withdrawn: the detail has begun"
    assert close_by_clock(town_book, Actor("clock", starts)) == ""


def test_his_own_yes_is_given_and_what_has_left_is_not_recalled(town_book: Book, seat: int) -> None:
    with town_book.unlogged() as connection:
        connection.execute(
            "INSERT INTO delivery (message_id, n, began_at, outcome, answer) "
            "SELECT id, 1, ?, 'sent', '' FROM message WHERE event = 'approval'",
            (NOW,),
        )
    assert "done in your name" in reply(town_book, "YES", NOW + 60)
    assert str(one(town_book, STATE)).startswith("given: ")
    assert one(town_book, MESSAGE) == "queued"


def test_questions_about_other_seats_stay(town_book: Book, seat: int) -> None:
    other = one(
        town_book,
        "SELECT position.id FROM position WHERE starts_at > ? AND id <> ? AND NOT EXISTS "
        "(SELECT 1 FROM assignment WHERE position_id = position.id) ORDER BY id DESC",
        NOW,
        seat,
    )
    assign(town_book, PAT, int(str(other)), SECOND, reason="x")
    assert one(town_book, STATE) == "open: "
