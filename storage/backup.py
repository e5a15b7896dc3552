"""Copies of the book: made by SQLite's backup API, opened and checked before they count.

The papers beside the book are copied once for all backups (`kept_files`). With a passphrase a
backup is encrypted (`sealed_backup`), once the copy has been checked."""

import os
import re
import shutil
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from storage import kept_files, sealed_backup
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

_STAMP = "%Y%m%dT%H%M%SZ"
_NAME = re.compile(r"-(\d{8}T\d{6}Z)(?:-([0-9a-f]{16}))?(?:-v\d+)?\.backup(?:\.sealed)?$")


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup on disk. `made_at` is UTC; `head` the seq of the last action in it.

    `seal` is 'station:seq:digits' of that action; its 16 digits are in the file's name too. Of an
    encrypted one (`is_sealed`) these are read from what stands before it; only the passphrase shows
    whether it is whole.
    """

    path: Path
    made_at: datetime
    head: int
    actions: int
    sound: bool
    trouble: str = ""
    seal: str = ""

    @property
    def is_sealed(self) -> bool:
        """Whether it is encrypted."""
        return sealed_backup.is_sealed(self.path)


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


def make_backup(book: Path, now: int, *, mark: str = "", passphrase: str = "") -> Backup:
    """Copy the book, check the copy, and keep it under a name with the instant (UTC seconds) and
    the digits of its seal; encrypted where a passphrase is given.

    Raises BookDamaged where the copy does not check clean; the copy is then removed.
    """
    stamp = datetime.fromtimestamp(now, UTC).strftime(_STAMP)
    folder = folder_of(book)
    # What is to be encrypted never lies in the folder that others may get.
    unfinished = (book.parent if passphrase else folder) / f"{book.stem}-{stamp}{mark}.unfinished"
    try:
        folder.mkdir(exist_ok=True)
        unfinished.unlink(missing_ok=True)
        _copy(book, unfinished)
        trouble = trouble_in(unfinished)
        if trouble:
            raise BookDamaged(f"The backup was not kept, since the copy is damaged: {trouble}.")
        _flush(unfinished)
        target = folder / f"{book.stem}-{stamp}{_digits(unfinished)}{mark}.backup"
        if passphrase:
            target = target.with_name(target.name + sealed_backup.ENDING)
            sealed_backup.seal_papers(book, folder, passphrase)
            seal_into(unfinished, target, passphrase)
        else:
            kept_files.back_up(book, folder)
            os.replace(unfinished, target)
    except FileTrouble as error:
        raise book_error(error) or error from error
    finally:
        _discard(unfinished)
    return read_backup(target)


def seal_into(plain: Path, target: Path, passphrase: str) -> None:
    """Encrypt a checked copy. Raises OSError."""
    found = read_backup(plain)
    with closing(open_reader(plain)) as connection:
        sealed_backup.note_papers(target, kept_files.named_by(connection))
    note = {"actions": found.actions, "head": found.head, "seal": found.seal}
    sealed_backup.seal(plain, target, passphrase, note)


def backups(book: Path) -> tuple[Backup, ...]:
    """All backups of a book, newest first."""
    folder = folder_of(book)
    found = (*folder.glob("*.backup"), *folder.glob(f"*.backup{sealed_backup.ENDING}"))
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
        if sealed_backup.is_sealed(path):
            note = sealed_backup.facts(path)
            actions, head = int(note.get("actions", 0)), int(note.get("head", 0))
            return Backup(path, made_at, head, actions, sound=True, seal=str(note.get("seal", "")))
        with closing(open_reader(path)) as connection:
            actions, last = connection.execute("SELECT count(*), max(seq) FROM action").fetchone()
            seal = book_seal(connection)
        other = named and named[2] and not seal.endswith(named[2])
        trouble = "it is not the book whose seal is in its name" if other else ""
        return Backup(path, made_at, last or 0, actions, not trouble, trouble, seal)
    except (*FileTrouble, BookError, ValueError, TypeError) as error:
        return Backup(path, made_at, 0, 0, sound=False, trouble=str(error))


def due(book: Path, now: int) -> bool:
    """Whether the newest backup is older than a day, or there is none."""
    newest = max((b.made_at for b in backups(book)), default=None)
    return newest is None or datetime.fromtimestamp(now, UTC) - newest >= timedelta(days=1)


def loss(book: Path, backup: Path, passphrase: str = "") -> Loss:
    """What would be lost by restoring: asked before anything is done. Raises BookError."""
    with sealed_backup.opened(backup, passphrase, book) as plain:
        return replace(_loss(book, plain), backup=read_backup(backup))


def _loss(book: Path, backup: Path) -> Loss:
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


def restore(book: Path, backup: Path, now: int, passphrase: str = "") -> Path | None:
    """Put a backup in the book's place; the book as it was is kept beside it and returned.

    Raises BookError where the backup is not sound or a screen has the book open; the book is then
    untouched. Killed at any moment it leaves the book whole, or missing with everything kept, and
    is done by doing it again.
    """
    if not backup.is_file():
        raise BookMissing(f"There is no backup at {backup}.")
    with sealed_backup.opened(backup, passphrase, book) as plain:
        return _restore(book, backup, now, plain, passphrase)


def _restore(book: Path, backup: Path, now: int, plain: Path, passphrase: str) -> Path | None:
    trouble = trouble_in(plain)
    if trouble:
        raise BookDamaged(f"{backup.name} is damaged and was not restored: {trouble}.")
    lock = take(book, "coordinator restore", now)
    if isinstance(lock, Holder):
        raise BookLocked(f"{lock.who} has the book open on a screen: close it, then restore.")
    try:
        return _replace(book, backup, now, plain, passphrase)
    except FileTrouble as error:
        raise book_error(error) or error from error
    finally:
        lock.release()


def _replace(book: Path, backup: Path, now: int, plain: Path, passphrase: str) -> Path | None:
    unfinished = restoring(book)
    _discard(unfinished)
    _copy(plain, unfinished)
    _flush(unfinished)
    with closing(open_reader(unfinished)) as connection:
        papers = kept_files.named_by(connection)
    if sealed_backup.is_sealed(backup):
        sealed_backup.unseal_papers(book, backup.parent, papers, passphrase)
    kept_files.bring_back(book, backup, papers)
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
