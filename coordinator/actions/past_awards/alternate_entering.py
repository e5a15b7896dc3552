"""Who became eligible, came back or was promoted, while past awards are worked out again."""

import sqlite3
from collections.abc import Callable
from datetime import date

from coordinator.actions.distribution.moments import Moment
from coordinator.rules.distribution.facts import Happening
from coordinator.rules.distribution.needs import Needs
from coordinator.rules.distribution.parts import Turned
from coordinator.rules.spans import Calendar
from storage.queries.distribution import stands as roster


class Entering:
    """What the roster tells, read once; the same as `retelling.turned` says of a detail.

    `first_start` is when the book's first detail started (UTC), None for a book without one.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        needs: Needs,
        calendar: Calendar,
        tell: Callable[[Turned], Happening],
        first_start: int | None,
    ) -> None:
        self._needs = needs
        self._calendar = calendar
        self._tell = tell
        self._first_start = first_start or 0
        heard = first_start is not None and needs.entering
        self._turns = _turns(connection, needs, calendar) if heard else []

    def until(self, moment: Moment) -> list[Happening]:
        """What counts as news at a detail."""
        if not self._turns:
            return []
        since = self._needs.since(moment.at, moment.calendar, moment.periods)
        after = max(self._first_start, since)
        on = self._calendar.local_iso(after)
        midnight = self._calendar.midnight(date.fromisoformat(on))
        return [
            self._tell(each)
            for each in self._turns
            if midnight < each.at <= moment.at and after < each.at
        ]


def _turns(connection: sqlite3.Connection, needs: Needs, calendar: Calendar) -> list[Turned]:
    found = [
        Turned(officer, word, calendar.midnight(date.fromisoformat(on)))
        for officer, word, on in roster.turns(connection, needs.entering, "")
    ]
    found.sort(key=lambda turned: turned.at)
    return found
