"""The agency's pay periods and rosters around a position, for clauses that count over them.

They are read only where a policy counts over such periods and gives no dates of its own, and only
where the agency has said when they begin: a guess would keep officers from work.
"""

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from coordinator.actions.people.roster_periods import RosterPeriods, roster_periods
from coordinator.rules.clauses.windows import Window
from coordinator.rules.facts import Period, Question
from coordinator.rules.pay_windows import agency_periods
from coordinator.rules.policy import Policy
from coordinator.rules.spans import Calendar, Span

BEFORE = 2
"""So many periods before the position's are laid out, for what is carried over or went before."""

Days = Callable[[date], tuple[date, date]]
"""The period in which a date lies: its first day, and the day after the last."""


def with_pay_periods(
    connection: sqlite3.Connection, question: Question, policy: Policy
) -> Question:
    """The question with the periods around its position, where this policy goes by them."""
    span = question.position.span
    periods = agency_windows(connection, question.calendar, policy, span)
    return question if question.periods == periods else replace(question, periods=periods)


def agency_windows(
    connection: sqlite3.Connection, calendar: Calendar, policy: Policy, span: Span
) -> tuple[Period, ...]:
    """The agency's own periods around a span, where this policy goes by them."""
    kinds = agency_periods(policy)
    return PayWindows(connection, calendar, kinds).around(span) if kinds else ()


def known_periods(connection: sqlite3.Connection) -> frozenset[str]:
    """The kinds of period of which the agency has said when they begin."""
    return frozenset(kind for kind, read in _READERS.items() if read(connection) is not None)


class PayWindows:
    """Periods of some kinds, as one book has them; its settings are read once."""

    def __init__(
        self, connection: sqlite3.Connection, calendar: Calendar, kinds: frozenset[str]
    ) -> None:
        self._calendar = calendar
        known = {kind: _READERS[kind](connection) for kind in sorted(kinds)}
        self._days = {kind: days for kind, days in known.items() if days is not None}

    def around(self, span: Span) -> tuple[Period, ...]:
        """Those that a span touches and some before; none where the agency has not set them."""
        return tuple(
            period for kind, days in self._days.items() for period in self._of(kind, days, span)
        )

    def _of(self, kind: str, days: Days, span: Span) -> list[Period]:
        calendar, found = self._calendar, list[Period]()
        day, last = calendar.local_date(span[0]), calendar.local_date(span[1] - 1)
        for _ in range(BEFORE):
            day = days(day)[0] - timedelta(days=1)
        while day <= last:
            first, day = days(day)
            found.append((kind, calendar.midnight(first), calendar.midnight(day)))
        return found


def _pay_days(connection: sqlite3.Connection) -> Days | None:
    # Hardly any policy asks, so payroll's modules are not loaded for the others.
    from coordinator.actions.pay.pay_periods import pay_anchor, pay_kind, pay_periods_set
    from coordinator.rules.accounts.periods import period_of

    kind, anchor = pay_kind(connection), pay_anchor(connection)
    return (lambda day: period_of(kind, anchor, day)) if pay_periods_set(connection) else None


def roster_days(connection: sqlite3.Connection) -> Days | None:
    """The roster period of a date; None where the agency has not set them."""
    found = roster_periods(connection)
    return None if found is None else lambda day: _roster_of(found, day)


def _roster_of(periods: RosterPeriods, day: date) -> tuple[date, date]:
    first = day - timedelta(days=(day - periods.anchor).days % periods.days)
    return first, first + timedelta(days=periods.days)


_READERS: dict[str, Callable[[sqlite3.Connection], Days | None]] = {
    Window.PAY_PERIOD.value: _pay_days,
    Window.ROSTER.value: roster_days,
}
