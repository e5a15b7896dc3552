"""Every report on the largest book: each that is not marked heavy whole in under a second."""

import sqlite3
import time
from pathlib import Path

from coordinator.actions.planning.dashboard import ORDER, READS, read_panels
from coordinator.actions.reports.finding import shipped_reports
from coordinator.actions.reports.running import Asking, run_report
from coordinator.demo.scale import SCALE_NOW
from coordinator.rules.reports.report import Result
from coordinator.rules.spans import DAY
from storage.database import Book
from tests.benchmarks.figures import Figure, percentile

SECONDS = 1.0
DASHBOARD = 3.0


def test_every_report_as_it_is_usually_asked(book_t: Path, figures: list[Figure]) -> None:
    _measured(book_t, figures, {}, "")


def test_every_report_over_a_year(book_t: Path, figures: list[Figure]) -> None:
    """Those that are marked heavy say how far they are, and stop; all others have a second."""
    _measured(book_t, figures, {"period": "last 365 days"}, " over a year")


def _measured(book: Path, figures: list[Figure], typed: dict[str, str], how: str) -> None:
    """A line for each report, slowest first: until its rows are there, all at once, with the ratio
    to the floor: every seat of a year read and added up."""
    connection = Book(book).reader()
    floor = _floor(connection)
    taken: dict[str, float] = {}
    heavy: set[str] = set()
    for report in shipped_reports().reports:
        asks = {each.name for each in report.parameters}
        # A year replayed: test_what_if.
        if report.computed == "rule_effect" or not typed.keys() <= asks:
            continue
        began = time.process_time()
        result = run_report(connection, report, Asking(book, SCALE_NOW, typed))
        taken[report.name] = time.process_time() - began
        assert isinstance(result, Result), result
        if report.heavy:
            heavy.add(report.name)
    half = percentile(list(taken.values()), 0.5) * 1_000
    words = f"the median of {len(taken)} reports{how}, processor time"
    figures.append(Figure(words, half, limit=500))
    for name in sorted(taken, key=taken.__getitem__, reverse=True):
        words = f"{'heavy ' if name in heavy else ''}report {name}{how}"
        limit = None if name in heavy else SECONDS / floor
        figures.append(Figure(words, taken[name], "s", floor, limit))


def _floor(connection: sqlite3.Connection) -> float:
    """Processor seconds to read every assignment of a year, and to add up how long they are."""
    began = time.process_time()
    connection.execute(
        "SELECT sum(a.ends_at - a.starts_at), max(p.detail_id) FROM assignment AS a "
        "JOIN position AS p ON p.id = a.position_id WHERE a.starts_at >= ? AND a.starts_at < ?",
        (SCALE_NOW - 365 * DAY, SCALE_NOW),
    ).fetchone()
    return time.process_time() - began


def test_the_dashboard(book_t: Path, figures: list[Figure]) -> None:
    connection = Book(book_t).reader()
    began = time.process_time()
    panels = read_panels(connection, READS[0], book_t, SCALE_NOW)
    first = time.process_time() - began
    for read in READS[1:]:
        panels += read_panels(connection, read, book_t, SCALE_NOW)
    whole = time.process_time() - began
    assert len(panels) == len(ORDER)
    figures.append(Figure("the dashboard's first panel, processor time", first, "s", limit=1.0))
    figures.append(Figure("the dashboard whole, processor time", whole, "s", limit=DASHBOARD))
