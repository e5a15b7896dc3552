"""A rate card as read and checked: frozen clauses, in the order in which the agency wrote them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal
from typing import Any

from coordinator.rules.rates.charges import (
    Cancellation,
    CrewRule,
    Deposit,
    Fee,
    Late,
    Minimum,
    Tax,
)
from coordinator.rules.rates.clause import Clause
from coordinator.rules.rates.clock import EVERYTHING, Portion
from coordinator.rules.rates.days import DayList
from coordinator.rules.rates.hours import Step


@dataclass(frozen=True, slots=True)
class HoursStep(Clause):
    """One step from the hours worked to those billed or paid; `step` names its kind.

    The steps run in the order in which they stand, beginning with the hours worked.
    """

    step: Step = field(kw_only=True)


@dataclass(frozen=True, slots=True)
class Rate(Clause):
    """A price of an hour; the first that fits wins, so special ones stand above general ones.

    Printed (`rate`), `own_times` the officer's own wage, or on the pay side `bill_times` the price
    that the employer pays, or that price less `bill_less`. `least` and `most` bound the result.
    """

    rate: Decimal | None = None
    own_times: Decimal | None = None
    bill_times: Decimal | None = None
    bill_less: Decimal | None = None
    least: Decimal | None = None
    most: Decimal | None = None
    portion: Portion = EVERYTHING


@dataclass(frozen=True, slots=True)
class Premium(Clause):
    """A change to the price of an hour: `times`, `percent`, a sum to `add`, a share of the
    officer's own wage (`add_own_times`), a floor (`at_least`), a ceiling (`at_most`).

    All that fit apply, each to what the one before made of it, or with `on_base` to the price
    before any of them. Of those with the same `group` only the first that fits counts, or the
    highest where the side says `groups = "highest"`.
    """

    times: Decimal = Decimal(1)
    add: Decimal = Decimal(0)
    add_own_times: Decimal = Decimal(0)
    at_least: Decimal | None = None
    at_most: Decimal | None = None
    on_base: bool = False
    group: str = ""
    portion: Portion = EVERYTHING


@dataclass(frozen=True, slots=True)
class EquipmentRate(Clause):
    """A price of a `kind` of vehicle or other thing: by the hour (`rate`), `flat` for each
    assignment or day (`per`), flat for a first block of `block_hours` and by the hour after it,
    flat for every block begun (`repeats`), or by the mile beyond `free_miles`. `block_hours` needs
    `flat`.

    `follows` says whose hours it goes by before its own `hours` steps: its own ("worked"), or those
    billed for the officers. `least` and `most` bound the sum for each thing. A cancelled detail
    costs none, unless `cancelled_hours` or `cancelled_flat` say so and officers are charged. So
    many of them are `free`.
    """

    kind: str = ""
    rate: Decimal | None = None
    flat: Decimal | None = None
    per: str = "assignment"
    block_minutes: int = 0
    repeats: bool = False
    per_mile: Decimal | None = None
    free_miles: Decimal = Decimal(0)
    follows: str = "worked"
    steps: tuple[HoursStep, ...] = ()
    portion: Portion = EVERYTHING
    least: Decimal | None = None
    most: Decimal | None = None
    cancelled_minutes: int = 0
    cancelled_flat: bool = False
    free: int = 0


@dataclass(frozen=True, slots=True)
class Flat(Clause):
    """A fixed sum for each officer and assignment or day (`per`), beside the hours.

    With `covers` the first so many hours are paid by it and not by the hour; `covers_all` pays all.
    """

    amount: Decimal = Decimal(0)
    per: str = "assignment"
    covers: int = 0
    covers_all: bool = False


@dataclass(frozen=True, slots=True)
class SideCard:
    """One column of the card: what employers are charged, or what officers are paid."""

    hours: tuple[HoursStep, ...] = ()
    rates: tuple[Rate, ...] = ()
    premiums: tuple[Premium, ...] = ()
    flats: tuple[Flat, ...] = ()
    equipment: tuple[EquipmentRate, ...] = ()
    minimums: tuple[Minimum, ...] = ()
    fees: tuple[Fee, ...] = ()
    taxes: tuple[Tax, ...] = ()
    cancellations: tuple[Cancellation, ...] = ()
    reductions: tuple[Cancellation, ...] = ()
    deposits: tuple[Deposit, ...] = ()
    lates: tuple[Late, ...] = ()
    rounding: str = "half_up"
    round_rate: bool = False
    round_total: Decimal | None = None
    groups: str = "first"
    dated_by: str = "start"
    week_starts: int = 0
    invoices: str = "job"
    payees: Mapping[str, str] = field(default_factory=dict)
    paid_directly: tuple[str, ...] = ()
    other_details: str = "all"
    clocks: frozenset[time] = frozenset()
    asks_numbers: bool = True

    def portions(self) -> Iterator[Portion]:
        """Every portion that some clause asks for."""
        yield from (rate.portion for rate in self.rates)
        yield from (premium.portion for premium in self.premiums)
        yield from (row.portion for row in self.equipment)
        yield from (row.portion for row in self.fees)

    def clauses(self) -> Iterator[tuple[str, Clause]]:
        """Every clause under the name of its table."""
        for name, rows in (
            ("hours", self.hours),
            ("rate", self.rates),
            ("premium", self.premiums),
            ("flat", self.flats),
            ("minimum", self.minimums),
            ("cancellation", self.cancellations),
            ("reduction", self.reductions),
            ("equipment", self.equipment),
            ("fee", self.fees),
            ("tax", self.taxes),
            ("deposit", self.deposits),
            ("late", self.lates),
        ):
            yield from ((name, row) for row in rows)


@dataclass(frozen=True, slots=True)
class Example:
    """A job with what it must cost or pay, as it stands in the document (see `rules.cases`)."""

    line: int
    body: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class RateCard:
    """A whole document, in force for details that start on or after `effective_on`.

    `timezone` is that of the examples; details of the book have the agency's.
    """

    name: str
    effective_on: date
    bill: SideCard
    pay: SideCard
    days: DayList
    source: str = ""
    note: str = ""
    crew: tuple[CrewRule, ...] = ()
    timezone: str = "UTC"
    examples: tuple[Example, ...] = ()
