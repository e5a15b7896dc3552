"""Requests that want a hand, for Today: undecided ones, those that wait too long, those to book."""

import sqlite3
from collections.abc import Iterator
from functools import lru_cache

from storage.queries.requests.intake import intake_in_force
from storage.queries.staffing.need import Need

DAY = 86_400
OLD_DAYS = 3
"""What the shipped intake document says."""

_WAITING = """
SELECT request.id, request.number, request.state, received_at,
       coalesce(employer.name, nullif(request.firm, ''), request.asker), request.title,
       coalesce(asked.asked_of, ''), coalesce(asked.state, ''), coalesce(asked.answer, '')
FROM request LEFT JOIN employer ON employer.id = request.employer_id
LEFT JOIN approval_request AS asked ON asked.id = request.approval_id
WHERE request.state IN ('received', 'waiting', 'approved') ORDER BY received_at LIMIT ?
"""


def request_needs(
    connection: sqlite3.Connection, now: int, today: str, limit: int = 50
) -> Iterator[Need]:
    """A line for each, the oldest first; `today` is a local ISO date."""
    rows = connection.execute(_WAITING, (limit,)).fetchall()
    old = now - old_days(connection, today) * DAY if rows else 0
    for row, number, state, at, who, title, *asked in rows:
        late = at < old and state != "approved"
        kind = "old request" if late else "request"
        words = f"{number} {who} - {title}{_stands(state, *asked)}"
        yield Need(kind, "request", row, None, at, words)


def old_days(connection: sqlite3.Connection, today: str) -> int:
    """After how many days a request is old, as the intake document of today says."""
    version = intake_in_force(connection, today)
    return OLD_DAYS if version is None else _old_days(version.document)


def _stands(state: str, asked_of: str, answered: str, answer: str) -> str:
    if state == "approved":
        return " - approved, not booked"
    if answered == "open":
        return f" - {asked_of} is asked"
    return f" - {asked_of} answered: {answer or answered}" if answered == "refused" else ""


@lru_cache(maxsize=4)
def _old_days(document: str) -> int:
    # Reading a document takes longer than a day has requests: only where one waits.
    from coordinator.rules.intake.document import IntakeDocument
    from coordinator.rules.intake.reading import read_intake

    found = read_intake(document)
    return found.old_days if isinstance(found, IntakeDocument) else OLD_DAYS
