"""The query of a report can only read, only what it may, and not for ever."""

import sqlite3
import tracemalloc
from pathlib import Path

import pytest

from coordinator.actions.results import Actor
from coordinator.rules.reports.report import Cell
from storage.database import Book
from storage.models import BankAccount, Note, Officer, ReplyCode
from storage.queries.reports.running import Limits, QueryTrouble, Rows, run_query
from tests.conftest import NOW

MOMENT: dict[str, Cell] = {"now_at": NOW, "today": "2026-06-01"}
SECRET = "for the chief alone"


@pytest.fixture
def noted(book: Book, actor: Actor) -> Book:
    """A book with a note that everybody may read and one that is restricted."""
    with book.action(actor, "write notes", "agency:1") as tx:
        for text, secret in (("plain", None), (SECRET, True)):
            tx.add(
                Note(
                    subject="agency:1", text=text, written_at=NOW, written_by="P", restricted=secret
                )
            )
    return book


def ask(book: Book, sql: str, seconds: float = 2.0, rows: int = 10) -> Rows | QueryTrouble:
    return run_query(book.path, sql, MOMENT, Limits(seconds, rows))


@pytest.mark.parametrize(
    "sql",
    [
        "INSERT INTO note (text) VALUES ('x')",
        "DELETE FROM agency",
        "UPDATE agency SET name = 'x'",
        "CREATE TEMP TABLE mine (x)",
        "DROP TABLE agency",
        "ATTACH DATABASE '/tmp/other' AS other",
        "PRAGMA journal_mode = DELETE",
        "SELECT * FROM pragma_database_list",
        "VACUUM INTO '/tmp/copy-of-the-book'",
        "BEGIN IMMEDIATE",
        "SELECT load_extension('mod_spatialite')",
        "SELECT 1; DELETE FROM agency",
        "UPDATE temp.moment SET now_at = 0",
        "SELECT sql FROM sqlite_master",
        "SELECT * FROM temp.sqlite_master",
        "SELECT * FROM setting",
        "SELECT * FROM draft",
        "SELECT * FROM packet",
        "SELECT * FROM raw_mail",
        "SELECT * FROM note_words_fts",
    ],
)
def test_what_is_no_reading_or_not_to_be_read_is_refused(noted: Book, sql: str) -> None:
    found = ask(noted, sql)
    assert isinstance(found, QueryTrouble), found
    assert found.sentence.endswith(".")
    assert noted.reader().execute("SELECT count(*) FROM agency").fetchone() == (1,)
    assert not Path("/tmp/copy-of-the-book").exists()


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT text FROM note",
        "SELECT text FROM main.note",
        "WITH note AS (SELECT text FROM main.note) SELECT * FROM note",
        "WITH note(t) AS (SELECT text FROM main.note UNION SELECT 'x') SELECT * FROM note",
        "SELECT * FROM (SELECT text FROM main.note) AS note",
        "SELECT (SELECT text FROM main.note ORDER BY id DESC LIMIT 1) AS note",
        "SELECT before, after FROM change WHERE tbl = 'note'",
        "WITH change AS (SELECT * FROM main.change) SELECT * FROM change",
        "SELECT c.* FROM main.change AS c",
    ],
)  # fmt: skip
def test_restricted_notes_appear_by_no_road(noted: Book, sql: str) -> None:
    assert SECRET not in repr(ask(noted, sql, rows=1000))


def test_what_is_held_back_reads_as_nothing(book: Book, actor: Actor) -> None:
    with book.action(actor, "draw", "agency:1") as tx:
        tx.connection.execute("PRAGMA defer_foreign_keys = ON")
        tx.add(ReplyCode(code="K7Q2XW", employer_id=1, made_at=NOW))
        assert ask(book, "SELECT code FROM reply_code") is not None
        tx.abandon()
    found = ask(book, "SELECT home_lat, count(*) FROM officer")
    assert found == Rows(("home_lat", "count(*)"), ((None, 0),), cut=False)
    with sqlite3.connect(book.path) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute(
            "INSERT INTO reply_code (code, employer_id, made_at) VALUES ('K7', 1, 1)"
        )
    assert ask(book, "SELECT code, employer_id FROM reply_code") == Rows(
        ("code", "employer_id"), ((None, 1),), cut=False
    )


def test_it_does_not_run_for_ever_nor_give_without_end(book: Book) -> None:
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT "
    slow = ask(book, f"{endless} count(*) FROM n", seconds=0.05)
    assert slow == QueryTrouble("It ran longer than 0.05 seconds.")
    cut = ask(book, f"{endless} i FROM n", rows=3)
    assert cut == Rows(("i",), ((1,), (2,), (3,)), cut=True)
    stopped = run_query(book.path, f"{endless} count(*) FROM n", MOMENT, Limits(9), lambda: True)
    assert stopped == QueryTrouble("Stopped.")
    assert isinstance(ask(book, "SELECT hex(randomblob(20000000))"), QueryTrouble)


