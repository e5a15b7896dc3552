"""Looking back over 500,000 shifts and 40,000 details, against reading the same rows."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest

from coordinator.actions.policy.looking_back import look_back
from coordinator.actions.results import Actor
from coordinator.demo.scale_writing import BulkWriter, bulk_connection
from coordinator.rules.spans import DAY, HOUR
from storage.database import Book, create_book
from storage.models import (
    Assignment,
    Detail,
    Employer,
    Job,
    Officer,
    Position,
    Shift,
    ShiftBatch,
    Site,
    TimesheetEntry,
)
from tests.benchmarks.figures import Figure, median_ms

OFFICERS = 800
YEARS = 3
WEEKS = 52 * YEARS + 1
DETAILS, PLANTED = 40_000, 500
FIRST = 1_685_332_800
"""Mon 29 May 2023 00:00 in New York."""
NOW = FIRST + WEEKS * 7 * DAY + DAY
BIN = Path(sys.executable).parent

READ = (
    "SELECT officer_id, starts_at, ends_at, kind, batch_id FROM shift "
    "INDEXED BY shift_by_officer ORDER BY officer_id, starts_at",
    "SELECT a.officer_id, a.starts_at, a.ends_at, a.id, t.started_at, t.ended_at "
    "FROM assignment AS a INDEXED BY assignment_by_officer "
    "LEFT JOIN timesheet_entry AS t ON t.assignment_id = a.id AND t.state <> 'replaced' "
    "ORDER BY a.officer_id, a.starts_at",
)


@pytest.fixture(scope="module")
def years(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Weekly files of duty by day, each of them read in twice; details in the evening, of which
    some begin before the shift is over."""
    path = tmp_path_factory.mktemp("years") / "years.book"
    create_book(path, name="Years", timezone="America/New_York", currency="USD").close()
    with bulk_connection(path) as connection:
        writer = BulkWriter(connection, FIRST, logged=False)
        _fill(writer, Random(5))
        writer.finish()
        connection.execute("ANALYZE")
    return path


def _fill(writer: BulkWriter, random: Random) -> None:
    writer.insert(Officer, ("id", "badge", "last_name"), [
        (n, f"B{n}", f"Name{n}") for n in range(1, OFFICERS + 1)
    ])  # fmt: skip
    writer.insert(Employer, ("id", "number", "name"), [(1, "E1", "Harbor Gas")])
    writer.insert(Site, ("id", "employer_id", "name"), [(1, 1, "Pier 4")])
    writer.insert(Job, ("id", "number", "employer_id", "title"), [(1, "23-0001", 1, "Road work")])
    writer.insert(
        ShiftBatch,
        ("id", "source", "file_name", "sha256", "imported_at", "from_at", "until_at", "shifts",
         "state"),
        [(n, "cad", f"{n}.csv", "0", *_week(n // 2), 0, "active") for n in range(2, 2 * WEEKS + 2)],
    )  # fmt: skip
    writer.insert(Shift, ("batch_id", "officer_id", "starts_at", "ends_at", "kind"), list(_duty()))
    details = list(_details(random))
    for model, columns, rows in (
        (Detail, ("id", "job_id", "site_id", "number", "starts_at", "ends_at", "starts_wall"),
         [(n, 1, 1, f"23-0001.{n}", s, e, "") for n, _, s, e in details]),
        (Position, ("id", "detail_id", "number", "starts_at", "ends_at"),
         [(n, n, f"23-0001.{n}a", s, e) for n, _, s, e in details]),
        (Assignment, ("id", "position_id", "officer_id", "starts_at", "ends_at", "state",
                      "awarded_at"),
         [(n, n, o, s, e, "worked", s - 9 * DAY) for n, o, s, e in details]),
        (TimesheetEntry, ("assignment_id", "started_at", "ended_at", "entered_by"),
         [(n, s, e + 900, "Pat") for n, _, s, e in details]),
    ):  # fmt: skip
        writer.insert(model, columns, rows)


def _week(number: int) -> tuple[int, int, int]:
    """When the week's file came in, and the week."""
    first = FIRST + (number - 1) * 7 * DAY
    return first - 3 * DAY, first, first + 7 * DAY


def _duty() -> Iterator[tuple[int, int, int, int, str]]:
    """Each officer's shifts from 08:00 to 16:00 on two days of the week, in both of its files."""
    for week in range(1, WEEKS + 1):
        for officer in range(1, OFFICERS + 1):
            for day in (officer % 7, (officer + 2) % 7):
                start = FIRST + ((week - 1) * 7 + day) * DAY + 8 * HOUR
                for batch in (2 * week, 2 * week + 1):
                    yield batch, officer, start, start + 8 * HOUR, "regular"


def _details(random: Random) -> Iterator[tuple[int, int, int, int]]:
    """(id, officer, start, end): after the shift, but for the planted ones."""
    places = [(w, o, d) for w in range(WEEKS) for o in range(1, OFFICERS + 1) for d in (0, 2)]
    for number, (week, officer, day) in enumerate(random.sample(places, DETAILS), 1):
        start = FIRST + (week * 7 + (officer + day) % 7) * DAY + 16 * HOUR
        yield number, officer, start - (HOUR if number <= PLANTED else 0), start + 4 * HOUR


def test_looking_back_over_years(
    years: Path, copied: Callable[[Path], Path], figures: list[Figure]
) -> None:
    connection = Book(years).reader()
    (shifts,) = connection.execute("SELECT count(*) FROM shift").fetchone()
    floor = median_ms(lambda: [connection.execute(sql).fetchall() for sql in READ], 3) / 1_000
    here = Book(copied(years))
    taken = median_ms(lambda: look_back(here, Actor("bench", NOW)), 1) / 1_000
    began = time.perf_counter()
    found, memory = _look(years)
    whole = time.perf_counter() - began
    assert (shifts, found["new"]) == (WEEKS * OFFICERS * 4, PLANTED)
    words = f"look back over {shifts:,} shifts and {DETAILS:,} details"
    figures.append(Figure(words, taken, "s", floor=floor, limit=5))
    figures.append(Figure("the same as a command, with its start", whole, "s", limit=5))
    figures.append(Figure("its memory", memory, "MB", limit=500))
    again, _ = _look(years)
    assert again["new"] == 0


_MEASURED = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:])
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""
"""Started in between: a child is charged with what its parent had before."""


def _look(book: Path) -> tuple[dict[str, int], float]:
    """What the command answers, and its greatest resident size in MB."""
    environment = {**os.environ, "COORDINATOR_NOW": str(NOW)}
    command = [BIN / "coordinator", "look-back", "--json", "--book", book]
    done = subprocess.run(
        [sys.executable, "-S", "-c", _MEASURED, *map(str, command)],
        stdout=subprocess.PIPE,
        env=environment,
        check=True,
    )
    told, kilobytes = done.stdout.decode().splitlines()
    return json.loads(told), int(kilobytes) / 1024
