"""One screen to a book: the operating system's lock on '<book>.lock'.

The lock bars only a second *screen*; commands, imports and the sender write beside it by short
transactions. The file tells who holds it since when. It is emptied when the screen lets go, so a
holder that was killed leaves its words behind: the lock itself is free at once, and the next one
knows that the book was not closed properly.
"""

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from storage.errors import BookReadOnly


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has the book open on a screen. `since` is in UTC seconds."""

    who: str
    since: int
    pid: int


class ScreenLock:
    """The lock, held until `release` or the end of the process.

    `unclean` says that the screen before did not let go of it: it was killed, or the power failed.
    """

    def __init__(self, descriptor: int, *, unclean: bool) -> None:
        self.unclean = unclean
        self._descriptor: int | None = descriptor

    def release(self, *, clean: bool = True) -> None:
        """Let go; where the end was `clean`, say so in the file. Twice does no harm."""
        if self._descriptor is not None:
            if clean:
                os.ftruncate(self._descriptor, 0)
            os.close(self._descriptor)
            self._descriptor = None


def lock_file(book: Path) -> Path:
    """The file that is locked: beside the book."""
    return book.with_name(book.name + ".lock")


def take(book: Path, who: str, now: int) -> ScreenLock | Holder:
    """Take the lock, or learn who holds it. `now` in UTC seconds.

    Raises BookReadOnly where no file can be made beside the book.
    """
    try:
        descriptor = os.open(lock_file(book), os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise BookReadOnly(
            f"Nothing can be written beside {book} ({error.strerror}): the book opens to look only."
        ) from error
    if not _lock(descriptor):
        holder = _read(descriptor)
        os.close(descriptor)
        return holder or Holder("another screen", now, 0)
    lock = ScreenLock(descriptor, unclean=bool(os.pread(descriptor, 1, 0)))
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, json.dumps({"who": who, "since": now, "pid": os.getpid()}).encode(), 0)
    return lock


def _lock(descriptor: int) -> bool:
    try:
        import fcntl  # only where the system has it; elsewhere two screens are not told apart
    except ImportError:
        return True
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _read(descriptor: int) -> Holder | None:
    """What the holder wrote; None while he is writing it."""
    try:
        found: Any = json.loads(os.pread(descriptor, 4096, 0))
        return Holder(str(found["who"]), int(found["since"]), int(found["pid"]))
    except (ValueError, KeyError, TypeError):
        return None
