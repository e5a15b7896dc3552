"""What a happening costs in a tally, and where a newcomer begins."""

from collections.abc import Sequence
from fractions import Fraction
from math import ceil
from statistics import median

from coordinator.rules.distribution.facts import Happening
from coordinator.rules.distribution.tallies import Charge, Newcomers, Tally, Unit

UNDOING = frozenset(
    {
        "called_off",
        "sick_from_detail",
        "no_show",
        "given_away",
        "cancelled_by_customer",
        "released",
    }
)
"""What ends an officer's part in a detail: it takes back a charge even where it costs nothing."""


def charged(tally: Tally, what: Happening) -> Fraction | None:
    """What it costs; None where it leaves the charge for its detail as it was."""
    charge = _fitting(tally, what)
    if charge is not None:
        return _amount(tally, charge, what)
    return Fraction(0) if what.what in UNDOING else None


def _fitting(tally: Tally, what: Happening) -> Charge | None:
    if not tally.condition.met(what.facts):
        return None
    for charge in tally.charges:
        if what.what in charge.on and charge.condition.met(what.facts):
            return charge
    return None


def _amount(tally: Tally, charge: Charge, what: Happening) -> Fraction:
    match tally.unit:
        case Unit.HOURS:
            size = what.hours
        case Unit.MONEY:
            pay = what.facts.get("pay")
            size = pay if isinstance(pay, Fraction) else Fraction(0)
        case _:
            size = Fraction(1)
    counted = max(size, charge.least)
    if charge.step:
        counted = ceil(counted / charge.step) * charge.step
    amount = counted * charge.times + charge.plus
    return amount if charge.most is None else min(amount, charge.most)


def beginning(newcomers: Newcomers, others: Sequence[Fraction]) -> Fraction:
    """The figure at which somebody new begins, from those of the others."""
    if not others:
        return Fraction(0)
    match newcomers:
        case Newcomers.AVERAGE:
            return sum(others, Fraction(0)) / len(others)
        case Newcomers.MEDIAN:
            return median(sorted(others))
        case Newcomers.HIGHEST:
            return max(others)
        case Newcomers.LOWEST:
            return min(others)
        case _:
            return Fraction(0)


LEAST_SHARE = Fraction(1, 1000)
"""What is left of a balance that has been carried over so often is not looked for any more."""


def periods_back(share: Fraction) -> int:
    """Over how many periods a balance is carried before less than `LEAST_SHARE` of it is left."""
    found, left = 0, share
    while left >= LEAST_SHARE:
        found, left = found + 1, left * share
    return found
