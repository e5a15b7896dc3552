"""Anything is found by any word in it, however its letters are spelt, and by nothing that left."""

import json
import sqlite3
from contextlib import closing

import pytest
import sqlite_utils
from click.testing import CliRunner

from coordinator.actions.book.undoing import undo_last
from coordinator.actions.book.verifying import verify_book
from coordinator.actions.results import Actor
from coordinator.cli import main
from storage.database import Book
from storage.migrations.to_schema_8 import search_own_fields
from storage.migrations.words import SEARCHED as SEARCHED_FIRST
from storage.migrations.words import index_words
from storage.models import Employer, Job, Note, Officer, Request, Site
from storage.queries.book.folding import ALWAYS, LONG, SHORT, folded
from storage.queries.book.search import search
from storage.search_index import SEARCHED

SPELLINGS = [
    ("Łukasik", "lukas"), ("Łukasik", "Łukas"), ("Łukasik", "LUKASIK"), ("Lukasik", "łukasik"),
    ("Østerås", "osteras"), ("Østerås", "oesteraas"), ("Østerås", "østerås"), ("Osteras", "Øster"),
    ("Große Straße", "strasse"), ("Grosse Strasse", "straße"), ("GROẞE", "grosse"),
    ("Ægir", "aegir"), ("Ægir", "agir"), ("Ægir", "ægir"), ("Œuvre", "oeuv"), ("Þórsson", "thors"),
    ("Đorđević", "dordevic"), ("Müller", "mueller"), ("Müller", "muller"), ("Müller", "Müller"),
    ("Mu\u0308ller", "müller"), ("Guðmundur", "gudmundur"), ("Yıldız", "yildiz"),
    ("Nguyễn", "nguyen"), ("O'Neil", "neil"), ("Zoë", "zoe"),
]  # fmt: skip


COLUMNS = ("B1", "L1", "F1", "U1", "N1", "E1", "A1", "S1", "A2", "J1", "T1", "P1", "O1", "X1",
           "R1", "T2", "K1", "K2", "K3", "P2")  # fmt: skip


def add(book: Book, actor: Actor, last: str) -> int:
    with book.action(actor, "add officer", "officer") as tx:
        return tx.add(Officer(badge="7", last_name=last, first_name="Sam")).id


def found(book: Book, words: str) -> list[tuple[str, int]]:
    return [(hit.table, hit.row) for hit in search(book.reader(), words)]


@pytest.mark.parametrize(("name", "words"), SPELLINGS)
def test_a_name_is_found_by_the_letters_that_people_type(
    book: Book, actor: Actor, name: str, words: str
) -> None:
    row = add(book, actor, name)
    assert found(book, words) == [("officer", row)]
    assert found(book, f"sam {words}") == [("officer", row)]
    assert found(book, f"{words}x") == []


@pytest.mark.parametrize("letter", ALWAYS | SHORT | LONG)
def test_each_letter_is_found_alone_and_by_either_spelling(
    book: Book, actor: Actor, letter: str
) -> None:
    row = add(book, actor, f"x{letter}y")
    for plain in (ALWAYS | LONG)[letter], folded(letter), letter.swapcase():
        assert found(book, f"x{plain}y") == [("officer", row)], plain


def test_the_index_follows_every_change_and_its_undoing(book: Book, actor: Actor) -> None:
    row = add(book, actor, "Łukasik")
    with book.action(actor, "rename", f"officer:{row}") as tx:
        officer = tx.get(Officer, row)
        officer.last_name = "Østerås"
        tx.save(officer)
    assert (found(book, "lukasik"), found(book, "osteras")) == ([], [("officer", row)])
    undo_last(book, actor)
    assert (found(book, "lukasik"), found(book, "osteras")) == ([("officer", row)], [])
    with book.action(actor, "remove", f"officer:{row}") as tx:
        tx.remove(tx.get(Officer, row))
    assert found(book, "lukasik") == []
    with book.unlogged() as connection:  # every entry is that of a row, and the other way round
        for table in SEARCHED:
            index = f"{table}_words_fts"
            connection.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)")


