"""The application's children: processes of their own, so that neither a gateway nor a long copy
can hold up a key."""

import subprocess
import sys
from pathlib import Path

from storage.database import Book
from storage.queries.book.arrivals import abandoned_arrivals

TICK_SECONDS = 60
"""So often a tick runs though nothing waits in the outbox."""


def _command(verb: str, path: Path, *more: str) -> list[str]:
    return [sys.executable, "-m", "coordinator", verb, "--book", str(path), *more]


class SenderChild:
    """At most one `coordinator tick` at a time; `now` is in UTC seconds."""

    def __init__(self, path: Path, now: int) -> None:
        self.path = path
        self._child: subprocess.Popen[bytes] | None = None
        self._began_at = now

    def is_time(self, now: int) -> bool:
        """Whether a tick is due for what the clock and the mailbox have to say; also where the
        clock was put back."""
        return abs(now - self._began_at) >= TICK_SECONDS

    def start(self, now: int) -> None:
        """Begin a tick unless one is under way."""
        if self.reap():
            self._began_at = now
            self._child = _quiet(_command("tick", self.path))

    def reap(self) -> bool:
        """Whether no child is under way; a finished one is collected."""
        if self._child is not None and self._child.poll() is not None:
            self._child = None
        return self._child is None


def back_up_daily(path: Path, now: int) -> None:
    """Begin the day's backup where the newest one is older than a day. `now` in UTC seconds."""
    from storage.backup import due

    if due(path, now):
        _quiet(_command("backup", path, "--daily"))


def sweep(book: Book, now: int) -> None:
    """Begin a tick where a killed import left something to clear away. `now` in UTC seconds."""
    if abandoned_arrivals(book.reader(), now):
        _quiet(_command("tick", book.path))


def send_held(path: Path) -> None:
    """Send what is held without waiting for its grace period, while the application closes."""
    _quiet(_command("send", path, "--now"))


def _quiet(command: list[str]) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
