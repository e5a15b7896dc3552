"""A million on-duty shifts into a book, against `sqlite-utils insert --csv` of the same file."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from random import Random
from sqlite3 import Connection

import pytest

from coordinator.actions.importing import Imported, Wanted, apply_import
from coordinator.actions.results import Actor
from storage.database import Book, create_book
from storage.models import Officer
from tests.benchmarks.figures import Figure

OFFICERS = 5_500
SHIFTS = 1_000_000
NOW = 1_780_315_200
"""Mon 1 June 2026 08:00 in New York."""

BIN = Path(sys.executable).parent


@pytest.fixture(scope="module")
def schedule(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file: an officer's shifts follow one another, days mixed as a schedule prints them."""
    path, random = tmp_path_factory.mktemp("schedule") / "schedule.csv", Random(1)
    first = date(2026, 1, 1)
    with path.open("w") as file:
        file.write("badge,start,end,kind\n")
        for number in range(SHIFTS):
            round_, badge = divmod(number, OFFICERS)
            start = random.choice((0, 8, 16))
            day = first + timedelta(days=2 * round_)
            end = f"{day}T{start + 8:02d}:00"
            file.write(f"B{badge:04d},{day}T{start:02d}:00,{end},regular\n")
    return path


def manned_book(path: Path) -> Book:
    book = create_book(path, name="Bench", timezone="America/New_York", currency="USD")
    with book.action(Actor("bench", NOW), "add officers", "officer:1") as tx:
        tx.add_all(Officer(badge=f"B{n:04d}", last_name=f"Name{n}") for n in range(OFFICERS))
    return book


def test_a_million_shifts(schedule: Path, tmp_path: Path, figures: list[Figure]) -> None:
    manned_book(tmp_path / "town.book").close()
    ours = (BIN / "coordinator", "import", "on-duty", schedule, "--book", tmp_path / "town.book")
    theirs = (BIN / "sqlite-utils", "insert", tmp_path / "plain.db", "shift", schedule, "--csv")
    floor, _ = _run(*theirs, "--silent")
    value, memory = _run(*ours)
    figures.append(Figure("import of 1,000,000 shifts", value, "s", floor=floor, limit=4))
    figures.append(Figure("its memory", memory, "MB"))
    again, _ = _run(*ours)
    figures.append(Figure("the same file again, found the same", again, "s"))


def _run(*command: object) -> tuple[float, float]:
    """Seconds, and the greatest resident size in MB."""
    began = time.perf_counter()
    environment = {**os.environ, "COORDINATOR_NOW": str(NOW)}
    child = subprocess.Popen([*map(str, command)], stdout=subprocess.DEVNULL, env=environment)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    assert child.returncode == 0
    return time.perf_counter() - began, usage.ru_maxrss / 1024


def test_the_longest_hold_of_the_write_lock(
    schedule: Path, tmp_path: Path, figures: list[Figure]
) -> None:
    manned_book(tmp_path / "town.book").close()
    book = _Timed(tmp_path / "town.book")
    done = apply_import(book, Actor("bench", NOW), Wanted("on-duty", schedule))
    assert isinstance(done, Imported)
    longest = max(book.held) * 1_000
    figures.append(Figure("longest hold of the write lock while importing", longest, limit=2_000))


class _Timed(Book):
    """A book that notes how long each write transaction held the lock, in seconds."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.held: list[float] = []

    @contextmanager
    def unlogged(self) -> Iterator[Connection]:
        began = time.perf_counter()
        with super().unlogged() as connection:
            yield connection
        self.held.append(time.perf_counter() - began)