def test_every_searched_column_of_every_table_is_found(book: Book, actor: Actor) -> None:
    with book.action(actor, "fill", "agency:1") as tx:
        tx.add(Officer(badge="B1", last_name="L1", first_name="F1", unit="U1"))
        employer = tx.add(Employer(number="N1", name="E1", address="A1\nÅrhus"))
        tx.add(Site(name="S1", address="A2"))
        tx.add(
            Job(number="J1", employer_id=employer.id, title="T1", po_number="P1", post_orders="O1")
        )
        tx.add(Note(subject="agency:1", text="X1", written_at=0, written_by="Pat"))
        tx.add(
            Request(
                number="R1", title="T2", firm="K1", asker="K2", place="K3", po_number="P2",
                requested_at=0, received_at=0,
            )
        )  # fmt: skip
    hits = {words: found(book, words) for words in COLUMNS}
    assert all(len(hit) == 1 for hit in hits.values()), hits
    assert found(book, "aarhus") == found(book, "arhus") == hits["E1"]


def own(**values: object) -> str:
    return json.dumps(values, ensure_ascii=False, sort_keys=True)


def test_own_fields_are_found_by_what_stands_in_them(book: Book, actor: Actor) -> None:
    with book.action(actor, "fill", "agency:1") as tx:
        officer = tx.add(Officer(badge="B", last_name="L", first_name="F", custom=own(car="Saab")))
        values = own(region="Gråsten", sayings='a "b": c, "d" e', cap=4711, big_shirt="XL")
        employer = tx.add(Employer(number="N", name="E", custom=values))
        tx.add(Job(number="J", employer_id=employer.id, title="T", custom="{}"))
        tx.add(Job(number="K", employer_id=employer.id, title="T", custom="no JSON at all"))
    its = [("employer", employer.id)]
    for words in ("graasten", "4711", "b c d", "xl", "e"):
        assert found(book, words) == its, words
    for words in ("region", "sayings", "cap", "big", "shirt", "json"):
        assert found(book, words) == [], words
    his = [("officer", officer.id)]
    assert found(book, "saab") == his
    with book.action(actor, "change", f"officer:{officer.id}") as tx:
        officer.custom = own(car="Volvo")
        tx.save(officer)
    assert (found(book, "saab"), found(book, "volvo")) == ([], his)
    undo_last(book, actor)
    assert (found(book, "saab"), found(book, "volvo")) == (his, [])


def as_schema_1(connection: sqlite3.Connection) -> None:
    """Put sqlite-utils' own index of the columns as they stand in place of today's."""
    database = sqlite_utils.Database(connection)
    for table, columns in SEARCHED_FIRST.items():
        for name in ("come", "go", "leave", "return"):
            connection.execute(f'DROP TRIGGER "words_{table}_{name}"')
        connection.execute(f'DROP TABLE "{table}_words_fts"')
        connection.execute(f'DROP VIEW "{table}_words"')
        database.table(table).enable_fts(
            list(columns), create_triggers=True, tokenize="unicode61 remove_diacritics 2"
        )


def test_an_older_index_is_made_anew(book: Book, actor: Actor) -> None:
    row = add(book, actor, "Łukasik")
    with closing(sqlite3.connect(book.path, isolation_level=None)) as connection:
        as_schema_1(connection)
        index_words(sqlite_utils.Database(connection))
        search_own_fields(sqlite_utils.Database(connection))
    assert found(book, "lukasik") == [("officer", row)]
    assert verify_book(book).clean


def test_it_is_found_from_the_command_line(book: Book, actor: Actor) -> None:
    row = add(book, actor, "Łukasik")
    said = CliRunner().invoke(main, ["search", "lukas", "--json", "--book", str(book.path)])
    assert [hit["row"] for hit in json.loads(said.stdout)] == [row]
