"""The agency's roster periods: so many days from a day on, such as the 28 of a work period."""

import sqlite3
from datetime import date
from typing import NamedTuple

from storage.queries.book.settings import setting

DAYS = "roster.days"
"""Setting: how many days a roster period has."""
FROM = "roster.from"
"""Setting: the first day of any one of them, ISO."""


class RosterPeriods(NamedTuple):
    """The first day of one of them, and how many days each has."""

    anchor: date
    days: int


def roster_periods(connection: sqlite3.Connection) -> RosterPeriods | None:
    """As the agency has set them; None where it has not said both."""
    days = setting(connection, DAYS, 0)
    try:
        anchor = date.fromisoformat(str(setting(connection, FROM, "")))
    except ValueError:
        return None
    return RosterPeriods(anchor, days) if days > 0 else None
