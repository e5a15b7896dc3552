"""How long one job may be, how many there may be, and how long one just before a tour."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Self

from coordinator.rules.clauses.clause import (
    WITHIN,
    Check,
    Measured,
    Reach,
    Reason,
    Terms,
    kinds_of,
    seconds_of,
)
from coordinator.rules.clauses.selection import Selection, read_selection
from coordinator.rules.clauses.windows import WindowRule, read_window
from coordinator.rules.clauses.wording import hours, kind_name, stretch, window
from coordinator.rules.documents import Table
from coordinator.rules.facts import DETAIL, OUTSIDE_WORK, SPAN_KINDS, OfficerFacts, Question
from coordinator.rules.spans import HOUR, Calendar, overlap
from coordinator.rules.words import DutyKind

DAYS = ("any", "day_off", "duty_day")
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
        return cls(terms, most, on, kinds_of(table, "duty", SPAN_KINDS, (DutyKind.REGULAR,)))

    def reach(self, question: Question) -> Reach:
        return Reach(duty=question.calendar.dates(question.position.span))

    def measured(self, question: Question) -> Check:
        start, end = question.position.span
        long = Reason(self, end - start, self.most, None, "", end - start > self.most)
        if self.on == "any":
            return lambda officer: (long,)
        low, high = question.calendar.dates((start, end))
        wants_duty = self.on == "duty_day"

        def measure(officer: OfficerFacts) -> Sequence[Reason]:
            tour = any(
                low <= begin < high and kind in self.duty for _, begin, _, kind in officer.work
            )
            return (long,) if tour is wants_duty else WITHIN

        return measure

    def sentence(self, reason: Reason, calendar: Calendar) -> str:
        return f"{hours(reason.figure)} of {hours(reason.limit)} h in one job"

    def plain(self) -> str:
        on = {"any": "", "day_off": " on a day off", "duty_day": " on a day with a tour"}[self.on]
        return f"One job lasts at most {hours(self.most)} hours{on}."


@dataclass(frozen=True, slots=True)
class MaxJobs(Measured):
    """At most `jobs` in each window, the position among them (windows as in max_hours).

    A job counts where it starts. Spans of `counts`, `only` and `without` are jobs.
    """

    kind: ClassVar[str] = "max_jobs"
    title: ClassVar[str] = "cap on jobs"
    unit: ClassVar[str] = "jobs"
    quantity: ClassVar[str] = "jobs"
    examples: ClassVar[tuple[str, ...]] = (
        'window = "week"\njobs = 3\ncounts = ["detail", "outside_work"]',
        'window = "day"\njobs = 1',
    )

    most: int
    rule: WindowRule
    selection: Selection

    @classmethod
    def read(cls, table: Table, terms: Terms) -> Self:
        selection = read_selection(table, (DETAIL, OUTSIDE_WORK))
        return cls(terms, table.whole("jobs"), read_window(table), selection)

    def reach(self, question: Question) -> Reach:
        windows = self.rule.spans(question)
        whole = (windows[0][0], windows[-1][1]) if windows else None
        return Reach(whole, whole)

    def measured(self, question: Question) -> Check | None:
        own = question.position.own
        if not self.selection.counts(own):
            return None
        windows = self.rule.spans(question)
        if self.rule.length:
            windows = [(own.start - self.rule.length + 1, own.start + self.rule.length)]

        def measure(officer: OfficerFacts) -> Sequence[Reason]:
            starts = [start for start, _ in self.selection.work(officer, own)]
            return [self._counted(starts, where) for where in windows if _starts(own.start, where)]

        return measure

    def _counted(self, starts: Sequence[int], where: tuple[int, int]) -> Reason:
        length = self.rule.length
        inside = [start for start in starts if where[0] <= start < where[1]]
        if not length:
            return Reason(self, len(inside), self.most, where, "", len(inside) > self.most)
        first = max(inside, key=lambda low: (_in_window(inside, low, length), -low))
        count = _in_window(inside, first, length)
        return Reason(self, count, self.most, (first, first + length), "", count > self.most)

    def sentence(self, reason: Reason, calendar: Calendar) -> str:
        assert reason.window is not None
        return f"{reason.figure} of {reason.limit} jobs, {window(reason.window, calendar)}"

    def plain(self) -> str:
        counted = self.selection.words()
        return f"At most {self.most} jobs in {self.rule.words()}, counting {counted}."


@dataclass(frozen=True, slots=True)
class JobBeforeTour(Measured):
    """A job that ends within `within_hours` before a tour of the kinds in `duty` starts lasts at
    most `hours`.

    With `inside` also one that lies inside a tour; with `after` also one that starts within those
    hours after its end.
    """

    kind: ClassVar[str] = "job_before_tour"
    title: ClassVar[str] = "job before a tour"
    unit: ClassVar[str] = "hours"
    quantity: ClassVar[str] = "job_before_tour"
    by_time: ClassVar[bool] = True
    examples: ClassVar[tuple[str, ...]] = (
        'hours = 2\nwithin_hours = 4\ninside = true\nduty = ["regular"]',
    )

    most: int
    """Seconds."""
    within: int
    """Seconds."""
    inside: bool
    after: bool
    duty: frozenset[str]

    @classmethod
    def read(cls, table: Table, terms: Terms) -> Self:
        return cls(
            terms,
            seconds_of(table, "hours", HOUR),
            seconds_of(table, "within_hours", HOUR, 4 * HOUR),
            table.flag("inside"),
            table.flag("after"),
            kinds_of(table, "duty", SPAN_KINDS, (DutyKind.REGULAR,)),
        )

    def reach(self, question: Question) -> Reach:
        start, end = question.position.span
        before = start - self.within - 1 if self.after else start
        return Reach(duty=(before, end + self.within + 1))

    def measured(self, question: Question) -> Check:
        start, end = span = question.position.span
        broken = end - start > self.most

        def measure(officer: OfficerFacts) -> Sequence[Reason]:
            for _, begin, finish, kind in officer.work:
                near = end <= begin <= end + self.within
                near = near or (self.inside and overlap(span, (begin, finish)) > 0)
                near = near or (self.after and finish <= start <= finish + self.within)
                if kind in self.duty and near:
                    tour = (begin, finish)
                    return (Reason(self, end - start, self.most, tour, kind, broken),)
            return WITHIN

        return measure

    def sentence(self, reason: Reason, calendar: Calendar) -> str:
        assert reason.window is not None
        tour = f"{kind_name(reason.about)} {stretch(reason.window, calendar)}"
        return f"{hours(reason.figure)} of {hours(reason.limit)} h beside {tour}"

    def plain(self) -> str:
        inside = " or inside one" if self.inside else ""
        after = " or just after it" if self.after else ""
        return f"Just before a tour{inside}{after} a job lasts at most {hours(self.most)} hours."


def _starts(start: int, where: tuple[int, int]) -> bool:
    return where[0] <= start < where[1]


def _in_window(starts: Sequence[int], low: int, length: int) -> int:
    return sum(low <= start < low + length for start in starts)
