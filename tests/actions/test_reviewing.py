"""What waits in the Inbox: accepted, linked, ignored, and each of it undone."""

import pytest

from coordinator.actions.answers.reviewing import Reviewed, accept, ignore, link, take_back
from coordinator.actions.book.settings import set_setting
from coordinator.actions.book.undoing import Undone, redo_last, undo_last
from coordinator.actions.book.verifying import verify_book
from coordinator.actions.policy.policies import adopt_policy
from coordinator.actions.results import Actor, Refused
from coordinator.actions.staffing.offering import offer
from storage.database import Book
from tests.actions.phones import (
    DESK,
    STRICT,
    code_for,
    coming,
    mail,
    number_of,
    one,
    open_seat,
    sms,
    state_of,
    take,
)
from tests.screens.town import NOW

PAT = Actor(DESK, NOW + 60)
STRANGER = "+16175550999"


def waiting(book: Book) -> tuple[int, ...]:
    rows = book.reader().execute("SELECT id FROM received WHERE state = 'waiting' ORDER BY id")
    return tuple(row for (row,) in rows)


@pytest.fixture
def said_yes(town_book: Book) -> tuple[int, int]:
    """An officer said yes to an ordinary offer, which waits: its message, the position."""
    position = open_seat(town_book)
    offer(town_book, PAT, position, (11,))
    take(town_book, sms(f"yes {code_for(town_book, 11, position)}", number_of(11)), now=NOW + 60)
    return waiting(town_book)[0], position


def test_accepting_a_yes_awards_and_u_takes_all_of_it_back(
    town_book: Book, said_yes: tuple[int, int]
) -> None:
    message, position = said_yes
    found = accept(town_book, PAT, (message,))
    assert isinstance(found, Reviewed), found
    holder = "SELECT officer_id FROM assignment WHERE position_id = ?"
    assert one(town_book, holder, position) == 11
    assert state_of(town_book)[0] == "done"
    row = town_book.reader().execute("SELECT settled_by, answer_id IS NOT NULL FROM received")
    assert row.fetchone() == (DESK, 1)
    assert isinstance(undo_last(town_book, PAT), Undone)
    assert one(town_book, holder, position) is None
    assert state_of(town_book) == ("waiting", "He says yes: accept it to award.")
    assert isinstance(redo_last(town_book, PAT), Undone)
    assert one(town_book, holder, position) == 11
    assert verify_book(town_book).clean


def test_accepting_twice_is_refused(town_book: Book, said_yes: tuple[int, int]) -> None:
    accept(town_book, PAT, (said_yes[0],))
    found = accept(town_book, PAT, (said_yes[0],))
    assert found == Refused(("It is done already.",))


def test_several_are_accepted_and_the_others_say_why(
    town_book: Book, said_yes: tuple[int, int]
) -> None:
    set_setting(town_book, PAT, "replies.automatic", [])
    take(
        town_book, sms("AVAIL SAT", number_of(12)), mail("a letter", "officer3@rivermouth.example")
    )
    ids = waiting(town_book)
    assert len(ids) == 3
    found = accept(town_book, PAT, ids)
    assert isinstance(found, Reviewed)
    assert len(found.received) == 2
    assert found.sentence == "2 answers accepted · u undoes"
    assert found.left == ("It is no command: do what it says by hand, then ignore it.",)
    assert len(waiting(town_book)) == 1
    # One batch is one step for undo.
    assert isinstance(undo_last(town_book, PAT), Undone)
    assert waiting(town_book) == ids
    assert one(town_book, "SELECT count(*) FROM availability") == 0
    assert verify_book(town_book).clean


def test_a_stranger_is_linked_and_then_accepted(town_book: Book) -> None:
    assignment, position, officer, _, _ = coming(town_book)
    code = code_for(town_book, officer, position)
    take(town_book, sms(f"OFF {code} sick", STRANGER))
    (message,) = waiting(town_book)
    assert isinstance(accept(town_book, PAT, (message,)), Refused)
    wrong = link(town_book, PAT, message, officer_id=13)
    assert isinstance(wrong, Reviewed)
    assert "is not that of" in str(accept(town_book, PAT, (message,)))
    assert isinstance(link(town_book, PAT, message, officer_id=officer), Reviewed)
    assert isinstance(accept(town_book, PAT, (message,)), Reviewed)
    assert one(town_book, "SELECT state FROM assignment WHERE id = ?", assignment) == "called_off"
    for _ in range(3):
        assert isinstance(undo_last(town_book, PAT), Undone)
    row = town_book.reader().execute("SELECT state, officer_id, position_id FROM received")
    assert row.fetchone() == ("waiting", None, None)


@pytest.mark.parametrize("who", [{"officer_id": 4711}, {"contact_id": 4711}, {}])
def test_nobody_cannot_have_written(
    town_book: Book, said_yes: tuple[int, int], who: dict[str, int]
) -> None:
    assert isinstance(link(town_book, PAT, said_yes[0], **who), Refused)


def test_ignoring_is_undone(town_book: Book, said_yes: tuple[int, int]) -> None:
    found = ignore(town_book, PAT, (said_yes[0],))
    assert isinstance(found, Reviewed)
    assert state_of(town_book)[0] == "ignored"
    assert ignore(town_book, PAT, (said_yes[0],)) == Refused(("None of these waits.",))
    assert isinstance(ignore(town_book, PAT, ()), Refused)
    assert isinstance(undo_last(town_book, PAT), Undone)
    assert state_of(town_book)[0] == "waiting"


def test_what_was_done_unasked_is_taken_back_and_done_again(town_book: Book) -> None:
    assignment, position, officer, _, _ = coming(town_book)
    code = code_for(town_book, officer, position)
    take(town_book, sms(f"OFF {code} sick", number_of(officer)))
    state = "SELECT state FROM assignment WHERE id = ?"
    assert isinstance(take_back(town_book, PAT, 1), Undone)
    assert one(town_book, state, assignment) == "confirmed"
    (message,) = waiting(town_book)
    assert isinstance(accept(town_book, PAT, (message,)), Reviewed)
    assert one(town_book, state, assignment) == "called_off"
    assert isinstance(take_back(town_book, PAT, 1), Undone)
    assert isinstance(take_back(town_book, PAT, 99), Refused)


def test_the_coordinator_allows_a_call_off_that_the_rule_does_not(town_book: Book) -> None:
    adopt_policy(town_book, PAT, STRICT)
    _, position, officer, _, _ = coming(town_book)
    take(town_book, sms(f"OFF {code_for(town_book, officer, position)} court", number_of(officer)))
    found = accept(town_book, PAT, waiting(town_book))
    assert isinstance(found, Reviewed), found
    row = town_book.reader().execute("SELECT rule, allowed_by, taken_by FROM call_off").fetchone()
    assert row == ("14.2", DESK, DESK)
