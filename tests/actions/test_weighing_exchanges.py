"""The verdicts on an exchange before it is done: both halves, and nothing is written."""

from coordinator.actions.policy.policies import Adopted, adopt_policy
from coordinator.actions.results import Actor, Refused
from coordinator.actions.staffing.exchanging import Exchanged, Wish, propose_exchange
from coordinator.actions.staffing.weighing_exchanges import (
    Weighed,
    weigh_exchange,
    weigh_open_exchange,
)
from storage.database import Book
from tests.actions.test_exchanging import DOUBLE, HEAD, coming, free_officer, holders, rows
from tests.screens.town import NOW

PAT = Actor("Pat Coordinator", NOW)
CLOSED = '[[call_off]]\nnumber = "14.2"\nname = "giving back"\nswaps = false\n'


def actions(book: Book) -> int:
    return int(rows(book, "SELECT count(*) FROM action")[0][0])


def test_a_replacement_says_the_takers_verdict_and_writes_nothing(town_book: Book) -> None:
    given, _position, _, _ = coming(town_book)[0]
    before, held = actions(town_book), holders(town_book)
    weighed = weigh_exchange(town_book, PAT, Wish(given, free_officer(town_book, given)))
    assert isinstance(weighed, Weighed)
    (half,) = weighed.halves
    assert half.words.splitlines()[0].endswith(": CAN")
    assert not weighed.barred
    assert (actions(town_book), holders(town_book)) == (before, held)


def test_a_swap_says_both_and_judges_each_without_the_seat_he_gives_up(town_book: Book) -> None:
    assert isinstance(adopt_policy(town_book, PAT, HEAD + DOUBLE), Adopted)
    (first, one, giver, _), (second, other, taker, _) = _two(town_book)
    weighed = weigh_exchange(town_book, PAT, Wish(first, taker, second))
    assert isinstance(weighed, Weighed)
    assert len(weighed.halves) == 2
    done = propose_exchange(town_book, PAT, Wish(first, taker, second, taker_agrees=True))
    # What was said beforehand is what then happens.
    assert isinstance(done, Exchanged) is not weighed.barred
    if isinstance(done, Exchanged):
        assert (holders(town_book)[one], holders(town_book)[other]) == (taker, giver)


def test_who_is_barred_is_said_with_figure_and_clause(town_book: Book) -> None:
    assert isinstance(adopt_policy(town_book, PAT, HEAD + DOUBLE), Adopted)
    (first, _, _, start), *others = coming(town_book)
    same = [officer for _, _, officer, begins in others if begins == start]
    busy = same[0] if same else _booked_beside(town_book, first)
    weighed = weigh_exchange(town_book, PAT, Wish(first, busy))
    assert isinstance(weighed, Weighed)
    assert weighed.barred
    assert ": BARRED\n· " in weighed.sentence
    assert "(5)" in weighed.sentence


def test_a_rule_that_allows_no_swap_is_said_before_the_verdicts(town_book: Book) -> None:
    assert isinstance(adopt_policy(town_book, PAT, HEAD + CLOSED), Adopted)
    (first, *_), (second, _, taker, _) = _two(town_book)
    weighed = weigh_exchange(town_book, PAT, Wish(first, taker, second))
    assert isinstance(weighed, Weighed)
    assert not weighed.barred
    assert "14.2 giving back" in weighed.against[0]
    assert "needs the name" in weighed.against[1]


def test_what_waits_is_weighed_by_its_number(town_book: Book) -> None:
    given, _, officer, _ = coming(town_book)[0]
    waits = propose_exchange(town_book, PAT, Wish(given, free_officer(town_book, given)))
    assert isinstance(waits, Exchanged)
    assert isinstance(weigh_open_exchange(town_book, PAT, waits.exchange_id), Weighed)
    assert rows(town_book, "SELECT state FROM exchange") == [("proposed",)]
    himself = weigh_exchange(town_book, PAT, Wish(given, officer))
    assert isinstance(himself, Refused)


def _two(book: Book) -> list[tuple[int, int, int, int]]:
    found = coming(book)
    other = next(row for row in found[1:] if row[2] != found[0][2])
    return [found[0], other]


def _booked_beside(book: Book, assignment: int) -> int:
    """Somebody else put on a seat at the same time."""
    with book.action(PAT, "move", "test:1") as tx:
        (start, end, holder) = tx.connection.execute(
            "SELECT starts_at, ends_at, officer_id FROM assignment WHERE id = ?", (assignment,)
        ).fetchone()
        other, officer = next((row[0], row[2]) for row in coming(book) if row[2] != holder)
        tx.connection.execute(
            "UPDATE assignment SET starts_at = ?, ends_at = ? WHERE id = ?", (start, end, other)
        )
    return int(officer)
