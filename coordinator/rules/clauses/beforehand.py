"""What must come before a job: work on duty, and asking in good time."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, Self

from coordinator.rules.clauses.clause import Check, Measured, Reach, Reason, Terms
from coordinator.rules.clauses.reading import seconds_of
from coordinator.rules.clauses.selection import Selection, read_selection
from coordinator.rules.clauses.windows import Window, WindowRule, read_window
from coordinator.rules.clauses.wording import hours, kind_name, window
from coordinator.rules.documents import Table
from coordinator.rules.facts import DETAIL, OUTSIDE_WORK, OfficerFacts, Question
from coordinator.rules.rates.days import NO_DAYS, DayList
from coordinator.rules.rates.notices import business_days
from coordinator.rules.spans import HOUR, Calendar, Span, covered
from coordinator.rules.words import DutyKind

SAME, BEFORE = "same", "before"
NOTICE = ("hours", "days", "business_days")


@dataclass(frozen=True, slots=True)
class WorkBefore(Measured):
    """At least `hours` of work of the kinds in `counts` before the position.

    In the `window_hours` or `window_days` that end with its start (`window = "rolling"`); or in
    the whole day, week, month, pay period ... before the one in which it starts; or with
    `which = "same"` in that one itself, where what is planned after the position counts too.
    """

    kind: ClassVar[str] = "work_before"
    title: ClassVar[str] = "work before a job"
    unit: ClassVar[str] = "hours"
    quantity: ClassVar[str] = "work_before"
    at_least: ClassVar[bool] = True
    examples: ClassVar[tuple[str, ...]] = (
        'window = "rolling"\nwindow_days = 7\nhours = 24\ncounts = ["regular"]',
        'window = "week"\nweek_starts = "sunday"\nhours = 40\nwhich = "same"',
    )

    least: int
    """Seconds."""
    rule: WindowRule
    which: str
    selection: Selection

    @classmethod
    def read(cls, table: Table, terms: Terms) -> Self:
        least, rule = seconds_of(table, "hours", HOUR), read_window(table)
        which = table.choice("which", (BEFORE, SAME), BEFORE)
        if which == SAME and rule.window is Window.ROLLING:
            table.wrong("which", "cannot stand beside a rolling window.", "Leave one of them out.")
        return cls(terms, least, rule, which, read_selection(table, (DutyKind.REGULAR,)))

    def reach(self, question: Question) -> Reach:
        where = self._window(question)
        details = self.selection.kinds & {DETAIL, OUTSIDE_WORK}
        return Reach(where, where if details else None)

    def measured(self, question: Question) -> Check | None:
        where = self._window(question)
        if where is None:
            return None
        place = where

        def measure(officer: OfficerFacts) -> Sequence[Reason]:
            figure = covered(self.selection.work(officer), place)
            return (Reason(self, figure, self.least, place, "", figure < self.least),)

        return measure

    def _window(self, question: Question) -> Span | None:
        start = question.position.starts_at
        if self.rule.length:
            return start - self.rule.length, start
        found = [each for each in self.rule.spans(question) if each[0] <= start < each[1]]
        if not found or self.which == SAME:
            return found[0] if found else None
        return self.rule.before(found[0], question)

    def sentence(self, reason: Reason, calendar: Calendar) -> str:
        assert reason.window is not None
        counts, where = self.selection.words(), window(reason.window, calendar)
        return f"{hours(reason.figure)} of {hours(reason.limit)} h of {counts}, {where}"

    def plain(self) -> str:
        least, counts = hours(self.least), self.selection.words()
        if self.which == SAME:
            return f"At least {least} hours of {counts} in {self.rule.words()} with a job."
        if self.rule.length:
            length = self.rule.words().removeprefix("any ").removesuffix(" in a row")
            return f"At least {least} hours of {counts} in the {length} before a job."
        window = self.rule.words().removeprefix("a ")
        return f"At least {least} hours of {counts} in the {window} before that of the job."


@dataclass(frozen=True, slots=True)
class Notice(Measured):
    """Asked for at least `hours` (elapsed), `days` (local dates) or `business_days` before the
    position starts.

    Business days are Mondays to Fridays without the days of [[holiday]], from the day after the
    asking to the day of the position. By the officer, when he asked for the position, or as the
    scenario says (`requested_at`). Where nothing is known of that, it was asked for in good time.
    """

    kind: ClassVar[str] = "notice"
    title: ClassVar[str] = "asked for in time"
    quantity: ClassVar[str] = "notice"
    at_least: ClassVar[bool] = True
    examples: ClassVar[tuple[str, ...]] = (
        'days = 3\nseverity = "override"\nby = "captain"',
        "hours = 72",
        "business_days = 2",
    )

    least: int
    """Seconds, or days."""
    counted: str
    holidays: DayList = NO_DAYS

    @property
    def unit(self) -> str:  # type: ignore[override]
        """Hours, days or business days, as the document has it."""
        return self.counted

    @classmethod
    def read(cls, table: Table, terms: Terms) -> Self:
        for key in NOTICE:
            table.known(key)
        given = [key for key in NOTICE if key in table]
        if len(given) != 1:
            table.wrong(
                "days", f"or {', '.join(NOTICE)}: one of them must stand here.", "Write days = 3."
            )
            return cls(terms, 0, "days")
        if given[0] == "hours":
            return cls(terms, seconds_of(table, "hours", HOUR), "hours")
        return cls(terms, table.whole(given[0]), given[0])

    def with_days(self, holidays: DayList) -> Self:
        return replace(self, holidays=holidays) if self.counted == "business_days" else self

    def measured(self, question: Question) -> Check:
        position, calendar = question.position, question.calendar

        def measure(officer: OfficerFacts) -> Sequence[Reason]:
            asked = officer.expressed_at or position.requested_at
            if asked is None:
                return ()
            figure = self._given(asked, position.starts_at, calendar)
            return (Reason(self, figure, self.least, None, "", figure < self.least),)

        return measure

    def _given(self, asked: int, start: int, calendar: Calendar) -> int:
        day, first = calendar.local_date(asked), calendar.local_date(start)
        if self.counted == "hours":
            return start - asked
        if self.counted == "days":
            return (first - day).days
        return business_days(day, first, self.holidays)

    def sentence(self, reason: Reason, calendar: Calendar) -> str:
        if self.counted == "hours":
            return f"asked for {hours(reason.figure)} of {hours(reason.limit)} h before"
        return f"asked for {reason.figure} of {reason.limit} {kind_name(self.counted)} before"

    def plain(self) -> str:
        least = hours(self.least) if self.counted == "hours" else str(self.least)
        return f"Asked for at least {least} {kind_name(self.counted)} before."
