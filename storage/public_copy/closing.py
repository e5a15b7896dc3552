"""Making the public copy: a copy of the file in which everything about persons is closed.

Personal columns are blanked, and in the log [salt, old, new] becomes the commitment, as in a
redaction. What is withheld whole (`withheld.py`) loses its rows, and of its changes only the leaf
is left. Where a name stands in any other text, that text is blanked and the row's changes are
closed whole; an action whose reason or subject has one, or whose reason tells of somebody's
affairs, keeps its place and its seal only. So every leaf and every seal of the living book is
still there, and the copy's last seal is the book's.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from storage.bundles.bundle import copy_book
from storage.changes import (
    CHANGE_COLUMNS,
    CLOSED_VERB,
    ChangeRow,
    LoggedTable,
    closed_whole,
    commitment,
    read_object,
    spelt,
)
from storage.errors import BookError, FileTrouble, book_error
from storage.public_copy.names import Names
from storage.public_copy.spoken import spoken_columns
from storage.public_copy.withheld import EMPTIED, WHY_PRIVATE, WITHHELD
from storage.seals import book_head
from storage.whole_file import sync_folder

APPLICATION_ID = 0x43505542
""""CPUB" in the file's header: no program takes it for a book."""

AT_A_TIME = 2_000
Progress = Callable[[int, int], bool | None]
Key = tuple[str, int]


@dataclass(slots=True)
class Closed:
    """What was withheld: changes and actions whole, rows; `head` is the book's own."""

    changes: int = 0
    actions: int = 0
    rows: int = 0
    head: str = ""
    named: set[Key] = field(default_factory=set)


def write_public_copy(
    book: Path,
    target: Path,
    tables: tuple[LoggedTable, ...],
    progress: Progress = lambda done, total: None,
) -> Closed:
    """Write the copy; an older one of that name is written over. The book is only read.

    Raises BookError where the disk refuses, or something else has the name.
    """
    if target.is_symlink() or (target.exists() and not is_public_copy(target)):
        raise BookError(f"{target} is there already and is no public copy; it was not touched.")
    built = target.with_name(target.name + ".closing")
    packed = target.with_name(target.name + ".unfinished")
    try:
        copy_book(book, built)
        with closing(sqlite3.connect(built, isolation_level=None)) as connection:
            closed = _close(connection, tables, progress)
            packed.unlink(missing_ok=True)
            # Written anew, so that nothing of it is left in free pages.
            connection.execute("VACUUM INTO ?", (str(packed),))
        packed.replace(target)
        sync_folder(target.parent)
    except FileTrouble as error:
        raise book_error(error) or error from error
    finally:
        for path in (built, packed):
            path.unlink(missing_ok=True)
    return closed


def is_public_copy(path: Path) -> bool:
    """Whether the file is a public copy, by its header."""
    with path.open("rb") as stream:
        head = stream.read(100)
    return head.startswith(b"SQLite format 3\x00") and head[68:72] == APPLICATION_ID.to_bytes(4)


