"""How long the write lock is held while long runs go on: what a call-off may have to wait."""

import os
import sqlite3
import subprocess
import time
from contextlib import closing
from pathlib import Path

import pytest

from coordinator.demo.calendar import Calendar
from coordinator.demo.scale import SCALE_NOW, SIZES
from coordinator.demo.scale_duty import write_duty_csv
from tests.benchmarks.conftest import Copier
from tests.benchmarks.figures import Figure
from tests.benchmarks.terminal import python

IMPORTED = 300_000


def _longest_wait_ms(book: Path, command: list[str]) -> float:
    """Ask for the lock again and again while the command runs; the longest time it took."""
    longest = 0.0
    environment = os.environ | {"COORDINATOR_NOW": str(SCALE_NOW)}
    with (
        closing(sqlite3.connect(book, timeout=60, isolation_level=None)) as connection,
        subprocess.Popen(command, stdout=subprocess.DEVNULL, env=environment) as child,
    ):
        while child.poll() is None:
            began = time.perf_counter()
            connection.execute("BEGIN IMMEDIATE")
            longest = max(longest, time.perf_counter() - began)
            connection.execute("ROLLBACK")
            time.sleep(0.002)
        # 4: there was something to find.
        assert child.returncode in (0, 4)
    return longest * 1_000


def test_import_of_shifts(
    book_t: Path, copied: Copier, tmp_path: Path, figures: list[Figure]
) -> None:
    book, shifts = copied(book_t), tmp_path / "shifts.csv"
    write_duty_csv(shifts, SIZES["T"], Calendar(SCALE_NOW), IMPORTED)
    command = python("-m", "coordinator", "import", "on-duty", str(shifts), "--book", str(book))
    longest = _longest_wait_ms(book, command)
    figures.append(Figure("longest write lock, import of shifts (T)", longest, "ms", limit=2_000))


@pytest.mark.parametrize(
    "words",
    [("check", "--from", "2026-05-01", "--to", "2026-06-01"), ("send",)],
    ids=lambda words: words[0],
)
def test_other_runs(
    words: tuple[str, ...], book_t: Path, copied: Copier, figures: list[Figure]
) -> None:
    book = copied(book_t)
    command = python("-m", "coordinator", *words, "--book", str(book))
    longest = _longest_wait_ms(book, command)
    figures.append(Figure(f"longest write lock, {words[0]} (T)", longest, "ms", limit=200))
