"""Lists that go on by themselves: so many names at each begin of a period."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from coordinator.rules.distribution.periods import BEGINNING, Named, Period, Repeat, read_period
from coordinator.rules.documents import Table
from coordinator.rules.spans import Calendar

NOT_REPEATED = (Repeat.NEVER, Repeat.ROLLING)
"""Periods that never begin anew."""


@dataclass(frozen=True, slots=True)
class GoingOn:
    """By how many names a list goes on at each begin of a period.

    On the local date `counted_from` it stands in its starting order; where it was handed over or
    begins again, it goes on from there.
    """

    names: int
    period: Period
    counted_from: date

    def begins(
        self, since: int, until: int, calendar: Calendar, named: Sequence[Named] = ()
    ) -> int:
        """How many periods began after one instant and no later than another."""
        found, begun = 0, self.period.begins(until, calendar, named)
        while begun > max(since, BEGINNING):
            found, begun = found + 1, self.period.begins(begun - 1, calendar, named)
        return found

    def words(self) -> str:
        """'by 5 names with the month, counted from 2026-01-01'."""
        names = f"{self.names} name{'s' if self.names > 1 else ''}"
        return f"by {names} with {self.period.words()}, counted from {self.counted_from}"


def read_going_on(table: Table) -> GoingOn:
    """Read [list.goes_on]."""
    period = read_period(table, "each", None)
    if period.repeat in NOT_REPEATED:
        table.wrong("each", "never begins anew.", 'Write each = "month", or "week".')
    found = GoingOn(table.whole("names", 1, least=1), period, table.day("counted_from"))
    table.finish()
    return found
