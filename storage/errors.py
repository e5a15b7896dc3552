"""What can go wrong with the book as a file, each with a sentence for the person in front of it."""

import errno
import sqlite3
from pathlib import Path


class BookError(Exception):
    """The book cannot be used as asked. `str()` says what happened, what is safe, what to do."""


class BookMissing(BookError):
    """There is no file at that path."""


class NotABook(BookError):
    """The file is not a book of this program."""


class BookNewer(BookError):
    """The book was written by a newer version of the program; it was not touched."""


class BookLocked(BookError):
    """Another program holds the book longer than we wait (5 seconds)."""


class BookGiven(BookError):
    """Another station holds the book: this copy is only read."""


class BookDeputised(BookError):
    """A deputy stands at the desk, who may not change anything."""


class BookFull(BookError):
    """No room on the disk: the action was undone, reading goes on."""


class BookReadOnly(BookError):
    """The file or its folder may not be written."""


class BookDamaged(BookError):
    """SQLite found the file malformed."""


class Missing(LookupError):
    """No row with that id."""


def missing_book(path: Path) -> BookMissing:
    """The sentence for a path at which there is no book."""
    if restoring(path).exists():
        return BookMissing(
            f"A restore of {path} was cut off. Nothing is lost: run `coordinator restore` again."
        )
    return BookMissing(
        f"There is no book at {path}. `coordinator init` makes one; `coordinator demo` shows an "
        "invented agency's; --book names another."
    )


def restoring(path: Path) -> Path:
    """Where a restore builds the book that is to stand at the path."""
    return path.with_name(path.name + ".restoring")


_BY_CODE: tuple[tuple[tuple[str, ...], type[BookError], str], ...] = (
    (
        ("SQLITE_FULL", "SQLITE_IOERR_WRITE", "SQLITE_IOERR_FSYNC"),
        BookFull,
        "The disk is full. Nothing of this action was kept and the book is as it was before. "
        "Make room, then do it again.",
    ),
    (
        ("SQLITE_BUSY", "SQLITE_LOCKED"),
        BookLocked,
        "Another program is writing to the book and did not finish within 5 seconds. "
        "Nothing was changed. Close that program or try again.",
    ),
    (
        ("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM"),
        BookReadOnly,
        "The book may not be written here: the file or its folder is read-only. "
        "Looking works; to change something, mend the permissions.",
    ),
    (
        ("SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_IOERR_READ", "SQLITE_IOERR_SHORT_READ"),
        BookDamaged,
        "The book's file is damaged. Nothing was written. "
        "`coordinator restore` lists the backups and what each would lose.",
    ),
)


FileTrouble = (sqlite3.Error, OSError, UnicodeDecodeError)
"""What a file in trouble raises; SQLite quotes spoilt bytes, and its words then are no text."""


def book_error(error: sqlite3.Error | OSError | UnicodeDecodeError) -> BookError | None:
    """The sentence for a database or file error, or None where it is a fault of the program."""
    if isinstance(error, OSError):
        return _of_system(error)
    if isinstance(error, UnicodeDecodeError):
        return BookDamaged(_BY_CODE[3][2])
    name = getattr(error, "sqlite_errorname", "")
    for codes, kind, sentence in _BY_CODE:
        if name.startswith(codes):
            return kind(sentence)
    return BookFull(_BY_CODE[0][2]) if name.startswith("SQLITE_IOERR") else None


def _of_system(error: OSError) -> BookError | None:
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return BookFull(_BY_CODE[0][2])
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return BookReadOnly(_BY_CODE[2][2])
    return None
