"""An older book is brought up to date whole, after a checked backup, or stays as it was."""

import lzma
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from random import Random
from typing import Any

import pytest
import sqlite_utils

import storage.migrations
from coordinator.actions.book.undoing import Undone, undo_last
from coordinator.actions.book.verifying import verify_book
from coordinator.actions.results import Actor
from coordinator.actions.staffing.leaving import call_off
from coordinator.actions.staffing.offering import record_call
from storage.backup import backups
from storage.database import Book
from storage.errors import BookDamaged, BookError
from storage.migrations import STEPS, migrate
from storage.queries.book.search import search
from storage.version import SCHEMA_VERSION, stored_version
from tests.conftest import NOW
from tests.trust.dying import DIED, Countdown, in_child

TO = 12
ADDED = {"list_state", "list_place", "tally_entry"} | {
    *("group_member", "conflict", "outside_work", "standing_assignment", "exchange"),
    *("overlap_case", "redress", "remedy", "suspension"),
    *("bank_statement", "bank_line", "receipt", "refund", "purchase_order", "dispute"),
    *("dunning_step", "stated_hours", "pay_adjustment", "bank_account", "bank_file"),
    *("accounts_document", "closed_month", "posting", "programme_cost"),
    *("approval_request", "reply_code", "received", "raw_mail", "mailbox_mark"),
    *("delivery_report", "message_attachment", "consent", "availability", "punch", "feedback"),
    *("intake", "request", "request_check", "kept_file", "custom_field", "job_template"),
    *("series", "series_exception", "equipment", "equipment_out"),
    *("spot_check", "dispatch_entry", "baton", "merge_conflict"),
    *("written_file", "watched_file", "watched_source"),
    *("audit_finding", "hold", "report_schedule", "desk_day", "disclosure", "zone_offset"),
}
"""Tables that schema 1 had not."""


def rename(database: sqlite_utils.Database) -> None:
    database.execute("UPDATE agency SET phone = 'new'")
    database.execute("ALTER TABLE site ADD COLUMN floor INTEGER")


def rebuild(database: sqlite_utils.Database) -> None:
    database.table("site").transform(rename={"floor": "storey"})
    database.table("shelf").create({"id": int, "name": str}, pk="id")


def fail(database: sqlite_utils.Database) -> None:
    raise sqlite3.OperationalError("no such column: nowhere")


def fault(database: sqlite_utils.Database) -> None:
    raise ZeroDivisionError


def break_link(database: sqlite_utils.Database) -> None:
    database.execute("INSERT INTO site (id, employer_id, name, address) VALUES (1, 77, '', '')")


@pytest.fixture
def old(book: Book) -> Path:
    """A book of schema 10."""
    with closing(sqlite3.connect(book.path)) as connection:
        connection.execute("PRAGMA user_version = 10")
    return book.path


def looks(path: Path) -> tuple[Any, ...]:
    """Schema version, the agency's phone, and the columns of site."""
    with closing(sqlite3.connect(path)) as connection:
        columns = [row[1] for row in connection.execute("PRAGMA table_info(site)")]
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        phone = connection.execute("SELECT phone FROM agency").fetchone()[0]
        return version, phone, "floor" in columns, "storey" in columns


OLD, NEW = (10, "", False, False), (12, "new", False, True)


def test_all_steps_run_after_a_checked_backup(old: Path) -> None:
    migrate(old, 10, steps={10: rename, 11: rebuild}, target=TO)
    assert looks(old) == NEW
    (made,) = backups(old)
    assert made.path.name.endswith("-v10.backup")
    assert looks(made.path) == OLD


@pytest.mark.parametrize(
    ("last", "error"), [(fail, BookError), (break_link, BookDamaged), (fault, ZeroDivisionError)]
)
def test_a_step_that_fails_leaves_the_book_as_it_was(
    old: Path, last: Any, error: type[Exception]
) -> None:
    with pytest.raises(error):
        migrate(old, 10, steps={10: rename, 11: last}, target=TO)
    assert looks(old) == OLD
    assert len(backups(old)) == 1


def test_a_gap_between_the_schemas_is_refused_before_anything_is_done(old: Path) -> None:
    with pytest.raises(BookError, match="knows no way on"):
        migrate(old, 10, steps={11: rebuild}, target=TO)
    assert looks(old) == OLD
    assert backups(old) == ()


