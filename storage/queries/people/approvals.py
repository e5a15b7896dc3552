"""Questions to those who decide, and what they answered."""

import sqlite3
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ApprovalLine:
    """One question. Instants are UTC seconds; `code` is what it is answered with."""

    id: int
    kind: str
    subject: str
    asked_of: str
    address: str
    words: str
    state: str
    asked_at: int
    asked_by: str
    answered_at: int | None
    answer: str
    code: str


_LINES = """
SELECT a.id, kind, subject, asked_of, address, words, state, asked_at, asked_by,
       answered_at, answer, coalesce(code, '')
FROM approval_request AS a LEFT JOIN reply_code ON approval_id = a.id
"""


def approval_requests(
    connection: sqlite3.Connection, *, everything: bool = False
) -> tuple[ApprovalLine, ...]:
    """The questions that are open, or all of them; the latest first."""
    rows = connection.execute(
        f"{_LINES} WHERE ? OR state = 'open' ORDER BY a.id DESC", (everything,)
    )
    return tuple(ApprovalLine(*row) for row in rows)


def asked_about(connection: sqlite3.Connection, subject: str) -> ApprovalLine | None:
    """The open question about a record ('position:12'), or None; the latest of several."""
    found = connection.execute(
        f"{_LINES} WHERE subject = ? AND state = 'open'"
        " ORDER BY a.asked_at DESC, a.id DESC LIMIT 1",
        (subject,),
    ).fetchone()
    return ApprovalLine(*found) if found else None
