"""New rows in bulk are the rows that the models would have made."""

import sqlite3

import pytest

from coordinator.actions.book.verifying import verify_book
from coordinator.actions.importing.bulk import NewRows
from coordinator.actions.results import Actor
from storage.database import Book
from storage.models import Certificate, Certification, Officer
from tests.imports.books import rows


def test_defaults_are_the_models_and_parents_go_first(book: Book, actor: Actor) -> None:
    with book.action(actor, "import", "officer:1") as tx:
        tx.add(Officer(badge="1", last_name="Roe"))
        new = NewRows(tx)
        certification = tx.mint("certification")
        officer = tx.mint("officer") + 1
        new.add(Certificate, officer_id=officer, certification_id=certification + 1)
        assert new.add(Certification, code="CPR", name="CPR") == certification + 1
        assert new.add(Officer, badge="2", last_name="Roe") == officer
        new.flush()
    one, two = rows(book, "SELECT * FROM officer ORDER BY id")
    assert [a for a, b in zip(one, two, strict=True) if a != b] == [1, "1"]
    assert rows(book, "SELECT expires_on FROM certificate") == [(None,)]
    assert verify_book(book).clean


@pytest.mark.parametrize("values", [{"badge": "1"}, {"badge": "1", "last_name": "R", "shoe": 1}])
def test_a_column_left_out_or_unknown_is_a_fault(
    book: Book, actor: Actor, values: dict[str, str]
) -> None:
    with book.action(actor, "import", "officer:1") as tx, pytest.raises(TypeError):
        NewRows(tx).add(Officer, **values)


def test_the_tables_own_checks_hold(book: Book, actor: Actor) -> None:
    with book.action(actor, "import", "officer:1") as tx:
        new = NewRows(tx)
        new.add(Officer, badge="1", last_name="Roe", hired_on="yesterday")
        with pytest.raises(sqlite3.IntegrityError, match="CHECK"):
            new.flush()
        tx.abandon()
