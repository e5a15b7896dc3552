"""The windows of time that caps are counted over: calendar ones, periods, and rolling ones."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import pairwise

from coordinator.rules.clauses.clock_hours import MIDNIGHT
from coordinator.rules.clauses.months import NEW_YEAR, MonthDay, months_later, year_begun
from coordinator.rules.clauses.reading import month_day, seconds_of
from coordinator.rules.clauses.wording import hours, iso_day
from coordinator.rules.documents import Table
from coordinator.rules.facts import Question
from coordinator.rules.rates.days import WEEKDAYS
from coordinator.rules.spans import DAY, HOUR, Calendar, Span, instant_of


class Window(StrEnum):
    """Over what time hours are added up."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    ROLLING = "rolling"
    YEAR = "year"
    PAY_PERIOD = "pay_period"
    ROSTER = "roster"
    SERVICE_YEAR = "service_year"
    MONTHS = "months"
    AHEAD = "ahead"


PERIODS = (Window.PAY_PERIOD, Window.ROSTER)
WINDOW_KEYS = (
    "day_starts",
    "week_starts",
    "window_hours",
    "window_days",
    "period_starts",
    "period_days",
    "month_starts",
    "year_starts",
    "window_months",
)
SELDOM = (Window.SERVICE_YEAR, Window.AHEAD)
"""Windows of each officer his own, and of what has not begun when it is asked."""

QUARTER = 3
LAST_OF_ALL = 28
"""The last day that every month has."""


LONG_YEAR = 366 * DAY + HOUR
"""Seconds: an hour more for the clocks."""


