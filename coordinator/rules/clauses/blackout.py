"""Dates, weekdays and hours of the clock at which no detail may be worked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import ClassVar, Self

from coordinator.rules.clauses.clause import Check, Measured, Reason, Terms
from coordinator.rules.clauses.windows import MIDNIGHT, WEEKDAYS
from coordinator.rules.clauses.wording import hours, stretch
from coordinator.rules.documents import Table
from coordinator.rules.facts import Question
from coordinator.rules.spans import Calendar, Span, instant_of, overlap


@dataclass(frozen=True, slots=True)
class Blackout(Measured):
    """No detail on these local `dates` or `weekdays` (all days where neither is named), between
    the clock times `between` and `and_until`.

    A time until that is not after the one from is that of the next day; without them the whole day
    is meant. A window belongs to the date on which it begins.
    """

    kind: ClassVar[str] = "blackout"
    title: ClassVar[str] = "blackout"
    unit: ClassVar[str] = "hours"
    quantity: ClassVar[str] = "overlap"
    by_time: ClassVar[bool] = True
    examples: ClassVar[tuple[str, ...]] = (
        "dates = [2026-07-04, 2026-12-31]",
        'weekdays = ["friday", "saturday"]\nbetween = 02:00:00\nand_until = 06:00:00',
    )

    dates: frozenset[date]
    weekdays: frozenset[str]
    between: time
    until: time

    @classmethod
    def read(cls, table: Table, terms: Terms) -> Self:
        dates = table.values("dates", ())
        if not all(isinstance(day, date) and not isinstance(day, datetime) for day in dates):
            table.wrong("dates", "is not a list of dates.", "Write it as [2026-07-04].")
            dates = ()
        weekdays = frozenset(table.texts("weekdays", ()))
        for word in weekdays - set(WEEKDAYS):
            table.wrong("weekdays", f"{word!r} is no weekday.", f"Use: {', '.join(WEEKDAYS)}.")
        between = table.clock("between", MIDNIGHT)
        return cls(terms, frozenset(dates), weekdays, between, table.clock("and_until", MIDNIGHT))

    def measured(self, question: Question) -> Check:
        span = question.position.span
        windows = self._windows(span, question.calendar)
        found: Sequence[Reason] = [
            Reason(self, shared, 0, window)
            for window in windows
            if (shared := overlap(window, span))
        ]
        return lambda officer: found

    def _windows(self, span: Span, calendar: Calendar) -> list[Span]:
        first = calendar.local_date(span[0]) - timedelta(days=1)
        last = calendar.local_date(span[1] - 1)
        days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
        return [self._window(day, calendar) for day in days if self._meant(day)]

    def _meant(self, day: date) -> bool:
        if not self.dates and not self.weekdays:
            return True
        return day in self.dates or WEEKDAYS[day.weekday()] in self.weekdays

    def _window(self, day: date, calendar: Calendar) -> Span:
        end = day if self.until > self.between else day + timedelta(days=1)
        low = instant_of(datetime.combine(day, self.between), calendar.zone).instant
        return low, instant_of(datetime.combine(end, self.until), calendar.zone).instant

    def sentence(self, reason: Reason, calendar: Calendar) -> str:
        assert reason.window is not None
        return f"{hours(reason.figure)} h within {stretch(reason.window, calendar)}"

    def plain(self) -> str:
        days = [*sorted(day.isoformat() for day in self.dates), *sorted(self.weekdays)]
        clock = f" from {self.between:%H:%M} to {self.until:%H:%M}"
        whole = self.between == self.until
        return f"No detail on {', '.join(days) or 'any day'}{'' if whole else clock}."
