"""The distribution part of a policy: keys, lists and methods, and the whole, as frozen data."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from coordinator.rules.distribution.call_offs import CallOffRule
from coordinator.rules.distribution.conditions import ALWAYS, Condition
from coordinator.rules.distribution.counting import Counting
from coordinator.rules.distribution.facts import Facts
from coordinator.rules.distribution.going_on import GoingOn
from coordinator.rules.distribution.keys import By, Key
from coordinator.rules.distribution.periods import NEVER, Period
from coordinator.rules.distribution.seat_parts import SeatPart
from coordinator.rules.distribution.signup_times import Deadline, Opening
from coordinator.rules.distribution.tallies import Newcomers, Tally
from coordinator.rules.distribution.whom import Draft, Share, Tier
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
    "SeatPart",
    "Share",
    "Skip",
    "Tally",
    "Tier",
]


class Place(StrEnum):
    """Where a name goes on a list."""

    BOTTOM = "bottom"
    TOP = "top"
    STAYS = "stays"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class Move:
    """What certain happenings do to a name on a list; the first that fits counts.

    `places` says how many names it is passed by where it goes `DOWN`; at the end it stays.
    """

    on: frozenset[str]
    to: Place = Place.BOTTOM
    condition: Condition = ALWAYS
    places: int = 0

    @property
    def words(self) -> str:
        """Where it puts the name: 'to the bottom', 'down 3 places'."""
        if self.to is Place.DOWN:
            return f"down {self.places} place{'s' if self.places > 1 else ''}"
        return f"to the {self.to}"


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
    goes_on: GoingOn | None = None
    reset_when: Condition = ALWAYS


@dataclass(frozen=True, slots=True)
class Priority:
    """Who is asked before all others, so many times, after something has happened to him."""

    on: frozenset[str]
    times: int = 1
    moves: bool = True
    condition: Condition = ALWAYS


@dataclass(frozen=True, slots=True)
class Skip:
    """Who does not stand, so many times, after something has happened to him.

    It is a detail that the method gave out to anybody that uses one up, or with `own_turns` one of
    which he stood ahead of whoever got it.
    """

    on: frozenset[str]
    times: int = 1
    own_turns: bool = False
    condition: Condition = ALWAYS


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
    skips: tuple[Skip, ...] = ()
    parts: tuple[SeatPart, ...] = ()
    """How the seats of a detail are parted, where not all go by the same order."""
    drafts: tuple[Draft, ...] = ()
    alternates: int = 0
    chosen_by: str = ""
    condition: Condition = ALWAYS
    clause: str = ""
    openings: tuple[Opening, ...] = ()
    shares: tuple[Share, ...] = ()
    text: str = ""
    """The words of the agreement, for people."""
    answer_minutes: int = 0
    """How long somebody who is asked has to answer, for people; 0: not said."""

    @property
    def waves(self) -> bool:
        """Whether some of its tiers open later than the others."""
        return any(tier.opens is not None for tier in self.tiers)

    @property
    def groups(self) -> tuple["Tier | Draft | SeatPart", ...]:
        """Whom it means apart: in tiers, drafts and parts of the seats."""
        return (*self.tiers, *self.drafts, *self.parts)

    @property
    def all_keys(self) -> tuple[Key, ...]:
        """Every key by which it orders anybody."""
        return (*self.keys, *(key for group in self.groups for key in group.keys))

    def draft(self, facts: Facts) -> Draft | None:
        """Who is ordered to take a detail that nobody took; None where nobody is."""
        return next((each for each in self.drafts if each.condition.met(facts)), None)

    @property
    def compares(self) -> bool:
        """Whether somebody's place hangs on who else stands."""
        relative = any(key.within or key.bounded for key in self.all_keys)
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
        groups: tuple[Tier | SeatPart, ...] = (*method.tiers, *method.parts)
        keys = [*method.keys, *(key for group in groups for key in group.keys)]
        named = {key.of for key in keys if key.by is By.LIST and key.of}
        return tuple(each for each in self.lists if not named or each.name in named)

    @property
    def periods(self) -> tuple[tuple[str, Period], ...]:
        """The period of every tally and list, by its name."""
        tallies = ((each.name, each.period) for each in self.tallies)
        going = ((each.name, each.goes_on.period) for each in self.lists if each.goes_on)
        return (*tallies, *((each.name, each.period) for each in self.lists), *going)

    @property
    def countings(self) -> frozenset[Counting]:
        """Everything that its conditions count."""
        return frozenset(each for one in self._conditions() for each in one.countings)

    @property
    def facts_named(self) -> frozenset[str]:
        """Every fact that a condition of the document asks for."""
        apart = {name for tally in self.tallies for name in tally.per}
        apart |= {group.unit_is for method in self.methods for group in method.groups} - {""}
        return frozenset(name for each in self._conditions() for name in each.names) | apart

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
            yield from (skip.condition for skip in method.skips)
            yield from (draft.condition for draft in method.drafts)
        yield from (rule.condition for rule in self.call_offs)

    def tally(self, name: str) -> Tally | None:
        """A tally by its name."""
        return next((each for each in self.tallies if each.name == name), None)

    def tally_of(self, account: str) -> Tally | None:
        """The tally of an account: 'hours', or 'hours[Acme Paving]' where it is kept apart."""
        name, apart, rest = account.partition("[")
        tally = self.tally(name)
        whole = not apart or rest.endswith("]")
        return tally if tally and whole and bool(tally.per) == bool(apart) else None

    @property
    def account_names(self) -> str:
        """How the accounts of all tallies are called, for people."""
        names = [f"{t.name}[{', '.join(t.per)}]" if t.per else t.name for t in self.tallies]
        return ", ".join(names) or "none"
