"""Backups and the check of the book, as screens run them: in a process of their own."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from coordinator.actions.book.encrypting import passphrase_for
from coordinator.actions.book.verifying import verify_book
from storage.backup import Backup, backups, make_backup
from storage.database import Book
from storage.errors import BookError, book_error
from storage.rotation import rotate, seal_plain

if TYPE_CHECKING:
    from coordinator.long_work import Progress
    from storage.verification import Verified


@dataclass(frozen=True, slots=True)
class BackedUp:
    """A backup was made and opened again; `removed` older ones the rotation no longer keeps."""

    backup: Backup
    removed: int
    sealed: int = 0
    """Older ones that were encrypted with it."""

    @property
    def sentence(self) -> str:
        """What was done, in one line."""
        gone = f", {self.removed} older removed" if self.removed else ""
        sealed = f", {self.sealed} older encrypted" if self.sealed else ""
        return f"Backup {self.backup.path.name} made and checked{gone}{sealed}"


class StoppedError(Exception):
    """The person waiting chose to stop."""


def backups_of(book: Path) -> tuple[Backup, ...]:
    """All backups of a book, the newest first."""
    return backups(book)


def back_up(book: Path, now: int, typed: str = "", progress: "Progress | None" = None) -> BackedUp:
    """Make a backup, open it again, and let the rotation remove what it no longer keeps.

    Where backups are encrypted it is too, and so are older ones that are not; `typed` is the
    passphrase where no keyring has it. Raises BookError where the copy does not check clean (it is
    then removed), or the passphrase is not at hand: nothing is ever made in the clear instead.
    """
    opened = Book(book)
    try:
        passphrase = passphrase_for(opened.reader(), typed)
    finally:
        opened.close()
    made = make_backup(book, now, passphrase=passphrase)
    try:
        sealed = seal_plain(book, passphrase) if passphrase else 0
        return BackedUp(made, len(rotate(book)), sealed)
    except OSError as error:
        raise book_error(error) or BookError(str(error)) from error


def check(book: Path, progress: "Progress") -> "Verified":
    """Verify the whole book on one snapshot. Raises BookError, StoppedError."""

    def told(done: int, total: int) -> None:
        if progress(done, total) is False:
            raise StoppedError("The check was stopped.")

    return verify_book(Book(book), progress=told)
