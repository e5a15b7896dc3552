"""Codes: one for each person and thing, and never the same twice."""

from coordinator.actions.answers.reply_codes import code_of_officer, draw
from coordinator.actions.results import Actor
from storage.database import Book
from tests.conftest import NOW


def test_a_code_is_six_digits_and_does_not_begin_with_nought() -> None:
    assert all(
        len(code) == 6 and code.isdecimal() and code[0] != "0"
        for code in {draw() for _ in range(500)}
    )


def test_an_officer_keeps_his_code_for_a_position_and_no_two_are_the_same(town_book: Book) -> None:
    drawn = iter(["111111", "111111", "222222"])
    with town_book.action(Actor("Pat", NOW), "test", "position:1") as tx:
        first = code_of_officer(tx, 1, 1, draw=lambda: next(drawn))
        again = code_of_officer(tx, 1, 1, draw=lambda: next(drawn))
        other = code_of_officer(tx, 2, 1, draw=lambda: next(drawn))
    assert (first.code, again.id, other.code) == ("111111", first.id, "222222")
