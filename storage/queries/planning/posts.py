"""Posts one by one, with what was known of each when it was asked for; nothing of names.

A post is a seat that is wanted: of a detail that takes place, not cancelled, no trainee's and no
backup's. It is taken while somebody is assigned, confirmed or has worked it.
"""

import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

from coordinator.rules.spans import Span

_POST = """
SELECT p.id, d.id, p.number, p.starts_at, p.ends_at, j.job_class, coalesce(r.code, ''),
  j.employer_id, coalesce(d.posted_at, q.received_at, j.requested_at),
  count(*) OVER (PARTITION BY d.id), a.id IS NULL, p.role, e.name
FROM detail AS d
JOIN position AS p ON p.detail_id = d.id
JOIN job AS j ON j.id = d.job_id
JOIN employer AS e ON e.id = j.employer_id
LEFT JOIN request AS q ON q.id = j.request_id
LEFT JOIN rank AS r ON r.id = p.rank_id
LEFT JOIN assignment AS a ON a.position_id = p.id AND a.state IN ('assigned', 'confirmed', 'worked')
WHERE d.state = 'planned' AND p.cancelled = 0 AND p.role NOT IN ('trainee', 'backup')
"""
_SPAN = " AND d.starts_at >= :since AND d.starts_at < :until AND d.id % :every = 0"


class PostRow(NamedTuple):
    """A post. `asked_at` is when it was put up, its request came in or its job was ordered, the
    first of them that is known; `posts` are those of its detail; `empty` is 1 where nobody has it.
    Instants are UTC seconds."""

    position_id: int
    detail_id: int
    number: str
    starts_at: int
    ends_at: int
    job_class: str
    rank: str
    employer_id: int
    asked_at: int | None
    posts: int
    empty: int
    role: str
    employer: str


def posts_between(connection: sqlite3.Connection, span: Span, every: int = 1) -> Iterator[PostRow]:
    """The posts of details that begin in a span (UTC seconds); of every so manieth detail only."""
    values = {"since": span[0], "until": span[1], "every": every}
    return map(PostRow._make, connection.execute(_POST + _SPAN, values))


def posts_of(connection: sqlite3.Connection, detail_id: int) -> Iterator[PostRow]:
    """The posts of one detail."""
    return map(PostRow._make, connection.execute(f"{_POST} AND d.id = ?", (detail_id,)))


def posts_of_job(connection: sqlite3.Connection, job_id: int) -> Iterator[PostRow]:
    """The posts of a job's details."""
    return map(PostRow._make, connection.execute(f"{_POST} AND d.job_id = ?", (job_id,)))


def details_between(connection: sqlite3.Connection, span: Span) -> int:
    """How many details begin in a span."""
    query = "SELECT count(*) FROM detail WHERE starts_at >= ? AND starts_at < ?"
    return int(connection.execute(query, span).fetchone()[0])


def book_file(connection: sqlite3.Connection) -> str:
    """Which book a connection reads."""
    query = "SELECT file FROM pragma_database_list WHERE name = 'main'"
    return str(connection.execute(query).fetchone()[0])
