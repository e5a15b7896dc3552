"""From where the dashboard looks: the instant, and the last twelve whole months."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from coordinator.rules.reports.charting import Point
from coordinator.rules.spans import Calendar, Span
from storage.queries.staffing.today import agency_words


@dataclass(frozen=True, slots=True)
class View:
    """From where one looks: the book's file, the instant (UTC seconds), the local date, the last
    twelve whole months."""

    book: Path
    now: int
    calendar: Calendar
    today: date
    months: tuple[Span, ...]
    currency: str

    @property
    def period(self) -> tuple[date, date]:
        """The local dates of the months, half-open."""
        calendar = self.calendar
        return calendar.local_date(self.months[0][0]), calendar.local_date(self.months[-1][1])

    @property
    def typed(self) -> str:
        """The same as a report is asked for it."""
        first, until = self.period
        return f"{first}..{until - timedelta(days=1)}"

    @property
    def labels(self) -> tuple[str, ...]:
        """The months as 2026-06."""
        return tuple(self.calendar.local_iso(span[0])[:7] for span in self.months)

    @property
    def last(self) -> str:
        """The last whole month in words."""
        return f"{self.calendar.local_date(self.months[-1][0]):%b %Y}"


def view_of(connection: sqlite3.Connection, book: Path, now: int) -> View:
    """What one sees of a book at an instant."""
    agency = agency_words(connection)
    calendar = Calendar(agency.timezone)
    today = calendar.local_date(now)
    this = today.replace(day=1)
    first = date(this.year - 1, this.month, 1)
    months = tuple(calendar.months((calendar.midnight(first), calendar.midnight(this))))
    return View(book, now, calendar, today, months, agency.currency)


def points_of(
    labels: Sequence[str], values: Sequence[float | None], said: Sequence[str]
) -> tuple[Point, ...]:
    """The points of a chart; where there is no value nothing is written."""
    triples = zip(labels, values, said, strict=True)
    return tuple(Point(a, b or 0.0, "" if b is None else words) for a, b, words in triples)
