"""Panels of the dashboard that are read off the reports behind them."""

import sqlite3
from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from coordinator.actions.planning.dashboard_view import View, points_of
from coordinator.actions.reports.finding import shipped_reports
from coordinator.actions.reports.running import Asking, run_report
from coordinator.rules.reports.panels import NOTHING, Panel, short
from coordinator.rules.reports.report import Drawn, Result

WEEKS_AHEAD: Final = 6
_AGES: Final = (
    ("not_due", "not due"), ("to_30", "1-30 days"), ("to_60", "31-60"), ("to_90", "61-90"),
    ("over_90", "over 90"),
)  # fmt: skip


def owed(connection: sqlite3.Connection, view: View) -> tuple[Panel, ...]:
    """What is owed, by how long it is past due."""
    result = _ran(connection, view, "receivables-by-age", {})
    sums = [_sum(result, name) / 100 for name, _ in _AGES]
    labels, whole = [label for _, label in _AGES], sum(sums)
    late = whole - sums[0]
    words = f"{short(late)} past due ({100 * late / whole:.0f} %)" if whole else NOTHING
    points = points_of(labels, sums, [short(each) for each in sums])
    return (
        Panel("owed", "Owed by age", view.currency, short(whole), "now", words, Drawn.BARS,
              "receivables-by-age", {}, points),
    )  # fmt: skip


def open_ahead(connection: sqlite3.Connection, view: View) -> tuple[Panel, ...]:
    """Seats without anybody, by the week in which they begin."""
    typed = {"period": f"next {7 * WEEKS_AHEAD} days"}
    result = _ran(connection, view, "open-positions", typed)
    counts = [0] * WEEKS_AHEAD
    place = result.place("starts_at")
    for row in result.rows:
        day = view.calendar.local_date(int(row[place] or 0))
        counts[(day - view.today).days // 7] += 1
    labels = [f"{view.today + timedelta(weeks=n):%d %b}" for n in range(WEEKS_AHEAD)]
    words = f"{counts[0]:,} of them within 7 days" if result.rows else "every seat is filled"
    points = points_of(labels, counts, [f"{each:,}" for each in counts])
    return (
        Panel("open", "Open seats ahead", "seats by week", f"{len(result.rows):,}",
              f"next {WEEKS_AHEAD} weeks", words, Drawn.COLUMNS, "open-positions", typed, points),
    )  # fmt: skip


def units(connection: sqlite3.Connection, view: View) -> tuple[Panel, ...]:
    """Hours of details and overtime by unit, last month."""
    result = _ran(connection, view, "unit-workload", {"period": "last month"})
    names = [str(row[result.place("unit")]) for row in result.rows]
    hours = [_number(row[result.place("details")]) / 60 for row in result.rows]
    over = [_number(row[result.place("overtime")]) / 60 for row in result.rows]
    points = points_of(names, hours, [f"{short(each)} h" for each in hours])
    greatest = f"{names[0]}: {short(hours[0])} h" if any(hours) else "–"
    words = f"beside {short(sum(over))} h of overtime in all units" if any(hours) else NOTHING
    return (
        Panel("units", "Details by unit", "hours", greatest, view.last, words, Drawn.BARS,
              "unit-workload", {"period": "last month"}, points),
    )  # fmt: skip


def _ran(connection: sqlite3.Connection, view: View, name: str, typed: Mapping[str, str]) -> Result:
    report = shipped_reports().named(name)
    assert report is not None, name
    found = run_report(connection, report, Asking(view.book, view.now, typed))
    assert isinstance(found, Result), found
    return found


def _sum(result: Result, name: str) -> int:
    return int(_number(result.totals[result.place(name)])) if result.totals else 0


def _number(value: object) -> float:
    return float(value) if isinstance(value, int | float) else 0.0
