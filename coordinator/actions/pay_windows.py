"""The agency's pay periods around a position, for clauses that count over them.

They are read only where a policy counts over pay periods and gives no dates of its own, and only
where the agency has said when they begin: a guess would keep officers from work.
"""

import sqlite3
from dataclasses import replace
from datetime import timedelta

from coordinator.rules.clauses.windows import Window
from coordinator.rules.facts import Period, Question
from coordinator.rules.pay_windows import goes_by_pay_periods
from coordinator.rules.policy import Policy
from coordinator.rules.spans import Calendar, Span

BEFORE = 2
"""So many periods before the position's are laid out, for what is carried over or went before."""


def with_pay_periods(
    connection: sqlite3.Connection, question: Question, policy: Policy
) -> Question:
    """The question with the pay periods around its position, where this policy goes by them."""
    periods: tuple[Period, ...] = ()
    if goes_by_pay_periods(policy):
        periods = PayWindows(connection, question.calendar).around(question.position.span)
    return question if question.periods == periods else replace(question, periods=periods)


class PayWindows:
    """The pay periods of one book; its settings are read once."""

    def __init__(self, connection: sqlite3.Connection, calendar: Calendar) -> None:
        # Hardly any policy asks, so payroll's modules are not loaded for the others.
        from coordinator.actions.pay_periods import pay_anchor, pay_kind, pay_periods_set

        self._calendar = calendar
        self._known = pay_periods_set(connection)
        self._kind, self._anchor = pay_kind(connection), pay_anchor(connection)

    def around(self, span: Span) -> tuple[Period, ...]:
        """Those that a span touches and some before; none where the agency has not set them."""
        if not self._known:
            return ()
        from coordinator.rules.accounts.periods import period_of

        calendar, found = self._calendar, list[Period]()
        day, last = calendar.local_date(span[0]), calendar.local_date(span[1] - 1)
        for _ in range(BEFORE):
            day = period_of(self._kind, self._anchor, day)[0] - timedelta(days=1)
        while day <= last:
            first, day = period_of(self._kind, self._anchor, day)
            found.append(
                (Window.PAY_PERIOD.value, calendar.midnight(first), calendar.midnight(day))
            )
        return tuple(found)
