"""The dashboard: every figure is that of the report behind it, and the shares are fair shares."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader

from coordinator.actions.distribution.fairness_statement import read_statement
from coordinator.actions.planning.dashboard import ORDER, dashboard, make_dashboard
from coordinator.actions.planning.dashboard_view import view_of
from coordinator.actions.reports.finding import shipped_reports
from coordinator.actions.results import Refused
from coordinator.rules.fairness_statement import Statement
from coordinator.rules.reports.panels import Panel, short, since_begun, trend
from coordinator.rules.reports.report import Cell, Result
from storage.database import Book
from tests.actions.test_every_report import ran
from tests.conftest import NOW


@pytest.fixture(scope="module")
def panels(report_town: Book) -> dict[str, Panel]:
    found = dashboard(report_town.reader(), report_town.path, NOW)
    assert tuple(panel.name for panel in found) == ORDER
    return {panel.name: panel for panel in found}


def behind(book: Book, panel: Panel) -> Result:
    report = shipped_reports().named(panel.report)
    assert report is not None
    return ran(book, report, dict(panel.typed))


def last(result: Result, name: str) -> Cell:
    """The figure of May, the last whole month."""
    rows = {str(row[0]): row for row in result.rows}
    return rows["2026-05"][result.place(name)]


def number(value: Cell) -> float:
    assert isinstance(value, int | float)
    return float(value)


SAID: dict[str, Callable[[Result], str]] = {
    "filled": lambda r: f"{number(last(r, 'fill_rate')):.1f} %",
    "time_to_fill": lambda r: f"{number(last(r, 'median_to_fill')) / 60:,.0f} h",
    "open": lambda r: f"{len(r.rows):,}",
    "hours": lambda r: f"{short(number(last(r, 'minutes')) / 60)} h",
    "billed": lambda r: short(number(last(r, "billed")) / 100),
    "owed": lambda r: short(number(r.totals[r.place("owed")]) / 100),
    "units": lambda r: f"{r.rows[0][0]}: {short(number(r.rows[0][r.place('details')]) / 60)} h",
}


@pytest.mark.parametrize("name", SAID)
def test_the_latest_figure_is_that_of_the_report(
    name: str, panels: dict[str, Panel], report_town: Book
) -> None:
    panel = panels[name]
    result = behind(report_town, panel)
    assert panel.latest == SAID[name](result)
    assert panel.unit
    assert panel.trend
    assert any(point.value > 0 for point in panel.points)


def test_months_stand_in_their_place(panels: dict[str, Panel], report_town: Book) -> None:
    result = behind(report_town, panels["hours"])
    known = {str(row[0]): number(row[result.place("minutes")]) / 60 for row in result.rows}
    assert {p.label: p.value for p in panels["hours"].points if p.value} == known
    assert len(panels["hours"].points) == 12
    weeks = panels["open"].points
    assert sum(point.value for point in weeks) == float(panels["open"].latest)


def test_shares_are_those_of_the_fairness_statement(
    panels: dict[str, Panel], report_town: Book
) -> None:
    view = view_of(report_town.reader(), report_town.path, NOW)
    statement = read_statement(report_town.reader(), *view.period, NOW)
    assert isinstance(statement, Statement)
    result = behind(report_town, panels["shares"])
    names = ("badge", "days", "minutes", "expected", "share")
    places = [result.place(name) for name in names]
    assert sorted(tuple(row[n] for n in places) for row in result.rows) == sorted(
        (s.badge, s.days, s.figures.minutes, s.expected_minutes, s.percent)
        for s in statement.shares
    )
    assert sum(p.value for p in panels["shares"].points) == len(result.rows)


def test_with_two_months_no_outlook_is_given(panels: dict[str, Panel], report_town: Book) -> None:
    panel = panels["ahead"]
    assert panel.latest == "–"
    assert panel.trend.startswith("Too little history")
    result = behind(report_town, panel)
    assert [number(r.value or 0) for r in panel.ranges] == [
        number(row[result.place("seats")]) for row in result.rows if row[1] == "was"
    ]
    assert result.notes[0].startswith("Too little history")


def test_it_is_one_page_on_either_paper(report_town: Book, tmp_path: Path) -> None:
    made = make_dashboard(report_town.reader(), tmp_path, NOW, book=report_town.path)
    assert not isinstance(made, Refused)
    pages = PdfReader(made.path).pages
    assert len(pages) == 1
    words = pages[0].extract_text()
    for title in ("Seats filled", "Time to fill", "Owed by age", "Fair shares of hours"):
        assert title in words


def test_an_empty_book_has_nothing_yet(book: Book) -> None:
    found = dashboard(book.reader(), book.path, NOW)
    assert [panel.name for panel in found] == list(ORDER)
    assert {panel.latest for panel in found} <= {"–", "0"}
    assert "▲" not in "".join(panel.sentence for panel in found)


def test_how_a_figure_moved_is_said_in_signs_and_words() -> None:
    assert trend([10, 20, 18], " h") == "▲ 3 h on the mean of 2 before"
    assert trend([10, 10, 9]) == "▼ 1 on the mean of 2 before"
    assert trend([None, 10, 10]) == "= the one before"
    assert trend([10, None]) == trend([10]) == trend([]) == ""
    assert since_begun([0, 0, 3, 0]) == [None, None, 3, 0]
    assert [short(x) for x in (0, 950, 9_999, 12_400, 3_100_000, -20_000)] == [
        "0", "950", "9,999", "12.4k", "3.1M", "-20.0k",
    ]  # fmt: skip
