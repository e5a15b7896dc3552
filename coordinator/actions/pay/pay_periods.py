"""How often the agency pays its officers."""

import sqlite3
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from coordinator.rules.accounts.periods import KINDS, Period, last_ended
from storage.queries.book.settings import setting
from storage.queries.staffing.today import agency_words

KIND = "pay.period"
"""Setting: weekly, two_weekly, twice_monthly or monthly."""
ANCHOR = "pay.period_from"
"""Setting: the first day of any weekly or two-weekly period, ISO."""
A_MONDAY = date(2026, 1, 5)


def usual_period(connection: sqlite3.Connection, now: int) -> Period:
    """The pay period that ended last."""
    zone = ZoneInfo(agency_words(connection).timezone)
    today = datetime.fromtimestamp(now, UTC).astimezone(zone).date()
    return last_ended(pay_kind(connection), pay_anchor(connection), today)


def pay_kind(connection: sqlite3.Connection) -> str:
    """How often officers are paid."""
    found = str(setting(connection, KIND, "two_weekly"))
    return found if found in KINDS else "two_weekly"


def pay_periods_set(connection: sqlite3.Connection) -> bool:
    """Whether the agency has said when its pay periods begin, and not only that it pays."""
    by_month = setting(connection, KIND) in ("twice_monthly", "monthly")
    return by_month or _anchor_set(connection) is not None


def pay_anchor(connection: sqlite3.Connection) -> date:
    """The first day of one period."""
    return _anchor_set(connection) or A_MONDAY


def _anchor_set(connection: sqlite3.Connection) -> date | None:
    try:
        return date.fromisoformat(str(setting(connection, ANCHOR, "")))
    except ValueError:
        return None
