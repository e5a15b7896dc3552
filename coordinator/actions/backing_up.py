"""Backups and the check of the book, as screens run them: in a process of their own."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from coordinator.actions.verifying import verify_book
from storage.backup import Backup, backups, make_backup, rotate
from storage.database import Book

if TYPE_CHECKING:
    from coordinator.long_work import Progress
    from storage.verification import Verified


@dataclass(frozen=True, slots=True)
class BackedUp:
    """A backup was made and opened again; `removed` older ones the rotation no longer keeps."""

    backup: Backup
    removed: int

    @property
    def sentence(self) -> str:
        """What was done, in one line."""
        gone = f", {self.removed} older removed" if self.removed else ""
        return f"Backup {self.backup.path.name} made and checked{gone}"


class StoppedError(Exception):
    """The person waiting chose to stop."""


def backups_of(book: Path) -> tuple[Backup, ...]:
    """All backups of a book, the newest first."""
    return backups(book)


def back_up(book: Path, now: int, progress: "Progress") -> BackedUp:
    """Make a backup, open it again, and let the rotation remove what it no longer keeps.

    Raises BookError where the copy does not check clean; the copy is then removed.
    """
    made = make_backup(book, now)
    return BackedUp(made, len(rotate(book)))


def check(book: Path, progress: "Progress") -> "Verified":
    """Verify the whole book on one snapshot. Raises BookError, StoppedError."""

    def told(done: int, total: int) -> None:
        if progress(done, total) is False:
            raise StoppedError("The check was stopped.")

    return verify_book(Book(book), progress=told)
