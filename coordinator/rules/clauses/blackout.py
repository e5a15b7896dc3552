"""Dates, weekdays and hours of the clock at which no detail may be worked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import ClassVar, Self

from coordinator.rules.clauses.clause import WITHIN, Check, Measured, Reach, Reason, Terms
from coordinator.rules.clauses.clock_hours import MIDNIGHT, clock_window
from coordinator.rules.clauses.others import duty_of, rows_of
from coordinator.rules.clauses.reading import seconds_of
from coordinator.rules.clauses.wording import hours, kind_name, moment_iso, stretch
from coordinator.rules.documents import Table
from coordinator.rules.facts import OfficerFacts, Question
from coordinator.rules.rates.days import WEEKDAYS, DayRule
from coordinator.rules.rates.reading_days import read_day_rules
from coordinator.rules.spans import HOUR, Calendar, Span, overlap
from coordinator.rules.words import DutyKind


@dataclass(frozen=True, slots=True)
class Blackout(Measured):
    """No detail on these local `dates` or `weekdays` (all days where neither is named), between
    the clock times `between` and `and_until`.

    A time until that is not after the one from is that of the next day; without them the whole day
    is meant. A window belongs to the date on which it begins. Dates are written as in [[holiday]]:
    2026-07-04 once, "12-24" or "fourth thursday of november" every year. With `tour_within_hours`
    it holds only where a tour of the kinds in `duty` starts so many hours after the detail's end or
    sooner, just so many hours included: late at night before a day shift.
    """

    kind: ClassVar[str] = "blackout"
    title: ClassVar[str] = "blackout"
    unit: ClassVar[str] = "hours"
    quantity: ClassVar[str] = "overlap"
    by_time: ClassVar[bool] = True
    examples: ClassVar[tuple[str, ...]] = (
        "dates = [2026-07-04, 2026-12-31]",
        'dates = ["12-24", "12-31"]\nbetween = 16:00:00',
        'weekdays = ["friday", "saturday"]\nbetween = 02:00:00\nand_until = 06:00:00',
        'between = 00:00:00\nand_until = 05:00:00\ntour_within_hours = 9\nduty = ["regular"]',
    )

    dates: tuple[DayRule, ...]
    weekdays: frozenset[str]
    between: time
    until: time
    tour_within: int | None = None
    """Seconds."""
    duty: frozenset[str] = frozenset()

    @classmethod
    def read(cls, table: Table, terms: Terms) -> Self:
        dates = read_day_rules(table, "dates", ())
        weekdays = frozenset(table.texts("weekdays", ()))
        for word in weekdays - set(WEEKDAYS):
            table.wrong("weekdays", f"{word!r} is no weekday.", f"Use: {', '.join(WEEKDAYS)}.")
        near = "tour_within_hours" in table
        table.known("tour_within_hours", "a number")
        duty = duty_of(table, (DutyKind.REGULAR,))
        return cls(
            terms,
            dates,
            weekdays,
            table.clock("between", MIDNIGHT),
            table.clock("and_until", MIDNIGHT),
            seconds_of(table, "tour_within_hours", HOUR) if near else None,
            duty,
        )

    def reach(self, question: Question) -> Reach:
        end = question.position.ends_at
        return Reach() if self.tour_within is None else Reach((end, end + self.tour_within + 1))

    def measured(self, question: Question) -> Check:
        span, within, calendar = question.position.span, self.tour_within, question.calendar
        found: Sequence[Reason] = [
            Reason(self, shared, 0, window, barred_until=self._over(window, calendar))
            for window in self._windows(span, calendar)
            if (shared := overlap(window, span))
        ]
        if within is None or not found:
            return lambda officer: found
        end, seen = span[1], rows_of(question.position, self.duty)

        def measure(officer: OfficerFacts) -> Sequence[Reason]:
            soon = any(
                kind in self.duty and end <= begin <= end + within
                for _, begin, _, kind in seen(officer)
            )
            return found if soon else WITHIN

        return measure

    def _over(self, window: Span, calendar: Calendar) -> str:
        """When it ends, with the windows that follow at once; empty where it goes on for ever."""
        if self.tour_within is not None or not (self.dates or self.weekdays or self._partial):
            return ""
        day = calendar.local_date(window[0])
        for _ in range(366):
            day += timedelta(days=1)
            after = clock_window(day, self.between, self.until, calendar)
            if not self._meant(day) or after[0] > window[1]:
                return moment_iso(window[1], calendar)
            window = after
        return ""

    @property
    def _partial(self) -> bool:
        """Not the whole of a day."""
        return self.between != self.until

    def _windows(self, span: Span, calendar: Calendar) -> list[Span]:
        first = calendar.local_date(span[0]) - timedelta(days=1)
        last = calendar.local_date(span[1] - 1)
        days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
        clock = self.between, self.until
        return [clock_window(day, *clock, calendar) for day in days if self._meant(day)]

    def _meant(self, day: date) -> bool:
        if not self.dates and not self.weekdays:
            return True
        named = (on for rule in self.dates for on, _ in rule.days(day.year))
        return WEEKDAYS[day.weekday()] in self.weekdays or day in named

    def sentence(self, reason: Reason, calendar: Calendar) -> str:
        assert reason.window is not None
        return f"{hours(reason.figure)} h within {stretch(reason.window, calendar)}"

    def plain(self) -> str:
        days = [*(rule.words() for rule in self.dates), *sorted(self.weekdays)]
        clock = f" from {self.between:%H:%M} to {self.until:%H:%M}"
        on = f"{', '.join(days) or 'any day'}{clock if self._partial else ''}"
        if self.tour_within is None:
            return f"No detail on {on}."
        duty = ", ".join(sorted(map(kind_name, self.duty)))
        return f"No detail on {on} within {hours(self.tour_within)} hours before {duty} duty."
