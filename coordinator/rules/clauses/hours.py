"""Most hours in a window of time: day, week, month, or any window of so many hours."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, Self

from coordinator.rules.clauses.clause import (
    WITHIN,
    Check,
    Clause,
    Reach,
    Reason,
    Terms,
    chosen,
    kinds_of,
    seconds_of,
)
from coordinator.rules.clauses.wording import hours, window
from coordinator.rules.documents import Table
from coordinator.rules.facts import DETAIL, OfficerFacts, Question
from coordinator.rules.spans import DAY, HOUR, Calendar, Span, busiest, covered, disjoint, overlap
from coordinator.rules.words import DutyKind

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
COUNTABLE = (DETAIL, *DutyKind)


class Window(StrEnum):
    """Over what time hours are added up."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    ROLLING = "rolling"


@dataclass(frozen=True, slots=True)
class MaxHours(Clause):
    """At most `hours` of work of the kinds in `counts`, the detail included, in each window.

    `window` is "day", "week" (from `week_starts`), "month" (all local calendar) or "rolling": any
    `window_hours` or `window_days` (of 24 hours) in a row. Only windows that the detail touches are
    looked at. Time counts once, also where two spans overlap, and as it elapsed; work over a
    boundary counts on each side with its own hours.
    """

    kind: ClassVar[str] = "max_hours"
    title: ClassVar[str] = "cap on hours"
    unit: ClassVar[str] = "hours"
    by_time: ClassVar[bool] = True

    most: int
    """Seconds."""
    window: Window
    length: int
    """Seconds of a rolling window."""
    first_weekday: int
    counts: frozenset[str]

    @classmethod
    def read(cls, table: Table, terms: Terms) -> Self:
        window_kind = chosen(table, "window", Window)
        return cls(
            terms,
            seconds_of(table, "hours", HOUR),
            window_kind,
            _rolling_length(table) if window_kind is Window.ROLLING else 0,
            _first_weekday(table) if window_kind is Window.WEEK else 0,
            kinds_of(table, "counts", COUNTABLE, (DETAIL,)),
        )

    def windows(self, question: Question) -> list[Span]:
        """The calendar windows that the position touches, or the one around all rolling ones."""
        span, calendar = question.position.span, question.calendar
        if self.window is Window.WEEK:
            return calendar.weeks(span, self.first_weekday)
        if self.window is Window.DAY:
            return calendar.days(span)
        if self.window is Window.MONTH:
            return calendar.months(span)
        return [(span[0] - self.length, span[1] + self.length)]

    def reach(self, question: Question) -> Reach:
        windows = self.windows(question)
        whole = (windows[0][0], windows[-1][1])
        return Reach(
            duty=whole if self.counts - {DETAIL} else None,
            details=whole if DETAIL in self.counts else None,
        )

    def against(self, question: Question) -> Check:
        span = question.position.span
        own = span if DETAIL in self.counts else (span[0], span[0])
        if self.window is Window.ROLLING:
            return self._rolling_check(span, own)
        return self._calendar_check(self.windows(question), own)

    def _calendar_check(self, windows: Sequence[Span], own: Span) -> Check:
        counts, most = self.counts, self.most
        if len(windows) == 1:  # most details lie within one
            parts = [(*windows[0], own[1] - own[0])]
        else:
            parts = [(low, high, overlap((low, high), own)) for low, high in windows]

        def check(officer: OfficerFacts) -> Sequence[Reason]:
            found = WITHIN
            for low, high, total in parts:
                for _, start, end, kind in officer.work:
                    if start >= high:
                        break
                    if end > low and kind in counts:
                        if start >= low and end <= high:  # most are; spares two calls
                            total += end - start
                        else:
                            total += min(end, high) - max(start, low)
                # Spans that overlap were counted twice: the sum only rules out, it never convicts.
                if total > most:
                    spans = [(row[1], row[2]) for row in officer.work if row[3] in counts]
                    figure = covered([*spans, own], (low, high))
                    if figure > most:
                        found += (Reason(self, figure, most, (low, high)),)
            return found

        return check

    def _rolling_check(self, span: Span, own: Span) -> Check:
        counts, most, length = self.counts, self.most, self.length
        low, high = span[0] - length, span[1] + length

        def check(officer: OfficerFacts) -> Sequence[Reason]:
            total = own[1] - own[0]
            for _, start, end, kind in officer.work:
                if start >= high:
                    break
                if end > low and kind in counts:
                    total += end - start
            if total <= most:
                return WITHIN
            spans = [
                (start, end)
                for _, start, end, kind in officer.work
                if end > low and start < high and kind in counts
            ]
            spans.append(own)
            spans.sort()
            figure, where = busiest(disjoint(spans), length, span)
            return (Reason(self, figure, most, where),) if figure > most else WITHIN

        return check

    def sentence(self, reason: Reason, calendar: Calendar) -> str:
        assert reason.window is not None
        where = window(reason.window, calendar)
        return f"{hours(reason.figure)} of {hours(reason.limit)} h, {where}"


def _rolling_length(table: Table) -> int:
    if "window_days" in table:
        return table.whole("window_days", least=1) * DAY
    return seconds_of(table, "window_hours", HOUR)


def _first_weekday(table: Table) -> int:
    return WEEKDAYS.index(table.choice("week_starts", WEEKDAYS, "sunday"))
