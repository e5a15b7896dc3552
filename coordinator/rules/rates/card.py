"""A rate card as read and checked: frozen clauses, in the order in which the agency wrote them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal

from coordinator.rules.rates.clock import DayList, Portion
from coordinator.rules.rates.conditions import Scope
from coordinator.rules.rates.hours import Step


@dataclass(frozen=True, slots=True)
class Clause:
    """What every clause has: its key in the document, the agency's words, and its scope."""

    key: str
    label: str = ""
    scope: Scope = field(default_factory=Scope)


@dataclass(frozen=True, slots=True)
class HoursStep(Clause):
    """One step of the hours pipeline."""

    step: Step = field(kw_only=True)


@dataclass(frozen=True, slots=True)
class Rate(Clause):
    """A price of an hour: printed, or a factor on the own wage. The first that fits wins."""

    rate: Decimal | None = None
    own_times: Decimal | None = None
    portion: Portion = field(default_factory=Portion)


@dataclass(frozen=True, slots=True)
class Premium(Clause):
    """A factor on the price of an hour, or a sum added to it. Of a `group` the first counts."""

    times: Decimal = Decimal(1)
    add: Decimal = Decimal(0)
    group: str = ""
    portion: Portion = field(default_factory=Portion)


@dataclass(frozen=True, slots=True)
class EquipmentRate(Clause):
    """A price of a vehicle or other thing: by the hour, flat, flat for a first block, by the mile.

    `follows` says whose hours it goes by before its own `steps`: its own, or those billed for the
    officers.
    """

    kind: str = ""
    rate: Decimal | None = None
    flat: Decimal | None = None
    block_minutes: int = 0
    per_mile: Decimal | None = None
    free_miles: int = 0
    follows: str = "worked"
    steps: tuple[HoursStep, ...] = ()
    portion: Portion = field(default_factory=Portion)


@dataclass(frozen=True, slots=True)
class Fee(Clause):
    """A fee on the detail: its parts added up. A percentage looks at the lines named in `of`."""

    name: str = ""
    percent: Decimal = Decimal(0)
    flat: Decimal = Decimal(0)
    per_officer: Decimal = Decimal(0)
    per_hour: Decimal = Decimal(0)
    of: tuple[str, ...] = ("officers",)
    most: Decimal | None = None
    spares_exempt: bool = True


@dataclass(frozen=True, slots=True)
class Tax(Clause):
    """A percentage of the lines named in `of`, on top of them or inside their price."""

    percent: Decimal = Decimal(0)
    of: tuple[str, ...] = ("officers", "equipment", "fees")
    included: bool = False


@dataclass(frozen=True, slots=True)
class Cancellation(Clause):
    """What a cancelled detail costs: hours for each officer, or the whole order. First fit wins."""

    minutes: int = 0
    whole_order: bool = False
    rate: Decimal | None = None


@dataclass(frozen=True, slots=True)
class SideCard:
    """One column of the card: what employers are charged, or what officers are paid."""

    hours: tuple[HoursStep, ...] = ()
    rates: tuple[Rate, ...] = ()
    premiums: tuple[Premium, ...] = ()
    equipment: tuple[EquipmentRate, ...] = ()
    fees: tuple[Fee, ...] = ()
    taxes: tuple[Tax, ...] = ()
    cancellations: tuple[Cancellation, ...] = ()
    rounding: str = "half_up"
    round_rate: bool = False
    clocks: frozenset[time] = frozenset()

    def portions(self) -> Iterator[Portion]:
        """Every portion that some clause asks for."""
        yield from (rate.portion for rate in self.rates)
        yield from (premium.portion for premium in self.premiums)
        yield from (row.portion for row in self.equipment)


@dataclass(frozen=True, slots=True)
class RateCard:
    """A whole document, in force for details that start on or after `effective_on`."""

    name: str
    effective_on: date
    bill: SideCard
    pay: SideCard
    days: DayList
    source: str = ""
    note: str = ""
