"""The self-audit of a month on the largest book, written as a binder: under a minute."""

import time
from pathlib import Path

from coordinator.actions.oversight.auditing import Auditing
from coordinator.actions.oversight.binder import BinderWritten, write_binder
from coordinator.demo.scale import SCALE_NOW
from storage.database import Book
from tests.benchmarks.figures import Figure

SECONDS = 60.0


def test_the_binder_of_a_month(book_t: Path, tmp_path: Path, figures: list[Figure]) -> None:
    began, spent = time.perf_counter(), time.process_time()
    done = write_binder(
        Book(book_t).reader(), tmp_path / "binder", Auditing(book_t, "last month", SCALE_NOW)
    )
    taken, processor = time.perf_counter() - began, time.process_time() - spent
    assert isinstance(done, BinderWritten), done
    name = f"the binder: {done.tests} tests, {done.exceptions:,} exceptions"
    figures.append(Figure(name, taken, "s", limit=SECONDS))
    figures.append(Figure(f"{name}, processor time", processor, "s"))
