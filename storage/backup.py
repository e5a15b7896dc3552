"""Copies of the book: made by SQLite's backup API, opened and checked before they count."""

import os
import re
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from storage.connections import open_reader, open_writer
from storage.errors import BookDamaged, BookError, BookMissing, book_error
from storage.queries.log import head

DAILY, WEEKLY, MONTHLY = 14, 8, 24
"""How many of the newest daily, weekly and monthly backups the rotation keeps."""

_STAMP = "%Y%m%dT%H%M%SZ"
_NAME = re.compile(r"-(\d{8}T\d{6}Z)(?:-v\d+)?\.backup$")


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup on disk. `made_at` is UTC; `head` the seq of the last action in it."""

    path: Path
    made_at: datetime
    head: int
    actions: int
    sound: bool
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Loss:
    """What restoring a backup would lose: the actions after it, and whether they are one past."""

    backup: Backup
    actions_lost: int
    last_kept_at: int
    abandoned_head: str


def folder_of(book: Path) -> Path:
    """Where the backups of a book lie: in a folder beside it."""
    return book.with_name(book.name + ".backups")


def make_backup(book: Path, now: int, *, mark: str = "") -> Backup:
    """Copy the book, check the copy, and keep it under a name with the instant (UTC seconds).

    Raises BookDamaged where the copy does not check clean; the copy is then removed.
    """
    folder = folder_of(book)
    folder.mkdir(exist_ok=True)
    stamp = datetime.fromtimestamp(now, UTC).strftime(_STAMP)
    target = folder / f"{book.stem}-{stamp}{mark}.backup"
    unfinished = target.with_suffix(".unfinished")
    try:
        _copy(book, unfinished)
        trouble = trouble_in(unfinished)
        if trouble:
            raise BookDamaged(f"The backup was not kept, since the copy is damaged: {trouble}.")
        _flush(unfinished)
        os.replace(unfinished, target)
    except (sqlite3.Error, OSError) as error:
        raise book_error(error) or error from error
    finally:
        unfinished.unlink(missing_ok=True)
    return read_backup(target)


def backups(book: Path) -> tuple[Backup, ...]:
    """All backups of a book, newest first."""
    found = folder_of(book).glob("*.backup")
    return tuple(sorted((read_backup(p) for p in found), key=lambda b: b.made_at, reverse=True))


def read_backup(path: Path) -> Backup:
    """What a backup holds. A damaged one is told as such, not raised."""
    named = _NAME.search(path.name)
    made_at = (
        datetime.strptime(named[1], _STAMP).replace(tzinfo=UTC)
        if named
        else datetime.fromtimestamp(path.stat().st_mtime, UTC)
    )
    try:
        with closing(open_reader(path)) as connection:
            actions, last = connection.execute("SELECT count(*), max(seq) FROM action").fetchone()
        return Backup(path, made_at, last or 0, actions, sound=True)
    except sqlite3.Error as error:
        return Backup(path, made_at, 0, 0, sound=False, trouble=str(error))


def due(book: Path, now: int) -> bool:
    """Whether the newest backup is older than a day, or there is none."""
    newest = max((b.made_at for b in backups(book)), default=None)
    return newest is None or datetime.fromtimestamp(now, UTC) - newest >= timedelta(days=1)


def rotate(book: Path) -> tuple[Path, ...]:
    """Remove what the rotation no longer keeps; returns what was removed.

    Kept are the newest of each of the last days, weeks and months. Backups made before a
    migration carry a mark and stay.
    """
    dated = [b for b in backups(book) if b.sound and not re.search(r"-v\d+\.backup$", b.path.name)]
    keep: set[Path] = set()
    for period, number in (("%Y%j", DAILY), ("%G%V", WEEKLY), ("%Y%m", MONTHLY)):
        newest: dict[str, Path] = {}
        for backup in dated:
            newest.setdefault(backup.made_at.strftime(period), backup.path)
        keep.update(list(newest.values())[:number])
    gone = tuple(b.path for b in dated if b.path not in keep)
    for path in gone:
        path.unlink()
    return gone


def loss(book: Path, backup: Path) -> Loss:
    """What would be lost by restoring: asked before anything is done. Raises BookError."""
    kept = read_backup(backup)
    if not kept.sound:
        raise BookDamaged(f"{backup.name} is damaged and cannot be restored: {kept.trouble}.")
    with closing(open_reader(backup)) as connection:
        last = connection.execute("SELECT max(at) FROM action").fetchone()[0] or 0
    try:
        with closing(open_reader(book)) as connection:
            newer = connection.execute(
                "SELECT count(*) FROM action WHERE seq > ?", (kept.head,)
            ).fetchone()[0]
            station = connection.execute("SELECT id FROM station").fetchone()[0]
            top = head(connection, station)
            abandoned = f"{station}:{top.seq}:{top.hash.hex()[:16]}" if top else ""
    except sqlite3.Error:
        # The damaged book is the usual reason to restore: how much is lost cannot be counted.
        newer, abandoned = -1, "unreadable"
    return Loss(kept, newer, last, abandoned)


def restore(book: Path, backup: Path, now: int) -> Path | None:
    """Put a backup in the book's place; the book as it was is kept beside it and returned.

    Raises BookError where the backup is not sound; the book is then untouched.
    """
    if not backup.is_file():
        raise BookMissing(f"There is no backup at {backup}.")
    trouble = trouble_in(backup)
    if trouble:
        raise BookDamaged(f"{backup.name} is damaged and was not restored: {trouble}.")
    unfinished = book.with_name(book.name + ".restoring")
    unfinished.unlink(missing_ok=True)
    _copy(backup, unfinished)
    _flush(unfinished)
    kept = _put_aside(book, now)
    os.replace(unfinished, book)
    return kept


def trouble_in(path: Path) -> str:
    """What SQLite finds wrong with a file, or nothing."""
    try:
        with closing(open_reader(path)) as connection:
            found = [row[0] for row in connection.execute("PRAGMA integrity_check(5)")]
            broken = connection.execute("PRAGMA foreign_key_check").fetchmany(5)
    except sqlite3.Error as error:
        return str(error)
    links = [f"{table} {row} refers to a {parent} that is gone" for table, row, parent, _ in broken]
    return "; ".join([*(line for line in found if line != "ok"), *links])


def _copy(source: Path, target: Path) -> None:
    with closing(open_reader(source)) as reading, closing(open_writer(target)) as writing:
        reading.backup(writing)
        # A backup is one file: it must not depend on a -wal beside it.
        writing.execute("PRAGMA journal_mode = DELETE")


def _flush(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _put_aside(book: Path, now: int) -> Path | None:
    """Move the book and its -wal out of the way, together: the -wal holds its last actions."""
    if not book.exists():
        return None
    stamp = datetime.fromtimestamp(now, UTC).strftime(_STAMP)
    aside = book.with_name(f"{book.name}.before-restore-{stamp}")
    if aside.exists():
        raise BookError(f"{aside} stands in the way; move it first. Nothing was changed.")
    for suffix in ("-wal", "-shm", ""):
        part = book.with_name(book.name + suffix)
        if part.exists():
            os.replace(part, aside.with_name(aside.name + suffix))
    return aside
