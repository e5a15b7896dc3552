"""Rests that may be shorter than the rule, so many times within so many days."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from coordinator.rules.clauses.reading import seconds_of
from coordinator.rules.clauses.wording import hours
from coordinator.rules.documents import Table
from coordinator.rules.facts import DETAIL, Stretch
from coordinator.rules.spans import DAY, HOUR, Span, disjoint


@dataclass(frozen=True, slots=True)
class Shorter:
    """A rest of `rest` seconds is enough, at most so many `times` within any `within` seconds."""

    rest: int
    times: int
    within: int

    def excuses(
        self, work: Sequence[Stretch], kinds: Collection[str], own: Span, full: int
    ) -> bool:
        """Whether there are no more shorter rests than allowed, those around the position too.

        A shorter rest is one of less than `full` seconds between any two stretches of work of these
        kinds or details; it is taken when it ends.
        """
        spans = [(start, end) for _, start, end, kind in work if kind in kinds or kind == DETAIL]
        taken = list(self._taken(sorted([*spans, own]), full))
        mine = [at for at, beside in taken if own[0] in beside or own[1] in beside]
        starts = [at for at, _ in taken if any(abs(at - each) < self.within for each in mine)]
        return all(
            sum(first <= at < first + self.within for at in starts) <= self.times
            for first in starts
            if any(first <= each < first + self.within for each in mine)
        )

    def _taken(self, spans: Sequence[Span], full: int) -> Iterator[tuple[int, Span]]:
        """When each shorter rest ends, and between which instants it lies."""
        for before, after in pairwise(disjoint(spans)):
            if 0 < after[0] - before[1] < full:
                yield after[0], (before[1], after[0])

    def words(self) -> str:
        """', or 9 hours twice ...'."""
        many = "once" if self.times == 1 else f"{self.times} times"
        return f", or {hours(self.rest)} hours at most {many} in any {self.within // DAY} days"


def read_shorter(table: Table, full: int) -> Shorter | None:
    """Read shorter = { hours = 9, times = 2, days = 7 }; None where the document has none."""
    if "shorter" not in table:
        table.known("shorter", "a table: { hours = 9, times = 2, days = 7 }")
        return None
    below = table.table("shorter")
    rest = seconds_of(below, "hours", HOUR)
    if rest >= full:
        below.wrong("hours", "is no shorter rest.", "Write fewer hours than those of the clause.")
    found = Shorter(rest, below.whole("times", least=1), below.whole("days", least=1) * DAY)
    below.finish()
    return found
