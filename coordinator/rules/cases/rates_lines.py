"""Comparing priced lines as the format does: merged by rate, names and splitting free."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations
from typing import Any

from coordinator.rules.rates.lines import EQUIPMENT, FEE, OFFICER, TAX, PricedLine, cents

Merged = Mapping[Decimal, tuple[Decimal, int]]
"""Rate → hours (or units) times count, and the amount in cents."""

MOST_MOVED = 10
"""Lines that may stand on either side; more of them are left where they belong."""


@dataclass(frozen=True, slots=True)
class Split:
    """Priced lines as a case may name them: some as lines, the others as fees."""

    lines: tuple[PricedLine, ...]
    fees: tuple[PricedLine, ...]

    def fits(self, wanted: Merged | None, fees: Sequence[int] | None) -> bool:
        """Whether it is what the case expects; None where the case says nothing of it.

        Without fees in the case a thing with a price of its own cannot be left out of the lines.
        """
        if wanted is not None and merged(self.lines) != wanted:
            return False
        if fees is None:
            return all(line.kind == FEE for line in self.fees)
        return same_amounts([line.amount_cents for line in self.fees], fees)


def natural_split(priced: Sequence[PricedLine]) -> Split:
    """Officers, equipment and fees by the hour are lines; other fees are fees."""
    lines = tuple(line for line in priced if _is_line(line))
    fees = tuple(line for line in priced if line.kind == FEE and line not in lines)
    return Split(lines, fees)


def _is_line(line: PricedLine) -> bool:
    return line.kind in (OFFICER, EQUIPMENT) or (line.kind == FEE and line.unit == "hour")


def splits(priced: Sequence[PricedLine]) -> Iterator[Split]:
    """Every way to name the lines, the natural one first: a sum for each assignment, a fee that is
    no percentage, a vehicle may be a line or a fee."""
    yield natural_split(priced)
    shown = [line for line in priced if line.kind != TAX]
    fixed = [x for x in shown if x.kind == OFFICER and x.unit == "hour"]
    movable = [x for x in shown if x not in fixed and x.unit != "percent" and x.rate is not None]
    percents = [x for x in shown if x not in fixed and x not in movable]
    if len(movable) > MOST_MOVED:
        return
    for count in range(len(movable) + 1):
        for chosen in combinations(range(len(movable)), count):
            lines = [line for place, line in enumerate(movable) if place in chosen]
            fees = [line for place, line in enumerate(movable) if place not in chosen]
            yield Split((*fixed, *lines), (*percents, *fees))


def merged(lines: Iterable[PricedLine]) -> Merged:
    """Rate → hours (or units) and amount of priced lines."""
    found: dict[Decimal, tuple[Decimal, int]] = {}
    for line in lines:
        hours = line.unit == "hour" and line.minutes is not None
        units = Decimal(line.minutes or 0) / 60 * line.quantity if hours else line.quantity
        _merge(found, line.rate or Decimal(0), Decimal(units), line.amount_cents)
    return _rounded(found)


def merged_expected(lines: Iterable[Mapping[str, Any]]) -> Merged:
    """The same of the lines that a case expects."""
    found: dict[Decimal, tuple[Decimal, int]] = {}
    for line in lines:
        each = line["hours"] if "hours" in line else line.get("units", 1)
        units = Decimal(str(each)) * int(line.get("count", 1))
        amount = cents(Decimal(str(line["amount"])))
        _merge(found, Decimal(str(line["rate"])), units, amount)
    return _rounded(found)


def _merge(
    found: dict[Decimal, tuple[Decimal, int]], rate: Decimal, units: Decimal, amount: int
) -> None:
    known, total = found.get(rate, (Decimal(0), 0))
    found[rate] = known + units, total + amount


def _rounded(found: Mapping[Decimal, tuple[Decimal, int]]) -> Merged:
    """Hours are given to two places; what costs nothing is no line."""
    return {
        rate: (units.quantize(Decimal("0.01")), amount)
        for rate, (units, amount) in found.items()
        if amount
    }


def same_amounts(have: Sequence[int], wanted: Sequence[int]) -> bool:
    """Whether the sums are the same; one that is expected may be found in several parts."""
    left = sorted((amount for amount in have if amount), key=abs, reverse=True)
    return _fill([amount for amount in wanted if amount], left)


def _fill(open_sums: list[int], amounts: list[int]) -> bool:
    if not amounts:
        return not any(open_sums)
    first, rest = amounts[0], amounts[1:]
    for place, wanted in enumerate(open_sums):
        if wanted and wanted not in open_sums[:place]:
            left = [*open_sums[:place], wanted - first, *open_sums[place + 1 :]]
            if _fill(left, rest):
                return True
    return False
