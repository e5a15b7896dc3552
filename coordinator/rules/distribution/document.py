"""The distribution part of a policy: keys, lists and methods, and the whole, as frozen data."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from coordinator.rules.distribution.call_offs import CallOffRule
from coordinator.rules.distribution.conditions import ALWAYS, Condition
from coordinator.rules.distribution.counting import Counting
from coordinator.rules.distribution.facts import Facts
from coordinator.rules.distribution.periods import NEVER, Period
from coordinator.rules.distribution.signup_times import Clocked, Deadline, Opening
from coordinator.rules.distribution.tallies import Newcomers, Tally
from coordinator.rules.rates.days import NO_DAYS, DayList

__all__ = [
    "By",
    "Distribution",
    "Draft",
    "Key",
    "Method",
    "Move",
    "Place",
    "Priority",
    "Roster",
    "Share",
    "Tally",
    "Tier",
]


class By(StrEnum):
    """What a key compares; the smaller value comes first."""

    FEWEST = "fewest"
    FEWEST_HOURS = "fewest_hours"
    FEWEST_DETAILS = "fewest_details"
    LONGEST_SINCE = "longest_since"
    SENIORITY = "seniority"
    FIRST_ANSWER = "first_answer"
    LIST = "list"
    RANK = "rank"
    GROUP = "group"
    DUTY = "duty"
    NUMBER = "number"
    HELD_BEFORE = "held_before"
    DRAW = "draw"


@dataclass(frozen=True, slots=True)
class Key:
    """One key of an order; `of` names the tally, list, date or number compared.

    `plus` are tallies whose figures are added to the first one's; `words` are ranks, groups or
    duty, in the order in which they come.
    """

    by: By
    of: str = ""
    reverse: bool = False
    most: Fraction | None = None
    words: tuple[str, ...] = ()
    on: frozenset[str] = frozenset()
    plus: tuple[str, ...] = ()
    within: Fraction = Fraction(0)
    """Figures are compared in bands of so much, counted from the lowest of those who stand."""
    above: Fraction | None = None
    """Whoever has more than so much above the lowest of those who stand does not stand."""


class Place(StrEnum):
    """Where a name goes on a list."""

    BOTTOM = "bottom"
    TOP = "top"
    STAYS = "stays"


@dataclass(frozen=True, slots=True)
class Move:
    """What certain happenings do to a name on a list; the first that fits counts."""

    on: frozenset[str]
    to: Place = Place.BOTTOM
    condition: Condition = ALWAYS


@dataclass(frozen=True, slots=True)
class Roster:
    """A list of names ([[list]]), with or without a mark at whom it goes on."""

    name: str
    tiers: frozenset[str] = frozenset()
    start: tuple[Key, ...] = ()
    newcomers: Newcomers = Newcomers.BOTTOM
    mark: bool = False
    mark_after: frozenset[str] = frozenset()
    period: Period = NEVER
    moves: tuple[Move, ...] = ()
    reset_when: Condition = ALWAYS


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


@dataclass(frozen=True, slots=True)
class Priority:
    """Who is asked before all others, so many times, after something has happened to him."""

    on: frozenset[str]
    times: int = 1
    moves: bool = True
    condition: Condition = ALWAYS


@dataclass(frozen=True, slots=True)
class Share:
    """At most so many officers of one kind on a detail.

    The kind is `each` tier, rank or group, or all of those with one of these words together.
    """

    officers: int
    each: str = ""
    tiers: frozenset[str] = frozenset()
    ranks: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Draft:
    """Who is ordered to take what nobody took."""

    keys: tuple[Key, ...]
    tiers: frozenset[str] = frozenset()
    ranks: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    duty: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Method:
    """How details of some kind are given out ([[rotation]]); the first method that fits counts.

    `signups` None: those who signed up where sign-ups were taken, otherwise everybody.
    """

    name: str = ""
    signups: bool | None = None
    keys: tuple[Key, ...] = ()
    drawn: bool = False
    tiers: tuple[Tier, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    priorities: tuple[Priority, ...] = ()
    draft: Draft | None = None
    alternates: int = 0
    chosen_by: str = ""
    condition: Condition = ALWAYS
    clause: str = ""
    openings: tuple[Opening, ...] = ()
    shares: tuple[Share, ...] = ()

    @property
    def waves(self) -> bool:
        """Whether some of its tiers open later than the others."""
        return any(tier.opens is not None for tier in self.tiers)

    @property
    def all_keys(self) -> tuple[Key, ...]:
        """Every key by which it orders anybody."""
        drafted = self.draft.keys if self.draft else ()
        return (*self.keys, *(key for tier in self.tiers for key in tier.keys), *drafted)

    @property
    def compares(self) -> bool:
        """Whether somebody's place hangs on who else stands."""
        relative = any(key.within or key.above is not None for key in self.all_keys)
        return relative or bool(self.shares)


@dataclass(frozen=True, slots=True)
class Distribution:
    """The whole distribution part of a policy."""

    tallies: tuple[Tally, ...] = ()
    lists: tuple[Roster, ...] = ()
    methods: tuple[Method, ...] = ()
    words: frozenset[str] = field(default_factory=frozenset)
    """Every happening that the document names."""
    call_offs: tuple[CallOffRule, ...] = ()
    holidays: DayList = NO_DAYS

    def method(self, facts: Facts) -> Method | None:
        """The first method that fits a detail; None where none does."""
        return next((each for each in self.methods if each.condition.met(facts)), None)

    def place(self, method: Method) -> int:
        """The place of one of its methods among them, from 0."""
        return self.methods.index(method)

    def lists_of(self, method: Method) -> tuple[Roster, ...]:
        """The lists by which a method goes; all, where it names none."""
        keys = [*method.keys, *(key for tier in method.tiers for key in tier.keys)]
        named = {key.of for key in keys if key.by is By.LIST and key.of}
        return tuple(each for each in self.lists if not named or each.name in named)

    @property
    def periods(self) -> tuple[tuple[str, Period], ...]:
        """The period of every tally and list, by its name."""
        tallies = ((each.name, each.period) for each in self.tallies)
        return (*tallies, *((each.name, each.period) for each in self.lists))

    @property
    def countings(self) -> frozenset[Counting]:
        """Everything that its conditions count."""
        return frozenset(each for one in self._conditions() for each in one.countings)

    @property
    def facts_named(self) -> frozenset[str]:
        """Every fact that a condition of the document asks for."""
        return frozenset(name for each in self._conditions() for name in each.names)

    def _conditions(self) -> Iterator[Condition]:
        for tally in self.tallies:
            yield from (tally.condition, tally.reset_when)
            yield from (charge.condition for charge in tally.charges)
        for roster in self.lists:
            yield roster.reset_when
            yield from (move.condition for move in roster.moves)
        for method in self.methods:
            yield method.condition
            yield from (deadline.condition for deadline in method.deadlines)
            yield from (opening.condition for opening in method.openings)
            yield from (priority.condition for priority in method.priorities)

    def tally(self, name: str) -> Tally | None:
        """A tally by its name."""
        return next((each for each in self.tallies if each.name == name), None)
