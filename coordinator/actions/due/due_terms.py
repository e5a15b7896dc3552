"""When the clock has something to say: the agency's settings, or what is usual."""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from storage.queries.book.settings import setting

HOUR, DAY = 3_600, 86_400

DEFAULTS: Mapping[str, Any] = {
    # Job class → hours before the start; "" is for all others.
    "messages.reminders": {"": [24, 2]},
    "messages.employer_reminders": {"": [24]},
    "messages.closing_minutes": 30,
    "messages.posting_closes_minutes": 120,
    "messages.confirm_hours": 12,
    "messages.not_seen_minutes": 15,
    "messages.hours_due": [2, 48],
    "messages.certify_hours": 1,
    "messages.feedback_after_hours": 2,
    "messages.feedback_hours": 72,
    "messages.feedback_every_days": 30,
    "messages.expiring_days": [60, 30, 7],
    "messages.insurance_days": [30, 7],
    "messages.day_hour": 8,
    "messages.posted": True,
    "messages.wanted": [],
}
"""Setting → what holds without it. A number of 0, or an empty list, turns the messages off."""

SINCE = "messages.clock_since"
"""Setting: the moment from which the clock speaks (UTC seconds), noted when the first gateway is
set: what fell due before that was nobody's wish to send."""

MOST_HOURS = 30 * 24
"""Nobody is reminded of what is further off."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the search for a substitute: `who` (backups, interested, eligible) is asked
    `minutes` after the call-off, at most so many of them."""

    who: str
    minutes: int
    at_most: int


@dataclass(frozen=True, slots=True)
class Terms:
    """The settings of everything that the clock says."""

    values: Mapping[str, Any]

    def number(self, name: str) -> int:
        """A number of minutes, hours or days; 0 where there is none to go by."""
        return max(0, int(self.values[f"messages.{name}"]))

    def rungs(self, name: str) -> tuple[int, ...]:
        """Numbers of hours or days, each once, the smallest first."""
        return _numbers(self.values[f"messages.{name}"])

    def leads(self, name: str, job_class: str) -> tuple[int, ...]:
        """Seconds before the start for a class of jobs, the shortest first."""
        table = self.values[f"messages.{name}"]
        hours = _numbers(table.get(job_class, table.get("", [])))
        return tuple(hour * HOUR for hour in hours if hour <= MOST_HOURS)

    def longest_lead(self, name: str) -> int:
        """The longest of any class, in seconds."""
        table = self.values[f"messages.{name}"]
        return max(
            (self.leads(name, each)[-1] for each in table if self.leads(name, each)), default=0
        )

    @property
    def wanted(self) -> tuple[Step, ...]:
        """The steps of the search for a substitute."""
        return tuple(_step(each) for each in self.values["messages.wanted"] if _is_step(each))


def terms_of(connection: sqlite3.Connection) -> Terms:
    """The agency's terms; a setting of another kind than is usual does not count."""
    return Terms({name: setting(connection, name, usual) for name, usual in DEFAULTS.items()})


def speaks_since(connection: sqlite3.Connection) -> int:
    """The moment from which the clock speaks (UTC seconds); 0 where none was noted."""
    return int(setting(connection, SINCE, 0))


def _numbers(value: Any) -> tuple[int, ...]:
    several: Sequence[Any] = value if isinstance(value, list) else ()
    return tuple(sorted({each for each in several if type(each) is int and each > 0}))


def _is_step(value: Any) -> bool:
    if not isinstance(value, dict) or value.get("who") not in ("backups", "interested", "eligible"):
        return False
    return all(type(value.get(name, 0)) is int for name in ("minutes", "at_most"))


def _step(value: dict[str, Any]) -> Step:
    return Step(value["who"], max(0, value.get("minutes", 0)), max(1, value.get("at_most", 5)))
