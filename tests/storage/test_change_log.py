"""The change log: what the triggers write for every kind of write to every logged table."""

import json
import re
import sqlite3
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import CheckConstraint, Column, Table
from sqlmodel import SQLModel

from storage.actor import Actor
from storage.changes import ChangeRow, commitment, leaf, net
from storage.database import Book
from storage.models import LOGGED, Employer, Officer, Rank, Site
from storage.schema import logged_table, logged_tables
from storage.verification import Verified

HOSTILE = {
    "quotes": "'\"`\\'; DROP TABLE officer; --",
    "newlines": "one\ntwo\r\nthree\u2028four\ttab",
    "emoji": "👮🏽‍♀️ 🇺🇸 é é",
    "right to left": "\u202eabc\u202c שלום",
    "controls": "".join(map(chr, range(1, 32))) + "\x7f\x85",
    "long": "Ω" * 10_000,
    "json": '{"a": [1, null]}',
    "null word": "null",
    "number word": "007",
    "empty": "",
    "markup": "[bold]x[/] [@click=app.quit]y[/]",
    "beyond the plane": "\U0010ffff\ufffe\uffff",
}
HUGE = (0, -1, 1, 2**31, 2**53 + 1, 2**63 - 1, -(2**63))


def changes(book: Book, start: int = 1) -> list[ChangeRow]:
    """The log from the second action on (the first opened the book)."""
    rows = book.reader().execute("SELECT * FROM change WHERE id > ? ORDER BY id", (start,))
    return [ChangeRow(*row) for row in rows]


def test_an_insert_is_logged_whole(book: Book, actor: Actor) -> None:
    with book.action(actor, "add", "rank") as tx:
        tx.add(Rank(code="PO", name="Officer", level=1))
    (change,) = changes(book)
    assert (change.tbl, change.row, change.before, change.private) == ("rank", 1, None, None)
    assert json.loads(change.after or "") == {"code": "PO", "name": "Officer", "level": 1}


def test_a_delete_is_logged_whole(book: Book, actor: Actor) -> None:
    with book.action(actor, "add", "rank") as tx:
        rank = tx.add(Rank(code="PO", name="Officer", level=1))
        tx.remove(rank)
    change = changes(book)[-1]
    assert change.after is None
    assert json.loads(change.before or "") == {"code": "PO", "name": "Officer", "level": 1}


def test_an_update_keeps_only_what_differs(book: Book, actor: Actor) -> None:
    with book.action(actor, "add", "rank") as tx:
        rank = tx.add(Rank(code="PO", name="Officer", level=1))
        rank.level = 2
        tx.save(rank)
    change = changes(book)[-1]
    assert (change.before, change.after) == ('{"level":1}', '{"level":2}')


def test_an_update_that_alters_nothing_is_not_logged(
    book: Book, outside: sqlite3.Connection, actor: Actor
) -> None:
    with book.action(actor, "add", "rank") as tx:
        tx.add(Rank(code="PO", name="Officer", level=1))
    outside.execute("UPDATE rank SET level = 1, name = name")
    assert len(changes(book)) == 1


def test_null_and_empty_are_told_apart(
    book: Book, outside: sqlite3.Connection, actor: Actor
) -> None:
    with book.action(actor, "add", "site") as tx:
        tx.add(Site(name="Pier"))
    outside.execute("UPDATE site SET lat = 0")
    outside.execute("UPDATE site SET lat = NULL")
    assert [(c.before, c.after) for c in changes(book)[1:]] == [
        ('{"lat":null}', '{"lat":0}'),
        ('{"lat":0}', '{"lat":null}'),
    ]


def test_a_changed_id_is_logged_as_gone_and_come(
    book: Book, outside: sqlite3.Connection, actor: Actor
) -> None:
    with book.action(actor, "add", "rank") as tx:
        tx.add(Rank(code="PO", name="Officer", level=1))
    outside.execute("UPDATE rank SET id = 8, level = 3")
    gone, come = changes(book)[1:]
    assert (gone.row, gone.after, come.row, come.before) == (1, None, 8, None)
    assert json.loads(come.after or "")["level"] == 3


def test_personal_columns_are_kept_apart_and_salted(book: Book, actor: Actor) -> None:
    with book.action(actor, "add", "officer") as tx:
        officer = tx.add(Officer(badge="1", last_name="Adams", phone="555"))
        officer.phone = "556"
        tx.save(officer)
        officer.unit = "Patrol"
        tx.save(officer)
    added, rung, moved = changes(book)
    assert "Adams" not in (added.after or "")
    assert "555" not in (added.after or "")
    whole = json.loads(added.private or "")
    assert {c: v[1:] for c, v in whole.items()}["last_name"] == [None, "Adams"]
    assert (rung.before, rung.after) == ("{}", "{}")
    (salt, old, new) = json.loads(rung.private or "")["phone"]
    assert (old, new, len(bytes.fromhex(salt))) == ("555", "556", 16)
    assert salt != whole["phone"][0]
    assert (moved.after, moved.private) == ('{"unit":"Patrol"}', None)


