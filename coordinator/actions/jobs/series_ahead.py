"""The dates ahead of a series: each with its detail, or with why there is none."""

import sqlite3
from dataclasses import dataclass
from datetime import date, timedelta

from coordinator.actions.jobs.series_making import course_of, local_today
from coordinator.rules.recurring.course import CourseDay
from storage.errors import Missing
from storage.models import Series
from storage.queries.staffing.series import MadeDetail, made_details


@dataclass(frozen=True, slots=True)
class DateAhead:
    """One local date. `state` is made, added, skipped, closed, paused, to come, or cancelled;
    `words` say why, or who works it."""

    on: date
    state: str
    words: str
    detail: MadeDetail | None = None

    @property
    def id(self) -> int:
        """The date as a number, by which lists hold it."""
        return self.on.toordinal()


def dates_ahead(
    connection: sqlite3.Connection, series_id: int, now: int, days: int, first: date | None = None
) -> tuple[DateAhead, ...]:
    """What a series has and leaves out in so many days, from today or a date on. Raises Missing."""
    since = first or local_today(connection, now)
    until = since + timedelta(days=days)
    series = _series(connection, series_id)
    made = {
        date.fromisoformat(each.series_on): each
        for each in made_details(connection, series_id, since.isoformat(), until.isoformat())
    }
    course = {day.on: day for day in course_of(connection, series).days(since, until)}
    return tuple(
        _date(on, course.get(on), made.get(on)) for on in sorted(made.keys() | course.keys())
    )


def _series(connection: sqlite3.Connection, series_id: int) -> Series:
    names = tuple(Series.model_fields)
    found = connection.execute(
        f"SELECT {', '.join(names)} FROM series WHERE id = ?", (series_id,)
    ).fetchone()
    if found is None:
        raise Missing(f"There is no series {series_id}.")
    return Series(**dict(zip(names, found, strict=True)))


def _date(on: date, day: CourseDay | None, made: MadeDetail | None) -> DateAhead:
    if made is None:
        assert day is not None
        state = "to come" if day.takes_place else str(day.fate)
        return DateAhead(on, state, day.words)
    if made.state == "cancelled":
        return DateAhead(on, "cancelled", made.number, made)
    filled = f"{made.number} {made.filled}/{made.positions} {made.officers}".rstrip()
    kept = day is None or not day.takes_place
    state = "kept" if kept else "added" if day is not None and day.fate == "added" else "made"
    return DateAhead(on, state, filled, made)
