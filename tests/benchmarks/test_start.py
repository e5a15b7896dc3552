"""Process start to the first painted screen with the day on it, against bare Textual."""

import sqlite3
import statistics
from contextlib import closing
from pathlib import Path

import pytest

from coordinator.demo.scale import SCALE_NOW
from tests.benchmarks.figures import Figure
from tests.benchmarks.terminal import BARE, Terminal, application, python

TIMES = 7


BARE_COMMAND = python("-c", BARE, "30")


@pytest.mark.parametrize("name", ["H", "T"])
def test_first_screen(name: str, request: pytest.FixtureRequest, figures: list[Figure]) -> None:
    book: Path = request.getfixturevalue(f"book_{name.lower()}")
    first = _first_detail(book)
    # The first pair fills the caches of the file system.
    pairs = [
        (_start_ms(application(book), first), _start_ms(BARE_COMMAND, "26-00003.1"))
        for _ in range(TIMES + 1)
    ][1:]
    ours, floor = (statistics.median(each) for each in zip(*pairs, strict=True))
    figures.append(Figure(f"start to the day on the screen ({name})", ours, "ms", floor, 1.6))


def _start_ms(command: list[str], text: str) -> float:
    with Terminal(command) as terminal:
        return terminal.wait_for(text) * 1_000


def _first_detail(book: Path) -> str:
    """The number that stands first in the day."""
    with closing(sqlite3.connect(f"file:{book}?mode=ro", uri=True)) as connection:
        found = connection.execute(
            "SELECT number FROM detail WHERE ends_at > ? AND starts_at > ? "
            "ORDER BY starts_at, id LIMIT 1",
            (SCALE_NOW, SCALE_NOW - 172_800),
        )
        return str(found.fetchone()[0])
