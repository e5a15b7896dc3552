"""When a clause applies: to which people, jobs and dates, and with how much notice."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Protocol
from zoneinfo import ZoneInfo

from coordinator.rules.rates.around import minutes_inside
from coordinator.rules.rates.clock import Portion, cut, moment_at
from coordinator.rules.rates.days import NO_DAYS, DayList


@dataclass(frozen=True, slots=True)
class Situation:
    """What conditions look at: words, flags and numbers of one person or thing, and the job's
    instants. `dated_on` is the local date by which dated clauses go; `crew` how many there are of
    each role, and which of these supervise."""

    words: Mapping[str, str]
    zone: ZoneInfo
    starts_at: int
    starts_on: date
    ends_at: int = 0
    requested_at: int | None = None
    approved_at: int | None = None
    cancelled_at: int | None = None
    reduced_at: int | None = None
    holidays: DayList = NO_DAYS
    things: frozenset[str] = frozenset()
    numbers: Mapping[str, Decimal] = field(default_factory=dict)
    dated_on: date | None = None
    crew: Mapping[str, tuple[int, bool]] = field(default_factory=dict)

    def instant(self, which: str) -> int | None:
        """When the job was `requested`, `approved`, `cancelled` or `reduced`."""
        found: int | None = getattr(self, f"{which}_at")
        return found


class Condition(Protocol):
    """One test of a situation."""

    def holds(self, situation: Situation) -> bool:
        """Whether the situation meets it."""


@dataclass(frozen=True, slots=True)
class Word:
    """The fact reads one of these words."""

    name: str
    words: tuple[str, ...]

    def holds(self, situation: Situation) -> bool:
        return situation.words.get(self.name, "") in self.words


@dataclass(frozen=True, slots=True)
class Flag:
    """The fact is, or is not, the case."""

    name: str
    wanted: bool

    def holds(self, situation: Situation) -> bool:
        return (situation.words.get(self.name) == "yes") is self.wanted


@dataclass(frozen=True, slots=True)
class Has:
    """One of these kinds of equipment is on the detail."""

    kinds: tuple[str, ...]

    def holds(self, situation: Situation) -> bool:
        return not situation.things.isdisjoint(self.kinds)


@dataclass(frozen=True, slots=True)
class Number:
    """A number lies within bounds; an unknown one never does."""

    name: str
    under: Decimal | None = None
    at_most: Decimal | None = None
    over: Decimal | None = None
    at_least: Decimal | None = None

    def holds(self, situation: Situation) -> bool:
        found = situation.numbers.get(self.name)
        if found is None:
            return False
        low = self.at_least is None or found >= self.at_least
        high = self.at_most is None or found <= self.at_most
        more = self.over is None or found > self.over
        return low and high and more and (self.under is None or found < self.under)


@dataclass(frozen=True, slots=True)
class Begins:
    """The job begins in a portion of the week, or on such a day."""

    portion: Portion

    def holds(self, situation: Situation) -> bool:
        moment = moment_at(situation.starts_at, 0, situation.zone)
        return self.portion.on_clock(moment, situation.holidays)


@dataclass(frozen=True, slots=True)
class Touches:
    """A part of the job lies in a portion of the week, or on such a day; so much of it as the
    portion asks for."""

    portion: Portion

    def holds(self, situation: Situation) -> bool:
        minutes = max(1, (situation.ends_at - situation.starts_at) // 60)
        clocks = frozenset(self.portion.edges(situation.holidays))
        stretches = cut(situation.starts_at, minutes, situation.zone, clocks, ())
        inside = minutes_inside(self.portion, stretches, situation.holidays)
        return inside > 0 and (self.portion.inside is None or self.portion.inside.hold(inside))


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one of several sets of conditions holds as a whole."""

    sets: tuple[tuple[Condition, ...], ...]

    def holds(self, situation: Situation) -> bool:
        return any(all(each.holds(situation) for each in one) for one in self.sets)


def flattened(conditions: Iterable[Condition]) -> Iterator[Condition]:
    """The conditions, and those inside of them."""
    for each in conditions:
        yield each
        if isinstance(each, AnyOf):
            yield from flattened(inner for one in each.sets for inner in one)


@dataclass(frozen=True, slots=True)
class Scope:
    """Where and when a clause is in force: all of `when`, not all of `unless`, between dates."""

    when: tuple[Condition, ...] = ()
    unless: tuple[Condition, ...] = ()
    from_on: date | None = None
    until_on: date | None = None

    def holds(self, situation: Situation) -> bool:
        """Whether the clause applies to the situation."""
        return self.of_date(situation) and self.fits(situation)

    def of_date(self, situation: Situation) -> bool:
        """Whether the clause is in force on the date by which the situation goes."""
        if self.from_on is None and self.until_on is None:
            return True
        return self.in_force(situation.dated_on or situation.starts_on)

    def in_force(self, day: date) -> bool:
        """Whether the clause is in force on a local date."""
        if self.from_on is not None and day < self.from_on:
            return False
        return self.until_on is None or day < self.until_on

    def fits(self, situation: Situation) -> bool:
        """Whether it applies, its dates left aside."""
        # Plain loops: this is asked for every clause and officer.
        for condition in self.when:
            if not condition.holds(situation):
                return False
        if not self.unless:
            return True
        return not all(each.holds(situation) for each in self.unless)
