"""A public copy of the whole book: without what is about persons, and it still verifies."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from coordinator.actions.results import Refused

if TYPE_CHECKING:
    from storage.verification import Verified
    from storage.whole_export.writing import Progress


def _silent(_done: int, _total: int) -> None:
    """Nobody watches."""


@dataclass(frozen=True, slots=True)
class SealedCopy:
    """A public copy was written: personal values closed in it, changes and actions withheld.

    `values` is what `verify_sealed_copy` counts: also those that were closed before, and none of
    a change that is withheld whole. `seal` is that of the book's last action, which the copy has.
    """

    path: str
    values: int
    changes: int
    actions: int
    rows: int
    seal: str

    @property
    def sentence(self) -> str:
        """What was done, in one line."""
        return (
            f"{self.path}: {self.values:,} personal values closed, {self.changes:,} changes, "
            f"{self.actions:,} actions and {self.rows:,} rows withheld; it verifies up to seal "
            f"{self.seal}. Papers and mails are not in it. Look through it before you give it away."
        )


def write_sealed_copy(
    book: Path, path: Path, progress: "Progress" = _silent
) -> SealedCopy | Refused:
    """Write the public copy of a book, verify it, and keep it only if it is clean.

    Refused where something else has the name. Raises BookError where the disk refuses.
    """
    from storage.errors import BookError
    from storage.public_copy.closing import is_public_copy, write_public_copy
    from storage.schema import logged_tables
    from storage.seals import short

    if path.is_symlink() or (path.exists() and not (path.is_file() and is_public_copy(path))):
        return Refused((f"{path} is there already and is no public copy; it was not touched.",))
    done = write_public_copy(book, path, logged_tables(), progress)
    found = verify_sealed_copy(path, seal=done.head)
    if isinstance(found, Refused) or not found.clean:
        path.unlink()
        raise BookError("The copy did not verify and was not kept: run `coordinator verify`.")
    return SealedCopy(
        str(path), found.redacted, done.changes, done.actions, done.rows, short(done.head)
    )


def verify_sealed_copy(path: Path, *, seal: str = "") -> "Verified | Refused":
    """Check a public copy as a book is checked; `seal` as `storage.verification.verify` has it."""
    from coordinator.actions.book.verifying import shipped_schema
    from storage.connections import open_reader
    from storage.errors import FileTrouble, book_error
    from storage.public_copy.closing import is_public_copy
    from storage.schema import logged_tables
    from storage.verification import verify

    try:
        if not is_public_copy(path):
            return Refused((f"{path} is no public copy of a book.",))
        with closing(open_reader(path)) as connection:
            return verify(connection, logged_tables(), shipped_schema(), seal=seal, public=True)
    except FileTrouble as error:
        if isinstance(error, sqlite3.DatabaseError | OSError) and book_error(error) is None:
            return Refused((f"{path} cannot be read: {error}.",))
        raise book_error(error) or error from error


def write_elsewhere(book: Path, path: Path, progress: "Progress") -> SealedCopy | Refused:
    """The same, as a screen has it done in a process of its own."""
    return write_sealed_copy(book, path, progress)


@dataclass(frozen=True, slots=True)
class CheckedCopy:
    """What checking a public copy found, in a paragraph."""

    sentence: str


def verify_elsewhere(
    _book: Path, path: Path, seals: str, _progress: "Progress"
) -> CheckedCopy | Refused:
    """Check a public copy, against seals where some are given, as a screen has it done."""
    from coordinator.actions.book.received_seals import received_seals

    given = received_seals((seals,) if seals.strip() else ())
    if isinstance(given, Refused):
        return given
    found = verify_sealed_copy(path, seal=" ".join(given))
    return found if isinstance(found, Refused) else CheckedCopy("\n".join(checked_lines(found)))


def checked_lines(found: "Verified") -> Iterator[str]:
    """What does not fit in a public copy, then what it holds and its seal."""
    from storage.seals import short

    yield from (f"{one.where}: {one.what}" for one in found.findings)
    yield (
        f"{found.actions:,} actions, {found.changes:,} changes, {found.rows:,} rows: "
        f"{'all as sealed' if found.clean else f'{len(found.findings)} findings'}; "
        f"{found.redacted:,} values closed, {found.closed:,} entries withheld."
    )
    yield f"Seal {short(found.head)}"
