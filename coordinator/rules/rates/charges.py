"""Clauses beside the price of an hour: fees, taxes, minimums, cancellations, deposits, crews."""

from dataclasses import dataclass
from decimal import Decimal

from coordinator.rules.rates.clause import Clause
from coordinator.rules.rates.clock import EVERYTHING, Portion


@dataclass(frozen=True, slots=True)
class Minimum(Clause):
    """The least that a whole request costs: an `amount` for the lines in `of`, or officer `hours`
    in all, whose missing hours are charged at the lowest price on it."""

    amount: Decimal = Decimal(0)
    minutes: int = 0
    of: tuple[str, ...] = ("officers",)


@dataclass(frozen=True, slots=True)
class Fee(Clause):
    """A fee on the detail: its parts added up. A percentage looks at the lines named in `of`.

    Only the officers in posts of `roles` count, and of their hours those of `on`, `except_on`,
    `between` and `week`; with `ordinary` a percentage is of what the hours cost without premiums.
    `least` and `most` bound it; `most_per_hour` bounds a percentage for each officer and hour. With
    `after_tax` it comes after the taxes and may look at them, such as a surcharge for cards.
    """

    name: str = ""
    percent: Decimal = Decimal(0)
    flat: Decimal = Decimal(0)
    per_officer: Decimal = Decimal(0)
    per_officer_day: Decimal = Decimal(0)
    per_vehicle: Decimal = Decimal(0)
    per_day: Decimal = Decimal(0)
    per_hour: Decimal = Decimal(0)
    of: tuple[str, ...] = ("officers",)
    least: Decimal | None = None
    most: Decimal | None = None
    most_per_hour: Decimal | None = None
    after_tax: bool = False
    spares_exempt: bool = True
    roles: tuple[str, ...] = ()
    ordinary: bool = False
    portion: Portion = EVERYTHING


@dataclass(frozen=True, slots=True)
class Tax(Clause):
    """A percentage of the lines named in `of`, on top of them or inside their price."""

    name: str = ""
    percent: Decimal = Decimal(0)
    of: tuple[str, ...] = ("officers", "equipment", "fees")
    included: bool = False


@dataclass(frozen=True, slots=True)
class Cancellation(Clause):
    """What a cancelled detail costs for each officer, the first that fits: so many `hours`, a
    `share` of those ordered, or the `whole_order`; of several the greatest. Or a `flat` sum.

    `steps` sends these hours through the hours steps. They cost what hours cost then, or `rate`, or
    `rate_times` the usual price. With `keeps_deposit` the deposit, or `deposit_share` of it, is the
    least that is kept. With `equipment` the things ordered are charged for the same hours.
    """

    minutes: int = 0
    share: Decimal = Decimal(0)
    whole_order: bool = False
    through_steps: bool = False
    rate: Decimal | None = None
    rate_times: Decimal | None = None
    flat: Decimal | None = None
    keeps_deposit: bool = False
    deposit_share: Decimal = Decimal(1)
    equipment: bool = False


@dataclass(frozen=True, slots=True)
class Deposit(Clause):
    """What is to be paid ahead, the first that fits: `flat`, `per_officer`, a `percent` of the
    price of what was estimated or ordered; added up, and bounded by `least` and `most`.

    It is taken off what is due, unless `applied` is false.
    """

    flat: Decimal = Decimal(0)
    per_officer: Decimal = Decimal(0)
    percent: Decimal = Decimal(0)
    least: Decimal | None = None
    most: Decimal | None = None
    applied: bool = True


@dataclass(frozen=True, slots=True)
class Late(Clause):
    """What a late payment costs: `percent_per_year` for each day, `percent_per_month` for each
    month, a `percent` once, a `flat` sum; counted from the day it was due, or with `from_invoice`
    from the invoice.

    Due `due_days` after the invoice. Up to `grace_days` late costs nothing. `months` are `full`
    ones, those `begun`, or `exact` (a month is a twelfth of a year). `compound` adds interest to
    interest, month by month.
    """

    percent_per_year: Decimal = Decimal(0)
    percent_per_month: Decimal = Decimal(0)
    percent: Decimal = Decimal(0)
    flat: Decimal = Decimal(0)
    due_days: int = 30
    grace_days: int = 0
    months: str = "begun"
    compound: bool = False
    from_invoice: bool = False
    days_in_year: int = 365


@dataclass(frozen=True, slots=True)
class CrewRule(Clause):
    """Who must be on a detail. Of a plain `role`: at `least` so many, or `count` for every
    `per_attendance` people (a part of them counts by `direction`). Of a supervisor's role: from
    `from_officers` on `count` of them, and one more for `each` further so many.

    Supervisors come on top of the crew, or with `inside` take places of it. `plain_role` is what
    the others are called where a job only says how many it asks for.
    """

    role: str = "officer"
    count: int = 1
    least: int = 0
    per_attendance: int = 0
    direction: str = "up"
    from_officers: int = 0
    each: int = 0
    inside: bool = False
    plain_role: str = ""

    @property
    def supervises(self) -> bool:
        """Whether it asks for supervisors."""
        return self.from_officers > 0