def _close(
    connection: sqlite3.Connection, tables: tuple[LoggedTable, ...], progress: Progress
) -> Closed:
    for pragma in ("journal_mode = OFF", "synchronous = OFF", "foreign_keys = OFF"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("BEGIN")
    triggers = _drop_triggers(connection)
    closed = _Closing(connection, tables, progress).run()
    for sql in triggers:
        connection.execute(sql)
    for index in _word_indexes(connection):
        connection.execute(f'INSERT INTO "{index}" ("{index}") VALUES (\'rebuild\')')
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute("COMMIT")
    if broken := connection.execute("PRAGMA foreign_key_check").fetchone():
        raise BookError(f"The copy was not kept: {broken[0]} {broken[1]} lost its {broken[2]}.")
    closed.head = book_head(connection)
    return closed


class _Closing:
    """One closing: the copy, its names, and what was closed so far."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        tables: tuple[LoggedTable, ...],
        progress: Progress,
    ) -> None:
        self.connection, self.progress = connection, progress
        self.tables = {table.name: table for table in tables}
        self.names, self.spoken = Names(connection), spoken_columns()
        self.total = connection.execute("SELECT count(*) FROM change").fetchone()[0]
        self.closed = Closed()

    def run(self) -> Closed:
        """Everything, in an order in which names are known until the end."""
        self._close_actions()
        self._close_changes()
        self._close_named()
        for name in (*WITHHELD, *EMPTIED):
            self.closed.rows += self.connection.execute(f'DELETE FROM "{name}"').rowcount
        for table in self.tables.values():
            self._blank(table)
        return self.closed

    # ── the log ─────────────────────────────────────────────────────────────────────────────

    def _close_actions(self) -> None:
        """Those whose words name somebody, or tell why of something withheld."""
        found = self.connection.execute(
            "SELECT id, subject, reason, first, first + length(leaves) / 32 FROM action "
            "WHERE reason <> '' OR subject GLOB '*[^a-z0-9_:]*'"
        ).fetchall()
        wanted = [
            (CLOSED_VERB, row)
            for row, subject, reason, first, end in found
            if f"{subject} {reason}" in self.names or (reason and self._private(first, end))
        ]
        self.connection.executemany(
            "UPDATE action SET who = '', verb = ?, subject = '', reason = '' WHERE id = ?", wanted
        )
        self.closed.actions = len(wanted)

    def _private(self, first: int, end: int) -> bool:
        marks = ", ".join("?" * len(WHY_PRIVATE))
        asked = f"SELECT 1 FROM change WHERE id >= ? AND id < ? AND tbl IN ({marks}) LIMIT 1"
        return bool(self.connection.execute(asked, (first, end, *WHY_PRIVATE)).fetchone())

    def _close_changes(self) -> None:
        done = 0
        for changes in self._chunks():
            self.connection.executemany(
                "UPDATE change SET before = ?, after = ?, private = ? WHERE id = ?",
                [row for change in changes for row in self._shut(change)],
            )
            done += len(changes)
            if self.progress(done, self.total) is False:
                raise BookError("The copy was stopped; nothing was written.")

    def _chunks(self) -> Iterator[list[ChangeRow]]:
        last = -1
        sql = f"SELECT {CHANGE_COLUMNS} FROM change WHERE id > ? ORDER BY id LIMIT {AT_A_TIME}"
        while found := self.connection.execute(sql, (last,)).fetchall():
            yield [ChangeRow(*row) for row in found]
            last = found[-1][0]

    def _shut(self, change: ChangeRow) -> Iterator[tuple[Any, ...]]:
        """How a change is to be written again, if it is."""
        if change.tbl in WITHHELD:
            self.closed.changes += 1
            yield None, None, closed_whole(change), change.id
            return
        if self._tells(change):
            self.closed.named.add((change.tbl, change.row))
        if change.private is not None:
            kept = read_object(change.private)
            shut = {column: {"#": commitment(column, value)} for column, value in kept.items()}
            yield change.before, change.after, spelt(shut), change.id

    def _tells(self, change: ChangeRow) -> bool:
        """Whether a name stands in its plain columns."""
        return any(
            isinstance(value, str) and (change.tbl, column) in self.spoken
            and value in self.names
            for image in (change.before, change.after)
            if image is not None
            for column, value in read_object(image).items()
        )  # fmt: skip

    def _close_named(self) -> None:
        """Every change of a row in whose plain columns somebody was ever named."""
        for table, row in self.closed.named:
            found = self.connection.execute(
                f"SELECT {CHANGE_COLUMNS} FROM change WHERE tbl = ? AND row = ?", (table, row)
            ).fetchall()
            self.connection.executemany(
                "UPDATE change SET before = NULL, after = NULL, private = ? WHERE id = ?",
                [
                    (closed_whole(change), change.id)
                    for change in (ChangeRow(*each) for each in found)
                ],
            )
            self.closed.changes += len(found)
            self._blank_words(table, row)

    # ── the rows ────────────────────────────────────────────────────────────────────────────

    def _blank_words(self, table: str, row: int) -> None:
        """Blank the plain columns of a row in which somebody is named."""
        found = self.connection.execute(f'SELECT * FROM "{table}" WHERE id = ?', (row,))
        columns = [column[0] for column in found.description]
        for values in found.fetchall():
            for column, value in zip(columns, values, strict=True):
                spoken = isinstance(value, str) and (table, column) in self.spoken
                if spoken and value in self.names:
                    self.connection.execute(
                        f'UPDATE "{table}" SET "{column}" = {self._nothing(table, column)} '
                        "WHERE id = ?",
                        (row,),
                    )

    def _blank(self, table: LoggedTable) -> None:
        if table.private and table.name not in WITHHELD:
            sets = (f'"{column}" = {self._nothing(table.name, column)}' for column in table.private)
            self.connection.execute(f'UPDATE "{table.name}" SET {", ".join(sets)}')

    def _nothing(self, table: str, column: str) -> str:
        """What stands for nothing in a column."""
        for _place, name, _kind, needed, *_ in self.connection.execute(
            f'PRAGMA table_info("{table}")'
        ):
            if name == column:
                return "''" if needed else "NULL"
        return "NULL"


def _drop_triggers(connection: sqlite3.Connection) -> tuple[str, ...]:
    """Drop all triggers; what makes them again. Nothing of the closing is an action."""
    found = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    triggers = found.fetchall()
    for name, _sql in triggers:
        connection.execute(f'DROP TRIGGER "{name}"')
    return tuple(sql for _name, sql in triggers)


def _word_indexes(connection: sqlite3.Connection) -> list[str]:
    found = connection.execute(
        "SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL%fts%'"
    )
    return [name for (name,) in found]
