"""The application as a process on a terminal: what it loads, how it ends, who may come in."""

import os
import pty
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from storage.database import Book
from tests.screens.town import NOW

HEAVY = ("sqlmodel", "sqlalchemy", "pydantic", "apprise", "reportlab", "keyring", "sqlite_utils")
ROOT = Path(__file__).parents[2]
RUN = [sys.executable, "-m", "coordinator", "run", "--book"]
PATIENCE = 30.0


class Terminal:
    """A child on a pseudo-terminal, and what it has written so far."""

    def __init__(self, command: list[str], term: str = "xterm-256color") -> None:
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.chdir(ROOT)
            os.environ |= {"TERM": term, "COORDINATOR_NOW": str(NOW)}
            os.environ.pop("COLORTERM", None)
            os.environ |= {"COLUMNS": "80", "LINES": "24", "COORDINATOR_NAME": "Pat"}
            os.execv(command[0], command)
        self.written = b""

    def until(self, words: bytes) -> bool:
        """Read until the words were written, or the child ended."""
        return self._wait(lambda: words in self.written)

    def ended(self) -> int:
        """Its exit status."""
        self._wait(lambda: False)
        _, status = os.waitpid(self.pid, 0)
        return os.waitstatus_to_exitcode(status)

    def _wait(self, enough: Callable[[], bool]) -> bool:
        end = time.monotonic() + PATIENCE
        while not enough() and time.monotonic() < end:
            if select.select([self.fd], [], [], 0.2)[0]:
                try:
                    self.written += os.read(self.fd, 65_536)
                except OSError:
                    return enough()
        return enough()


@pytest.fixture
def terminal(town: Book) -> Iterator[Terminal]:
    child = Terminal([*RUN, str(town.path)])
    yield child
    os.close(child.fd)
    try:
        os.kill(child.pid, signal.SIGKILL)
        os.waitpid(child.pid, 0)
    except (ProcessLookupError, ChildProcessError):
        pass


def test_nothing_heavy_is_loaded_before_the_first_frame() -> None:
    loaded = (
        "import sys, coordinator.cli.run, coordinator.app, coordinator.desk, "
        "screens.staffing.today, storage.opening; print(*sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", loaded], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert set(HEAVY) & set(done.stdout.split()) == set()


def test_the_day_is_on_the_screen_and_ctrl_q_ends_in_order(terminal: Terminal) -> None:
    assert terminal.until(b"26-0001.4")
    os.write(terminal.fd, b"\x11")
    assert terminal.ended() == 0
    assert b"\x1b[?1049l" in terminal.written


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_a_stop_from_outside_restores_the_terminal(terminal: Terminal, name: str) -> None:
    assert terminal.until(b"26-0001.4")
    assert terminal.until(b"OPEN")
    time.sleep(0.5)
    os.kill(terminal.pid, getattr(signal, name))
    assert terminal.ended() == 0
    assert b"\x1b[?1049l" in terminal.written


def test_a_second_screen_is_to_look_at_only(terminal: Terminal, town: Book) -> None:
    assert terminal.until(b"26-0001.4")
    second = Terminal([*RUN, str(town.path)])
    assert second.until(b"another screen")
    os.write(second.fd, b"\x11")
    assert second.ended() == 0
    os.close(second.fd)


def test_without_a_terminal_it_says_so() -> None:
    done = subprocess.run(
        [*RUN, "/nowhere/at/all.book"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "terminal" in done.stderr
