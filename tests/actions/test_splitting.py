"""A seat in pieces: they lie end to end over its hours, are priced before, and joined again."""

import pytest

from coordinator.actions.book.undoing import Undone, undo_last
from coordinator.actions.jobs.details import DetailChanged, DetailEdit, change_detail
from coordinator.actions.results import Actor, Refused
from coordinator.actions.staffing.piece_prices import PiecePrices, piece_prices
from coordinator.actions.staffing.splitting import (
    SeatJoined,
    SeatSplit,
    join_pieces,
    pieces_of,
    split_position,
)
from coordinator.actions.staffing.staffing import Filled, assign
from storage.database import Book
from tests.actions.test_exchanging import events, free_for, rows, seated
from tests.screens.town import HOUR, NOW


def open_seat(book: Book) -> tuple[int, int, int, int]:
    """(position, detail, start, end) of an open seat to come."""
    return rows(
        book,
        "SELECT id, detail_id, starts_at, ends_at FROM position WHERE starts_at > ? AND NOT "
        "EXISTS (SELECT 1 FROM assignment WHERE position_id = position.id) ORDER BY starts_at",
        NOW + 40 * HOUR,
    )[0]  # type: ignore[return-value]


def spans(book: Book, detail: int) -> list[tuple[str, int, int]]:
    return rows(  # type: ignore[return-value]
        book,
        "SELECT number, starts_at, ends_at FROM position WHERE detail_id = ? AND NOT cancelled "
        "ORDER BY starts_at, number",
        detail,
    )


def split(found: object) -> SeatSplit:
    assert isinstance(found, SeatSplit), found
    return found


def test_the_pieces_lie_end_to_end_and_go_by_their_own_numbers(town_book: Book, pat: Actor) -> None:
    seat, detail, start, end = open_seat(town_book)
    before = spans(town_book, detail)
    found = split(split_position(town_book, pat, seat, (start + 3 * HOUR, start + HOUR)))
    assert len(found.position_ids) == 3
    mine = [x for x in spans(town_book, detail) if x[0] in found.numbers]
    assert [x[1:] for x in mine] == [
        (start, start + HOUR), (start + HOUR, start + 3 * HOUR), (start + 3 * HOUR, end),
    ]  # fmt: skip
    assert found.kept == seat
    from_seat = "SELECT count(*) FROM position WHERE split_from_id = ?"
    assert rows(town_book, from_seat, seat) == [(2,)]
    assert isinstance(undo_last(town_book, pat), Undone)
    assert spans(town_book, detail) == before


def test_whoever_holds_it_keeps_his_piece_and_hears_of_his_hours(
    town_book: Book, pat: Actor
) -> None:
    held, officer = seated(town_book, pat, 0)
    seat, start, end = rows(
        town_book, "SELECT position_id, starts_at, ends_at FROM assignment WHERE id = ?", held
    )[0]
    found = split(split_position(town_book, pat, seat, (start + 2 * HOUR,), keep=2))
    span = "SELECT starts_at, ends_at FROM assignment WHERE id = ?"
    assert rows(town_book, span, held) == [(start + 2 * HOUR, end)]
    assert ("changed", "officer", officer) in events(town_book)
    other = next(row for row in found.position_ids if row != seat)
    taker = free_for(town_book, [(other,)])
    taken = assign(town_book, pat, other, taker, reason="only early")
    assert isinstance(taken, Filled)
    assert rows(town_book, span, taken.assignment_id) == [(start, start + 2 * HOUR)]
    again = join_pieces(town_book, pat, other)
    assert isinstance(again, Refused)


def test_open_pieces_are_joined_again(town_book: Book, pat: Actor) -> None:
    seat, detail, start, _ = open_seat(town_book)
    before = spans(town_book, detail)
    found = split(split_position(town_book, pat, seat, (start + HOUR, start + 2 * HOUR)))
    joined = join_pieces(town_book, pat, found.position_ids[1])
    assert isinstance(joined, SeatJoined)
    assert joined.position_id == seat
    assert len(joined.gone) == 2
    assert spans(town_book, detail) == before


@pytest.mark.parametrize(
    ("at", "keep", "why"),
    [
        ((), 1, "Cut it between its hours"),
        ((-1,), 1, "Cut it between its hours"),
        ((0,), 1, "Cut it between its hours"),
        ((HOUR,), 3, "It has 2 pieces"),
    ],
)
def test_what_cannot_be_cut_is_said(
    town_book: Book, pat: Actor, at: tuple[int, ...], keep: int, why: str
) -> None:
    seat, _, start, _ = open_seat(town_book)
    found = split_position(town_book, pat, seat, [start + each for each in at], keep=keep)
    assert isinstance(found, Refused)
    assert found.sentence.startswith(why)


@pytest.mark.parametrize(
    ("first", "last"), [(0, 2 * HOUR), (-HOUR, 0), (5 * HOUR, 5 * HOUR), (HOUR, HOUR // 2)]
)
def test_a_change_of_the_detail_keeps_them_end_to_end(
    town_book: Book, pat: Actor, first: int, last: int
) -> None:
    seat, detail, start, end = open_seat(town_book)
    found = split(split_position(town_book, pat, seat, (start + 2 * HOUR,)))
    edit = DetailEdit(start + first, end + last)
    assert isinstance(change_detail(town_book, pat, detail, edit), DetailChanged)
    mine = [x[1:] for x in spans(town_book, detail) if x[0] in found.numbers]
    middle = start + 2 * HOUR + (first if first == last else 0)
    assert mine == [(start + first, middle), (middle, end + last)]


def test_hours_that_leave_none_for_a_piece_are_refused(town_book: Book, pat: Actor) -> None:
    seat, detail, start, end = open_seat(town_book)
    split(split_position(town_book, pat, seat, (start + HOUR,)))
    found = change_detail(town_book, pat, detail, DetailEdit(start + HOUR, end))
    assert isinstance(found, Refused)
    assert "join the pieces first" in found.sentence


def test_what_each_piece_would_bring_is_known_before(town_book: Book) -> None:
    seat, _, start, end = open_seat(town_book)
    found = piece_prices(town_book.reader(), seat, pieces_of((start, end), (start + 3600,)))
    assert isinstance(found, PiecePrices), found
    assert found.whole.billed_minutes == (end - start) // 60
    short, long = found.pieces
    assert short.bill_cents is not None
    # The card's minimum makes the short piece dearer than its hour.
    assert short.billed_minutes > 60
    assert found.more_cents is not None
    assert found.more_cents > 0
    assert long.pay_cents