HUGE = (
    "SELECT zeroblob(2000000000)",
    "SELECT randomblob(2000000000)",
    "SELECT hex(randomblob(900000))",
    "SELECT printf('%2000000000d', 1)",
    "SELECT replace(hex(randomblob(400000)), '0', hex(randomblob(400)))",
    "SELECT group_concat(hex(randomblob(900000))) FROM json_each('[1, 2, 3, 4]')",
)


@pytest.mark.parametrize("sql", HUGE, ids=range(len(HUGE)))
def test_no_value_is_larger_than_a_megabyte(book: Book, sql: str) -> None:
    tracemalloc.start()
    found = ask(book, sql)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    # printf gives NULL where its result would be too long.
    assert isinstance(found, QueryTrouble) or found.rows == ((None,),)
    assert most < 20_000_000


SEALED = "sealed bank details"


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM bank_account",
        "SELECT sealed FROM main.bank_account",
        "WITH bank_account AS (SELECT sealed FROM main.bank_account) SELECT * FROM bank_account",
        "SELECT max(sealed), group_concat(sealed) FROM bank_account",
        "SELECT (SELECT sealed FROM bank_account LIMIT 1) || ''",
        "SELECT count(*) FROM bank_account GROUP BY sealed HAVING sealed LIKE 's%'",
        "SELECT before, after FROM change",
        "SELECT * FROM main.change WHERE after LIKE '%sealed%'",
        "SELECT value FROM change, json_each(change.after)",
        "SELECT * FROM reply_code",
        "SELECT code FROM reply_code ORDER BY code",
        "SELECT * FROM reply_code WHERE code = 'K7Q2XW'",
    ],
)  # fmt: skip
def test_bank_details_and_reply_codes_appear_by_no_road(book: Book, actor: Actor, sql: str) -> None:
    with book.action(actor, "plant", "agency:1") as tx:
        officer = tx.add(Officer(badge="1", last_name="A"))
        tx.add(BankAccount(officer_id=officer.id, sealed=SEALED, from_on="2026-01-01"))
        tx.add(ReplyCode(code="K7Q2XW", officer_id=officer.id, made_at=NOW))
    found = ask(book, sql, rows=1000)
    assert SEALED not in repr(found)
    assert "K7Q2XW" not in repr(found)
    # Nor does an answer tell whether a guess was right.
    if "WHERE code" in sql or "HAVING" in sql:
        assert found == Rows(found.names, (), cut=False) if isinstance(found, Rows) else found


def test_local_times_and_the_median_can_be_called(book: Book) -> None:
    # The clocks went forward on 8 March 2026 in New York.
    found = ask(
        book,
        "SELECT local_stamp(1772953200), local_date(1772953200), local_week(1772953200),"
        " local_weekday(1772953200), day_start('2026-03-08'), day_start('2026-03-09')"
        " - day_start('2026-03-08'), local_hour(NULL), add_days('2026-02-28', 1),"
        " (SELECT median(value) FROM json_each('[1, 9, null, 2]'))",
    )
    assert isinstance(found, Rows)
    assert found.rows == (
        ("2026-03-08 03:00", "2026-03-08", "2026-03-02", 7, 1772946000, 23 * 3600, None,
         "2026-03-01", 2),
    )  # fmt: skip


PHONES = {("officer", "phone"), ("contact", "phone")}


@pytest.mark.parametrize(
    ("sql", "wanted"),
    [
        ("SELECT badge, * FROM officer", {"officer"}),
        ("SELECT DISTINCT * FROM contact", {"contact"}),
        ("SELECT * FROM person", {"officer"}),
        ("SELECT badge FROM Person WHERE Phone <> ''", {"officer"}),
        ("WITH p AS (SELECT phone FROM officer) SELECT * FROM p", {"officer"}),
        ("WITH p AS (SELECT badge FROM person) SELECT * FROM p", set()),
        ("SELECT name AS phone FROM person", set()),
        ("SELECT badge FROM officer", set()),
        ("SELECT count(*) FROM person", set()),
    ],
)
def test_it_tells_of_hidden_columns_that_the_query_takes(
    book: Book, actor: Actor, sql: str, wanted: set[str]
) -> None:
    with book.action(actor, "enter", "officer:1") as tx:
        tx.add(Officer(badge="7", last_name="Reyes", phone=SECRET))
    found = run_query(book.path, sql, MOMENT, Limits(2, 10), hidden=frozenset(PHONES))
    assert isinstance(found, Rows), found
    assert found.hidden == {(table, "phone") for table in wanted}
    assert SECRET not in str(found.rows)
