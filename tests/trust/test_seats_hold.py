"""Whatever is exchanged, cut, joined, called off and undone: one holder a seat, pieces end to end.

And when all of it is undone, book and outbox are what they were.
"""

import shutil
import tempfile
from collections import defaultdict
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordinator.actions.book.undoing import last_undoable, undo_last
from coordinator.actions.book.verifying import verify_book
from coordinator.actions.results import Actor
from storage.database import Book
from tests.conftest import NOW
from tests.trust.chance import Chance
from tests.trust.doings import DOINGS
from tests.trust.test_undo import QUIET, WHO, assert_put_back, rows_of, undo_all

ACTS = ("assign", "refill", "exchange", "pieces", "leave", "standby", "regular")
UNDO = "undo"
STEPS = st.lists(
    st.tuples(st.sampled_from((*ACTS, "exchange", "pieces", UNDO)), st.integers(0, 9_999)),
    min_size=1,
    max_size=25,
)

Seats = dict[int, tuple[int, int]]


def whole_seats(book: Book) -> Seats:
    """The seat that each piece was cut from → its hours, as the pieces cover them."""
    pieces: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for root, start, end in book.reader().execute(
        "SELECT coalesce(split_from_id, id), starts_at, ends_at FROM position WHERE NOT cancelled"
    ):
        pieces[root].append((start, end))
    found: Seats = {}
    for root, spans in pieces.items():
        spans.sort()
        assert all(one[1] == other[0] for one, other in pairwise(spans)), (root, spans)
        found[root] = spans[0][0], spans[-1][1]
    return found


def assert_held_once(book: Book) -> None:
    """Each seat has one holder at most, who is there for its hours, and is never cut off."""
    held = book.reader().execute(
        "SELECT position_id, position.cancelled, assignment.starts_at, assignment.ends_at, "
        "position.starts_at, position.ends_at FROM assignment "
        "JOIN position ON position.id = position_id "
        "WHERE assignment.state IN ('assigned', 'confirmed', 'worked')"
    )
    found = held.fetchall()
    seats = [row[0] for row in found]
    assert len(seats) == len(set(seats))
    for _, cancelled, *hours in found:
        assert not cancelled
        assert hours[:2] == hours[2:]


def assert_exchanges_end(book: Book) -> None:
    """No exchange waits for a seat that somebody has left; what is done has both its halves."""
    left = book.reader().execute(
        "SELECT count(*) FROM exchange JOIN assignment ON assignment.id = assignment_id "
        "WHERE exchange.state = 'proposed' AND assignment.state NOT IN ('assigned', 'confirmed')"
    )
    assert left.fetchone() == (0,)
    halves = book.reader().execute(
        "SELECT exchange.id, 1 + (other_assignment_id IS NOT NULL), (SELECT count(*) FROM call_off "
        "WHERE assignment_id IN (exchange.assignment_id, other_assignment_id) "
        "AND given_to_id IS NOT NULL) FROM exchange WHERE state = 'done'"
    )
    assert all(wanted == made for _, wanted, made in halves)


def hold(file: Path, steps: list[tuple[str, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        book = Book(Path(shutil.copy(file, Path(folder) / "town.book")))
        before, seats = rows_of(book), whole_seats(book)
        for minute, (name, seed) in enumerate(steps):
            actor = Actor(WHO, NOW + 60 * minute)
            if name == UNDO:
                if last_undoable(book.reader(), actor) is not None:
                    undo_last(book, actor)
            else:
                DOINGS[name](Chance(book, actor, seed))
            assert_held_once(book)
            assert_exchanges_end(book)
            now = whole_seats(book)
            assert {root: now.get(root) for root in seats} == seats
        undo_all(book)
        assert_put_back(before, rows_of(book))
        assert not verify_book(book).findings
        book.close()


@settings(parent=QUIET, max_examples=15)
@given(steps=STEPS)
def test_seats_hold_whatever_is_done_with_them(
    lived_file: Path, steps: list[tuple[str, int]]
) -> None:
    hold(lived_file, steps)


@pytest.mark.soak
@settings(parent=QUIET, max_examples=150, derandomize=False)
@given(steps=STEPS)
def test_seats_hold_at_length(lived_file: Path, steps: list[tuple[str, int]]) -> None:
    hold(lived_file, steps)
