"""Work without a break: hours in a row and days in a row."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar, Self

from coordinator.rules.clauses.clause import Check, Measured, Reach, Reason, Terms
from coordinator.rules.clauses.clock_hours import ClockHours, between_hours
from coordinator.rules.clauses.reading import seconds_of
from coordinator.rules.clauses.selection import AT_WORK, Selection, read_selection
from coordinator.rules.clauses.wording import hours, minutes, plural, stretch, window
from coordinator.rules.documents import Table
from coordinator.rules.facts import OfficerFacts, Question
from coordinator.rules.spans import DAY, HOUR, Calendar, Span, covered

STARTS, TOUCHES = "starts", "touches"


@dataclass(frozen=True, slots=True)
class MaxConsecutiveHours(Measured):
    """At most `hours` of work in a row, over spans of all kinds in `counts` that touch or overlap.

    A break of up to `break_minutes` does not end the row; it is not counted itself.
    """

    kind: ClassVar[str] = "max_consecutive_hours"
    title: ClassVar[str] = "hours in a row"
    unit: ClassVar[str] = "hours"
    quantity: ClassVar[str] = "consecutive"
    examples: ClassVar[tuple[str, ...]] = (
        'hours = 16\nbreak_minutes = 30\ncounts = ["detail", "regular", "overtime"]',
    )

    most: int
    """Seconds."""
    pause: int
    """Seconds."""
    selection: Selection

    @classmethod
    def read(cls, table: Table, terms: Terms) -> Self:
        return cls(
            terms,
            seconds_of(table, "hours", HOUR),
            seconds_of(table, "break_minutes", 60, 0),
            read_selection(table, AT_WORK),
        )

    def reach(self, question: Question) -> Reach:
        start, end = question.position.span
        far = 2 * self.most + 2 * DAY
        return Reach((start - far, end + far), (start - far, end + far))

    def measured(self, question: Question) -> Check | None:
        own = question.position.own
        if not self.selection.counts(own):
            return None

        def measure(officer: OfficerFacts) -> Sequence[Reason]:
            spans = self.selection.work(officer, own)
            row = _row(spans, own.span, self.pause)
            figure = covered(spans, row)
            return (Reason(self, figure, self.most, row, "", figure > self.most),)

        return measure

    def sentence(self, reason: Reason, calendar: Calendar) -> str:
        assert reason.window is not None
        where = stretch(reason.window, calendar)
        return f"{hours(reason.figure)} of {hours(reason.limit)} h in a row, {where}"

    def plain(self) -> str:
        counting = f"counting {self.selection.words()}"
        if self.pause:
            counting += f"; a break of up to {minutes(self.pause)} minutes does not end the row"
        return f"At most {hours(self.most)} hours in a row, {counting}."


@dataclass(frozen=True, slots=True)
class MaxConsecutiveDays(Measured):
    """At most `days` local dates in a row with work of the kinds in `counts`.

    A span counts on the date on which it starts, or with `day = "touches"` on each that it touches.
    With `between` and `and_until` (clock times) only work that touches the time between them
    counts: late nights in a row. With `same_employer`, `same_site` or `same_job` only work for the
    position's own does.
    """

    kind: ClassVar[str] = "max_consecutive_days"
    title: ClassVar[str] = "days in a row"
    unit: ClassVar[str] = "days"
    quantity: ClassVar[str] = "consecutive_days"
    examples: ClassVar[tuple[str, ...]] = (
        'days = 12\nday = "starts"\ncounts = ["detail", "regular", "overtime"]',
        "days = 3\nbetween = 22:00:00\nand_until = 05:00:00",
        'days = 5\ncounts = ["detail"]\nsame_employer = true',
        'days = 2\ncounts = ["detail"]\nsame_site = true',
    )

    most: int
    day: str
    selection: Selection
    clock: ClockHours | None

    @classmethod
    def read(cls, table: Table, terms: Terms) -> Self:
        return cls(
            terms,
            table.whole("days", least=1),
            table.choice("day", (STARTS, TOUCHES), STARTS),
            read_selection(table, AT_WORK, beside=True),
            between_hours(table),
        )

    def reach(self, question: Question) -> Reach:
        start, end = question.position.span
        far = (self.most + 2) * DAY
        return Reach((start - far, end + far), (start - far, end + far))

    def measured(self, question: Question) -> Check | None:
        own, calendar = question.position.own, question.calendar
        selection = self.selection.beside(own, calendar)
        if not selection.counts(own) or not self._late(own.span, calendar):
            return None

        def measure(officer: OfficerFacts) -> Sequence[Reason]:
            work = selection.work(officer, own)
            dates = self._dates([span for span in work if self._late(span, calendar)], calendar)
            first = last = calendar.local_date(own.start)
            while first - timedelta(days=1) in dates:
                first -= timedelta(days=1)
            while last + timedelta(days=1) in dates:
                last += timedelta(days=1)
            figure = (last - first).days + 1
            row = calendar.midnight(first), calendar.midnight(last + timedelta(days=1))
            return (Reason(self, figure, self.most, row, "", figure > self.most),)

        return measure

    def _late(self, span: Span, calendar: Calendar) -> bool:
        return self.clock is None or self.clock.touched(span, calendar)

    def _dates(self, spans: Sequence[Span], calendar: Calendar) -> set[date]:
        dates = {calendar.local_date(start) for start, _ in spans}
        if self.day == TOUCHES:
            for start, end in spans:
                first, last = calendar.local_date(start), calendar.local_date(end - 1)
                dates |= {first + timedelta(days=n) for n in range((last - first).days + 1)}
        return dates

    def sentence(self, reason: Reason, calendar: Calendar) -> str:
        assert reason.window is not None
        where = window(reason.window, calendar)
        return f"{reason.figure} of {reason.limit} days in a row, {where}"

    def plain(self) -> str:
        late = f" that touches {self.clock.words()}" if self.clock else ""
        each = " on each day that it touches" if self.day == TOUCHES else ""
        counting = f"counting {self.selection.words()}{each}"
        return f"Work{late} on at most {self.most} {plural(self.most, 'day')} in a row, {counting}."


def _row(spans: Sequence[Span], own: Span, pause: int) -> Span:
    """From the first start to the last end of the work that hangs together with a span."""
    low, high = own
    rows = _joined(spans, pause)
    return next((row for row in rows if row[0] <= low and row[1] >= high), own)


def _joined(spans: Sequence[Span], pause: int) -> list[Span]:
    joined: list[Span] = []
    for start, end in spans:
        if joined and start - joined[-1][1] <= pause:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined
