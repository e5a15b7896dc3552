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

DOWN, UP, PAGE_DOWN = b"\x1b[B", b"\x1b[A", b"\x1b[6~"
KEYS = {"line": (DOWN,) * 30 + (UP,) * 30, "page": (PAGE_DOWN,) * 25}
LIMIT = 2.5

Pressed = dict[str, float]
"""Kind of key → the 95th percentile of its milliseconds."""


def _pressed(terminal: Terminal) -> Pressed:
    terminal.settle(0.4)
    return {
        kind: percentile([terminal.press(key) * 1_000 for key in keys], 0.95)
        for kind, keys in KEYS.items()
    }


@pytest.fixture(scope="module")
def bare() -> Pressed:
    with Terminal(python("-c", BARE, "2000")) as terminal:
        terminal.wait_for("26-00003.1")
        return _pressed(terminal)


def test_keys_on_every_list(book_t: Path, bare: Pressed, figures: list[Figure]) -> None:
    with Terminal(application(book_t)) as terminal:
        terminal.wait_for("Today")
        for place, key in LISTS.items():
            terminal.settle(0.2)
            os.write(terminal.fd, key)
            figures += _figures(place, _pressed(terminal), bare)
        figures.append(Figure("memory after all lists (T)", terminal.memory_mb(), "MB", limit=200))


@pytest.mark.parametrize("run", ["import", "check", "send"])
def test_keys_beside_a_long_run(
    run: str, book_t: Path, copied: Copier, bare: Pressed, figures: list[Figure], tmp_path: Path
) -> None:
    book = copied(book_t)
    command = _command(run, book, tmp_path)
    with Terminal(application(book)) as terminal:
        terminal.wait_for("Today")
        os.write(terminal.fd, LISTS["jobs"])
        terminal.settle(1)
        with _running(command):
            figures += _figures(f"jobs beside {run}", _pressed(terminal), bare)


def _figures(where: str, pressed: Pressed, bare: Pressed) -> list[Figure]:
    return [
        Figure(f"key to repaint, {where}, by {kind} (T), p95", pressed[kind], "ms", floor, LIMIT)
        for kind, floor in bare.items()
    ]


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
