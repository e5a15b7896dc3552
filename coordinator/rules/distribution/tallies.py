"""Tallies: the figures that a document keeps of every officer, and what each happening costs."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from coordinator.rules.distribution.conditions import ALWAYS, Condition
from coordinator.rules.distribution.facts import Fact, Facts
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
    per: tuple[str, ...] = ()
    """Facts of a detail: it is kept apart for each employer, say, and that of the detail counts."""

    def account(self, facts: Facts) -> str:
        """Under what name it is kept for a detail: 'hours', or 'hours[Acme Paving]'."""
        if not self.per:
            return self.name
        return f"{self.name}[{', '.join(fact_text(facts.get(name, '')) for name in self.per)}]"

    def names(self, facts: Facts, account: str = "") -> tuple[str, ...]:
        """By what names is called what counts in an account; without one in that of a detail with
        these facts, which the name of the tally alone means too."""
        mine = self.account(facts)
        if not self.per or account not in ("", mine):
            return (account or mine,)
        return mine, self.name

    def facts_of(self, account: str, known: Mapping[str, Collection[str]]) -> dict[str, str] | None:
        """For what an account is kept, by the fact; None where it is for nothing that is `known`
        (every name, of the facts of which all are known). Names may hold commas themselves."""
        values = _values(account[len(self.name) + 1 : -1], self.per, known)
        return None if values is None else dict(zip(self.per, values, strict=True))


def _values(
    words: str, facts: Sequence[str], known: Mapping[str, Collection[str]]
) -> tuple[str, ...] | None:
    fact, *more = facts
    pieces = words.split(", ")
    for end in range(1, len(pieces) + 1) if more else (len(pieces),):
        first, rest = ", ".join(pieces[:end]), ", ".join(pieces[end:])
        if fact in known and first not in known[fact]:
            continue
        others = _values(rest, more, known) if more else ()
        if others is not None:
            return (first, *others)
    return None


def fact_text(fact: Fact) -> str:
    """A fact as it stands in the name of an account."""
    if isinstance(fact, bool):
        return "yes" if fact else "no"
    return fact if isinstance(fact, str) else f"{float(fact):g}"
