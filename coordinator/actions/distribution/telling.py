"""What a document asks of details beside their rows: places, pay, the agency's pay periods."""

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from coordinator.actions.distribution.moments import Moment
from coordinator.rules.distribution.needs import Needs
from coordinator.rules.distribution.parts import NOTHING_BESIDE, WHOSE, Beside
from coordinator.rules.distribution.periods import Repeat
from coordinator.rules.distribution.rotations import PAY_PERIOD, ROSTER
from coordinator.rules.distribution.teller import Teller
from coordinator.rules.facts import Period
from coordinator.rules.spans import Calendar, Span
from storage.queries.distribution.assigned_pay import seats_of, whose_are

PERIODS_BACK = timedelta(days=800)
"""How far back pay periods and rosters are laid out."""

PERIODS_ON = timedelta(days=100)


def teller_for(
    connection: sqlite3.Connection, needs: Needs, calendar: Calendar, window: Span
) -> Teller:
    """The teller of everything that a method listens to, about details that start in a window."""
    beside = beside_of(connection, needs, window)
    return Teller(needs.facts, calendar, needs.heard, needs.holidays, beside)


def beside_of(connection: sqlite3.Connection, needs: Needs, window: Span) -> Beside:
    """The places of details and the pay of assignments, where the document asks for them."""
    asked = needs.facts
    if not needs.money and "positions" not in asked and asked.isdisjoint(WHOSE):
        return NOTHING_BESIDE
    seats = seats_of(connection, window) if "positions" in asked else {}
    whose = {} if asked.isdisjoint(WHOSE) else whose_are(connection, window)
    if not needs.money:
        return Beside(seats, whose=whose)
    # Pricing is much code that hardly any policy needs.
    from coordinator.actions.distribution.expected_pay import pay_of

    return Beside(seats, pay_of(connection, window), whose)


def teller_apart(
    connection: sqlite3.Connection, needs: Needs, calendar: Calendar, window: Span
) -> Teller:
    """The teller of the few things that are told beside sums."""
    if not needs.money and needs.facts.isdisjoint(WHOSE):
        return Teller(needs.facts, calendar, needs.heard, needs.holidays)
    whose = {} if needs.facts.isdisjoint(WHOSE) else whose_are(connection, window)
    beside = Beside(whose=whose)
    if needs.money:
        from coordinator.actions.distribution.expected_pay import PayOnDemand

        beside = Beside(pay=PayOnDemand(connection), whose=whose)
    return Teller(needs.facts, calendar, needs.heard, needs.holidays, beside)


def dated(connection: sqlite3.Connection, needs: Needs, moment: Moment) -> Moment:
    """The moment with the agency's own periods around it, where a tally or a list goes by them."""
    named = {p.kind for _, p in needs.document.periods if p.repeat is Repeat.NAMED}
    if named <= {kind for kind, *_ in moment.periods}:
        return moment
    around = moment.at, moment.calendar
    periods = (*pay_periods(connection, *around), *rosters(connection, *around))
    return replace(moment, periods=periods)


def rosters(connection: sqlite3.Connection, at: int, calendar: Calendar) -> tuple[Period, ...]:
    """The roster periods around an instant, where the agency has set them."""
    from coordinator.actions.pay.pay_windows import roster_days

    days = roster_days(connection)
    return () if days is None else _laid_out(ROSTER, days, at, calendar)


def pay_periods(connection: sqlite3.Connection, at: int, calendar: Calendar) -> tuple[Period, ...]:
    """The pay periods around an instant, as payroll has them (kind, first and last instant)."""
    from coordinator.actions.pay.pay_periods import pay_anchor, pay_kind
    from coordinator.rules.accounts.periods import period_of

    kind, anchor = pay_kind(connection), pay_anchor(connection)
    return _laid_out(PAY_PERIOD, lambda day: period_of(kind, anchor, day), at, calendar)


def _laid_out(
    kind: str, days: Callable[[date], tuple[date, date]], at: int, calendar: Calendar
) -> tuple[Period, ...]:
    day, last = calendar.local_date(at) - PERIODS_BACK, calendar.local_date(at) + PERIODS_ON
    found: list[Period] = []
    while day < last:
        first, day = days(day)
        found.append((kind, calendar.midnight(first), calendar.midnight(day)))
    return tuple(found)
