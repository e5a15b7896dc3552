"""Free time: in any 24 hours, in one piece, and whole days."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Self

from coordinator.rules.clauses.clause import Check, Measured, Reach, Reason, Terms
from coordinator.rules.clauses.reading import seconds_of
from coordinator.rules.clauses.selection import AT_WORK, Selection, read_selection
from coordinator.rules.clauses.windows import Window, WindowRule, read_window
from coordinator.rules.clauses.wording import hours, plural, stretch, window
from coordinator.rules.documents import Table
from coordinator.rules.facts import OfficerFacts, Question
from coordinator.rules.spans import DAY, HOUR, Calendar, Span, busiest, overlap, union


@dataclass(frozen=True, slots=True)
class FreeInWindow(Measured):
    """At least `hours` without work of the kinds in `counts` in any `window_hours`, all together.

    The figure is the window less the most work in any such window that the position touches.
    """

    kind: ClassVar[str] = "free_in_24"
    title: ClassVar[str] = "free time in 24 hours"
    unit: ClassVar[str] = "hours"
    quantity: ClassVar[str] = "free_in_24"
    at_least: ClassVar[bool] = True
    examples: ClassVar[tuple[str, ...]] = (
        'hours = 8\nwindow_hours = 24\ncounts = ["detail", "regular", "overtime"]',
    )

    least: int
    """Seconds."""
    length: int
    """Seconds."""
    selection: Selection

    @classmethod
    def read(cls, table: Table, terms: Terms) -> Self:
        return cls(
            terms,
            seconds_of(table, "hours", HOUR),
            seconds_of(table, "window_hours", HOUR, DAY),
            read_selection(table, AT_WORK),
        )

    def reach(self, question: Question) -> Reach:
        start, end = question.position.span
        window = (start - self.length, end + self.length)
        return Reach(window, window)

    def measured(self, question: Question) -> Check | None:
        own = question.position.own
        if not self.selection.counts(own):
            return None
        around = (own.start - self.length, own.end + self.length)

        def measure(officer: OfficerFacts) -> Sequence[Reason]:
            blocks = union(self.selection.work(officer, own), around)
            work, where = busiest(blocks, self.length, own.span)
            free = self.length - work
            return (Reason(self, free, self.least, where, "", free < self.least),)

        return measure

    def sentence(self, reason: Reason, calendar: Calendar) -> str:
        assert reason.window is not None
        where = stretch(reason.window, calendar)
        return f"{hours(reason.figure)} of {hours(reason.limit)} h free, {where}"

    def plain(self) -> str:
        free = f"At least {hours(self.least)} hours free in any {hours(self.length)}"
        return f"{free}, counting {self.selection.words()}."


@dataclass(frozen=True, slots=True)
class LongestFree(Measured):
    """One free stretch of at least `hours` in each window that the position touches.

    Windows as in max_hours. Of rolling ones those are looked at that begin or end where work
    does, so that no night is cut in two, and the shortest is the figure.
    """

    kind: ClassVar[str] = "longest_free"
    title: ClassVar[str] = "longest free stretch"
    unit: ClassVar[str] = "hours"
    at_least: ClassVar[bool] = True
    examples: ClassVar[tuple[str, ...]] = (
        'window = "rolling"\nwindow_hours = 24\nhours = 8',
        'window = "week"\nweek_starts = "sunday"\nhours = 24',
        'window = "rolling"\nwindow_days = 7\nhours = 24',
    )

    least: int
    """Seconds."""
    rule: WindowRule
    selection: Selection

    @property
    def quantity(self) -> str:  # type: ignore[override]
        """As case files name the figure: by the day or by the week."""
        week = self.rule.window is Window.WEEK or self.rule.length > 2 * DAY
        return "longest_free_in_week" if week else "longest_free_in_24"

    @classmethod
    def read(cls, table: Table, terms: Terms) -> Self:
        least = seconds_of(table, "hours", HOUR)
        return cls(terms, least, read_window(table), read_selection(table, AT_WORK))

    def reach(self, question: Question) -> Reach:
        windows = self.rule.spans(question)
        whole = (windows[0][0], windows[-1][1]) if windows else None
        return Reach(whole, whole)

    def measured(self, question: Question) -> Check | None:
        own = question.position.own
        if not self.selection.counts(own):
            return None
        windows = self.rule.spans(question)

        def measure(officer: OfficerFacts) -> Sequence[Reason]:
            work = self.selection.work(officer, own)
            found = []
            for around in windows:
                blocks = union(work, around)
                inner = self._rolling(blocks, own.span) if self.rule.length else [around]
                figure, where = min((longest_free(blocks, each), each) for each in inner)
                found.append(Reason(self, figure, self.least, where, "", figure < self.least))
            return found

        return measure

    def _rolling(self, blocks: Sequence[Span], own: Span) -> list[Span]:
        """Those that begin or end where work does: no window begins in the middle of a rest."""
        length = self.rule.length
        edges = {edge for block in blocks for edge in block}
        starts = edges | {edge - length for edge in edges}
        low, high = own[0] - length, own[1]
        return [(start, start + length) for start in sorted(starts) if low < start < high]

    def sentence(self, reason: Reason, calendar: Calendar) -> str:
        assert reason.window is not None
        where = window(reason.window, calendar)
        return f"{hours(reason.figure)} of {hours(reason.limit)} h free in one piece, {where}"

    def plain(self) -> str:
        free = f"{hours(self.least)} hours free in one piece in {self.rule.words()}"
        return f"{free}, counting {self.selection.words()}."


@dataclass(frozen=True, slots=True)
class FreeDays(Measured):
    """At least `days` local dates without work of the kinds in `counts` in each window.

    Windows as in max_hours (a rolling one in `window_days`: those of whole local dates). A span
    takes the date on which it starts, and with `touches` each that it touches.
    """

    kind: ClassVar[str] = "free_days"
    title: ClassVar[str] = "free days"
    unit: ClassVar[str] = "days"
    quantity: ClassVar[str] = "free_days"
    at_least: ClassVar[bool] = True
    examples: ClassVar[tuple[str, ...]] = (
        'days = 1\nwindow = "week"\nweek_starts = "sunday"\ntouches = true',
    )

    least: int
    rule: WindowRule
    selection: Selection
    touches: bool

    @classmethod
    def read(cls, table: Table, terms: Terms) -> Self:
        least, rule = table.whole("days", 1, least=1), read_window(table, Window.WEEK)
        return cls(terms, least, rule, read_selection(table, AT_WORK), table.flag("touches"))

    def reach(self, question: Question) -> Reach:
        windows = self.rule.spans(question)
        whole = (windows[0][0] - DAY, windows[-1][1] + DAY) if windows else None
        return Reach(whole, whole)

    def measured(self, question: Question) -> Check | None:
        own, calendar = question.position.own, question.calendar
        if not self.selection.counts(own):
            return None
        windows = self._windows(question)

        def measure(officer: OfficerFacts) -> Sequence[Reason]:
            work = self.selection.work(officer, own)
            found = [self._counted(work, where, calendar) for where in windows]
            return sorted(found, key=lambda reason: reason.figure)[:1]

        return measure

    def _windows(self, question: Question) -> list[Span]:
        if not self.rule.length:
            return self.rule.spans(question)
        count = self.rule.length // DAY
        around = question.position.span
        days = question.calendar.days((around[0] - count * DAY, around[1] + count * DAY))
        runs = zip(days, days[count - 1 :], strict=False)
        whole = [(first[0], last[1]) for first, last in runs]
        return [each for each in whole if overlap(each, around)]

    def _counted(self, work: Sequence[Span], where: Span, calendar: Calendar) -> Reason:
        days = calendar.days(where)
        busy = [day for day in days if any(self._taken(day, span) for span in work)]
        free = len(days) - len(busy)
        return Reason(self, free, self.least, where, "", free < self.least)

    def _taken(self, day: Span, span: Span) -> bool:
        return overlap(day, span) > 0 if self.touches else day[0] <= span[0] < day[1]

    def sentence(self, reason: Reason, calendar: Calendar) -> str:
        assert reason.window is not None
        where = window(reason.window, calendar)
        return f"{reason.figure} of {reason.limit} free days, {where}"

    def plain(self) -> str:
        free = f"At least {self.least} free {plural(self.least, 'day')} in {self.rule.words()}"
        each = " on each day that it touches" if self.touches else ""
        return f"{free}, counting {self.selection.words()}{each}."


def longest_free(blocks: Sequence[Span], where: Span) -> int:
    """Seconds of the longest stretch of a window that none of the blocks, in order, touches."""
    edge, longest = where[0], 0
    for start, end in blocks:
        if end > edge and start < where[1]:
            longest = max(longest, start - edge)
            edge = end
    return max(longest, where[1] - edge)
