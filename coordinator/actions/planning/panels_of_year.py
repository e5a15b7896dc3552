"""Panels of the dashboard that add up the year: seats, hours, bills, and the months ahead."""

import sqlite3
from collections.abc import Iterator, Sequence
from statistics import median
from typing import Final

from coordinator.actions.planning.busy_months import months_ahead, months_behind, outlook_of
from coordinator.actions.planning.dashboard_view import View, points_of
from coordinator.actions.planning.shares import shares_of
from coordinator.rules.fairness import Share
from coordinator.rules.planning.outlook import Outlook
from coordinator.rules.reports.charting import Point, Ranged
from coordinator.rules.reports.histogram import classes_of
from coordinator.rules.reports.panels import NOTHING, Panel, short, since_begun, trend
from coordinator.rules.reports.report import Drawn
from coordinator.rules.spans import Calendar, Span
from storage.queries.planning.dashboard import (
    Seats,
    billed_by_month,
    seats_by_month,
    to_fill_by_month,
    wanted_by_month,
    worked_by_month,
)
from storage.queries.planning.months import Demand

MONTHS_AHEAD: Final = 6
SHOWN_BEHIND: Final = 18
"""Months of the past that stand before those ahead."""
MOST_SHARE: Final = 400
"""Per cent: whoever has more stands in the last class."""


def seats(connection: sqlite3.Connection, view: View) -> tuple[Panel, ...]:
    """How the months were filled, and what those ahead may ask: one pass over the seats."""
    behind = months_behind(connection, view.calendar, view.today)
    year = seats_by_month(connection, view.months)
    wanted = {span: each.wanted for span, each in zip(view.months, year, strict=True)}
    older = [span for span in behind if span not in wanted]
    wanted |= zip(older, wanted_by_month(connection, older), strict=True)
    return (_filled(view, year), _ahead(view, behind, [wanted[span] for span in behind]))


def _filled(view: View, found: Sequence[Seats]) -> Panel:
    rates = [100 * each.filled / each.wanted if each.wanted else None for each in found]
    said = [f"{rate:.1f} %" if rate is not None else "–" for rate in rates]
    points = points_of(view.labels, rates, said)
    moved = trend(rates, " points", 1)
    typed = {"period": view.typed, "by": "month"}
    return Panel("filled", "Seats filled", "% of seats", said[-1], view.last, moved or NOTHING,
                 Drawn.COLUMNS, "fill-rate", typed, points)  # fmt: skip


def _ahead(view: View, behind: Sequence[Span], past: Sequence[int]) -> Panel:
    """Seats by month behind, and those to be expected with their range."""
    coming = months_ahead(view.calendar, view.today, MONTHS_AHEAD)
    told = outlook_of(view.calendar, behind, [Demand(each, 0, 0) for each in past], coming)
    ranges = (*_behind(view.calendar, behind, past), *_coming(view.calendar, coming, told))
    first = told.months[1] if len(told.months) > 1 else None
    latest = f"{short(first.low)} to {short(first.high)}" if first else "–"
    busy = [
        f"{view.calendar.local_date(span[0]):%b}"
        for span, month in zip(coming, told.months, strict=False)
        if month.busy
    ]
    words = f"busy: {', '.join(busy)}" if busy else "no month stands out"
    when = f"{view.calendar.local_date(coming[1][0]):%b %Y}" if first else ""
    words = words if told.months else told.words
    return Panel("ahead", "Seats expected", "seats a month", latest, when, words, Drawn.LINE,
                 "busy-months", ranges=ranges)  # fmt: skip


def _behind(calendar: Calendar, months: Sequence[Span], past: Sequence[int]) -> Iterator[Ranged]:
    pairs = list(zip(months, past, strict=True))[-SHOWN_BEHIND:]
    for span, each in pairs:
        label, words = calendar.local_iso(span[0])[:7], short(each)
        yield Ranged(label, each, words=words)


def _coming(calendar: Calendar, months: Sequence[Span], told: Outlook) -> Iterator[Ranged]:
    for span, each in zip(months, told.months, strict=False):
        label = calendar.local_iso(span[0])[:7]
        yield Ranged(label, each.expected, each.low, each.high, short(each.high))


def filling_time(connection: sqlite3.Connection, view: View) -> tuple[Panel, ...]:
    """The median time to fill by month."""
    found = to_fill_by_month(connection, view.months)
    hours = [None if each is None else each / 60 for each in found]
    said = ["–" if each is None else f"{each:,.0f} h" for each in hours]
    points = points_of(view.labels, hours, said)
    typed = {"period": view.typed, "by": "month"}
    return (
        Panel("time_to_fill", "Time to fill", "hours, median", said[-1], view.last,
              trend(hours, " h") or NOTHING, Drawn.COLUMNS, "fill-rate", typed, points),
    )  # fmt: skip


def working(connection: sqlite3.Connection, view: View) -> tuple[Panel, ...]:
    """Hours by month, and who worked them against his opportunity."""
    found = worked_by_month(connection, view.months, view.now)
    hours = since_begun([sum(each.values()) / 60 for each in found])
    said = ["–" if each is None else f"{short(each)} h" for each in hours]
    all_year: dict[int, int] = {}
    for month in found:
        for officer, minutes in month.items():
            all_year[officer] = all_year.get(officer, 0) + minutes
    worked = Panel(
        "hours", "Hours worked", "hours a month", said[-1], view.last, trend(hours, " h")
        or NOTHING, Drawn.COLUMNS, "full-time-equivalents", {"period": view.typed},
        points_of(view.labels, hours, said),
    )  # fmt: skip
    return (worked, _shares(view, shares_of(connection, view.period, all_year)))


def _shares(view: View, shares: Sequence[Share]) -> Panel:
    percents = [each.percent for each in shares if each.percent is not None]
    off = [abs(each - 100) for each in percents]
    near = sum(each <= 50 for each in off)
    points = tuple(
        Point(f"{each.low:.0f} %", each.many, f"{each.many:,}")
        for each in classes_of([min(each, 400) for each in percents])
    )
    latest = f"{median(off):.0f} % off" if off else "–"
    words = f"{near:,} of {len(off):,} within 50 to 150 %" if off else NOTHING
    return Panel(
        "shares", "Fair shares of hours", "% of the share by opportunity", latest,
        "median of 12 months", words, Drawn.HISTOGRAM, "hours-shares", {"period": view.typed},
        points,
    )  # fmt: skip


def money(connection: sqlite3.Connection, view: View) -> tuple[Panel, ...]:
    """What was billed by month."""
    first, until = view.period
    found = billed_by_month(connection, first.isoformat(), until.isoformat())
    sums = since_begun([found[label] / 100 for label in view.labels])
    said = ["–" if each is None else short(each) for each in sums]
    billed = Panel(
        "billed", "Billed", f"{view.currency} a month", said[-1], view.last,
        trend(sums) or NOTHING, Drawn.COLUMNS, "annual-report",
        {"period": view.typed}, points_of(view.labels, sums, said),
    )  # fmt: skip
    return (billed,)
