"""Every report that comes with the program, on a book of everything and on an empty one."""

from collections import defaultdict
from contextlib import closing
from pathlib import Path

import pytest

from coordinator.actions.reports.finding import shelf, shipped_reports
from coordinator.actions.reports.papers import KINDS, make_report, result_text
from coordinator.actions.reports.running import Asking, run_report
from coordinator.actions.results import Refused
from coordinator.rules.reports.charting import grid_of, points_of
from coordinator.rules.reports.reading import OPENED
from coordinator.rules.reports.report import Asked, Report, Result
from storage.connections import open_scratch
from storage.database import Book
from storage.queries.reports.running import guard
from tests.actions.report_town import PERIOD, SECRET, SINCE, UNTIL
from tests.conftest import NOW

REPORTS = [pytest.param(report, id=report.name) for report in shipped_reports().reports]
NOTHING = {
    "details-while-away",
    "fee-changes",
    "gone-with-bookings",
    "journal-entries",
    "no-break-after-duty",
    "ordered-in",
    "split-shifts",
    "unfilled-score",
}
"""Reports of which the book has nothing to tell."""
NOTHING_DRAWN = {"unfilled-risk"}
"""Reports whose figures the book has too little history for."""


def typed_for(report: Report, book: Book) -> dict[str, str]:
    """Everything of the second quarter; the records that a report cannot do without."""
    connection = book.reader()
    typed = {each.name: PERIOD for each in report.parameters if each.kind is Asked.PERIOD}
    if report.name == "job-dossier":
        typed["job"] = connection.execute("SELECT number FROM job LIMIT 1").fetchone()[0]
    if report.name == "client-dossier":
        typed["employer"] = connection.execute("SELECT number FROM employer LIMIT 1").fetchone()[0]
    if report.name == "work-history":
        typed["officer"] = connection.execute(
            "SELECT badge FROM officer JOIN assignment ON officer_id = officer.id LIMIT 1"
        ).fetchone()[0]
    if report.name == "price-effect":
        typed["card"] = "oxford"
    if report.name == "delinquent-accounts":
        typed["days"] = "0"
    if report.name == "award-explained":
        typed["position"] = connection.execute(
            "SELECT number FROM position JOIN decision ON position_id = position.id"
            " WHERE override_by = '' LIMIT 1"
        ).fetchone()[0]
    return typed


def ran(book: Book, report: Report, typed: dict[str, str]) -> Result:
    result = run_report(book.reader(), report, Asking(book.path, NOW, typed))
    assert isinstance(result, Result), result
    return result


@pytest.mark.parametrize("report", REPORTS)
def test_it_runs_and_its_head_tells_of_every_column(report: Report, report_town: Book) -> None:
    result = ran(report_town, report, typed_for(report, report_town))
    assert report.question
    assert report.readers
    assert {column.name for column in report.columns} == {c.name for c in result.columns}
    heads = [result.columns[place].label for place in result.shown]
    assert len(set(heads)) == len(heads)
    assert bool(result.rows) == (report.name not in NOTHING)
    assert SECRET not in repr(result.rows)
    assert "Rows: " in result_text(result)
    drawn = report.chart and result.rows and report.name not in NOTHING_DRAWN
    assert bool(points_of(result) or grid_of(result)) == bool(drawn)
    opened: dict[str, set[int]] = defaultdict(set)
    for kind, record in filter(None, map(result.opened_by, range(len(result.rows)))):
        assert kind in OPENED
        opened[kind].add(record)
    for kind, ids in opened.items():
        query = f"SELECT count(*) FROM {kind} WHERE id IN ({','.join('?' * len(ids))})"
        assert report_town.reader().execute(query, (*ids,)).fetchone()[0] == len(ids)
    assert bool(opened) == bool(report.opens and result.rows)


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("month-paid", ("missing", "worked_on")),
        ("same-person", ("pair", "at")),
        ("officer-statement", ("officer", "worked_on")),
    ],
)
def test_it_is_sorted_by_what_it_says_and_not_by_chance(
    name: str, keys: tuple[str, str], report_town: Book
) -> None:
    """Whatever no ORDER BY holds, SQLite is asked to give the other way round."""
    report = next(p.values[0] for p in REPORTS if p.values[0].name == name)
    values = {each.name: None for each in report.parameters}
    values |= {"from_at": SINCE, "until_at": UNTIL, "now_at": NOW, "only": "all", "pair": "all"}
    with closing(open_scratch(report_town.path)) as connection:
        connection.execute("PRAGMA reverse_unordered_selects = ON")
        guard(connection, NOW, "2026-07-01")
        cursor = connection.execute(report.sql, values)
        places = [[column[0] for column in cursor.description].index(key) for key in keys]
        rows = [tuple(row[place] for place in places) for row in cursor]
    assert rows == sorted(rows)
    assert len(set(rows)) > 1


def test_all_of_them_run_on_an_empty_book(book: Book) -> None:
    for report in shelf(book.reader(), book.path).reports:
        result = run_report(book.reader(), report, Asking(book.path, NOW, {}))
        if report.name in ("order-list", "limits-broken", "award-explained"):
            continue  # Without a policy there is no order: a sentence says so.
        assert isinstance(result, Result), result


def test_a_report_is_written_in_every_form(report_town: Book, tmp_path: Path) -> None:
    report = next(p.values[0] for p in REPORTS if p.values[0].name == "hours-by-officer")
    result = ran(report_town, report, {"period": PERIOD})
    for kind in KINDS:
        made = make_report(report_town.reader(), tmp_path, result, kind=kind)
        assert not isinstance(made, Refused)
        assert made.path.name == f"report-hours-by-officer-2026-04-01-to-2026-06-30.{kind}"
        assert made.path.stat().st_size > 2_000
