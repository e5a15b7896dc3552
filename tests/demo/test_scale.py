"""The generator of big books, at a small size: sound, whole, and within the rules."""

import csv
from pathlib import Path

import pytest

from coordinator.actions.book.verifying import verify_book
from coordinator.demo.calendar import Calendar
from coordinator.demo.scale import SCALE_NOW, SIZES, make_scale_book
from coordinator.demo.scale_duty import write_duty_csv
from coordinator.demo.scale_size import Size
from storage.database import Book
from storage.queries.book.search import search
from tests.demo.columns import column

SMALL = Size(officers=60, employers=5, details=300, days=100, per_job=4, duty_days=80)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Book:
    path = tmp_path_factory.mktemp("scale") / "small.book"
    make_scale_book(path, SMALL)
    return Book(path)


def test_it_verifies_and_can_be_searched(small: Book) -> None:
    outcome = verify_book(small)
    assert outcome.findings == ()
    assert outcome.changes > 1_500
    assert [hit.table for hit in search(small.reader(), "26-0001.1")][:1] == ["detail"]


def test_it_has_the_size_that_was_asked_for(small: Book) -> None:
    assert column(small, "SELECT count(*) FROM officer") == [60]
    assert column(small, "SELECT count(*) FROM detail") == [300]
    assert column(small, "SELECT count(*) FROM position") == [450]
    shifts, claimed = (
        column(small, sql)[0]
        for sql in ("SELECT count(*) FROM shift", "SELECT shifts FROM shift_batch")
    )
    assert shifts == claimed == 60 * 80 // 2


def test_nobody_is_in_two_places_at_once(small: Book) -> None:
    busy = "assignment.starts_at < {0}.ends_at AND {0}.starts_at < assignment.ends_at"
    live = "state IN ('assigned', 'confirmed', 'worked')"
    twice = column(
        small,
        "SELECT 1 FROM assignment JOIN assignment AS other ON assignment.id < other.id AND "
        f"assignment.officer_id = other.officer_id AND {busy.format('other')} "
        f"WHERE assignment.{live} AND other.{live}",
    )
    on_duty = column(
        small,
        "SELECT 1 FROM assignment JOIN shift ON shift.officer_id = assignment.officer_id "
        f"AND {busy.format('shift')} WHERE assignment.{live}",
    )
    assert (twice, on_duty) == ([], [])


def test_its_numbers_go_on_where_they_end(small: Book) -> None:
    last = column(small, "SELECT max(number) FROM job WHERE number LIKE '26-%'")[0]
    noted = column(small, "SELECT value FROM high_water WHERE name = 'number:job-26'")[0]
    assert last == f"26-{noted:04d}"
    ids = column(small, "SELECT value FROM high_water WHERE name = 'id:assignment'")
    assert ids == column(small, "SELECT max(id) FROM assignment")


def test_its_payroll_runs_are_locked_over_their_own_hours(small: Book) -> None:
    """Every approved hour of a period that is over is on its run, and the sums are theirs."""
    runs = small.reader().execute(
        "SELECT number, from_on, until_on, officers, total_minutes, state, "
        "datetime(locked_at, 'unixepoch') > until_on FROM payroll_run ORDER BY from_on"
    ).fetchall()  # fmt: skip
    assert [run[1] for run in runs] == ["2026-04-16", "2026-05-01"]
    assert [run[0] for run in runs] == ["2026-P001", "2026-P002"]
    counted = small.reader().execute(
        "SELECT count(DISTINCT officer_id), sum((ended_at - started_at) / 60) "
        "FROM timesheet_entry AS entry JOIN assignment ON assignment.id = assignment_id "
        "WHERE payroll_run_id IS NOT NULL GROUP BY payroll_run_id ORDER BY payroll_run_id"
    ).fetchall()  # fmt: skip
    assert [run[3:5] for run in runs] == counted
    assert {run[5:] for run in runs} == {("locked", 1)}
    left = column(
        small,
        "SELECT count(*) FROM timesheet_entry WHERE payroll_run_id IS NULL "
        "AND date(started_at, 'unixepoch', '-4 hours') < '2026-05-16'",
    )
    assert left == [0]
    assert column(small, "SELECT value FROM high_water WHERE name = 'number:payroll:2026'") == [2]


def test_without_the_log_verify_says_so(tmp_path: Path) -> None:
    make_scale_book(tmp_path / "bare.book", SMALL, logged=False)
    outcome = verify_book(Book(tmp_path / "bare.book"))
    assert not outcome.clean
    assert {finding.what for finding in outcome.findings} >= {"is not in the log"}
    assert not [f for f in outcome.findings if f.where.startswith("schema")]


def test_the_big_ones_are_as_big_as_they_say() -> None:
    assert SIZES["H"].details == 5 * 1_000
    assert SIZES["T"].officers == 5_500
    assert SIZES["T"].duty_days * SIZES["T"].officers // 2 >= 2_000_000


def test_the_schedule_as_a_file(tmp_path: Path) -> None:
    write_duty_csv(tmp_path / "shifts.csv", SMALL, Calendar(SCALE_NOW), 500)
    with (tmp_path / "shifts.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 500
    assert rows[0]["Start"].startswith("2026-06-01 ")
    assert len({row["Badge"] for row in rows}) > 30
