"""Actions within an action: one seal, the last one's name, and nothing of what was abandoned."""

import pytest

from coordinator.actions.results import Actor
from storage.database import Book
from storage.models import Rank
from storage.transaction import Transaction
from storage.within import WithinAction

ADAMS = Actor("Adams by text", 1_000)


def codes(book: Book) -> list[str]:
    return [code for (code,) in book.reader().execute("SELECT code FROM rank ORDER BY id")]


def add(book: Book, code: str, *, abandon: bool = False, who: Actor = ADAMS) -> None:
    with book.action(who, f"add {code}", f"rank:{code}", f"why {code}") as tx:
        tx.add(Rank(code=code, name=code, level=1))
        if abandon:
            tx.abandon()


def within(book: Book, tx: Transaction) -> WithinAction:
    return WithinAction(tx, book.path)


def test_several_become_one_action_named_by_the_last(book: Book) -> None:
    with book.action(ADAMS, "take in", "received:1") as tx:
        inner = within(book, tx)
        add(inner, "A")
        assert inner.reader().execute("SELECT count(*) FROM rank").fetchone() == (1,)
        add(inner, "B")
    rows = book.reader().execute("SELECT who, verb, subject, reason FROM action ORDER BY id DESC")
    assert rows.fetchone() == ("Adams by text", "add B", "rank:B", "why B")
    assert codes(book) == ["A", "B"]


def test_an_abandoned_part_takes_back_only_itself(book: Book) -> None:
    with book.action(ADAMS, "take in", "received:1") as tx:
        inner = within(book, tx)
        add(inner, "A")
        add(inner, "B", abandon=True)
        assert not tx.abandoned
        add(inner, "C")
        add(inner, "D", abandon=True)
    assert codes(book) == ["A", "C"]
    assert book.reader().execute("SELECT verb FROM action ORDER BY id DESC").fetchone() == (
        "add C",
    )


def test_a_part_within_a_part_is_taken_back_with_it(book: Book) -> None:
    with book.action(ADAMS, "take in", "received:1") as tx:
        inner = within(book, tx)
        with inner.action(ADAMS, "outer part", "x") as part:
            add(WithinAction(part, book.path), "A")
            part.abandon()
        add(inner, "B")
    assert codes(book) == ["B"]


def test_a_fault_in_a_part_leaves_the_rest_to_whoever_catches_it(book: Book) -> None:
    with book.action(ADAMS, "take in", "received:1") as tx:
        inner = within(book, tx)
        add(inner, "A")
        with pytest.raises(ValueError, match="NUL"):
            add(inner, "B\0")
        assert (tx.verb, tx.subject) == ("add A", "rank:A")
    assert codes(book) == ["A"]


def test_abandoning_the_whole_takes_back_its_parts(book: Book) -> None:
    with book.action(ADAMS, "take in", "received:1") as tx:
        add(within(book, tx), "A")
        tx.abandon()
    assert codes(book) == []


def test_a_part_cannot_happen_at_another_time(book: Book) -> None:
    with (
        pytest.raises(ValueError, match="when the action happens"),
        book.action(ADAMS, "take in", "x") as tx,
    ):
        add(within(book, tx), "A", who=Actor("Adams", 1_001))
    assert codes(book) == []
