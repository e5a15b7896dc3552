"""Rest after a long day of work, whichever came first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar, Self

from coordinator.rules.clauses.clause import WITHIN, Check, Measured, Reach, Reason, Terms
from coordinator.rules.clauses.reading import seconds_of
from coordinator.rules.clauses.selection import AT_WORK, Selection, read_selection
from coordinator.rules.clauses.wording import hours, stretch
from coordinator.rules.documents import Table
from coordinator.rules.facts import OfficerFacts, Question
from coordinator.rules.spans import DAY, HOUR, Calendar, Span, covered, overlap, union


@dataclass(frozen=True, slots=True)
class RestAfterLongDay(Measured):
    """After `day_hours` of work within `within_hours`, `hours` free before the next work.

    Looked at in both directions: the position may fill the day up, or come after a full one. The
    rest runs from the end of the work at which the hours are full to the start of the next.
    """

    kind: ClassVar[str] = "rest_after_long_day"
    title: ClassVar[str] = "rest after a long day"
    unit: ClassVar[str] = "hours"
    quantity: ClassVar[str] = "rest_after_long_day"
    at_least: ClassVar[bool] = True
    examples: ClassVar[tuple[str, ...]] = (
        'day_hours = 16\nwithin_hours = 24\nhours = 8\ncounts = ["detail", "regular", "overtime"]',
    )

    day: int
    """Seconds of work that make a day long."""
    within: int
    """Seconds in which they fall."""
    rest: int
    """Seconds."""
    selection: Selection

    @classmethod
    def read(cls, table: Table, terms: Terms) -> Self:
        return cls(
            terms,
            seconds_of(table, "day_hours", HOUR),
            seconds_of(table, "within_hours", HOUR, DAY),
            seconds_of(table, "hours", HOUR),
            read_selection(table, AT_WORK),
        )

    def reach(self, question: Question) -> Reach:
        start, end = question.position.span
        window = (start - self.rest - self.within, end + self.rest + self.within)
        return Reach(window, window)

    def measured(self, question: Question) -> Check | None:
        own = question.position.own
        if not self.selection.counts(own):
            return None
        window = self.reach(question).duty
        assert window is not None

        def measure(officer: OfficerFacts) -> Sequence[Reason]:
            blocks = union(self.selection.work(officer, own), window)
            rests = list(self._rests(blocks, own.span))
            if not rests:
                return WITHIN
            low, high = min(rests, key=lambda free: free[1] - free[0])
            return (self._reason(high - low, (low, high)),)

        return measure

    def _reason(self, figure: int, free: Span) -> Reason:
        return Reason(self, figure, self.rest, free, "", figure < self.rest)

    def _rests(self, blocks: Sequence[Span], own: Span) -> Iterator[Span]:
        for done, following in pairwise(blocks):
            day = (done[1] - self.within, done[1])
            if covered(blocks, day) >= self.day and (overlap(day, own) or overlap(following, own)):
                yield done[1], following[0]

    def sentence(self, reason: Reason, calendar: Calendar) -> str:
        assert reason.window is not None
        free, day = hours(reason.figure), hours(self.day)
        where = stretch(reason.window, calendar)
        return f"{free} of {hours(reason.limit)} h free after {day} h of work, {where}"

    def plain(self) -> str:
        day = f"{hours(self.day)} hours of work within {hours(self.within)}"
        return f"{hours(self.rest)} hours free after {day}, counting {self.selection.words()}."
