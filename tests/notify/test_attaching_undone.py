"""Undo and redo around invitations: those that left are set right by a draft."""

from typing import Any

from coordinator.actions.book.undoing import Undone, redo_last, undo_last
from coordinator.actions.staffing.leaving import call_off
from coordinator.actions.staffing.staffing import Filled, assign
from storage.database import Book
from tests.conftest import NOW
from tests.notify.calendars import Reader, by, read
from tests.notify.conftest import HOUR, Town


def correction(book: Book) -> str:
    """The calendar file of the one draft to Adams."""
    rows = book.reader().execute(
        "SELECT a.text FROM message m JOIN message_attachment a ON a.message_id = m.id "
        "WHERE m.event = 'correction' AND m.state = 'draft' AND m.address = 'adams@pd.example'"
    )
    ((text,),) = rows.fetchall()
    return str(text)


def test_undo_after_it_left_drafts_what_takes_the_event_out_again(town: Town, seat: int) -> None:
    book, reader = town.book, Reader()
    assert isinstance(assign(book, by(0), seat, town.adams, reason="asked"), Filled)
    read(reader, book, NOW + 5 * 60)
    assert isinstance(undo_last(book, by(6)), Undone)
    draft = correction(book)
    reader.take(draft)
    assert "METHOD:CANCEL" in draft
    assert reader.shown == []


def test_undo_of_a_call_off_brings_the_event_back(town: Town, seat: int) -> None:
    book, reader = town.book, Reader()
    held = assign(book, by(0), seat, town.adams, reason="asked")
    assert isinstance(held, Filled)
    read(reader, book, NOW + 5 * 60)
    call_off(book, by(10), held.assignment_id, "sick")
    read(reader, book, NOW + 15 * 60)
    assert isinstance(undo_last(book, by(16)), Undone)
    reader.take(correction(book))
    assert reader.shown == [(NOW + 10 * HOUR, NOW + 18 * HOUR)]
    assert len(reader.events) == 1


def test_a_recalled_invitation_stays_with_its_message_and_redo_finds_it(
    town: Town, seat: int
) -> None:
    book = town.book
    assert isinstance(assign(book, by(0), seat, town.adams, reason="asked"), Filled)
    before = attached(book)
    assert before
    assert isinstance(undo_last(book, by(1)), Undone)
    assert isinstance(redo_last(book, by(1)), Undone)
    assert attached(book) == before


def attached(book: Book) -> list[Any]:
    return book.reader().execute("SELECT * FROM message_attachment ORDER BY id").fetchall()