@dataclass(frozen=True, slots=True)
class WindowRule:
    """Which windows a position touches.

    `length` is the seconds of a rolling window; `first_weekday` is 0 for Monday; days, weeks,
    months and years begin at the wall clock time `day_starts`; months on the day `month_starts`,
    years on `year_starts`, and from there on so many `months` together (a quarter). A pay period or
    roster period is one of those that are known by their dates, else one of `period_days` days
    counted from `anchor`.
    """

    window: Window
    length: int = 0
    first_weekday: int = 0
    day_starts: time = MIDNIGHT
    anchor: date | None = None
    period_days: int = 0
    month_starts: int = 1
    year_starts: MonthDay = NEW_YEAR
    months: int = 12
    by_days: bool = False
    """The length of a rolling window is written in days."""

    def spans(self, question: Question) -> list[Span]:
        """The calendar windows that the position touches, or the one around all rolling ones."""
        span, calendar = question.position.span, question.calendar
        if self.window is Window.ROLLING:
            return [(span[0] - self.length, span[1] + self.length)]
        if self.window in PERIODS:
            return self._periods(question)
        if self.window is Window.SERVICE_YEAR:
            return []
        if self.window is Window.AHEAD:  # what begins at this very moment has begun
            return [(question.now + 1, span[0] + LONG_YEAR)] if span[0] > question.now else []
        if self.day_starts == MIDNIGHT and self._plain:
            return self._from_midnight(span, calendar)
        return self._from_clock(span, calendar)

    @property
    def _plain(self) -> bool:
        """Whether its months and years are those of everybody's calendar."""
        usual = self.month_starts == 1 and self.year_starts == NEW_YEAR
        return usual and self.window is not Window.MONTHS

    def around(self, question: Question) -> Span | None:
        """The time in which all windows lie that the position touches; None where none is known."""
        if self.window in (Window.SERVICE_YEAR, Window.AHEAD):
            start, end = question.position.span
            return start - LONG_YEAR, end + LONG_YEAR
        windows = self.spans(question)
        return (windows[0][0], windows[-1][1]) if windows else None

    def years_of(self, hired_on: str, span: Span, calendar: Calendar) -> list[Span]:
        """The years of an officer's service, from the date of hire on, that a span touches."""
        hired = date.fromisoformat(hired_on)
        first, last = (calendar.local_date(at).year - hired.year for at in (span[0], span[1] - 1))
        days = [months_later(hired, 12 * count) for count in range(first - 1, last + 2)]
        edges = [calendar.midnight(day) for day in days]
        return [(low, high) for low, high in pairwise(edges) if low < span[1] and high > span[0]]

    def before(self, window: Span, question: Question) -> Span | None:
        """The calendar window that ends where this one begins; None where it is not known."""
        low = window[0]
        minute = question.position._replace(starts_at=low - 60, ends_at=low)
        found = self.spans(replace(question, position=minute))
        return found[0] if found else None

    def _from_midnight(self, span: Span, calendar: Calendar) -> list[Span]:
        if self.window is Window.WEEK:
            return calendar.weeks(span, self.first_weekday)
        if self.window is Window.DAY:
            return calendar.days(span)
        if self.window is Window.MONTH:
            return calendar.months(span)
        first, last = calendar.year(span[0]), calendar.year(span[1] - 1)
        return [first] if first == last else [first, last]

    def _from_clock(self, span: Span, calendar: Calendar) -> list[Span]:
        first = self._begin(calendar.local_date(span[0]) - timedelta(days=1))
        edges = [self._edge(first, calendar)]
        while edges[-1] < span[1]:
            first = self._next(first)
            edges.append(self._edge(first, calendar))
        return [window for window in pairwise(edges) if window[1] > span[0]]

    def _edge(self, day: date, calendar: Calendar) -> int:
        if self.day_starts == MIDNIGHT:
            return calendar.midnight(day)
        return instant_of(datetime.combine(day, self.day_starts), calendar.zone).instant

    def _begin(self, day: date) -> date:
        if self.window is Window.WEEK:
            return day - timedelta(days=(day.weekday() - self.first_weekday) % 7)
        if self.window is Window.MONTH:
            month = day if day.day >= self.month_starts else months_later(day.replace(day=1), -1)
            return month.replace(day=self.month_starts)
        return day if self.window is Window.DAY else self._turn(day)

    def _turn(self, day: date) -> date:
        """The first day of the months, counted from the beginning of the year, that hold a day."""
        begun = year_begun(day, self.year_starts)
        gone = (day.year - begun.year) * 12 + day.month - begun.month
        gone -= months_later(begun, gone) > day
        return months_later(begun, gone - gone % self.months)

    def _next(self, day: date) -> date:
        if self.window is Window.WEEK:
            return day + timedelta(days=7)
        if self.window is Window.DAY:
            return day + timedelta(days=1)
        return months_later(day, 1 if self.window is Window.MONTH else self.months)

    def _periods(self, question: Question) -> list[Span]:
        span = question.position.span
        known = [
            (start, end)
            for kind, start, end in question.periods
            if kind == self.window and start < span[1] and end > span[0]
        ]
        return known or self._counted_periods(span, question.calendar)

    def _counted_periods(self, span: Span, calendar: Calendar) -> list[Span]:
        if self.anchor is None or not self.period_days:
            return []
        step = timedelta(days=self.period_days)
        day = self.anchor + (calendar.local_date(span[0]) - self.anchor) // step * step
        edges = [calendar.midnight(day)]
        while edges[-1] < span[1]:
            day += step
            edges.append(calendar.midnight(day))
        return list(pairwise(edges))

    def words(self) -> str:
        """'a week from Sunday', 'any 24 hours in a row'."""
        clock = "" if self.day_starts == MIDNIGHT else f" from {self.day_starts:%H:%M}"
        if self.window is Window.WEEK:
            return f"a week from {WEEKDAYS[self.first_weekday].capitalize()}{clock[5:]}"
        if self.window is Window.SERVICE_YEAR:
            return "a year from the date of hire"
        if self.window is Window.AHEAD:
            return "the time ahead, without what has begun"
        if self.window in (Window.MONTH, Window.MONTHS, Window.YEAR):
            return self._months_words() + (f" at {clock[6:]}" if clock else "")
        if self.window is not Window.ROLLING:
            return f"a {self.window.value.replace('_', ' ')}{clock}{self._period_words()}"
        if self.length % DAY == 0 and self.length > DAY:
            return f"any {self.length // DAY} days in a row"
        return f"any {hours(self.length)} hours in a row"

    def _period_words(self) -> str:
        """', of 14 days from 4 Jan 2026' where the document says so."""
        if self.anchor is None:
            return ""
        return f", of {self.period_days} days from {iso_day(self.anchor.isoformat())}"

    def _months_words(self) -> str:
        if self.window is Window.MONTH:
            return "a month" + (f" from the {self.month_starts}." if self.month_starts > 1 else "")
        month, day = self.year_starts
        told = "a year" if self.window is Window.YEAR else f"{self.months} months"
        plain = self.window is Window.YEAR and self.year_starts == NEW_YEAR
        return told if plain else f"{told} from {month:02}-{day:02}"


