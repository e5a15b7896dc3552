"""Who worked how much of what opportunity alone would have given him, over any period."""

import sqlite3
from collections import Counter
from collections.abc import Mapping
from datetime import date

from coordinator.actions.reports.computed import Run
from coordinator.rules.fairness import Figures, Share, Status, opportunity_days, shared_out
from coordinator.rules.reports.report import Cell
from coordinator.rules.spans import Calendar
from storage.queries.distribution.fairness import roster, statuses
from storage.queries.planning.dashboard import worked_by_month
from storage.queries.reports.running import QueryTrouble, Rows
from storage.queries.staffing.today import agency_words

NAMES = ("officer_id", "badge", "officer", "unit", "days", "minutes", "expected", "share", "off")


def shares_of(
    connection: sqlite3.Connection, period: tuple[date, date], worked: Mapping[int, int]
) -> tuple[Share, ...]:
    """The share of each officer who was active on a day of the local dates [first, until) or
    worked; `worked` are his minutes."""
    known: dict[int, list[Status]] = {}
    for row in statuses(connection):
        known.setdefault(row.officer_id, []).append(Status(row.kind, row.from_on, row.until_on))
    found = []
    for person in roster(connection):
        active = opportunity_days(period, person.hired_on, known.get(person.id, ()))
        days, minutes = active * person.approved, worked.get(person.id, 0)
        if days or minutes:
            # Whoever worked had his opportunity, approved or not, as the fairness statement has it.
            figures = Figures(minutes=minutes)
            found.append(Share(person.id, person.badge, person.name, person.unit, active, figures))
    return shared_out(found)


def worked_in(
    connection: sqlite3.Connection, calendar: Calendar, period: tuple[date, date], now: int
) -> Counter[int]:
    """The minutes of each officer in the local dates [first, until)."""
    span = (calendar.midnight(period[0]), calendar.midnight(period[1]))
    return Counter(worked_by_month(connection, [span], now)[0])


def hours_shares(
    connection: sqlite3.Connection, values: Mapping[str, Cell], run: Run
) -> Rows | QueryTrouble:
    """Every officer's hours against his opportunity, the greatest part first."""
    calendar = Calendar(agency_words(connection).timezone)
    first, until = (date.fromisoformat(str(values[name])) for name in ("from_on", "until_on"))
    now, unit = values["now_at"], str(values["unit"] or "").lower()
    period = (first, min(until, date.fromisoformat(str(values["today"]))))
    if period[1] <= period[0]:
        return Rows(NAMES, (), cut=False)
    worked = worked_in(connection, calendar, period, now if isinstance(now, int) else 0)
    rows = [
        (
            each.officer_id,
            each.badge,
            each.name,
            each.unit,
            each.days,
            each.figures.minutes,
            each.expected_minutes,
            each.percent,
            each.deviation_minutes,
        )
        for each in shares_of(connection, period, worked)
        if unit in each.unit.lower()
    ]
    return Rows(NAMES, tuple(rows), cut=False)
