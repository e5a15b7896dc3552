"""What happened in a world that is worked out award by award, and what its tallies hold."""

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping
from fractions import Fraction

from coordinator.rules.distribution.document import Tally
from coordinator.rules.distribution.parts import Part, Said
from coordinator.rules.distribution.periods import Repeat
from coordinator.rules.spans import Span

Which = tuple[str, Hashable]
"""(officer, chance to work): what a charge is kept by."""

TURNED, SAID, PART, DUTY = range(4)
"""Kinds of telling, in the order in which what is of one instant is told."""


class Ledger:
    """All that happened about seats in one world: what was said, and who had which part."""

    def __init__(self) -> None:
        self.told: dict[Which, dict[tuple[int, int], tuple[int, Said | Part]]] = defaultdict(dict)
        self.by_position: dict[int, set[Which]] = defaultdict(set)
        self.listeners: list[Callable[[Which], None]] = []
        self._said = 0

    def say(self, position: int, said: Said) -> None:
        """Somebody answered."""
        self._said += 1
        self._put(position, (str(said.officer), said.seat.which), (SAID, self._said), said)

    def part(self, position: int, part: Part) -> None:
        """Somebody has a part, or it ended: the later telling takes the place of the earlier."""
        self._put(position, (str(part.officer), part.seat.which), (PART, part.row), part)

    def _put(self, position: int, key: Which, row: tuple[int, int], told: Said | Part) -> None:
        self.told[key][row] = position, told
        self.by_position[position].add(key)
        for listener in self.listeners:
            listener(key)


class Sums:
    """What one tally holds: charges by officer and chance, and their sums over a period."""

    def __init__(self, tally: Tally) -> None:
        self.tally = tally
        self._charges: dict[Which, tuple[int, int, str, Fraction]] = {}
        self._rows: list[tuple[int, int, str, Fraction]] = []
        self._spans: dict[Span, dict[str, Fraction]] = {}
        self._count = 0
        self._rolls = tally.period.repeat is Repeat.ROLLING

    def keep(self, key: Which, charge: tuple[int, Fraction] | None) -> bool:
        """Put a charge in the place of the one before; whether anything is different."""
        before = self._charges.get(key)
        if (before and (before[0], before[3])) == charge:
            return False
        if before is not None:
            del self._charges[key]
            del self._rows[bisect_left(self._rows, before[:2], key=lambda row: row[:2])]
            self._add(before[0], before[2], -before[3])
        if charge is not None:
            self._count += 1
            row = (charge[0], self._count, key[0], charge[1])
            self._charges[key] = row
            insort(self._rows, row, key=lambda each: each[:2])
            self._add(row[0], row[2], row[3])
        return True

    def charge(self, key: Which) -> tuple[int, Fraction] | None:
        """The charge that is kept."""
        row = self._charges.get(key)
        return None if row is None else (row[0], row[3])

    def totals(self, span: Span) -> Mapping[str, Fraction]:
        """Officer → his sum over a period."""
        found = self._spans.get(span)
        if found is None:
            found = self._reckoned(span)
            if self._rolls or len(self._spans) > 8:
                self._spans.clear()
            self._spans[span] = found
        return found

    def _reckoned(self, span: Span) -> dict[str, Fraction]:
        first = bisect_left(self._rows, span[0], key=lambda row: row[0])
        last = bisect_left(self._rows, span[1], key=lambda row: row[0])
        found: dict[str, Fraction] = {}
        for _, _, officer, amount in self._rows[first:last]:
            found[officer] = found[officer] + amount if officer in found else amount
        return found

    def _add(self, when: int, officer: str, amount: Fraction) -> None:
        for (begun, ends), sums in self._spans.items():
            if begun <= when < ends:
                sums[officer] = sums.get(officer, Fraction(0)) + amount