def read_window(table: Table, default: Window | None = None, *also: Window) -> WindowRule:
    """Read `window` and the keys that go with it; `also` are those that few kinds know."""
    words = [word for word in Window if word in also or word not in SELDOM]
    given = table.choice("window", words, default)
    kind = Window(given) if given in words else Window.DAY
    if "window" in table and table.text("window") not in words:
        for key in WINDOW_KEYS:  # nothing can be said of them before the window is right
            table.known(key)
        return WindowRule(kind)
    if kind is Window.ROLLING:
        return WindowRule(kind, _rolling_length(table), by_days="window_days" in table)
    if kind in PERIODS:
        return _read_periods(table, kind)
    if kind in SELDOM:
        return WindowRule(kind)
    weekday = _first_weekday(table) if kind is Window.WEEK else 0
    rule = WindowRule(kind, 0, weekday, table.clock("day_starts", MIDNIGHT))
    return _with_months(table, rule)


def _with_months(table: Table, rule: WindowRule) -> WindowRule:
    """The rule with the days on which its months or years begin."""
    if rule.window is Window.MONTH:
        return replace(rule, month_starts=_day_of_month(table))
    if rule.window not in (Window.YEAR, Window.MONTHS):
        return rule
    starts = month_day(table, "year_starts")
    if rule.window is Window.YEAR:
        return replace(rule, year_starts=starts)
    months = table.whole("window_months", QUARTER, least=1)
    if 12 % months:
        table.wrong("window_months", f"{months} make no year.", "Use 1, 2, 3, 4 or 6.")
        months = QUARTER
    if starts[1] > LAST_OF_ALL:
        table.wrong("year_starts", "is after the 28th.", "Not every month has such a day.")
        starts = NEW_YEAR
    return replace(rule, year_starts=starts, months=months)


def _day_of_month(table: Table) -> int:
    day = table.whole("month_starts", 1, least=1)
    if day > LAST_OF_ALL:
        table.wrong("month_starts", f"{day} is not in every month.", "Use 1 to 28.")
    return min(day, LAST_OF_ALL)


def _read_periods(table: Table, kind: Window) -> WindowRule:
    if "period_starts" not in table and "period_days" not in table:
        table.known("period_starts", "a date such as 2026-07-01")
        table.known("period_days", "a whole number")
        return WindowRule(kind)
    anchor = table.day("period_starts")
    return WindowRule(kind, anchor=anchor, period_days=table.whole("period_days", 14, least=1))


def _rolling_length(table: Table) -> int:
    if "window_days" in table:
        return table.whole("window_days", least=1) * DAY
    table.known("window_days", "a whole number")
    if "window_hours" not in table and table.keys():
        table.known("window_hours", "a number")
        table.wrong("window_hours", "is missing.", "Add window_hours = 24, or window_days = 7.")
        return DAY
    return seconds_of(table, "window_hours", HOUR)


def _first_weekday(table: Table) -> int:
    return WEEKDAYS.index(table.choice("week_starts", WEEKDAYS, "sunday"))
