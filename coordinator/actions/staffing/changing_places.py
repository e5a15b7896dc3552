"""Who changes places, as the rules on exchanges ask for it: ranks, and earlier swaps."""

import sqlite3
from typing import TYPE_CHECKING

from coordinator.actions.pay.pay_windows import PayWindows
from coordinator.rules.clauses.windows import Window
from coordinator.rules.distribution.call_offs import CallOffRule, Changing
from coordinator.rules.spans import Calendar, Span
from storage.queries.people.suspensions import particulars
from storage.queries.staffing.swaps import swaps_of

if TYPE_CHECKING:
    from storage.models import Assignment

SUNDAY = 6


def changing(
    connection: sqlite3.Connection,
    rule: CallOffRule,
    seat: "Assignment",
    comes: int,
    calendar: Calendar,
) -> Changing:
    """What a rule asks about the two; the book is looked at for nothing else."""
    ranks = ("", "")
    if rule.same_rank:
        on = calendar.local_iso(seat.starts_at)
        leaves, come = (particulars(connection, who, on)[2] for who in (seat.officer_id, comes))
        ranks = leaves, come
    window = _window(connection, rule, seat, calendar) if rule.swaps_most else None
    if window is None:
        return Changing(ranks)
    return Changing(ranks, swaps_of(connection, seat.officer_id, window, seat.id or 0))


def _window(
    connection: sqlite3.Connection, rule: CallOffRule, seat: "Assignment", calendar: Calendar
) -> Span | None:
    """The period in which a seat starts; None where the agency has not said when they begin."""
    start = seat.starts_at
    moment = start, start + 60
    if rule.swaps_in == Window.PAY_PERIOD:
        found = PayWindows(connection, calendar, frozenset({Window.PAY_PERIOD})).around(moment)
        return next(((low, high) for _, low, high in found if low <= start < high), None)
    if rule.swaps_in == Window.WEEK:
        return calendar.weeks(moment, SUNDAY)[0]
    return calendar.months(moment)[0] if rule.swaps_in == Window.MONTH else calendar.year(start)
