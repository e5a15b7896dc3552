"""Whom a method means: groups that stand together, so many of one kind, and who is ordered."""

from dataclasses import dataclass
from fractions import Fraction

from coordinator.rules.clocked import Clocked
from coordinator.rules.distribution.conditions import ALWAYS, Condition
from coordinator.rules.distribution.keys import Key


@dataclass(frozen=True, slots=True)
class Tier:
    """A group asked together, after the tiers above it are used up; empty sets mean everybody.

    `duty` is how the detail lies in an officer's duty (`duty.DUTY_WORDS`).
    """

    name: str
    tiers: frozenset[str] = frozenset()
    ranks: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    duty: frozenset[str] = frozenset()
    signups: bool | None = None
    keys: tuple[Key, ...] = ()
    of_detail: bool = False
    """Those of the tier that the detail itself names."""
    opens: Clocked | None = None
    """From when on they stand; None: from the beginning."""
    units: frozenset[str] = frozenset()
    unit_is: str = ""
    """The fact of a detail that names a unit, of which they are; everybody where it names none."""


@dataclass(frozen=True, slots=True)
class Share:
    """At most so many officers of one kind on a detail.

    The kind is `each` tier, rank, group or unit, or all of those with one of these words together.
    """

    officers: int
    each: str = ""
    tiers: frozenset[str] = frozenset()
    ranks: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()

    @property
    def words(self) -> frozenset[str]:
        """All words that it names."""
        return self.tiers | self.ranks | self.groups | self.units


@dataclass(frozen=True, slots=True)
class Draft:
    """Who is ordered to take what nobody took."""

    keys: tuple[Key, ...]
    tiers: frozenset[str] = frozenset()
    ranks: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    duty: frozenset[str] = frozenset()
    condition: Condition = ALWAYS
    """For which details; of several drafts the first that fits counts."""
    tally: str = ""
    most: Fraction = Fraction(0)
    """Whoever has so much in the tally already is not ordered."""
    units: frozenset[str] = frozenset()
    of_detail: bool = False
    unit_is: str = ""
    service_under: int = 0
    """Only officers with fewer months of service, or whose date of hire is not known; 0: all."""
    after_tour: int | None = None
    """Whoever came off duty that day is ordered only within so many seconds; None: any time."""
    spares_beside_leave: bool = False
    """Whether nobody is ordered who has leave on a day beside the detail (`duty.beside_leave`)."""
