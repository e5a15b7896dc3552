"""Demand by month: seats wanted, filled and asked for by officers."""

import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from coordinator.rules.spans import Span

_SEATS = """
SELECT count(*), count(a.id),
  sum((SELECT count(*) FROM interest AS i WHERE i.position_id = p.id AND withdrawn_at IS NULL))
FROM position AS p
JOIN detail AS d ON d.id = p.detail_id AND d.state = 'planned'
JOIN job AS j ON j.id = d.job_id
LEFT JOIN assignment AS a ON a.position_id = p.id AND a.state IN ('assigned', 'confirmed', 'worked')
WHERE p.starts_at >= :since AND p.starts_at < :until AND p.cancelled = 0
  AND p.role NOT IN ('trainee', 'backup') AND (:kind = '' OR j.job_class LIKE :kind)
"""


class Demand(NamedTuple):
    """Seats that begin in a month, how many are filled, and how often officers asked for them."""

    seats: int
    filled: int
    volunteers: int


def demand(connection: sqlite3.Connection, months: Sequence[Span], kind: str) -> list[Demand]:
    """What each month asked; `kind` is a type of job as LIKE reads it, empty for all."""
    found = []
    for since, until in months:
        values = {"since": since, "until": until, "kind": kind}
        seats, filled, volunteers = connection.execute(_SEATS, values).fetchone()
        found.append(Demand(seats, filled, volunteers or 0))
    return found


def first_start(connection: sqlite3.Connection) -> int | None:
    """When the first post of the book begins (UTC seconds), None where there is none."""
    found: int | None = connection.execute("SELECT min(starts_at) FROM position").fetchone()[0]
    return found
