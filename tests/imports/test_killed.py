"""An import whose process is killed: the book is as before or as after, and verifies."""

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from coordinator.actions.book.verifying import verify_book
from coordinator.actions.importing.duty_writing import sweep_arrivals
from coordinator.actions.results import Actor
from storage.database import Book
from storage.models import Officer
from storage.queries.book.arrivals import ABANDONED_AFTER
from storage.queries.people.duty import active_batches
from tests.conftest import NOW
from tests.imports.books import BOSTON, imported, rows, wanted

SHIFTS = 30_000


@pytest.fixture(scope="session")
def schedule(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("killed") / "schedule.csv"
    first = datetime(2026, 1, 1, tzinfo=UTC)
    lines = (
        f"{n % 100:03d},{first + timedelta(hours=12 * (n // 100)):%Y-%m-%dT%H:%M},8"
        for n in range(SHIFTS)
    )
    path.write_text("Badge,Start,Hours\n" + "\n".join(lines) + "\n")
    return path


def import_and_kill(book: Path, kind: str, path: Path, after: int) -> bool:
    """Whether the import had ended before its `after`th word of progress, after which it dies."""
    command = [sys.executable, "-m", "coordinator", "import", kind, str(path), "--progress"]
    environment = {**os.environ, "COORDINATOR_NOW": str(NOW)}
    child = subprocess.Popen(
        [*command, "--book", str(book)],
        stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, env=environment,
    )  # fmt: skip
    assert child.stderr is not None
    ended = not all(child.stderr.readline() for _ in range(after))
    child.kill()
    child.wait()
    child.stderr.close()
    return ended


@pytest.mark.parametrize("after", [1, 3, 4, 9])
def test_killed_on_duty_import(book: Book, actor: Actor, schedule: Path, after: int) -> None:
    with book.action(actor, "add officers", "officer:1") as tx:
        tx.add_all(Officer(badge=f"{n:03d}", last_name=f"Name{n}") for n in range(100))
    ended = import_and_kill(book.path, "on-duty", schedule, after)
    batches = active_batches(book.reader())
    held = rows(book, "SELECT count(*) FROM shift")[0][0]
    assert ended is False
    assert verify_book(book).clean
    assert not batches or held == rows(book, "SELECT sum(shifts) FROM shift_block")[0][0]
    later = Actor(actor.name, actor.now + ABANDONED_AFTER + 1)
    sweep_arrivals(book, later)
    if not batches:
        assert rows(book, "SELECT count(*) FROM shift") == [(0,)]
    imported(book, later, wanted("on-duty", schedule))
    assert len(active_batches(book.reader())) == 1
    assert rows(book, "PRAGMA foreign_key_check") == []
    assert verify_book(book).clean


def test_killed_import_of_details(book: Book, actor: Actor) -> None:
    import_and_kill(book.path, "details", BOSTON, 1)
    assert rows(book, "SELECT count(*) FROM detail")[0][0] in (0, 40)
    assert verify_book(book).clean
    imported(book, actor, wanted("details", BOSTON))
    assert rows(book, "SELECT count(*) FROM detail") == [(40,)]
    assert verify_book(book).clean
