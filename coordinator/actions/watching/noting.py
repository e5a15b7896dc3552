"""What is kept of watched files and folders, outside the log: they are not the book's own."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from coordinator.actions.watching.sources import WatchedFolder
from coordinator.rules.file_words import WatchedState
from storage.database import Book
from storage.queries.book.watched import WatchedFileRow

_FILE = (
    "INSERT INTO watched_file (source, name, sha256, seen_at, state, settled_at, problems, words) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
)
_OLDER = "DELETE FROM watched_file WHERE source = ? AND name = ? AND state = ?"
_LOOKED = (
    "INSERT INTO watched_source (name, looked_at, trouble) VALUES (?1, ?2, ?3) "
    "ON CONFLICT (name) DO UPDATE SET looked_at = ?2, trouble = ?3"
)
_TAKEN = (
    "INSERT INTO watched_source (name, looked_at, taken_at, trouble) VALUES (?1, ?2, ?2, '') "
    "ON CONFLICT (name) DO UPDATE SET taken_at = ?2"
)


@dataclass(frozen=True, slots=True)
class Seen:
    """A file of a source: where it lies, the hash of its bytes, and what is known of these."""

    source: WatchedFolder
    path: Path
    digest: str
    known: WatchedFileRow | None

    @property
    def waiting(self) -> WatchedFileRow | None:
        """What is known of it, if it waits."""
        waits = self.known is not None and self.known.state == WatchedState.WAITING
        return self.known if waits else None


def note_waiting(book: Book, seen: Seen, problems: tuple[str, ...], now: int) -> None:
    """It waits, and why."""
    told = json.dumps(problems, ensure_ascii=False)
    name, state = seen.path.name, WatchedState.WAITING
    with book.unlogged() as connection:
        if seen.waiting is not None:
            connection.execute(
                "UPDATE watched_file SET name = ?, problems = ?, settled_at = ? WHERE id = ?",
                (name, told, now, seen.waiting.id),
            )
        else:
            # What came under the same name before is there no longer.
            connection.execute(_OLDER, (seen.source.name, name, state))
            facts = (seen.source.name, name, seen.digest, now, state, now, told, "")
            connection.execute(_FILE, facts)


def note_done(book: Book, seen: Seen, words: str, now: int) -> None:
    """It is in the book, and its source lives."""
    facts = (seen.source.name, seen.path.name, seen.digest, now, WatchedState.DONE, now, "[]")
    with book.unlogged() as connection:
        if seen.waiting is not None:
            connection.execute("DELETE FROM watched_file WHERE id = ?", (seen.waiting.id,))
        connection.execute(_FILE, (*facts, words))
        connection.execute(_TAKEN, (seen.source.name, now))


def note_refused(book: Book, row: WatchedFileRow, words: str, now: int) -> None:
    """It was put aside."""
    with book.unlogged() as connection:
        connection.execute(
            "UPDATE watched_file SET state = ?, settled_at = ?, words = ? WHERE id = ?",
            (WatchedState.REFUSED, now, words, row.id),
        )


def note_look(book: Book, source: WatchedFolder, trouble: str, now: int) -> None:
    """How the last look into a folder went."""
    with book.unlogged() as connection:
        connection.execute(_LOOKED, (source.name, now, trouble))


def forget(book: Book, rows: Iterable[WatchedFileRow]) -> None:
    """Files that somebody took out of their folder wait no longer."""
    gone = [(row.id,) for row in rows]
    if gone:
        with book.unlogged() as connection:
            connection.executemany("DELETE FROM watched_file WHERE id = ?", gone)