def test_a_redacted_value_keeps_its_leaf(book: Book, actor: Actor) -> None:
    with book.action(actor, "add", "officer") as tx:
        tx.add(Officer(badge="1", last_name="Adams", phone="555"))
    (change,) = changes(book)
    kept = json.loads(change.private or "")
    closed = kept | {"last_name": {"#": commitment("last_name", kept["last_name"])}}
    words = (change.id, change.tbl, change.row, change.before, change.after)
    assert leaf(ChangeRow(*words, json.dumps(closed))) == leaf(change)
    assert leaf(ChangeRow(*words, json.dumps(kept | {"last_name": ["0", None, "B"]}))) != leaf(
        change
    )


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_is_logged_exactly(
    book: Book, actor: Actor, text: str, verified: Callable[[], Verified]
) -> None:
    with book.action(actor, "add", "both", text) as tx:
        plain = tx.add(Employer(number=text, name=text))
        tx.add(Officer(badge=text, last_name=text))
        plain.name = f"{text}!"
        tx.save(plain)
    employer, officer, renamed = changes(book)
    assert json.loads(employer.after or "")["name"] == text
    assert json.loads(officer.private or "")["last_name"][2] == text
    assert json.loads(renamed.before or "") == {"name": text}
    assert verified().clean


@pytest.mark.parametrize("number", HUGE)
def test_integers_are_logged_exactly(
    book: Book, actor: Actor, number: int, verified: Callable[[], Verified]
) -> None:
    with book.action(actor, "add", "rank") as tx:
        tx.add(Rank(code="PO", name="Officer", level=number))
    assert json.loads(changes(book)[0].after or "")["level"] == number
    assert verified().clean


def test_no_logged_table_holds_what_json_would_not_give_back() -> None:
    for model in LOGGED:
        table = SQLModel.metadata.tables[str(model.__tablename__)]
        kinds = {str(column.type).split("(")[0] for column in table.columns}
        assert kinds <= {"INTEGER", "VARCHAR", "BOOLEAN"}, f"{table.name}: {kinds}"


SPAN = {
    "starts_at": 10, "ends_at": 20, "started_at": 10, "ended_at": 20, "from_at": 10, "until_at": 20,
    "insurance_until": "2026-01-01", "quiet_from": "22:00", "quiet_until": "06:00", "score": 3,
    "starts_clock": "22:00", "ends_clock": "06:00", "at_clock": "06:00",
}  # fmt: skip


def first_words(table: Table) -> dict[str, str]:
    """Column → the first word that the table's checks allow in it."""
    checks = [c for c in table.constraints if isinstance(c, CheckConstraint)]
    found = (re.match(r"(\w+) IN \('([^']*)'", str(check.sqltext)) for check in checks)
    return {match[1]: match[2] for match in found if match}


def example(table: str) -> dict[str, Any]:
    """A row of any table, valid for its checks, as another program might write it."""
    model = SQLModel.metadata.tables[table]
    known = SPAN | first_words(model)
    if table == "timesheet_entry":
        known["state"] = "approved"  # what is billed or paid cannot be merely entered
    if table == "conflict":
        known["other_officer_id"] = None  # a tie is to an employer or to an officer
    if table == "reply_code":  # whose it is, one of four
        known |= dict.fromkeys(("contact_id", "employer_id", "approval_id"))
    if table == "refund":
        known["deposit_id"] = None  # given back from a receipt or from a deposit
    return {column.name: _value(column, known) for column in model.columns}


def _value(column: Column[Any], known: dict[str, Any]) -> Any:
    if column.name in known:
        return known[column.name]
    if column.name.endswith("_on"):
        return "2026-02-01" if column.name.startswith("until") else "2026-01-01"
    if str(column.type) == "BOOLEAN":
        return 1
    return 7 if str(column.type) != "VARCHAR" else f"{column.name} 'x'"


@pytest.mark.parametrize("table", [table.name for table in logged_tables()])
def test_every_logged_table_is_watched(
    book: Book, outside: sqlite3.Connection, table: str, verified: Callable[[], Verified]
) -> None:
    row = example(table)
    outside.execute("PRAGMA foreign_keys = OFF")
    if table == "agency":
        outside.execute("DELETE FROM agency")
    before = len(changes(book))
    columns = ", ".join(f'"{name}"' for name in row)
    outside.execute(
        f'INSERT INTO "{table}" ({columns}) VALUES ({", ".join("?" * len(row))})',
        tuple(row.values()),
    )
    outside.execute(f'UPDATE "{table}" SET id = 8')
    outside.execute(f'DELETE FROM "{table}"')
    added, gone, come, removed = changes(book)[before:]
    model = next(m for m in LOGGED if m.__tablename__ == table)
    logged = logged_table(SQLModel.metadata.tables[str(model.__tablename__)])
    for change in (added, come):
        image = json.loads(change.after or "")
        image |= {c: v[2] for c, v in json.loads(change.private or "{}").items()}
        assert image == {c: row[c] for c in (*logged.plain, *logged.private)}
        assert change.before is None
    assert (gone.row, removed.row, gone.after, removed.after) == (7, 8, None, None)
    strays = [f for f in verified().findings if "outside the program" in f.what]
    assert len(strays) >= 4


def test_netstrings_cannot_run_into_one_another() -> None:
    assert net("ab") + net("c") != net("a") + net("bc")
    assert (net(None), net(""), net("-"), net("é")) == (b"-,", b"0:,", b"1:-,", b"2:\xc3\xa9,")
