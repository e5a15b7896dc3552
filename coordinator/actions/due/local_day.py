"""The local day that is to be spoken of, once its hour has come."""

import sqlite3
from dataclasses import dataclass
from datetime import date, timedelta

from coordinator.actions.due.due_terms import Terms
from coordinator.rules.spans import Calendar
from storage.queries.messages.telling import agency_facts


@dataclass(frozen=True, slots=True)
class Today:
    """The local day: its date, when it begins and ends (UTC seconds), and the local hour from which
    what comes by the day is said."""

    calendar: Calendar
    on: date
    begins_at: int
    ends_at: int
    hour: int = 0

    def said_at(self, on: date) -> int:
        """When what comes by the day is said on a date (UTC seconds)."""
        return self.calendar.midnight(on) + self.hour * 3_600


def today_of(connection: sqlite3.Connection, now: int, terms: Terms) -> Today | None:
    """The local day; None before the hour at which what is said by the day is said."""
    calendar = Calendar(agency_facts(connection).timezone)
    hour = terms.number("day_hour")
    if calendar.wall(now).hour < hour:
        return None
    on = calendar.local_date(now)
    ends_at = calendar.midnight(on + timedelta(days=1))
    return Today(calendar, on, calendar.midnight(on), ends_at, hour)
