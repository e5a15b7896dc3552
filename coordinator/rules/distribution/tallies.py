"""Tallies: the figures that a document keeps of every officer, and what each happening costs."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from coordinator.rules.distribution.conditions import ALWAYS, Condition
from coordinator.rules.distribution.periods import NEVER, Period


class Unit(StrEnum):
    """What a tally counts."""

    HOURS = "hours"
    DETAILS = "details"
    MONEY = "money"
    POINTS = "points"


class Newcomers(StrEnum):
    """Where somebody new starts: a tally's figure, or a place on a list."""

    AVERAGE = "average"
    MEDIAN = "median"
    HIGHEST = "highest"
    LOWEST = "lowest"
    ZERO = "zero"
    BOTTOM = "bottom"
    TOP = "top"
    ORDER = "order"


@dataclass(frozen=True, slots=True)
class Charge:
    """What certain happenings cost in a tally: times the hours (or once), plus a fixed amount."""

    on: frozenset[str]
    times: Fraction = Fraction(1)
    plus: Fraction = Fraction(0)
    least: Fraction = Fraction(0)
    condition: Condition = ALWAYS
    step: Fraction = Fraction(0)
    """What is begun of so much counts whole; 0: as it is."""
    most: Fraction | None = None
    """No happening charges more than this, whatever comes out."""

    @property
    def even(self) -> bool:
        """Whether two details cost as much as one of their hours together and another of none."""
        return not (self.least or self.step) and self.most is None


USUAL_CHARGES = (Charge(frozenset({"worked", "taken_over"})),)
"""What a tally counts where the document does not say: what was worked."""


@dataclass(frozen=True, slots=True)
class Tally:
    """A named figure that every officer has; of several charges the first that fits counts."""

    name: str
    unit: Unit = Unit.HOURS
    period: Period = NEVER
    newcomers: Newcomers = Newcomers.ZERO
    new_on: frozenset[str] = frozenset()
    among: str = "all"
    charges: tuple[Charge, ...] = ()
    condition: Condition = ALWAYS
    reset_when: Condition = ALWAYS
    """What must be so of the detail for the last reset to count already."""
    newcomers_plus: Fraction = Fraction(0)
    """So much more than `newcomers` says is where they begin; may be negative."""
    keeps_higher: bool = False
    """Whether somebody whose own figure is higher keeps it instead."""
    carried: Fraction = Fraction(0)
    """The share of a period's balance with which the next one begins."""
