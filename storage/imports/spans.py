"""The start and end of a row: two timestamps, or a date with times, or a start with hours."""

from datetime import date, timedelta
from typing import NamedTuple

from storage.imports import values
from storage.imports.dates import read_date, read_time, split_stamp
from storage.imports.moments import DAY, Clock, Moment
from storage.imports.rows import Row
from storage.imports.values import Unreadable

LONGEST = 400 * DAY
"""Seconds. No span of ours is longer (leave may be long)."""


class SpanCells(NamedTuple):
    """The cells that may tell a span; empty where the file has no such column."""

    start: str
    end: str
    date: str = ""
    end_date: str = ""
    hours: str = ""


class Span(NamedTuple):
    """Instants, half-open, and what had to be decided to find them."""

    starts_at: int
    ends_at: int
    notes: tuple[str, ...] = ()


class Misplaced(Exception):
    """A span that cannot be read: the field to blame, the reason and the remedy."""

    def __init__(self, name: str, why: Unreadable) -> None:
        super().__init__(why.reason)
        self.name, self.reason, self.remedy = name, why.reason, why.remedy


def read_span(cells: SpanCells, clock: Clock, *, hhmm: bool = False) -> Span:
    """The span that the cells tell; `hhmm` says how the hours are written. Raises Misplaced.

    With a date and times apart, an end before the start is on the next day; between two
    timestamps it is refused.
    """
    try:
        blame = "start"
        starts = _moment(cells.start, cells.date, clock)
        blame = "end" if cells.end else "hours"
        ends = _end(cells, clock, starts, hhmm=hhmm)
    except Unreadable as error:
        raise Misplaced(blame, error) from error
    return Span(starts.at, ends.at, tuple(note for _, note in (starts, ends) if note))


def row_span(row: Row, clock: Clock, hours: str, *, hhmm: bool = False) -> Span | None:
    """The span of a row, its length perhaps in field `hours`; None with the problem noted."""
    names = ("start", "end", "date", "end_date", hours)
    try:
        return read_span(SpanCells(*(row.raw(name) for name in names)), clock, hhmm=hhmm)
    except Misplaced as error:
        name = hours if error.name == "hours" else error.name
        row.refuse(name, error.reason, error.remedy)
        return None


def row_start(row: Row, clock: Clock) -> Span | None:
    """The one moment of a row that has no end, as a span of a second; None with the problem."""
    try:
        starts = _moment(row.raw("start"), row.raw("date"), clock)
    except Unreadable as error:
        row.refuse("start", error.reason, error.remedy)
        return None
    return Span(starts.at, starts.at + 1, (starts.note,) if starts.note else ())


def _moment(text: str, day: str, clock: Clock, *, later: bool = False) -> Moment:
    """A timestamp, or a time of day on a date that stands apart."""
    if not day or split_stamp(text)[1]:
        return clock.stamp(text, later=later)
    return clock.wall(read_date(split_stamp(day)[0], clock.order), read_time(text), later=later)


def _end(cells: SpanCells, clock: Clock, starts: Moment, *, hhmm: bool) -> Moment:
    if not cells.end:
        if not cells.hours:
            raise Unreadable("is empty", "fill in the end or the hours")
        return _checked(starts, Moment(starts.at + 60 * values.minutes(cells.hours, hhmm=hhmm)))
    if cells.end_date or not cells.date or split_stamp(cells.end)[1]:
        day = cells.end_date
        ends = _moment(cells.end, day, clock)
        if ends.at <= starts.at and ends.note:
            # The end falls into the hour that comes twice, after the start if it is the second.
            ends = _moment(cells.end, day, clock, later=True)
        return _checked(starts, ends)
    return _same_night(cells, clock, starts)


def _same_night(cells: SpanCells, clock: Clock, starts: Moment) -> Moment:
    """The end by its time of day alone: on the start's day, or on the next where it is earlier."""
    day: date = read_date(split_stamp(cells.date)[0], clock.order)
    first, last = read_time(split_stamp(cells.start)[1] or cells.start), read_time(cells.end)
    if first == last:
        raise Unreadable("is the same time as the start", "add a column with the date of the end")
    ends = clock.wall(day if last > first else day + timedelta(days=1), last)
    if ends.at <= starts.at and ends.note:
        ends = clock.wall(day, last, later=True)
    return _checked(starts, ends)


def _checked(starts: Moment, ends: Moment) -> Moment:
    if ends.at <= starts.at:
        raise Unreadable("is not after the start", "mend the start or the end")
    if ends.at - starts.at > LONGEST:
        raise Unreadable("is more than 400 days after the start", "mend the start or the end")
    return ends
