"""Key to repaint on the lists of the largest book, idle and while long runs go on beside it."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from coordinator.demo.calendar import Calendar
from coordinator.demo.scale import SCALE_NOW, SIZES
from coordinator.demo.scale_duty import write_duty_csv
from tests.benchmarks.conftest import Copier
from tests.benchmarks.figures import Figure, percentile
from tests.benchmarks.terminal import BARE, Terminal, application, python

LISTS = {"today": b"\x1bOQ", "board": b"\x1bOR", "jobs": b"\x1bOS", "officers": b"\x1b[15~",
         "employers": b"\x1b[17~", "hours": b"\x1b[18~"}  # fmt: skip
"""Place → its F-key as a terminal sends it."""

DOWN, UP, PAGE_DOWN, PAGE_UP = b"\x1b[B", b"\x1b[A", b"\x1b[6~", b"\x1b[5~"
KEYS = {"line": (DOWN,) * 30 + (UP,) * 30, "page": (PAGE_DOWN,) * 10 + (PAGE_UP,) * 10}
"""Each ends where it began."""
LIMIT = 2.5


@pytest.fixture(scope="module")
def bare() -> Iterator[Terminal]:
    """The floor, pressed in turn with the application, so that both meet the same machine."""
    with Terminal(python("-c", BARE, "2000")) as terminal:
        terminal.wait_for("26-00003.1")
        yield terminal


def test_keys_on_every_list(book_t: Path, bare: Terminal, figures: list[Figure]) -> None:
    with Terminal(application(book_t)) as terminal:
        terminal.wait_for("Today")
        for place, key in LISTS.items():
            _go(terminal, key)
            figures += _pressed(place, terminal, bare)
        figures.append(Figure("memory after all lists (T)", terminal.memory_mb(), "MB", limit=200))


@pytest.mark.parametrize("run", ["import", "check", "send"])
def test_keys_beside_a_long_run(
    run: str, book_t: Path, copied: Copier, bare: Terminal, figures: list[Figure], tmp_path: Path
) -> None:
    book = copied(book_t)
    command = _command(run, book, tmp_path)
    with Terminal(application(book)) as terminal:
        terminal.wait_for("Today")
        _go(terminal, LISTS["jobs"])
        with _running(command):
            figures += _pressed(f"jobs beside {run}", terminal, bare)


def _go(terminal: Terminal, place: bytes) -> None:
    terminal.settle(0.5)
    os.write(terminal.fd, place)
    terminal.settle(1)


def _pressed(where: str, terminal: Terminal, bare: Terminal) -> list[Figure]:
    found = []
    for kind, keys in KEYS.items():
        pairs = [(terminal.press(key) * 1_000, bare.press(key) * 1_000) for key in keys]
        ours, floor = (percentile(list(each), 0.95) for each in zip(*pairs, strict=True))
        words = f"key to repaint, {where}, by {kind} (T), p95"
        found.append(Figure(words, ours, "ms", floor, LIMIT))
    return found


def _command(run: str, book: Path, folder: Path) -> list[str]:
    if run == "check":
        return python("-m", "coordinator", "check", "--book", str(book))
    if run == "send":
        return python("-m", "coordinator", "send", "--book", str(book))
    shifts = folder / "shifts.csv"
    write_duty_csv(shifts, SIZES["T"], Calendar(SCALE_NOW), 300_000)
    return python("-m", "coordinator", "import", "on-duty", str(shifts), "--book", str(book))


@contextmanager
def _running(command: list[str]) -> Iterator[None]:
    with subprocess.Popen(command, stdout=sys.stderr.fileno(), stderr=subprocess.STDOUT) as child:
        yield
        child.kill()
