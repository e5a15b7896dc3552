"""What the dashboard adds up over a year: plain SQL, so that no other thread waits for it.

Seats, work and bills mean what they mean in reports (`storage.queries.reports.views`).
"""

import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from coordinator.rules.spans import Span

_LIVE = "('assigned', 'confirmed', 'worked')"
_SEATS = f"""
SELECT count(*), count(a.id)
FROM position AS p JOIN detail AS d ON d.id = p.detail_id AND d.state = 'planned'
LEFT JOIN assignment AS a ON a.position_id = p.id AND a.state IN {_LIVE}
WHERE p.starts_at >= :since AND p.starts_at < :until AND p.cancelled = 0
  AND p.role NOT IN ('trainee', 'backup')
"""
_WANTED = """
SELECT count(*) FROM position AS p JOIN detail AS d ON d.id = p.detail_id AND d.state = 'planned'
WHERE p.starts_at >= ? AND p.starts_at < ? AND p.cancelled = 0
  AND p.role NOT IN ('trainee', 'backup')
"""
_TO_FILL = f"""
SELECT (a.awarded_at - opened) / 60 AS minutes FROM (
  SELECT p.id, coalesce(d.posted_at, r.received_at, j.requested_at) AS opened
  FROM position AS p JOIN detail AS d ON d.id = p.detail_id AND d.state = 'planned'
  JOIN job AS j ON j.id = d.job_id LEFT JOIN request AS r ON r.id = j.request_id
  WHERE p.starts_at >= :since AND p.starts_at < :until AND p.cancelled = 0
    AND p.role NOT IN ('trainee', 'backup')) AS seat
JOIN assignment AS a ON a.position_id = seat.id AND a.state IN {_LIVE}
WHERE a.awarded_at >= opened ORDER BY minutes
"""
_WORKED = f"""
SELECT a.officer_id, sum(coalesce((t.ended_at - t.started_at) / 60 - t.break_minutes,
  (a.ends_at - a.starts_at) / 60))
FROM assignment AS a
JOIN position AS p ON p.id = a.position_id
LEFT JOIN timesheet_entry AS t ON t.assignment_id = a.id AND t.state <> 'replaced'
WHERE a.starts_at >= :since AND a.starts_at < :until AND a.ends_at <= :now AND a.state IN {_LIVE}
GROUP BY a.officer_id
"""
_BILLED = """
SELECT substr(issued_on, 1, 7), sum(total_cents) FROM invoice
WHERE state = 'issued' AND coalesce(kind, '') <> 'deposit' AND issued_on >= ? AND issued_on < ?
GROUP BY 1
"""


class Seats(NamedTuple):
    """Seats of a month, and how many of them were filled."""

    wanted: int
    filled: int


def seats_by_month(connection: sqlite3.Connection, months: Sequence[Span]) -> list[Seats]:
    """How each month was filled."""
    return [
        Seats(*connection.execute(_SEATS, {"since": since, "until": until}).fetchone())
        for since, until in months
    ]


def wanted_by_month(connection: sqlite3.Connection, months: Sequence[Span]) -> list[int]:
    """Only how many seats each month wanted: half the work."""
    return [int(connection.execute(_WANTED, span).fetchone()[0]) for span in months]


def to_fill_by_month(connection: sqlite3.Connection, months: Sequence[Span]) -> list[float | None]:
    """The median minutes from when a seat was asked for to its award; None where none is known."""
    found = []
    for since, until in months:
        rows = connection.execute(_TO_FILL, {"since": since, "until": until})
        minutes = [each for (each,) in rows]
        middle = (minutes[(len(minutes) - 1) // 2], minutes[len(minutes) // 2]) if minutes else ()
        found.append(sum(middle) / 2 if middle else None)
    return found


def worked_by_month(
    connection: sqlite3.Connection, months: Sequence[Span], now: int
) -> list[dict[int, int]]:
    """The minutes that each officer worked in each month, up to an instant (UTC seconds)."""
    spans = [{"since": since, "until": until, "now": now} for since, until in months]
    return [dict(connection.execute(_WORKED, span).fetchall()) for span in spans]


def billed_by_month(connection: sqlite3.Connection, first: str, until: str) -> dict[str, int]:
    """Cents invoiced, by local month (2026-06), of the ISO dates [first, until)."""
    return defaultdict(int, connection.execute(_BILLED, (first, until)).fetchall())
