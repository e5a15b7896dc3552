"""Deleting by the table of terms: what is due is closed for good, in the records and in the log.

What a running hold names stays. Everything goes in short actions, so that no lock is held for long;
they are final, and the log still proves everything else.
"""

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final
from zoneinfo import ZoneInfo

from coordinator.actions.results import Actor, Refused
from coordinator.rules.retention import TERMS, Due, Term, days_in_force
from storage.database import Book
from storage.queries.book.settings import setting
from storage.queries.oversight.holds import running_holds
from storage.queries.oversight.retention import KINDS, Past, past_term
from storage.queries.staffing.today import agency_words

VERB: Final = "apply retention"
AT_ONCE: Final = 200
DAY: Final = 86_400


@dataclass(frozen=True, slots=True)
class Deleted:
    """What was closed, by kind; `refused` are the sentences of what could not be."""

    records: dict[str, int]
    refused: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """What was done, in one line."""
        words = {term.kind: term.words for term in TERMS}
        told = ", ".join(f"{many:,} {words[kind]}" for kind, many in self.records.items() if many)
        left = f" Not done: {' '.join(self.refused)}" if self.refused else ""
        if not told:
            return f"Nothing was due.{left}"
        return f"Closed for good: {told}. Backups made before still hold them.{left}"


def retention_table(connection: sqlite3.Connection, now: int) -> tuple[Due, ...]:
    """How every kind stands at `now` (UTC seconds)."""
    return tuple(_due(connection, term, now) for term in TERMS)


def apply_retention(
    book: Book, actor: Actor, kinds: Sequence[str] = (), told: Callable[[str], None] | None = None
) -> Deleted | Refused:
    """Close what is due, of these kinds or of all. It is final. Raises BookError."""
    terms = [term for term in TERMS if term.days and (not kinds or term.kind in kinds)]
    if strange := [kind for kind in kinds if kind not in {term.kind for term in terms}]:
        known = ", ".join(term.kind for term in TERMS if term.days)
        return Refused((f"No term for {', '.join(strange)}: there are {known}.",))
    records: dict[str, int] = {}
    refused: list[str] = []
    for term in terms:
        if told is not None:
            told(term.words)
        records[term.kind] = _apply(book, actor, term, refused)
    if any(records.values()):
        from storage.redaction import compact

        compact(book.path)
    return Deleted(records, tuple(refused))


def _due(connection: sqlite3.Connection, term: Term, now: int) -> Due:
    days, own = _days(connection, term)
    past = _past(connection, term, now)
    return Due(term, days, own, len(past.rows), past.held, past.grounds)


def _days(connection: sqlite3.Connection, term: Term) -> tuple[int, bool]:
    return days_in_force(term, {term.setting: setting(connection, term.setting, None)})


def _past(connection: sqlite3.Connection, term: Term, now: int) -> Past:
    days, _ = _days(connection, term)
    if not (days or term.key):
        return Past((), 0, ())
    before = now - days * DAY
    zone = ZoneInfo(agency_words(connection).timezone)
    before_on = datetime.fromtimestamp(before, UTC).astimezone(zone).date().isoformat()
    return past_term(connection, term.kind, before, before_on, running_holds(connection))


def _apply(book: Book, actor: Actor, term: Term, refused: list[str]) -> int:
    if term.kind == "positions":
        from coordinator.actions.attendance.old_places import forget_places

        return forget_places(book, actor)
    past = _past(book.reader(), term, actor.now)
    if term.kind == "departed":
        return _departed(book, actor, past, refused)
    return _close(book, actor, term, past)


def _close(book: Book, actor: Actor, term: Term, past: Past) -> int:
    for first in range(0, len(past.rows), AT_ONCE):
        _close_some(book, actor, term.kind, past.rows[first : first + AT_ONCE])
    return len(past.rows)


def _close_some(book: Book, actor: Actor, kind: str, rows: Sequence[int]) -> None:
    # Imported late: writing needs the models.
    from coordinator.actions.book.kept_files import erase_bytes, mark_removed
    from storage.redaction import redact_rows
    from storage.schema import logged_tables

    tables = {table.name: table for table in logged_tables()}
    where = KINDS[kind]
    digests: list[str] = []
    with book.action(actor, VERB, where.table) as tx:
        # What is taken out is written over in the file too.
        tx.connection.execute("PRAGMA secure_delete = ON")
        tx.reason = kind
        if kind == "papers":
            digests = [mark_removed(tx, row, erased=True) for row in rows]
        if kind != "raw_mails":
            redact_rows(tx, tables[where.table], rows, where.columns)
        for sql in _BESIDE.get(kind, ()):
            tx.connection.executemany(sql, [(row,) for row in rows])
        if kind == "messages":
            files = _files_of(tx.connection, rows)
            redact_rows(tx, tables["message_attachment"], files)
    erase_bytes(book, tuple(digests))


_RAW: Final = "DELETE FROM raw_mail WHERE received_id = ?"
_BESIDE: Final = {
    "answers": (_RAW,),
    "raw_mails": (_RAW,),
    "messages": ("UPDATE delivery_report SET words = '' WHERE message_id = ?",),
}
"""What stands beside the log about a row."""


def _files_of(connection: sqlite3.Connection, rows: Sequence[int]) -> list[int]:
    return [
        found
        for row in rows
        for (found,) in connection.execute(
            "SELECT id FROM message_attachment WHERE message_id = ?", (row,)
        )
    ]


def _departed(book: Book, actor: Actor, past: Past, refused: list[str]) -> int:
    from coordinator.actions.people.redaction import redact_officer

    done = 0
    for officer in past.rows:
        closed = redact_officer(book, actor, officer)
        if isinstance(closed, Refused):
            refused.append(closed.sentence)
        else:
            done += 1
    return done
