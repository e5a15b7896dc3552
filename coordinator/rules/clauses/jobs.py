"""How long one job may be, and how many there may be."""

from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar, Self

from coordinator.rules.clauses.clause import WITHIN, Check, Measured, Reach, Reason, Terms
from coordinator.rules.clauses.clock_hours import ClockHours, between_hours, clock_windows
from coordinator.rules.clauses.others import duty_of, rows_of
from coordinator.rules.clauses.reading import seconds_of
from coordinator.rules.clauses.selection import Selection, read_selection
from coordinator.rules.clauses.windows import Window, WindowRule, read_window
from coordinator.rules.clauses.wording import hours, kind_name, moment, window
from coordinator.rules.documents import Table
from coordinator.rules.facts import (
    DETAIL,
    OUTSIDE_WORK,
    OfficerFacts,
    Question,
    SpanFacts,
)
from coordinator.rules.spans import DAY, HOUR, Calendar, Span, covered, overlap
from coordinator.rules.words import DutyKind

DAYS = ("any", "day_off", "duty_day")
JOBS, DAYS_WITH, EMPLOYERS = "jobs", "days", "employers"
Job = tuple[int, str]
"""(start, what it is told from others by)."""

QUANTITIES = {"any": "one_detail", "day_off": "day_off", "duty_day": "one_detail"}


@dataclass(frozen=True, slots=True)
class MaxJobHours(Measured):
    """One job lasts at most `hours`.

    `on` narrows it: "day_off" where no tour of the kinds in `duty` starts on a local date that the
    job touches, "duty_day" where one does, "any" on every day.
    """

    kind: ClassVar[str] = "max_job_hours"
    title: ClassVar[str] = "longest job"
    unit: ClassVar[str] = "hours"
    by_time: ClassVar[bool] = True
    examples: ClassVar[tuple[str, ...]] = (
        'hours = 10\nseverity = "override"\nby = "chief"',
        'hours = 4\non = "duty_day"\nduty = ["regular"]',
    )

    most: int
    """Seconds."""
    on: str
    duty: frozenset[str]

    @property
    def quantity(self) -> str:  # type: ignore[override]
        """As case files name the figure."""
        return QUANTITIES[self.on]

    @classmethod
    def read(cls, table: Table, terms: Terms) -> Self:
        most = seconds_of(table, "hours", HOUR)
        on = table.choice("on", DAYS, "any")
        return cls(terms, most, on, duty_of(table, (DutyKind.REGULAR,)))

    def reach(self, question: Question) -> Reach:
        return Reach(duty=question.calendar.dates(question.position.span))

    def measured(self, question: Question) -> Check:
        start, end = question.position.span
        long = Reason(self, end - start, self.most, None, "", end - start > self.most)
        if self.on == "any":
            return lambda officer: (long,)
        low, high = question.calendar.dates((start, end))
        wants_duty, seen = self.on == "duty_day", rows_of(question.position, self.duty)

        def measure(officer: OfficerFacts) -> Sequence[Reason]:
            tour = any(
                low <= begin < high and kind in self.duty for _, begin, _, kind in seen(officer)
            )
            return (long,) if tour is wants_duty else WITHIN

        return measure

    def sentence(self, reason: Reason, calendar: Calendar) -> str:
        return f"{hours(reason.figure)} of {hours(reason.limit)} h in one job"

    def plain(self) -> str:
        tour = f"a tour ({', '.join(sorted(map(kind_name, self.duty)))})"
        on = {
            "any": "",
            "day_off": f" on a day without {tour}",
            "duty_day": f" on a day with {tour}",
        }
        return f"One job lasts at most {hours(self.most)} hours{on[self.on]}."


