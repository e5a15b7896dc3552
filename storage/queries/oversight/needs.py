"""What oversight wants a hand with: findings past their date, the binder of the last month."""

import sqlite3
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from storage.queries.book.settings import setting
from storage.queries.staffing.need import Need

MONTHLY: Final = "audit.monthly"
MOST: Final = 10


def oversight_needs(connection: sqlite3.Connection, now: int, today: str) -> Iterator[Need]:
    """Lines of Today; `now` is UTC seconds, `today` a local date."""
    for row in connection.execute(_OVERDUE, (now, today, MOST)):
        yield Need("finding", *row)
    if setting(connection, MONTHLY, default=False):
        yield from _binder(connection, now, today)


def _binder(connection: sqlite3.Connection, now: int, today: str) -> Iterator[Need]:
    last = date.fromisoformat(today).replace(day=1) - timedelta(days=1)
    first = last.replace(day=1)
    key = f"binder {first} to {last}"
    found = connection.execute("SELECT 1 FROM written_file WHERE key = ?", (key,)).fetchone()
    if found is None:
        words = f"The self-audit of {first:%Y-%m} is not written yet"
        yield Need("audit", "written_file", 0, None, now, words)


_OVERDUE = """
SELECT 'audit_finding', id, detail_id, ?1,
  number || ' was due ' || due_on || ': ' || title
    || CASE WHEN owner <> '' THEN ' (' || owner || ')' ELSE '' END
FROM audit_finding WHERE state <> 'closed' AND due_on < ?2 ORDER BY due_on, id LIMIT ?3
"""
