"""Clauses beside the price of an hour: fees, taxes, minimums, cancellations, deposits, crews."""

from dataclasses import dataclass
from decimal import Decimal

from coordinator.rules.rates.clause import Clause
from coordinator.rules.rates.clock import EVERYTHING, Portion
from coordinator.rules.rates.conditions import Scope
from coordinator.rules.rates.limiting import Round

EVERYBODY = Scope()
"""What a fee asks of officers where it asks nothing."""


@dataclass(frozen=True, slots=True)
class Minimum(Clause):
    """The least that a whole request costs: an `amount` for the lines in `of`, or officer `hours`
    in all, whose missing hours are charged at the lowest price on it.

    Or the hours of all officers together are rounded by `round`, which has the keys of that step;
    the difference is charged, or taken off, at the lowest price too.
    """

    amount: Decimal = Decimal(0)
    minutes: int = 0
    rounds: Round | None = None
    of: tuple[str, ...] = ("officers",)


@dataclass(frozen=True, slots=True)
class Maximum(Clause):
    """The most that a whole request costs before fees and taxes: an `amount` for the lines in
    `of`. What is more is taken off in a line of its own, which the fees see."""

    amount: Decimal = Decimal(0)
    of: tuple[str, ...] = ("officers", "equipment")


@dataclass(frozen=True, slots=True)
class Fee(Clause):
    """A fee on the detail: its parts added up. A percentage looks at the lines named in `of`.

    Words in `of`: "officers" (also what a `[[bill.minimum]]` adds and a `[[bill.maximum]]` takes
    off), "equipment", "fees" (those above it), "taxes" (after them), a role or kind of equipment
    that the card names, "minimum", or the `name` of a fee or tax; the `label` is only shown.
    `per_officer` counts each officer once for the detail, `per_officer_day` once for each local
    date that his hours touch (23:30 to 00:30 are two), of a cancelled detail those of the hours
    charged and at least one; `per_day` is for each date that the detail touches. Officers are those
    who are charged; where a fee's `when` asks for a cancellation, all who were on it. Only the
    officers in posts of `roles` count, and those of whom all of `whose` is so and not all of
    `not_whose` (tables as `when`: `rank`, `role`, or a `fact`, which may be a figure of the
    officer's own); of the hours of `per_hour` those of `on`, `except_on`, `between` and `week`.
    `least` and `most` bound the fee, `most_per_officer` what of it falls on each officer.
    `most_per_hour` bounds a percentage of each line by that line's own hours (a thing without hours
    is not bounded), or with `hour_bounds = "fee"` all of it by the officers' hours.
    `most_per_year` bounds what fees of this `label` come to for one employer in a year of the side
    (`year_starts`), in the order in which details are charged.
    `most_per_job` bounds what fees of this `label` come to for all details of a job, the first that
    are charged bearing them: with the same `flat` it is a sum once for the job.
    With `ordinary` a percentage is of what the hours cost without premiums: without any
    `[[bill.premium]]`, by the lowest of the rates that fit this role, class and facts whatever the
    hour, the day, the hours done before and the notice, down to the first that asks for none of
    these (a season is no premium); of more than one's own wage it is the wage. Only rates in force
    by `dated_by` count. It is never more than was charged for the hours, such as half the price of
    a cancellation, and leaves out what a `[[bill.minimum]]` adds to the sum or the hours.
    With `after_tax` it comes after the taxes and may look at them, such as a surcharge for cards.
    Employers marked as free of fees bear it only where `spares_exempt` is false.
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
    hour_bounds: str = "line"
    most_per_officer: Decimal | None = None
    most_per_year: Decimal | None = None
    most_per_job: Decimal | None = None
    after_tax: bool = False
    spares_exempt: bool = True
    roles: tuple[str, ...] = ()
    ordinary: bool = False
    portion: Portion = EVERYTHING
    whose: Scope = EVERYBODY


@dataclass(frozen=True, slots=True)
class Tax(Clause):
    """A percentage of the lines named in `of`, on top of them or inside their price.

    The words in `of` are those of a fee's. Employers marked as free of taxes bear none.
    """

    name: str = ""
    percent: Decimal = Decimal(0)
    of: tuple[str, ...] = ("officers", "equipment", "fees")
    included: bool = False


@dataclass(frozen=True, slots=True)
class Cancellation(Clause):
    """What a cancelled detail costs for each officer, the first that fits: so many `hours`, a
    `share` of those ordered, or the `whole_order`; of several the greatest. Or a `flat` sum; beside
    hours, whichever comes to more.

    `steps` sends these hours through the hours steps. They cost what hours cost then, or `rate`, or
    `rate_times` the usual price. With `keeps_deposit` the deposit, or `deposit_share` of it, is the
    least that is kept. With `equipment` the things ordered are charged for the same hours.

    Where pay is worked out from the employer's price (`bill_times`, `bill_less`) and there is no
    `[[pay.cancellation]]`, officers are paid for what he is charged: the same hours at their price,
    of a `flat` sum the same share. Any other pay side pays nothing without a table of its own;
    `[[pay.cancellation]]` with `hours = 0` pays nothing in any case.
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
    price of what was estimated or ordered; added up, and bounded by `least` and `most`. One with
    `also` is asked for beside whatever comes before it.

    It is due `days_ahead` of the first day, and taken off what is due, unless `applied` is false.
    """

    flat: Decimal = Decimal(0)
    per_officer: Decimal = Decimal(0)
    percent: Decimal = Decimal(0)
    least: Decimal | None = None
    most: Decimal | None = None
    applied: bool = True
    also: bool = False
    days_ahead: int = 1


@dataclass(frozen=True, slots=True)
class Late(Clause):
    """What a late payment costs: `percent_per_year` for each day, `percent_per_month` for each
    month, a `percent` once, a `flat` sum; counted from the day it was due, or with `from_invoice`
    from the invoice.

    Due `due_days` after the invoice where no other day is known, as in a case: in the book each
    invoice is due on the day that it prints, by the employer's own days to pay or else the
    agency's, and `rates adopt` says where `due_days` differ from these. Up to `grace_days` late
    costs nothing; more costs at `least` and at `most` so much in all. `months` are `full` ones,
    those `begun`, or `exact` (a month is a twelfth of a year). `compound` adds interest to
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
    least: Decimal | None = None
    most: Decimal | None = None
    from_invoice: bool = False
    days_in_year: int = 365


@dataclass(frozen=True, slots=True)
class CrewRule(Clause):
    """Who must be on a detail. Of a plain `role`: at `least` so many, or `count` for every
    `per_attendance` people (a part of them counts by `direction`); with `beyond` the `least` serve
    so many people, and `count` more every `per_attendance` of the others.

    Of a supervisor's role: from `from_officers` on `count` of them, and one more for `each` further
    so many. Of several such tables each counts whoever is there by the tables above it, their
    supervisors too (4 officers and a sergeant are 5), so that the order matters; with `counts =
    "officers"` only those who were asked for, in any order.

    Supervisors come on top of the crew, or with `inside` take places of it. `plain_role` is what
    the others are called where a job only says how many it asks for.
    """

    role: str = "officer"
    count: int = 1
    least: int = 0
    per_attendance: int = 0
    beyond: int = 0
    direction: str = "up"
    from_officers: int = 0
    each: int = 0
    inside: bool = False
    plain_role: str = ""
    counts: str = ""

    @property
    def supervises(self) -> bool:
        """Whether it asks for supervisors."""
        return self.from_officers > 0
