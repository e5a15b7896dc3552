"""Over what time a tally counts, and when a list begins again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from coordinator.rules.clauses.reading import chosen
from coordinator.rules.clocked import WEEKDAYS
from coordinator.rules.documents import Table
from coordinator.rules.spans import DAY, Calendar, Span

BEGINNING: Final = -(1 << 62)
"""Before every instant: what never begins again."""


Named = tuple[str, int, int]
"""(kind, start, end) of one of the agency's own periods."""


class Repeat(StrEnum):
    """How a period follows upon the one before."""

    NEVER = "never"
    YEAR = "year"
    MONTH = "month"
    WEEK = "week"
    DAYS = "days"
    MONTHS = "months"
    ROLLING = "rolling"
    NAMED = "named"


@dataclass(frozen=True, slots=True)
class Period:
    """One kind of period, by local calendar days.

    `first` is the day of the month, or month * 100 + day of the year, or the weekday (0 Monday);
    `every` a number of days or months counted from `anchor`, or the days of a rolling window;
    `kind` which of the agency's own periods.
    """

    repeat: Repeat = Repeat.NEVER
    first: int = 0
    every: int = 0
    anchor: date = date(2000, 1, 1)
    kind: str = ""

    def begins(self, at: int, calendar: Calendar, named: Sequence[Named] = ()) -> int:
        """The instant at which the period that holds `at` began.

        `named` are the agency's own periods, such as its pay periods, by kind.
        """
        if self.repeat is Repeat.NEVER:
            return BEGINNING
        if self.repeat is Repeat.NAMED:
            starts = [start for kind, start, _ in named if kind == self.kind and start <= at]
            return max(starts, default=BEGINNING)
        if self.repeat is Repeat.ROLLING:
            return at - self.every * DAY
        return calendar.midnight(self._first_day(calendar.local_date(at)))

    def _first_day(self, day: date) -> date:
        match self.repeat:
            case Repeat.WEEK:
                return day - timedelta(days=(day.weekday() - self.first) % 7)
            case Repeat.DAYS:
                return day - timedelta(days=(day - self.anchor).days % self.every)
            case Repeat.YEAR:
                month, number = divmod(self.first, 100)
                return _last(day, [date(day.year - back, month, number) for back in (0, 1)])
            case Repeat.MONTH:
                return _last(day, [_months(day.replace(day=self.first), -back) for back in (0, 1)])
            case _:
                return self._by_months(day)

    def _by_months(self, day: date) -> date:
        gone = (day.year - self.anchor.year) * 12 + day.month - self.anchor.month
        latest = gone - gone % self.every
        turns = [_months(self.anchor, latest - back) for back in (0, self.every)]
        return _last(day, turns)

    def span(self, at: int, calendar: Calendar, named: Sequence[Named] = ()) -> Span:
        """The whole period that holds `at`; a rolling one ends with that second."""
        begun = self.begins(at, calendar, named)
        if self.repeat is Repeat.NAMED:
            ends = [end for kind, start, end in named if (kind, start) == (self.kind, begun)]
            return begun, min([*ends, -BEGINNING])
        if self.repeat is Repeat.NEVER:
            return begun, -BEGINNING
        if self.repeat is Repeat.ROLLING:
            return begun, at + 1
        first = calendar.local_date(begun)
        days = {Repeat.WEEK: 7, Repeat.DAYS: self.every}.get(self.repeat)
        months = {Repeat.YEAR: 12, Repeat.MONTH: 1}.get(self.repeat, self.every)
        last = first + timedelta(days=days) if days else _months(first, months)
        return begun, calendar.midnight(last)

    def words(self) -> str:
        """In words: 'the week from Monday'."""
        match self.repeat:
            case Repeat.NEVER:
                return "all time"
            case Repeat.NAMED:
                return f"the {self.kind.replace('_', ' ')}"
            case Repeat.ROLLING:
                return f"the last {self.every} days"
            case Repeat.WEEK:
                return f"the week from {WEEKDAYS[self.first].capitalize()}"
            case Repeat.DAYS | Repeat.MONTHS:
                return f"every {self.every} {self.repeat} from {self.anchor.isoformat()}"
            case Repeat.YEAR if self.first != 101:
                return f"the year from {self.first // 100:02d}-{self.first % 100:02d}"
            case _:
                return f"the {self.repeat}" + (
                    f" from day {self.first}"
                    if self.first > 1 and self.repeat is Repeat.MONTH
                    else ""
                )


NEVER: Final = Period()


def read_period(table: Table, key: str = "reset", usual: Repeat | None = Repeat.NEVER) -> Period:
    """Read `reset` with what belongs to it; without it, nothing is ever reset."""
    repeat = chosen(table, key, Repeat, usual)
    match repeat:
        case Repeat.WEEK:
            day = table.choice("week_starts", WEEKDAYS, "monday")
            return Period(repeat, WEEKDAYS.index(day) if day in WEEKDAYS else 0)
        case Repeat.MONTH:
            return Period(repeat, _day_of_month(table))
        case Repeat.YEAR:
            return Period(repeat, _day_of_year(table))
        case Repeat.DAYS | Repeat.MONTHS:
            return Period(repeat, 0, table.whole("every", least=1), _anchor(table))
        case Repeat.ROLLING:
            return Period(repeat, 0, table.whole("days", least=1))
        case Repeat.NAMED:
            return Period(repeat, kind=table.text("period", "pay_period"))
        case _:
            return NEVER


def _anchor(table: Table) -> date:
    anchor = table.day("counted_from")
    if anchor.day > 28:
        table.wrong("counted_from", "is after the 28th.", "Not every month has such a day.")
    return anchor if anchor.day <= 28 else anchor.replace(day=28)


def _day_of_month(table: Table) -> int:
    day = table.whole("month_starts", 1, least=1)
    if day > 28:
        table.wrong("month_starts", f"{day} is not in every month.", "Use 1 to 28.")
    return min(day, 28)


def _day_of_year(table: Table) -> int:
    written = table.text("year_starts", "01-01")
    try:
        day = date.fromisoformat(f"2001-{written}")
    except ValueError:
        table.wrong("year_starts", f"{written!r} is not a day.", 'Write "month-day": "07-01".')
        return 101
    return day.month * 100 + day.day


def _months(day: date, by: int) -> date:
    """The same day of another month; the day is 28 at most."""
    year, month = divmod(day.year * 12 + day.month - 1 + by, 12)
    return date(year, month + 1, day.day)


def _last(day: date, turns: list[date]) -> date:
    return max(turn for turn in turns if turn <= day)
