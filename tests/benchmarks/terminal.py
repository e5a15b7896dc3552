"""A program on a terminal of its own: what it paints, and when."""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType

ROWS, COLUMNS = 40, 120
_ESCAPES = re.compile(rb"\x1b\[[0-9;?<>=$ ]*[@-~]|\x1b[PX^_\]].*?(?:\x1b\\|\x07)|\x1b.", re.DOTALL)
_ASKS_SYNC = b"\x1b[?2026$p"
_HAS_SYNC = b"\x1b[?2026;2$y"
_FRAME_ENDS = b"\x1b[?2026l"
_QUIT = b"\x11"

BARE = """
import sys
from textual.app import App
from textual.widgets import DataTable
class Bare(App):
    def compose(self):
        yield DataTable(cursor_type="row")
    def on_mount(self):
        table = self.query_one(DataTable)
        table.add_columns(*"Number Start End Site Employer Seats Officers".split())
        for n in range(int(sys.argv[1])):
            table.add_row(f"26-{n:05d}.1", "08:00", "16:00", f"Main Street {n}", "Employer", "2/2",
                          "Abara, Zamora")
        table.focus()
Bare().run()
"""
"""The floor: Textual, one table, nothing else."""


def python(*words: str) -> list[str]:
    """A command line for this interpreter."""
    return [sys.executable, *words]


def application(book: Path) -> list[str]:
    """The command that opens the application on a book."""
    return python("-m", "coordinator", "run", "--book", str(book))


class Terminal:
    """A child on a pseudo-terminal of 120 by 40; times are of the monotonic clock, in seconds."""

    def __init__(self, command: Sequence[str]) -> None:
        self.began = time.perf_counter()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.environ |= {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
            os.execvp(command[0], command)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        self._seen = b""

    def __enter__(self) -> "Terminal":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if not self._leaves():
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        os.close(self.fd)

    def _leaves(self, seconds: float = 5) -> bool:
        """Quit as a user does: a program that was killed looks at its book more closely after."""
        end = time.perf_counter() + seconds
        with suppress(OSError, EOFError):
            os.write(self.fd, _QUIT)
            while time.perf_counter() < end and self._read(end - time.perf_counter()):
                pass
        while time.perf_counter() < end:
            if os.waitpid(self.pid, os.WNOHANG)[0]:
                return True
            time.sleep(0.01)
        return False

    def wait_for(self, text: str, seconds: float = 60) -> float:
        """When the text stood on the screen, in seconds since the start. Raises TimeoutError."""
        end = time.perf_counter() + seconds
        while time.perf_counter() < end:
            self._read(end - time.perf_counter())
            if text.encode() in _ESCAPES.sub(b"", self._seen):
                return time.perf_counter() - self.began
        shown = _ESCAPES.sub(b" ", self._seen)[-600:].decode(errors="replace")
        raise TimeoutError(f"{text!r} was not shown; the last was: {shown}")

    def press(self, key: bytes, seconds: float = 5) -> float:
        """Send a key; the seconds until the frame that it caused was complete."""
        self.settle()
        self._seen = b""
        began = time.perf_counter()
        os.write(self.fd, key)
        while time.perf_counter() < began + seconds:
            self._read(0.5)
            if _FRAME_ENDS in self._seen:
                return time.perf_counter() - began
        raise TimeoutError(f"{key!r} changed nothing on the screen")

    def settle(self, quiet: float = 0.05) -> None:
        """Read until nothing more is painted for a while."""
        end = time.perf_counter() + 10
        while self._read(quiet) and time.perf_counter() < end:
            pass

    def memory_mb(self) -> float:
        """The resident memory of the program now."""
        status = Path(f"/proc/{self.pid}/status").read_text(encoding="ascii")
        return int(status.partition("VmRSS:")[2].split()[0]) / 1_024

    def _read(self, seconds: float) -> bytes:
        ready, _, _ = select.select([self.fd], [], [], max(0.0, seconds))
        if not ready:
            return b""
        try:
            data = os.read(self.fd, 1 << 16)
        except OSError as error:
            shown = _ESCAPES.sub(b" ", self._seen)[-3_000:].decode(errors="replace")
            raise EOFError(f"the program ended; it last showed: {shown}") from error
        if _ASKS_SYNC in data:
            # A terminal that says so gets whole frames, each with an end that can be seen.
            os.write(self.fd, _HAS_SYNC)
        self._seen += data
        return data
