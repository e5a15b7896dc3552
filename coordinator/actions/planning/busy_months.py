"""The months behind and ahead: what was wanted, what is expected and between what."""

import sqlite3
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from coordinator.actions.reports.computed import Run
from coordinator.rules.planning.outlook import Ahead, Month, Outlook, outlook
from coordinator.rules.reports.report import Cell
from coordinator.rules.spans import Calendar, Span
from storage.queries.planning.months import Demand, demand, first_start
from storage.queries.reports.running import QueryTrouble, Rows
from storage.queries.staffing.today import agency_words

NAMES: Final = (
    "month", "what", "seats", "low", "high", "booked", "filled", "volunteers", "busy",
)  # fmt: skip
MOST_BEHIND: Final = 60
"""Months of history that are looked at."""
SHOWN_BEHIND: Final = 24
MOST_AHEAD: Final = 12


def busy_months(
    connection: sqlite3.Connection, values: Mapping[str, Cell], run: Run
) -> Rows | QueryTrouble:
    """Two years behind, and the months ahead (this one first) with their ranges."""
    calendar = Calendar(agency_words(connection).timezone)
    today, wanted = date.fromisoformat(str(values["today"])), values["ahead"]
    many = max(1, min(wanted if isinstance(wanted, int) else 6, MOST_AHEAD))
    behind = months_behind(connection, calendar, today)
    ahead = months_ahead(calendar, today, many)
    found = demand(connection, [*behind, *ahead], str(values["type"] or ""))
    past, coming = found[: len(behind)], found[len(behind) :]
    foretold = outlook_of(calendar, behind, past, ahead)
    rows = [_was(calendar, span, each) for span, each in zip(behind, past, strict=True)]
    told: list[Ahead | None] = [*foretold.months, *([None] * many)]
    rows = rows[-SHOWN_BEHIND:] + [
        _expected(calendar, span, each, month)
        for span, each, month in zip(ahead, coming, told, strict=False)
    ]
    return Rows(NAMES, tuple(rows), cut=False, notes=(foretold.words,))


def outlook_of(
    calendar: Calendar, behind: Sequence[Span], past: Sequence[Demand], ahead: Sequence[Span]
) -> Outlook:
    """What the past says of the months ahead."""
    months = [
        Month(calendar.local_date(span[0]).month, _days(calendar, span), each.seats)
        for span, each in zip(behind, past, strict=True)
    ]
    wanted = [(calendar.local_date(span[0]).month, _days(calendar, span)) for span in ahead]
    return outlook(months, wanted)


def _days(calendar: Calendar, span: Span) -> int:
    return (calendar.local_date(span[1]) - calendar.local_date(span[0])).days


def months_behind(connection: sqlite3.Connection, calendar: Calendar, today: date) -> list[Span]:
    """The whole months before this one, from the first of which the book knows all."""
    first = first_start(connection)
    this = calendar.midnight(today.replace(day=1))
    if first is None or first >= this:
        return []
    months = calendar.months((first, this))
    # A book that begins within a month does not know all of it.
    begun = calendar.local_date(first)
    whole = months if begun.day == 1 else months[1:]
    return whole[-MOST_BEHIND:]


def months_ahead(calendar: Calendar, today: date, many: int) -> list[Span]:
    """This month and those after it."""
    first = today.replace(day=1)
    last = first + timedelta(days=31 * many)
    found = calendar.months((calendar.midnight(first), calendar.midnight(last)))
    return found[:many]


def _was(calendar: Calendar, span: Span, found: Demand) -> tuple[Cell, ...]:
    month = calendar.local_iso(span[0])[:7]
    booked = (found.seats, found.filled, found.volunteers)
    return (month, "was", found.seats, None, None, *booked, 0)


def _expected(
    calendar: Calendar, span: Span, found: Demand, month: Ahead | None
) -> tuple[Cell, ...]:
    told: tuple[Cell, ...] = (None, None, None)
    if month is not None:
        # What is ordered already will not come back below.
        told = (
            max(month.expected, found.seats),
            max(month.low, found.seats),
            max(month.high, found.seats),
        )
    busy = int(month is not None and month.busy)
    return (calendar.local_iso(span[0])[:7], "expected", *told, *found, busy)
