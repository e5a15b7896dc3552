"""Copies of the book: made by SQLite's backup API, opened and checked before they count."""

import os
import re
import shutil
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from storage.connections import open_reader, open_writer
from storage.errors import (
    BookDamaged,
    BookError,
    BookLocked,
    BookMissing,
    FileTrouble,
    book_error,
    restoring,
)
from storage.lock import Holder, take
from storage.seals import book_seal

DAILY, WEEKLY, MONTHLY = 14, 8, 24
"""How many of the newest daily, weekly and monthly backups the rotation keeps."""

_STAMP = "%Y%m%dT%H%M%SZ"
_NAME = re.compile(r"-(\d{8}T\d{6}Z)(?:-([0-9a-f]{16}))?(?:-v\d+)?\.backup$")


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup on disk. `made_at` is UTC; `head` the seq of the last action in it.

    `seal` is 'station:seq:digits' of that action; its 16 digits are in the file's name too.
    """

    path: Path
    made_at: datetime
    head: int
    actions: int
    sound: bool
    trouble: str = ""
    seal: str = ""


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
    """Copy the book, check the copy, and keep it under a name with the instant (UTC seconds) and
    the digits of its seal.

    Raises BookDamaged where the copy does not check clean; the copy is then removed.
    """
    stamp = datetime.fromtimestamp(now, UTC).strftime(_STAMP)
    folder = folder_of(book)
    unfinished = folder / f"{book.stem}-{stamp}{mark}.unfinished"
    try:
        folder.mkdir(exist_ok=True)
        unfinished.unlink(missing_ok=True)
        _copy(book, unfinished)
        trouble = trouble_in(unfinished)
        if trouble:
            raise BookDamaged(f"The backup was not kept, since the copy is damaged: {trouble}.")
        _flush(unfinished)
        target = folder / f"{book.stem}-{stamp}{_digits(unfinished)}{mark}.backup"
        os.replace(unfinished, target)
    except FileTrouble as error:
        raise book_error(error) or error from error
    finally:
        _discard(unfinished)
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
            seal = book_seal(connection)
        other = named and named[2] and not seal.endswith(named[2])
        trouble = "it is not the book whose seal is in its name" if other else ""
        return Backup(path, made_at, last or 0, actions, not trouble, trouble, seal)
    except FileTrouble as error:
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
            abandoned = book_seal(connection)
    except FileTrouble:
        # The damaged book is the usual reason to restore: how much is lost cannot be counted.
        newer, abandoned = -1, "unreadable"
    return Loss(kept, newer, last, abandoned)


def restore(book: Path, backup: Path, now: int) -> Path | None:
    """Put a backup in the book's place; the book as it was is kept beside it and returned.

    Raises BookError where the backup is not sound or a screen has the book open; the book is then
    untouched. Killed at any moment it leaves the book whole, or missing with everything kept, and
    is done by doing it again.
    """
    if not backup.is_file():
        raise BookMissing(f"There is no backup at {backup}.")
    trouble = trouble_in(backup)
    if trouble:
        raise BookDamaged(f"{backup.name} is damaged and was not restored: {trouble}.")
    lock = take(book, "coordinator restore", now)
    if isinstance(lock, Holder):
        raise BookLocked(f"{lock.who} has the book open on a screen: close it, then restore.")
    try:
        return _replace(book, backup, now)
    except FileTrouble as error:
        raise book_error(error) or error from error
    finally:
        lock.release()


def _replace(book: Path, backup: Path, now: int) -> Path | None:
    unfinished = restoring(book)
    _discard(unfinished)
    _copy(backup, unfinished)
    _flush(unfinished)
    kept = _put_aside(book, now)
    os.replace(unfinished, book)
    return kept


def quick_trouble_in(path: Path) -> str:
    """What SQLite's short check finds wrong with a file, or nothing."""
    try:
        with closing(open_reader(path)) as connection:
            found = [row[0] for row in connection.execute("PRAGMA quick_check(5)")]
    except FileTrouble as error:
        return str(error)
    return "; ".join(line for line in found if line != "ok")


def trouble_in(path: Path) -> str:
    """What SQLite finds wrong with a file, or nothing."""
    try:
        with closing(open_reader(path)) as connection:
            found = [row[0] for row in connection.execute("PRAGMA integrity_check(5)")]
            broken = connection.execute("PRAGMA foreign_key_check").fetchmany(5)
    except FileTrouble as error:
        return str(error)
    links = [f"{table} {row} refers to a {parent} that is gone" for table, row, parent, _ in broken]
    return "; ".join([*(line for line in found if line != "ok"), *links])


def _digits(copy: Path) -> str:
    """The seal's digits for the name of a copy."""
    with closing(open_reader(copy)) as connection:
        seal = book_seal(connection)
    return f"-{seal.rpartition(':')[2]}" if seal else ""


def _copy(source: Path, target: Path) -> None:
    with closing(open_reader(source)) as reading, closing(open_writer(target)) as writing:
        reading.backup(writing)
        # A backup is one file: it must not depend on a -wal beside it.
        writing.execute("PRAGMA journal_mode = DELETE")


def _flush(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _discard(unfinished: Path) -> None:
    for suffix in ("", "-wal", "-shm", "-journal"):
        unfinished.with_name(unfinished.name + suffix).unlink(missing_ok=True)


def _put_aside(book: Path, now: int) -> Path | None:
    """Keep the book and its -wal, which holds its last actions, under another name; then clear
    the place. The -wal goes too where it is alone: SQLite would play it into the new book."""
    parts = [part for part in (book, _beside(book, "-wal")) if part.exists()]
    stamp = datetime.fromtimestamp(now, UTC).strftime(_STAMP)
    aside = book.with_name(f"{book.name}.before-restore-{stamp}")
    if aside.exists() and parts:
        raise BookError(f"{aside} stands in the way; move it first. Nothing was changed.")
    for part in parts:
        _link(part, aside.with_name(part.name.replace(book.name, aside.name, 1)))
    for part in (*parts, _beside(book, "-shm")):
        part.unlink(missing_ok=True)
    return aside if parts else None


def _beside(book: Path, suffix: str) -> Path:
    return book.with_name(book.name + suffix)


def _link(part: Path, kept: Path) -> None:
    try:
        os.link(part, kept)
    except OSError:
        # Not every file system can give a file a second name.
        shutil.copy2(part, kept)
        _flush(kept)
