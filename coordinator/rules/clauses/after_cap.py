"""What follows from a cap that was reached: no jobs for some days after."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import ClassVar, Self

from coordinator.rules.clauses.clause import Check, Measured, Reach, Reason, Terms
from coordinator.rules.clauses.counting import Cover
from coordinator.rules.clauses.reading import seconds_of
from coordinator.rules.clauses.selection import Selection, read_selection
from coordinator.rules.clauses.windows import Window, WindowRule, read_window
from coordinator.rules.clauses.wording import hours, iso_day, window
from coordinator.rules.documents import Table
from coordinator.rules.facts import DETAIL, OfficerFacts, Question
from coordinator.rules.spans import DAY, HOUR, Calendar, Span

WORK, WINDOW_END = "work", "window_end"


@dataclass(frozen=True, slots=True)
class AfterCap(Measured):
    """Nothing for `then_bars_days` days after `hours` of work were reached in one window.

    Windows, `counts`, `only`, `without` and `same_employer`, `same_site`, `same_job` (of the
    position) are as in max_hours; the position itself does not count,
    nor what lies after its start. `hours` are reached at just so many, with `when = "exceeded"`
    only above. The days are the local dates after the one on which a job or tour ended that reached
    them, or went on above them (at midnight: the date before). With `days_from = "window_end"` they
    are those from the end of the window on: the week after such a week. A clause max_hours beside
    it keeps the cap itself.
    """

    kind: ClassVar[str] = "after_cap"
    title: ClassVar[str] = "after the cap was reached"
    unit: ClassVar[str] = "hours"
    quantity: ClassVar[str] = "before_bar"
    examples: ClassVar[tuple[str, ...]] = (
        'window = "week"\nhours = 60\nthen_bars_days = 2\n'
        'counts = ["detail", "regular", "overtime"]',
        'window = "rolling"\nwindow_hours = 24\nhours = 16\nthen_bars_days = 1\nwhen = "exceeded"',
        'window = "week"\nhours = 24\nthen_bars_days = 7\ndays_from = "window_end"\n'
        'counts = ["detail", "outside_work"]',
        'window = "months"\nhours = 40\nthen_bars_days = 91\ndays_from = "window_end"\n'
        "same_site = true",
    )

    least: int
    """Seconds: from so many on it was reached."""
    limit: int
    """Seconds, as the document has it."""
    days: int
    rule: WindowRule
    selection: Selection
    from_end: bool

    @classmethod
    def read(cls, table: Table, terms: Terms) -> Self:
        limit, rule = seconds_of(table, "hours", HOUR), read_window(table)
        exceeded = table.choice("when", ("reached", "exceeded"), "reached") == "exceeded"
        from_end = table.choice("days_from", (WORK, WINDOW_END), WORK) == WINDOW_END
        if from_end and rule.window is Window.ROLLING:
            table.wrong("days_from", "cannot stand beside a rolling window.", "Leave it out.")
        return cls(
            terms,
            limit + exceeded,
            limit,
            table.whole("then_bars_days", least=1),
            rule,
            read_selection(table, (DETAIL,), beside=True),
            from_end,
        )

    def _back(self, question: Question) -> Question:
        """The question as if the position were all the time in which it may have been reached."""
        start = question.position.starts_at
        low = start - (self.days + 2) * DAY
        around = question.position._replace(starts_at=low, ends_at=start)
        return replace(question, position=around)

    def reach(self, question: Question) -> Reach:
        whole = self.rule.around(self._back(question))
        if whole is None:
            return Reach()
        whole = whole[0], question.position.ends_at
        return Reach(whole, whole)

    def measured(self, question: Question) -> Check | None:
        start, calendar = question.position.starts_at, question.calendar
        windows = [] if self.rule.length else self.rule.spans(self._back(question))
        on = question.first_on
        selection = self.selection.beside(question.position.own, calendar)

        def measure(officer: OfficerFacts) -> Sequence[Reason]:
            spans = [span for span in officer.spans if span.start < start]
            work = selection.of(spans)
            time = Cover(work)
            ends = self._ends(work, windows, start)
            found = [self._reason(time, where, calendar, on) for where in ends]
            return found and (max(found, key=_gravest),)

        return measure

    def _ends(self, work: Sequence[Span], windows: Sequence[Span], start: int) -> Iterator[Span]:
        """Each window, up to where a piece of work in it ended, before the position."""
        if self.from_end:
            yield from (where for where in windows if where[1] <= start)
            return
        for begins, ends in work:
            end = min(ends, start)
            if self.rule.length:
                yield end - self.rule.length, end
            for low, high in windows:
                if begins < high and end > low:
                    yield low, min(end, high)

    def _reason(self, time: Cover, where: Span, calendar: Calendar, on: str) -> Reason:
        figure = time.within(where)
        day = calendar.local_date(where[1] - 1)
        if self.from_end:  # a week may end in the morning: the rest of that day is in the next one
            day = calendar.local_date(where[1]) - timedelta(days=1)
        until = (day + timedelta(days=self.days + 1)).isoformat()
        broken = figure >= self.least and day.isoformat() < on < until
        return Reason(self, figure, self.limit, where, "", broken, until if broken else "")

    def sentence(self, reason: Reason, calendar: Calendar) -> str:
        assert reason.window is not None
        until = f"; none until {iso_day(reason.barred_until)}" if reason.barred_until else ""
        figure = f"{hours(reason.figure)} of {hours(reason.limit)} h"
        return f"{figure}, {window(reason.window, calendar)}{until}"

    def plain(self) -> str:
        than = "more than " if self.least > self.limit else ""
        since = " from its end" if self.from_end else ""
        return (
            f"Nothing for {self.days} days{since} after {than}{hours(self.limit)} hours of "
            f"{self.selection.words()} in {self.rule.words()}."
        )


def _gravest(reason: Reason) -> tuple[bool, str, int]:
    """Of reasons that bar the one that bars longest; of others the fullest window."""
    return reason.broken, reason.barred_until, reason.figure
