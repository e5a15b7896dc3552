"""One screen a book: a lock that dies with its holder. A second screen opens to look only."""

import os
import socket
import time
from pathlib import Path
from typing import IO

try:
    import fcntl
except ImportError:  # Windows: the second screen is not noticed there, writes still queue up
    fcntl = None  # type: ignore[assignment]


class ScreenLock:
    """Held from `take` until the process ends or `release`; its file says by whom."""

    def __init__(self, book: Path) -> None:
        self.path = book.with_name(book.name + ".screen")
        self._file: IO[str] | None = None

    def take(self) -> str:
        """Take the lock; gives nothing, or the words that say who holds it."""
        if fcntl is None:
            return ""
        try:
            self._file = self.path.open("a+", encoding="utf-8")
        except OSError:
            # A folder that may not be written: then nobody can write the book either.
            return ""
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return self._holder()
        self._file.seek(0)
        self._file.truncate()
        since = time.strftime("%Y-%m-%d %H:%M")
        self._file.write(f"process {os.getpid()} on {socket.gethostname()}, since {since}")
        self._file.flush()
        return ""

    def release(self) -> None:
        """Give the lock back."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def _holder(self) -> str:
        assert self._file is not None
        self._file.seek(0)
        holder = self._file.read(200).strip()
        self.release()
        return holder or "another screen"
