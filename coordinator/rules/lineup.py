"""Everybody in the order of a rotation's keys, column by column, without facts officer by officer.

The order is that of `rotation.order`; it is made so where thousands of awards are worked out again.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat

from coordinator.rules.facts import NO_TALLY, Tally
from coordinator.rules.rotation import (
    COUNTING,
    NEVER,
    NO_DATE,
    Key,
    KeyKind,
    Rotation,
    Ties,
    ticket,
)
from coordinator.rules.spans import Calendar, Span

Value = tuple[object, ...]
"""What an officer is ordered by; equal values are a tie."""


@dataclass(frozen=True, slots=True)
class Lineup:
    """Officers' ids with what keys compare of them: the columns are as long as `ids`.

    `seniority` holds (date, tie-break); `tallies` gives those of one period, `last_worked` when
    somebody's last detail ended that began before an instant (UTC; 0: none).
    """

    ids: Sequence[int]
    seniority: Sequence[tuple[str, int]]
    tallies: Callable[[Span], Mapping[int, Tally]]
    last_worked: Callable[[int], Sequence[int]]
    expressed: Mapping[int, int]

    def values(
        self, rotation: Rotation, starts_at: int, calendar: Calendar, seed: str
    ) -> dict[int, Value]:
        """Everybody's place value for a position that starts then."""
        columns = [self._column(key, starts_at, calendar, seed) for key in rotation.keys]
        if rotation.ties is Ties.DRAW:
            columns.append(self._tickets(seed))
        if not columns:
            return dict.fromkeys(self.ids, ())
        return dict(zip(self.ids, zip(*columns, strict=True), strict=True))

    def _column(self, key: Key, starts_at: int, calendar: Calendar, seed: str) -> Sequence[object]:
        if key.by in COUNTING:
            which = COUNTING.index(key.by)
            counted = self.tallies(key.span(starts_at, calendar))
            return [tally[which] for tally in map(counted.get, self.ids, repeat(NO_TALLY))]
        match key.by:
            case KeyKind.LONGEST_SINCE:
                return self.last_worked(starts_at)
            case KeyKind.SENIORITY:
                return self.seniority
            case KeyKind.FIRST_ANSWER:
                return list(map(self.expressed.get, self.ids, repeat(NEVER)))
            case _:
                return self._tickets(seed)

    def _tickets(self, seed: str) -> Sequence[object]:
        return [ticket(seed, officer) for officer in self.ids]


def seniority_of(on: str | None, tie: int) -> tuple[str, int]:
    """What the key of seniority compares."""
    return on or NO_DATE, tie
