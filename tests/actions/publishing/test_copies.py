"""Read-only copies: every byte of them is searched for what they may not hold."""

import re
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from coordinator.actions.book.settings import set_setting
from coordinator.actions.publishing.copies import (
    keep_copies,
    plan_of,
    shipped_plan,
    write_copy,
    write_page,
)
from coordinator.actions.publishing.keeping import Written
from coordinator.actions.results import Refused
from coordinator.rules.copies import NEVER, CopyPlan
from coordinator.rules.file_words import CopyFor
from storage.database import Book
from tests.actions.phones import PAT
from tests.browser import Browser, Window, at_both_windows
from tests.screens.town import NOW

EVERYBODY = list(CopyFor)
KEPT = {("agency", "timezone")}
"""What the planting leaves as it was, since the copy reads it."""


def marks(connection: sqlite3.Connection) -> Iterator[tuple[str, str, str]]:
    """Table, column and the mark that is planted there, of every column that can hold text."""
    tables = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' "
        "AND name NOT GLOB 'sqlite_*' AND name NOT LIKE '%fts%' AND name NOT LIKE '%search%'"
    ).fetchall()
    for (table,) in tables:
        for _, column, kind, *_ in connection.execute(f'PRAGMA table_info("{table}")').fetchall():
            if kind in ("VARCHAR", "BLOB", "TEXT") and (table, column) not in KEPT:
                yield table, column, f"zq:{table}:{column}:"


