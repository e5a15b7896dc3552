"""What a document asks of details beside their rows: places, pay, the agency's pay periods."""

import sqlite3
from dataclasses import replace
from datetime import timedelta

from coordinator.actions.moments import Moment
from coordinator.rules.distribution.needs import Needs
from coordinator.rules.distribution.parts import NOTHING_BESIDE, Beside
from coordinator.rules.distribution.periods import Repeat
from coordinator.rules.distribution.rotations import PAY_PERIOD
from coordinator.rules.distribution.teller import Teller
from coordinator.rules.facts import Period
from coordinator.rules.spans import Calendar, Span
from storage.queries.assigned_pay import seats_of

PERIODS_BACK = timedelta(days=800)
"""How far back pay periods are laid out."""

PERIODS_ON = timedelta(days=100)


def teller_for(
    connection: sqlite3.Connection, needs: Needs, calendar: Calendar, window: Span
) -> Teller:
    """The teller of everything that a method listens to, about details that start in a window."""
    beside = beside_of(connection, needs, window)
    return Teller(needs.facts, calendar, needs.heard, needs.holidays, beside)


def beside_of(connection: sqlite3.Connection, needs: Needs, window: Span) -> Beside:
    """The places of details and the pay of assignments, where the document asks for them."""
    if not needs.money and "positions" not in needs.facts:
        return NOTHING_BESIDE
    seats = seats_of(connection, window) if "positions" in needs.facts else {}
    if not needs.money:
        return Beside(seats)
    # Pricing is much code that hardly any policy needs.
    from coordinator.actions.expected_pay import pay_of

    return Beside(seats, pay_of(connection, window))


def teller_apart(connection: sqlite3.Connection, needs: Needs, calendar: Calendar) -> Teller:
    """The teller of the few things that are told beside sums."""
    if not needs.money:
        return Teller(needs.facts, calendar, needs.heard, needs.holidays)
    from coordinator.actions.expected_pay import PayOnDemand

    beside = Beside(pay=PayOnDemand(connection))
    return Teller(needs.facts, calendar, needs.heard, needs.holidays, beside)


def dated(connection: sqlite3.Connection, needs: Needs, moment: Moment) -> Moment:
    """The moment with the agency's pay periods around it, where a tally or a list goes by them."""
    named = any(period.repeat is Repeat.NAMED for _, period in needs.document.periods)
    if moment.periods or not named:
        return moment
    return replace(moment, periods=pay_periods(connection, moment.at, moment.calendar))


def pay_periods(connection: sqlite3.Connection, at: int, calendar: Calendar) -> tuple[Period, ...]:
    """The pay periods around an instant, as payroll has them (kind, first and last instant)."""
    from coordinator.actions.pay_periods import pay_anchor, pay_kind
    from coordinator.rules.accounts.periods import period_of

    kind, anchor = pay_kind(connection), pay_anchor(connection)
    day, last = calendar.local_date(at) - PERIODS_BACK, calendar.local_date(at) + PERIODS_ON
    found: list[Period] = []
    while day < last:
        first, day = period_of(kind, anchor, day)
        found.append((PAY_PERIOD, calendar.midnight(first), calendar.midnight(day)))
    return tuple(found)
