"""Files of watched folders: which wait, what became of others, and how each source stands."""

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from coordinator.rules.file_words import WatchedState
from storage.queries.book.settings import setting
from storage.queries.staffing.need import Need

WATCHED = "watch.sources"
"""Setting: name → what comes into which folder (`coordinator.actions.watching.sources`)."""


@dataclass(frozen=True, slots=True)
class WatchedFileRow:
    """A file of a source. Instants are UTC seconds; of one that waits `settled_at` is when it was
    judged last."""

    id: int
    source: str
    name: str
    sha256: str
    seen_at: int
    state: str
    settled_at: int | None
    problems: tuple[str, ...]
    words: str


@dataclass(frozen=True, slots=True)
class SourceMark:
    """How a source stands: looked into when, a file taken when (UTC seconds), what is wrong."""

    looked_at: int
    taken_at: int | None
    trouble: str


_FILES = "SELECT id, source, name, sha256, seen_at, state, settled_at, problems, words"


def watched_files(
    connection: sqlite3.Connection, source: str = "", state: str = WatchedState.WAITING
) -> tuple[WatchedFileRow, ...]:
    """Files in a state, of one source or of all, the first to come first."""
    rows = connection.execute(
        f"{_FILES} FROM watched_file WHERE state = ?1 AND ?2 IN (source, '') ORDER BY id",
        (state, source),
    )
    return tuple(_row(row) for row in rows)


def watched_file(connection: sqlite3.Connection, file_id: int) -> WatchedFileRow | None:
    """One file by its number."""
    row = connection.execute(f"{_FILES} FROM watched_file WHERE id = ?", (file_id,)).fetchone()
    return _row(row) if row else None


def file_of_bytes(
    connection: sqlite3.Connection, source: str, sha256: str
) -> WatchedFileRow | None:
    """The last file of a source with these bytes."""
    row = connection.execute(
        f"{_FILES} FROM watched_file WHERE source = ? AND sha256 = ? ORDER BY id DESC LIMIT 1",
        (source, sha256),
    ).fetchone()
    return _row(row) if row else None


def source_marks(connection: sqlite3.Connection) -> dict[str, SourceMark]:
    """Name → how the source stands."""
    rows = connection.execute("SELECT name, looked_at, taken_at, trouble FROM watched_source")
    return {name: SourceMark(*rest) for name, *rest in rows}


def _row(row: tuple[Any, ...]) -> WatchedFileRow:
    *facts, problems, words = row
    return WatchedFileRow(*(*facts, tuple(map(str, json.loads(problems))), words))


# ── what needs a hand ────────────────────────────────────────────────────────────────────────


def watched_needs(connection: sqlite3.Connection, now: int) -> Iterator[Need]:
    """Files that wait, folders that cannot be read, and sources from which nothing has come for
    too long."""
    known = setting(connection, WATCHED, {})
    if not known:
        return
    for each in watched_files(connection):
        if each.source in known:
            more = f" (and {len(each.problems) - 1} more)" if len(each.problems) > 1 else ""
            why = each.problems[0] if each.problems else "it waits"
            words = f"{each.source}: {each.name} - {why}{more}"
            yield Need("file", "watched_file", each.id, None, each.seen_at, words)
    marks = source_marks(connection)
    for name, given in known.items():
        yield from _late(str(name), given, marks.get(name), now)


def _late(name: str, given: object, mark: SourceMark | None, now: int) -> Iterator[Need]:
    limit = given.get("limit_hours") if isinstance(given, dict) else 0
    if mark is None:
        return  # nobody has looked yet
    if mark.trouble:
        yield Need("source", "watched_source", 0, None, mark.looked_at, f"{name}: {mark.trouble}")
    elif isinstance(limit, int) and limit > 0:
        if mark.taken_at is None:
            words = f"{name}: nothing has come yet"
            yield Need("source", "watched_source", 0, None, mark.looked_at, words)
        elif now - mark.taken_at > limit * 3_600:
            hours = (now - mark.taken_at) // 3_600
            words = f"{name}: the last file came {hours} hours ago, the limit is {limit}"
            yield Need("source", "watched_source", 0, None, mark.taken_at, words)