@pytest.fixture(scope="module")
def planted(town_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book with an unmistakable mark in every text of every table, filled or not."""
    path = Path(shutil.copy(town_file, tmp_path_factory.mktemp("planted") / "planted.book"))
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute("PRAGMA foreign_keys = OFF")
        triggers = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for (name,) in triggers.fetchall():
            connection.execute(f'DROP TRIGGER "{name}"')
        connection.execute("BEGIN")
        found = list(marks(connection))
        for table in {table for table, _, _ in found}:
            _fill_if_empty(connection, table)
        for table, column, mark in found:
            connection.execute(f'UPDATE "{table}" SET "{column}" = ? || rowid', (mark,))
        connection.execute("COMMIT")
    return path


def _fill_if_empty(connection: sqlite3.Connection, table: str) -> None:
    if connection.execute(f'SELECT 1 FROM "{table}"').fetchone():
        return
    columns = connection.execute(f'PRAGMA table_info("{table}")').fetchall()
    names = ", ".join(f'"{column[1]}"' for column in columns)
    values = ", ".join("1" if "INT" in column[2] else "'x'" for column in columns)
    connection.execute(f'INSERT INTO "{table}" ({names}) VALUES ({values})')


def listed(who: str) -> set[tuple[str, str]]:
    plan = plan_of(who)
    assert isinstance(plan, CopyPlan), plan
    return {(table.name, column) for table in plan.tables for column in table.columns}


@pytest.mark.parametrize("who", EVERYBODY)
def test_no_byte_tells_of_a_column_that_is_not_listed(
    planted: Path, tmp_path: Path, who: str
) -> None:
    copy, page = tmp_path / "copy.sqlite", tmp_path / "page.html"
    with closing(Book(planted)) as book:
        assert isinstance(write_copy(book, NOW, who, copy), Written)
        assert isinstance(write_page(book, NOW, who, page), Written)
        planted_marks = list(marks(book.reader()))
    data, shown = copy.read_bytes(), page.read_bytes()
    may = listed(who)
    assert len(planted_marks) > 400
    for table, column, mark in planted_marks:
        if (table, column) in may:
            assert mark.encode() in data, f"{table}.{column} is listed and not there"
        else:
            assert mark.encode() not in data, f"{who} would see {table}.{column}"
            assert mark.encode() not in shown, f"{who} would read {table}.{column}"


@pytest.mark.parametrize("who", EVERYBODY)
def test_no_personal_value_of_the_book_is_left(town_book: Book, tmp_path: Path, who: str) -> None:
    """The same with a town's own book: names that other columns hold too would show here."""
    from storage.schema import logged_tables

    copy = tmp_path / "copy.sqlite"
    done = write_copy(town_book, NOW, who, copy)
    assert isinstance(done, Written), done
    data = copy.read_bytes()
    may = listed(who)
    seen = 0
    for table in logged_tables():
        for column in table.private:
            if (table.name, column) in may:
                continue
            sql = f'SELECT DISTINCT "{column}" FROM "{table.name}"'
            for (value,) in town_book.reader().execute(sql):
                if isinstance(value, str) and len(value) > 3:
                    seen += 1
                    # As a word of its own: Christmas is no Chris.
                    found = re.search(rb"(?<!\w)" + re.escape(value.encode()) + rb"(?!\w)", data)
                    assert found is None, (table.name, column, value)
    assert seen > 30


@pytest.mark.parametrize(
    ("who", "hidden"),
    [
        (
            "public",
            ("officer.last_name", "employer.name", "site.name", "site.address", "job.title"),
        ),
        ("auditor", ("officer.last_name", "contact.name", "job.title", "site.name")),
        ("command", ("officer.email", "officer.phone", "contact.name", "contact.email")),
    ],
)
def test_what_each_must_not_see(
    town_book: Book, tmp_path: Path, who: str, hidden: tuple[str, ...]
) -> None:
    """Said here once more, so that a document cannot grow by a slip."""
    copy = tmp_path / "copy.sqlite"
    write_copy(town_book, NOW, who, copy)
    data = copy.read_bytes()
    for table, _, column in (each.partition(".") for each in hidden):
        for (value,) in town_book.reader().execute(f'SELECT DISTINCT "{column}" FROM "{table}"'):
            assert not value or value.encode() not in data, (table, column, value)


@pytest.mark.parametrize("who", EVERYBODY)
def test_every_view_is_read_by_plain_sqlite(town_book: Book, tmp_path: Path, who: str) -> None:
    copy = tmp_path / "copy.sqlite"
    write_copy(town_book, NOW, who, copy)
    plan = plan_of(who)
    assert isinstance(plan, CopyPlan)
    with closing(sqlite3.connect(f"file:{copy}?mode=ro&immutable=1", uri=True)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        for view in plan.views:
            connection.execute(f"SELECT * FROM {view.name}").fetchall()
        rows = connection.execute("SELECT * FROM who_works_where").fetchall()
        about = dict(connection.execute("SELECT name, value FROM about"))
        (starts, local) = connection.execute(
            "SELECT starts_at, starts_local FROM detail ORDER BY starts_at LIMIT 1"
        ).fetchone()
    assert len(rows) >= 33
    assert about["for"] == who
    assert about["seal of the book"]
    from datetime import datetime
    from zoneinfo import ZoneInfo

    assert f"{datetime.fromtimestamp(starts, ZoneInfo('America/New_York')):%Y-%m-%d %H:%M}" == local
    if shell := shutil.which("sqlite3"):
        said = subprocess.run(
            [shell, "-readonly", str(copy), "SELECT count(*) FROM who_works_where"],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        assert int(said.stdout) == len(rows)


@pytest.mark.parametrize(
    ("table", "says"),
    [
        ('name = "officer"\ncolumns = ["id", "last_name"]', "is about a person"),
        ('name = "officer"\ncolumns = ["id", "shoe_size"]', "no column shoe_size"),
        ('name = "site"\ncolumns = ["id", "code_word"]', "No copy may hold site.code_word"),
        ('name = "shoes"\ncolumns = ["id"]', "no table shoes"),
        ('name = "officer"\ncolumns = ["id", "id"]', "named twice"),
        *((f'name = "{name}"\ncolumns = ["id"]', "No copy may hold it") for name in NEVER),
    ],
)
def test_what_a_document_may_not_list(
    town_book: Book, tmp_path: Path, table: str, says: str
) -> None:
    document = f'title = "Own"\n[[table]]\n{table}\n'
    refused = write_copy(town_book, NOW, "own", tmp_path / "own.sqlite", document)
    assert isinstance(refused, Refused)
    assert says in refused.sentence
    assert list(tmp_path.glob("own*")) == []


def test_an_own_document_and_a_view_that_does_not_fit(town_book: Book, tmp_path: Path) -> None:
    document = 'title = "Own"\n[[table]]\nname = "rank"\ncolumns = ["id", "code"]\n'
    path = tmp_path / "own.sqlite"
    assert isinstance(write_copy(town_book, NOW, "own", path, document), Written)
    wrong = document + '[[view]]\nname = "x"\nsql = "SELECT last_name FROM officer"\n'
    before = path.read_bytes()
    assert isinstance(write_copy(town_book, NOW, "own", path, wrong), Refused)
    assert path.read_bytes() == before


def test_other_files_are_never_written_over(town_book: Book, tmp_path: Path) -> None:
    for name in ("copy.sqlite", "page.html"):
        (tmp_path / name).write_text("somebody's own")
    shutil.copy(town_book.path, tmp_path / "other.book")
    assert isinstance(write_copy(town_book, NOW, "command", tmp_path / "copy.sqlite"), Refused)
    assert isinstance(write_copy(town_book, NOW, "command", tmp_path / "other.book"), Refused)
    assert isinstance(write_copy(town_book, NOW, "command", town_book.path), Refused)
    older = tmp_path / "older.sqlite"
    assert isinstance(write_copy(town_book, NOW, "command", older), Written)
    (tmp_path / "link.sqlite").symlink_to(older)
    assert isinstance(write_copy(town_book, NOW, "command", tmp_path / "link.sqlite"), Refused)
    assert isinstance(write_page(town_book, NOW, "command", tmp_path / "page.html"), Refused)
    assert (tmp_path / "copy.sqlite").read_text() == "somebody's own"


def test_kept_copies_are_made_once_a_day(town_book: Book, tmp_path: Path) -> None:
    assert keep_copies(town_book, NOW) is None
    set_setting(town_book, PAT, "copies.folder", str(tmp_path / "served"))
    set_setting(town_book, PAT, "copies.for", ["command", "public"])
    (tmp_path / "served").mkdir()
    assert isinstance(keep_copies(town_book, NOW), Written)
    made = {path.name: path.stat().st_mtime_ns for path in (tmp_path / "served").iterdir()}
    assert set(made) == {
        f"{who}.{kind}" for who in ("command", "public") for kind in ("html", "sqlite")
    }
    again = keep_copies(town_book, NOW + 3_600)
    assert isinstance(again, Written)
    assert not again.changed
    tomorrow = keep_copies(town_book, NOW + 86_400)
    assert isinstance(tomorrow, Written)
    assert tomorrow.changed
    set_setting(town_book, PAT, "copies.for", ["nobody"])
    assert isinstance(keep_copies(town_book, NOW + 86_400), Refused)


@at_both_windows
def test_the_page_in_a_browser(
    town_book: Book, tmp_path: Path, browser: Browser, window: Window
) -> None:
    path = tmp_path / "page.html"
    write_page(town_book, NOW, "command", path, behind=1, ahead=2)
    browser.show(path.read_text("utf-8"), window, script=False)
    browser.picture(f"month-{window.name}")
    words = browser.words()
    assert "Mill [bold]Bridge" in words
    assert "OPEN" in words
    assert "[Sgt] Stone, Chris #1011" in words or "Adams, Chris #1000" in words
    assert len(browser.all("main h2")) == 4
    assert not browser.is_too_wide()
    assert browser.complaints() == []


def test_the_shipped_documents_say_what_they_leave_out() -> None:
    for who in EVERYBODY:
        plan = plan_of(who)
        assert isinstance(plan, CopyPlan)
        assert "Without" in plan.words
        assert all(view.words for view in plan.views)
        assert shipped_plan(who).startswith("# What a read-only copy for")
