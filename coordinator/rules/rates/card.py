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
    Maximum,
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

    `unknown` is the price of an hour in estimates and deposits where the officer and so his own
    wage is not known yet; without it they are refused. Hours that were worked always need the wage.
    """

    rate: Decimal | None = None
    own_times: Decimal | None = None
    bill_times: Decimal | None = None
    bill_less: Decimal | None = None
    unknown: Decimal | None = None
    least: Decimal | None = None
    most: Decimal | None = None
    portion: Portion = EVERYTHING


@dataclass(frozen=True, slots=True)
class Premium(Clause):
    """A change to the price of an hour: `times`, `percent`, a sum to `add`, a share of the
    officer's own wage (`add_own_times`), a floor (`at_least`), a ceiling (`at_most`).

    All that fit apply, each to what the one before made of it, or with `on_base` to the price
    before any of them. Of those with the same `group` only the first that fits counts, or the
    highest where the side says `groups = "highest"`. With `most_per_officer` it adds no more than
    that to what one officer costs on the detail; the rest is taken off in a line of its own.
    """

    times: Decimal = Decimal(1)
    add: Decimal = Decimal(0)
    add_own_times: Decimal = Decimal(0)
    at_least: Decimal | None = None
    at_most: Decimal | None = None
    on_base: bool = False
    group: str = ""
    most_per_officer: Decimal | None = None
    portion: Portion = EVERYTHING


@dataclass(frozen=True, slots=True)
class EquipmentRate(Clause):
    """A price of a `kind` of vehicle or other thing: by the hour (`rate`), `flat` for each
    assignment or day (`per`), both added up, flat for a first block of `block_hours` and by the
    hour after it, flat for every block begun (`repeats`); and by the mile or kilometre beyond
    `free_miles` or `free_km`. `block_hours` needs `flat`.

    Of several tables of a kind the first that fits gives the price of the time (with hourly prices
    of a part of the time: of each hour), and the first that fits with a `per_mile` or `per_km` that
    of the distance, beside it.

    An "assignment" is the whole time of a thing on the detail, also over midnight. With `per =
    "day"` each local date that it touches counts (20:00 to 04:00 are two), and the line names them.

    `follows` says whose hours it goes by before its own `hours` steps, which stand below it as
    `[[bill.equipment.hours]]`: its own ("worked"), or those billed for the officers. `least` and
    `most` bound the sum for each thing; with `per = "day"` and a `rate`, for each thing and local
    day. A cancelled detail costs none, unless `cancelled_hours` or `cancelled_flat` say so and
    officers are charged. So many of them are `free`.

    On the pay side it is what an officer gets for the things that he has with him, such as his own
    car; a kind without a table there is not paid for.
    """

    kind: str = ""
    rate: Decimal | None = None
    flat: Decimal | None = None
    per: str = "assignment"
    block_minutes: int = 0
    repeats: bool = False
    per_mile: Decimal | None = None
    free_miles: Decimal = Decimal(0)
    distance: str = "mile"
    follows: str = "worked"
    steps: tuple[HoursStep, ...] = ()
    portion: Portion = EVERYTHING
    least: Decimal | None = None
    most: Decimal | None = None
    cancelled_minutes: int = 0
    cancelled_flat: bool = False
    free: int = 0

    @property
    def of_time(self) -> bool:
        """Whether it says what the time of a thing costs."""
        return self.rate is not None or self.flat is not None

    @property
    def bounds_a_day(self) -> bool:
        """Whether its bounds are for each local day."""
        bounded = self.least is not None or self.most is not None
        return bounded and self.per == "day" and self.flat is None


@dataclass(frozen=True, slots=True)
class Flat(Clause):
    """A fixed sum for each officer, beside the hours: once for the whole shift (`per =
    "assignment"`), also one over midnight, or for each local date that it touches (`per = "day"`:
    23:30 to 00:30 are two, which the line names).

    With `covers` the first so many hours are paid by it and not by the hour; `covers_all` pays all.
    Pay worked out from the employer's price (`bill_times`, `bill_less`) is of his price of an hour
    for all hours, and of his fixed sums nothing: an officer's part of one is a `[[pay.flat]]`.
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
    maximums: tuple[Maximum, ...] = ()
    fees: tuple[Fee, ...] = ()
    taxes: tuple[Tax, ...] = ()
    cancellations: tuple[Cancellation, ...] = ()
    reductions: tuple[Cancellation, ...] = ()
    deposits: tuple[Deposit, ...] = ()
    lates: tuple[Late, ...] = ()
    rounding: str = "half_up"
    round_rate: Decimal | None = None
    rate_rounding: str = "half_up"
    round_total: Decimal | None = None
    groups: str = "first"
    dated_by: str = "start"
    week_starts: int = 0
    invoices: str = "job"
    payees: Mapping[str, str] = field(default_factory=dict)
    paid_directly: tuple[str, ...] = ()
    other_details: str = "all"
    year_starts: tuple[int, int] = (1, 1)
    clocks: frozenset[time] = frozenset()

    @property
    def follows(self) -> bool:
        """Whether it works prices out from the employer's."""
        return any(x.bill_times is not None or x.bill_less is not None for x in self.rates)

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
            ("maximum", self.maximums),
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

    `timezone` is that of the examples; details of the book have the agency's. `source` and `note`
    are shown with it.
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
    asks_numbers: bool = True
    """Whether any clause of either side asks for a figure, such as the attendance. Pay looks at the
    bill's clauses too, so what one side asks for both must know."""