@dataclass(frozen=True, slots=True)
class MaxJobs(Measured):
    """At most `jobs` in each window, the position among them (windows as in max_hours).

    A job counts where it starts. Spans of `counts`, `only` and `without` are jobs, with
    `same_employer`, `same_site` or `same_job` only those for the position's own. The scope is about
    the position alone: "two weekend details a month" is only = { weekdays = ["saturday", "sunday"]
    }, "two of more than 8 hours" only = { longer_than_hours = 8 }. With `between` and `and_until`
    (clock times) only jobs that touch the time between them count: late nights. `what` counts,
    instead of "jobs", the "days" (local dates) on which they start, in a rolling window of
    `window_days` so many whole dates in a row, or the "employers" they are for; with `over_hours`
    only days on which work of more than so many hours together starts: double shifts. With
    `window = "ahead"` those count that have been taken and not begun when it is asked.
    """

    kind: ClassVar[str] = "max_jobs"
    title: ClassVar[str] = "cap on jobs"
    examples: ClassVar[tuple[str, ...]] = (
        'window = "week"\njobs = 3\ncounts = ["detail", "outside_work"]',
        'window = "day"\njobs = 1',
        'window = "rolling"\nwindow_days = 7\njobs = 3\nbetween = 23:00:00\nand_until = 05:00:00',
        'window = "rolling"\nwindow_hours = 48\njobs = 2\nsame_employer = true',
        'window = "week"\njobs = 4\nwhat = "days"',
        'window = "ahead"\njobs = 3',
        'window = "week"\njobs = 2\nwhat = "days"\nover_hours = 12\ncounts = ["detail", "regular"]',
        'window = "month"\njobs = 2\nonly = { weekdays = ["saturday", "sunday"] }',
        'window = "week"\njobs = 1\nonly = { roles = ["officer"], longer_than_hours = 8 }\n'
        'scope = { ranks = ["sergeant"] }',
        'window = "month"\njobs = 4\nsame_site = true',
    )

    most: int
    rule: WindowRule
    selection: Selection
    clock: ClockHours | None
    what: str
    over: int | None
    """Seconds."""

    @property
    def unit(self) -> str:  # type: ignore[override]
        """What is counted."""
        return self.what

    @property
    def quantity(self) -> str:  # type: ignore[override]
        """As case files name the figure."""
        return self.what

    @classmethod
    def read(cls, table: Table, terms: Terms) -> Self:
        selection = read_selection(table, (DETAIL, OUTSIDE_WORK), beside=True)
        rule = read_window(table, None, Window.AHEAD)
        if rule.window is Window.AHEAD and not selection.kinds <= {DETAIL, OUTSIDE_WORK}:
            table.wrong("counts", "are not taken ahead.", "Count detail and outside_work.")
        what = table.choice("what", (JOBS, DAYS_WITH, EMPLOYERS), JOBS)
        table.known("over_hours", "a number")
        if "over_hours" in table and what != DAYS_WITH:
            table.wrong("over_hours", "is about days.", 'Write what = "days" beside it.')
        return cls(
            terms,
            table.whole("jobs"),
            rule,
            selection,
            between_hours(table),
            what,
            seconds_of(table, "over_hours", HOUR) if "over_hours" in table else None,
        )

    @property
    def dates(self) -> int:
        """How many whole local dates in a row a window is; 0: it is none of these."""
        return self.rule.length // DAY if self.what == DAYS_WITH and self.rule.by_days else 0

    def reach(self, question: Question) -> Reach:
        if self.rule.window is Window.AHEAD:
            return Reach(None, self.rule.around(question))
        windows = self.rule.spans(question)
        behind = DAY if self.over is not None else 0  # what is missed of a tour behind the end, too
        clocks = HOUR if self.dates else 0
        whole = (windows[0][0] - clocks, windows[-1][1] + behind + clocks) if windows else None
        return Reach(whole, whole)

    def measured(self, question: Question) -> Check | None:
        own = question.position.own
        calendar = question.calendar
        selection, windows = self.selection.beside(own, calendar), self.rule.spans(question)
        late = self._late(windows, calendar)
        if not selection.counts(own) or not late(own.span):
            return None
        if self.rule.length:
            windows = [(own.start - self.rule.length + 1, own.start + self.rule.length)]

        def measure(officer: OfficerFacts) -> Sequence[Reason]:
            spans = [span for span in (*officer.spans, own) if selection.counts(span)]
            if self.over is not None:
                spans = self._of_long_days(spans, self.over, calendar)
            if own not in spans:
                return WITHIN
            jobs = [
                (span.start, self._label(place, span, calendar))
                for place, span in enumerate(spans)
                if late(span.span)
            ]
            if self.dates:
                return [self._in_dates({day for _, day in jobs}, own, calendar)]
            return [self._counted(jobs, where) for where in windows if _starts(own.start, where)]

        return measure

    def _of_long_days(
        self, spans: Sequence[SpanFacts], over: int, calendar: Calendar
    ) -> list[SpanFacts]:
        """Those that start on a date on which work of more than `over` seconds starts."""
        days: dict[str, list[SpanFacts]] = {}
        for span in spans:
            days.setdefault(calendar.local_iso(span.start), []).append(span)
        long = [
            mine
            for mine in days.values()
            if covered([span.span for span in mine], (0, max(span.end for span in mine))) > over
        ]
        return [span for mine in long for span in mine]

    def _late(self, windows: Sequence[Span], calendar: Calendar) -> Callable[[Span], bool]:
        """Whether a job touches the clock times that are meant, if any are."""
        if self.clock is None or not windows:
            return lambda span: True
        # A job that starts in a window may go on behind its end.
        around = windows[0][0], windows[-1][1] + DAY
        nights = clock_windows(around, self.clock.since, self.clock.until, calendar)
        return lambda span: any(overlap(night, span) for night in nights)

    def _label(self, place: int, span: SpanFacts, calendar: Calendar) -> str:
        """What tells one that is counted from another."""
        if self.what == JOBS:
            return str(place)
        return span.employer if self.what == EMPLOYERS else calendar.local_iso(span.start)

    def _counted(self, jobs: Sequence[Job], where: Span) -> Reason:
        length = self.rule.length
        inside = [job for job in jobs if _starts(job[0], where)]
        if length:
            # One that begins with a later job than the position has none that this one lacks.
            lows = [start for start, _ in inside]
            low = max(lows, key=lambda low: (_different(inside, low, length), -low))
            where = low, low + length
        count = _different(inside, where[0], where[1] - where[0])
        return Reason(self, count, self.most, where, "", count > self.most)

    def _in_dates(self, days: Set[str], own: SpanFacts, calendar: Calendar) -> Reason:
        """The dates in a row, that of the position among them, with the most days that count."""
        on = calendar.local_date(own.start)
        rows = [
            [on + timedelta(days=n - back) for n in range(self.dates)]
            for back in reversed(range(self.dates))
        ]
        fullest = max(rows, key=lambda row: sum(day.isoformat() in days for day in row))
        count = sum(day.isoformat() in days for day in fullest)
        where = calendar.midnight(fullest[0]), calendar.midnight(fullest[-1] + timedelta(days=1))
        return Reason(self, count, self.most, where, "", count > self.most)

    def sentence(self, reason: Reason, calendar: Calendar) -> str:
        assert reason.window is not None
        where = window(reason.window, calendar)
        if self.rule.window is Window.AHEAD:
            where = f"not begun by {moment(reason.window[0] - 1, calendar)}"
        return f"{reason.figure} of {reason.limit} {self.what}, {where}"

    def plain(self) -> str:
        counted = self.selection.words()
        clock = f" that touch {self.clock.words()}" if self.clock else ""
        what = {JOBS: "jobs", DAYS_WITH: "days with jobs", EMPLOYERS: "employers with jobs"}
        if self.over is not None:
            what[DAYS_WITH] = f"days with more than {hours(self.over)} hours of work"
        within = f"any {self.dates} dates in a row" if self.dates else self.rule.words()
        return f"At most {self.most} {what[self.what]}{clock} in {within}, counting {counted}."


def _starts(start: int, where: tuple[int, int]) -> bool:
    return where[0] <= start < where[1]


def _different(jobs: Sequence[Job], low: int, length: int) -> int:
    return len({label for start, label in jobs if low <= start < low + length})