def test_a_damaged_book_is_not_migrated(old: Path) -> None:
    data = bytearray(old.read_bytes())
    for page in range(4, len(data) // 4096):
        data[page * 4096 : page * 4096 + 50] = bytes(50)
    old.write_bytes(data)
    with pytest.raises(BookDamaged):
        migrate(old, 10, steps={10: rename, 11: rebuild}, target=TO)
    assert stored_version(old) == 10


def test_whoever_comes_second_finds_it_done(old: Path) -> None:
    migrate(old, 10, steps={10: rename, 11: rebuild}, target=TO)
    migrate(old, 10, steps={10: fault, 11: fault}, target=TO)
    assert looks(old) == NEW


def counted(path: Path, deadly: int | None) -> int:
    """Migrate, dying at a statement; returns how many there are."""
    countdown = Countdown(deadly)

    class Traced(sqlite3.Connection):
        def __init__(self, *words: Any, **more: Any) -> None:
            super().__init__(*words, **more)
            self.set_trace_callback(countdown.step)

    real = sqlite3.connect
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            storage.migrations.sqlite3, "connect", lambda *w, **m: real(*w, **m, factory=Traced)
        )
        migrate(path, 10, steps={10: rename, 11: rebuild}, target=TO)
    return countdown.count


def die_and_go_on(old: Path, folder: Path, points: int) -> None:
    statements = counted(Path(shutil.copy(old, folder / "whole.book")), None)
    for statement in sorted(Random(1).sample(range(1, statements + 1), points)):
        path = Path(shutil.copy(old, folder / f"at{statement}.book"))
        assert in_child(lambda: counted(path, statement)) == DIED  # noqa: B023
        found = looks(path)
        assert found in (OLD, NEW), f"at {statement}"
        if found == OLD:
            migrate(path, 10, steps={10: rename, 11: rebuild}, target=TO)
        assert looks(path) == NEW


def test_a_kill_leaves_the_old_or_the_new(old: Path, tmp_path: Path) -> None:
    die_and_go_on(old, tmp_path, 8)


@pytest.mark.soak
def test_a_kill_at_a_hundred_statements_leaves_the_old_or_the_new(
    old: Path, tmp_path: Path
) -> None:
    die_and_go_on(old, tmp_path, 100)


def test_every_released_schema_has_a_step() -> None:
    assert sorted(STEPS) == list(range(1, SCHEMA_VERSION))


@pytest.fixture
def first(tmp_path: Path) -> Path:
    """A lived-in book of schema 1, as the first program wrote it."""
    path = tmp_path / "first.book"
    path.write_bytes(lzma.decompress((Path(__file__).parent / "book_1.xz").read_bytes()))
    return path


def rows_of(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table that schema 1 had, by its columns of then."""
    with closing(sqlite3.connect(path)) as connection:
        tables = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' "
            "AND name NOT GLOB 'sqlite*' AND name NOT GLOB '*_fts*'"
        ).fetchall()
        return {
            name: connection.execute(f'SELECT * FROM "{name}" ORDER BY 1').fetchall()
            for (name,) in tables
        }


def test_a_book_of_schema_1_keeps_every_row_and_verifies(first: Path) -> None:
    before = rows_of(first)
    book = Book(first)
    assert stored_version(first) == SCHEMA_VERSION
    after = rows_of(first)
    for table, rows in before.items():
        assert [row[: len(old)] for row, old in zip(after[table], rows, strict=True)] == rows
        assert all(set(row[len(rows[0]) :]) <= {None} for row in after[table]), table
    assert after.keys() - before.keys() == ADDED
    verified = verify_book(book)
    assert verified.clean, verified.findings


def test_a_book_brought_up_from_schema_1_goes_on(first: Path) -> None:
    book, actor = Book(first), Actor("Pat", NOW)
    reader = book.reader()
    assert search(reader, "Evans")
    call_off(book, actor, 11, "sick")
    assert isinstance(undo_last(book, actor), Undone)
    record_call(book, actor, 4, 2, "on_duty")
    assert isinstance(undo_last(book, Actor("Pat Coordinator", NOW + 60)), Undone)
    assert verify_book(book).clean
