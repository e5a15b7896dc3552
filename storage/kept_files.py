"""Papers beside the book: each lies in the folder `<book>.files` under the SHA-256 of its bytes.

The same bytes lie there once, whatever they are called and whomever they belong to; what is there
is never changed. A file reaches the disk whole before the row that names it is written, so that no
row names what is not there; a file that no row names does no harm. Nothing is opened or run.
"""

import re
import sqlite3
from collections.abc import Iterable, Iterator
from hashlib import file_digest, sha256
from pathlib import Path

from storage.errors import BookError, book_error
from storage.findings import Finding
from storage.whole_file import write_whole

_DIGEST = re.compile(r"[0-9a-f]{64}")
_BACKED_UP = "files"
SEALED = "sealed-files"
"""Where the papers of encrypted backups lie (`sealed_backup`)."""


class PaperLost(BookError):
    """A kept paper is missing, or its bytes are not those that were kept."""


def folder_of(book: Path) -> Path:
    """Where the papers of a book lie: in a folder beside it."""
    return book.with_name(book.name + ".files")


def book_of(connection: sqlite3.Connection) -> Path:
    """The file of the book that a connection reads."""
    return Path(connection.execute("PRAGMA database_list").fetchone()[2])


def put(book: Path, data: bytes) -> str:
    """Keep bytes beside the book; returns their SHA-256 in hex. Raises BookError.

    Where they lie there already and are sound, nothing is written.
    """
    digest = sha256(data).hexdigest()
    target = folder_of(book) / digest
    try:
        target.parent.mkdir(exist_ok=True)
        if _trouble(target, digest):
            _write(target, data)
    except OSError as error:
        raise book_error(error) or error from error
    return digest


def read(book: Path, digest: str) -> bytes:
    """The bytes that were kept under a hash. Raises PaperLost where they are gone or altered."""
    path = folder_of(book) / _checked(digest)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise PaperLost(_lost(path, "cannot be read")) from error
    if sha256(data).hexdigest() != digest:
        raise PaperLost(_lost(path, "is not what was kept"))
    return data


def erase(book: Path, digest: str) -> bool:
    """Remove the bytes of a hash, here and from the papers of the backups; whether any were."""
    found = [path for path in _places(book, _checked(digest)) if path.exists()]
    for path in found:
        path.unlink()
    return bool(found)


def findings(book: Path, connection: sqlite3.Connection) -> Iterator[Finding]:
    """Kept papers that are missing or altered; what was removed from a record may be gone."""
    rows = connection.execute("SELECT id, sha256 FROM kept_file WHERE removed_at IS NULL")
    told: dict[str, str] = {}
    for row, digest in rows.fetchall():
        if not isinstance(digest, str) or not _DIGEST.fullmatch(digest):
            yield Finding(f"kept_file {row}", "names no hash")
            continue
        if digest not in told:
            told[digest] = _trouble(folder_of(book) / digest, digest)
        if told[digest]:
            yield Finding(f"kept_file {row}", f"its file {told[digest]}")


def back_up(book: Path, backups: Path) -> None:
    """Copy to the backups' folder what is not there yet: one copy serves every backup.

    Raises OSError. A paper that is spoilt is not copied; verify tells of it.
    """
    kept = folder_of(book)
    _copy_missing(names(kept), kept, backups / _BACKED_UP)


def bring_back(book: Path, backup: Path, wanted: Iterable[str]) -> None:
    """Put back the papers that a restored book names and that are not sound here. Raises OSError.

    They come from the folder beside the backup; one that is not there stays missing.
    """
    _copy_missing(wanted, backup.parent / _BACKED_UP, folder_of(book))


def forget(backups: Path, wanted: set[str]) -> None:
    """Remove from the backups' folder what no backup names any more."""
    for name in names(backups / _BACKED_UP):
        if name not in wanted:
            (backups / _BACKED_UP / name).unlink(missing_ok=True)


def named_by(connection: sqlite3.Connection) -> set[str]:
    """The hashes that a book's rows name; none in a book from before papers were kept."""
    try:
        rows = connection.execute("SELECT DISTINCT sha256 FROM kept_file").fetchall()
    except sqlite3.OperationalError:
        return set()
    return {str(digest) for (digest,) in rows}


def names(folder: Path) -> list[str]:
    """The papers that lie in a folder, by hash."""
    if not folder.is_dir():
        return []
    return sorted(path.name for path in folder.iterdir() if _DIGEST.fullmatch(path.name))


def _copy_missing(names: Iterable[str], source: Path, target: Path) -> None:
    for name in names:
        here = source / name
        if not _DIGEST.fullmatch(name) or not here.is_file() or not _trouble(target / name, name):
            continue
        if not _trouble(here, name):
            target.mkdir(parents=True, exist_ok=True)
            _write(target / name, here.read_bytes())


def _places(book: Path, digest: str) -> tuple[Path, ...]:
    backups = book.with_name(book.name + ".backups")
    sealed = (backups / SEALED).glob(f"{digest}.*")
    return folder_of(book) / digest, backups / _BACKED_UP / digest, *sealed


def _trouble(path: Path, digest: str) -> str:
    """What is wrong with a file, or nothing."""
    try:
        with path.open("rb") as stream:
            found = file_digest(stream, "sha256").hexdigest()
    except OSError:
        return "is missing"
    return "" if found == digest else "is not what was kept"


def _write(target: Path, data: bytes) -> None:
    write_whole(target, lambda stream: stream.write(data))


def _checked(digest: str) -> str:
    """Raises PaperLost for what is no hash: it must not become a path."""
    if not _DIGEST.fullmatch(digest):
        raise PaperLost("The book names a paper by something that is no hash: run verify.")
    return digest


def _lost(path: Path, what: str) -> str:
    return (
        f"The paper {path} {what}. `coordinator verify` names what it belongs to; "
        "a backup may still hold it."
    )
