"""The restore drill: the newest backup is put back into an empty folder and checked whole.

A backup that was never restored is a hope. What came of the last drill stands outside the log.
"""

import tempfile
from dataclasses import dataclass
from pathlib import Path
from sqlite3 import Connection
from typing import TYPE_CHECKING

from coordinator.actions.book.drafts import keep_draft
from coordinator.actions.book.encrypting import opening
from coordinator.actions.book.verifying import verify_book
from coordinator.actions.results import Refused
from storage.backup import backups, restore
from storage.database import Book
from storage.errors import BookError
from storage.queries.book.drafts import draft

if TYPE_CHECKING:
    from coordinator.long_work import Progress

_NOTED = "backup.drill"
EVERY_SECONDS = 7 * 86_400


@dataclass(frozen=True, slots=True)
class Drilled:
    """What came of a drill at `at` (UTC seconds); `trouble` is empty where the backup is good.

    `good_at` is when one last went well, 0 for never.
    """

    at: int
    backup: str
    actions: int
    trouble: str = ""
    good_at: int = 0

    @property
    def sentence(self) -> str:
        """What came of it, in one line."""
        if self.trouble:
            return f"{self.backup} CANNOT BE RELIED ON: {self.trouble}"
        return f"{self.backup} was restored and is whole: {self.actions:,} actions"


def drill(
    book: Path, now: int, typed: str = "", progress: "Progress | None" = None
) -> Drilled | Refused:
    """Restore the newest backup beside nothing, verify it, and note what came of it."""
    found = backups(book)
    if not found:
        return Refused(("There is no backup yet.",))
    newest = found[0]
    before = last_drill(Book(book).reader())
    actions, trouble = _tried(newest.path, now, opening(typed) if newest.is_sealed else "")
    good_at = before.good_at if trouble and before else 0 if trouble else now
    came = Drilled(now, newest.path.name, actions, trouble, good_at)
    _note(book, came)
    return came


def last_drill(connection: Connection) -> Drilled | None:
    """What came of the last drill; None where there was none."""
    kept = draft(connection, _NOTED)
    try:
        return Drilled(
            int(kept["at"]), kept["backup"], int(kept["actions"]), kept["trouble"],
            int(kept["good_at"]),
        )  # fmt: skip
    except (KeyError, ValueError):
        return None


def is_due(connection: Connection, now: int) -> bool:
    """Whether the last good one is a week ago."""
    last = last_drill(connection)
    return last is None or not 0 <= now - last.good_at < EVERY_SECONDS


def _tried(backup: Path, now: int, passphrase: str) -> tuple[int, str]:
    with tempfile.TemporaryDirectory(prefix="coordinator-drill-") as folder:
        place = Path(folder) / "drill.book"
        try:
            restore(place, backup, now, passphrase)
            book = Book(place)
            outcome = verify_book(book)
            book.close()
        except BookError as error:
            return 0, str(error)
    found = "; ".join(f"{each.where}: {each.what}" for each in outcome.findings[:3])
    return outcome.actions, found


def _note(path: Path, came: Drilled) -> None:
    book = Book(path)
    book.unattended = True  # it says nothing of the book's affairs
    fields = {name: str(getattr(came, name)) for name in Drilled.__slots__}
    try:
        keep_draft(book, _NOTED, fields, came.at)
    except BookError:
        return  # a book that was handed over is only read
    finally:
        book.close()
