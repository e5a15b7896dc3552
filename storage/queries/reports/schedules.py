"""Reports that are mailed again and again: which there are, which are due, which had trouble."""

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from storage.queries.staffing.need import Need

OVERDUE_DAYS = 1
"""So many days after it was due a mailing that was not made is said."""


@dataclass(frozen=True, slots=True)
class Mailing:
    """One report that is mailed. `asked` is what is typed for its parameters, `formats` its files,
    `recipients` (name, address). It is due on `next_on` (local date) at `at_clock`."""

    id: int
    report: str
    title: str
    asked: dict[str, str]
    formats: tuple[str, ...]
    recipients: tuple[tuple[str, str], ...]
    every: str
    day: int | None
    at_clock: str
    next_on: str
    last_made_at: int | None
    trouble: str
    ended_at: int | None


_ALL = (
    "SELECT id, report, title, asked, formats, recipients, every, day, at_clock, next_on, "
    "last_made_at, trouble, ended_at FROM report_schedule"
)


def mailings(connection: sqlite3.Connection) -> tuple[Mailing, ...]:
    """All that go on, the next one first."""
    rows = connection.execute(f"{_ALL} WHERE ended_at IS NULL ORDER BY next_on, at_clock, id")
    return tuple(map(_mailing, rows))


def mailing(connection: sqlite3.Connection, mailing_id: int) -> Mailing | None:
    """One of them, also one that has ended."""
    row = connection.execute(f"{_ALL} WHERE id = ?", (mailing_id,)).fetchone()
    return None if row is None else _mailing(row)


def due_mailings(connection: sqlite3.Connection, today: str, clock: str) -> tuple[Mailing, ...]:
    """Those of which the local moment has come. A look at an index, mostly."""
    rows = connection.execute(
        f"{_ALL} WHERE next_on <= ?1 AND (next_on < ?1 OR at_clock <= ?2) AND ended_at IS NULL "
        "ORDER BY next_on, at_clock, id",
        (today, clock),
    )
    return tuple(map(_mailing, rows))


def mailing_needs(connection: sqlite3.Connection, now: int, today: str) -> Iterator[Need]:
    """Reports that could not be made, or were due and have not gone."""
    for row in connection.execute(_NEEDS, {"today": today, "days": f"-{OVERDUE_DAYS} days"}):
        key, title, trouble, next_on = row
        words = trouble or f"was due on {next_on}: nothing sends it (coordinator tick)"
        yield Need("report", "report_schedule", key, None, now, f"{title} not mailed: {words}")


_NEEDS = """
SELECT id, title, trouble, next_on FROM report_schedule
WHERE ended_at IS NULL AND (trouble <> '' OR next_on < date(:today, :days))
ORDER BY next_on, id LIMIT 20
"""


def _mailing(row: sqlite3.Row | tuple[object, ...]) -> Mailing:
    key, report, title, asked, formats, recipients, *rest = tuple(row)
    people = tuple((each["name"], each["email"]) for each in json.loads(recipients))
    known = json.loads(asked)
    return Mailing(key, report, title, known, tuple(json.loads(formats)), people, *rest)
