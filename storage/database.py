"""The book: one SQLite file, opened, read, and written one sealed action at a time.

Importing this module costs no SQLModel: a screen can be painted from `Book.reader()` before the
models are loaded, which happens with the first write.
"""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from storage.actor import Actor
from storage.baton import given_away
from storage.connections import open_reader, open_writer
from storage.deputy import deputy_of, refusal
from storage.errors import (
    BookDeputised,
    BookGiven,
    FileTrouble,
    NotABook,
    book_error,
    missing_book,
)
from storage.up_to_date import check_version

if TYPE_CHECKING:
    from storage.transaction import Transaction


class Book:
    """A book on disk. Readers are one per thread; writes are one at a time in this process.

    What timers do is `unattended`: it goes on while a deputy stands at the desk.
    Raises BookMissing, NotABook, BookNewer or BookDamaged when the file cannot be used.
    """

    def __init__(self, path: Path) -> None:
        self.path = Path(path)
        if not self.path.is_file():
            raise missing_book(self.path)
        self._readers = threading.local()
        self._writing = threading.Lock()
        self._writes_in: int | None = None
        self._writer: sqlite3.Connection | None = None
        self.unattended = False
        check_version(self.path)

    def reader(self) -> sqlite3.Connection:
        """This thread's read-only connection."""
        connection: sqlite3.Connection | None = getattr(self._readers, "connection", None)
        if connection is None:
            connection = self._readers.connection = _translated(open_reader, self.path)
        return connection

    @contextmanager
    def action(
        self,
        actor: Actor,
        verb: str,
        subject: str,
        reason: str = "",
        *,
        given: bool = False,
        deputy: bool = False,
    ) -> "Iterator[Transaction]":
        """One action: everything written in the block, sealed and committed, or nothing.

        An exception or `tx.abandon()` rolls back. Raises BookError where the file refuses,
        BookGiven where another station holds the book, unless the action is about that (`given`),
        and BookDeputised where a deputy stands at the desk who may not do this (`deputy`: he may).
        """
        # The models are needed from here on; they cost more to import than the first screen.
        from storage.transaction import Transaction

        with self.unlogged(given=given, deputy=deputy) as connection:
            tx = Transaction(connection, actor, verb, subject, reason)
            yield tx
            if tx.abandoned or not tx.seal():
                connection.execute("ROLLBACK")
        if tx.action is not None:
            tx.run_after_commit()

    @contextmanager
    def unlogged(
        self, *, given: bool = False, deputy: bool = False
    ) -> Iterator[sqlite3.Connection]:
        """A plain write transaction, for the tables that stand outside the log.

        Raises BookGiven and BookDeputised as `action` does.
        """
        if self._writes_in == threading.get_ident():
            raise RuntimeError("An action within an action: hand the transaction on instead.")
        with self._writing:
            connection = self._connected_writer()
            try:
                self._writes_in = threading.get_ident()
                connection.execute("BEGIN IMMEDIATE")
                if not given and (why := given_away(connection)):
                    raise BookGiven(why)
                if not (deputy or self.unattended) and (name := deputy_of(connection)):
                    raise BookDeputised(refusal(name))
                yield connection
                if connection.in_transaction:
                    connection.execute("COMMIT")
            except (sqlite3.Error, OSError) as error:
                _roll_back(connection)
                raise book_error(error) or error from error
            except BaseException:
                _roll_back(connection)
                raise
            finally:
                self._writes_in = None

    def data_version(self) -> int:
        """A number that changes when another connection has written."""
        return int(self.reader().execute("PRAGMA data_version").fetchone()[0])

    def close(self) -> None:
        """Close what this thread holds; other threads' readers close with their threads."""
        reader = getattr(self._readers, "connection", None)
        if reader is not None:
            reader.close()
            del self._readers.connection
        with self._writing:
            if self._writer is not None:
                self._writer.close()
                self._writer = None

    def _connected_writer(self) -> sqlite3.Connection:
        if self._writer is None:
            self._writer = _translated(open_writer, self.path)
        return self._writer


def create_book(
    path: Path,
    *,
    name: str,
    timezone: str,
    currency: str,
    actor: Actor = Actor("coordinator", 0),
    station: int = 0,
) -> Book:
    """A new book with its agency. Raises FileExistsError where something is there already."""
    from storage.creation import NewBook, write_new_book

    write_new_book(Path(path), NewBook(name, timezone, currency, station), actor)
    return Book(path)


def _roll_back(connection: sqlite3.Connection) -> None:
    # On a full disk SQLite has rolled back by itself; asking again would raise.
    if connection.in_transaction:
        connection.execute("ROLLBACK")


def _translated(opener: Callable[[Path], sqlite3.Connection], path: Path) -> sqlite3.Connection:
    try:
        return opener(path)
    except FileTrouble as error:
        raise book_error(error) or NotABook(f"{path} is not a book.") from error
