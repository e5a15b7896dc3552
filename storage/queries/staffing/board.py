"""The seats that officers may ask for, as a page may show them to anybody: nothing about people."""

import sqlite3
from dataclasses import dataclass

from storage.queries.messages.due_details import AHEAD_SECONDS
from storage.queries.staffing.jobs import LIVE


@dataclass(frozen=True, slots=True)
class BoardSeat:
    """An open seat of a detail that is put up. The span is half-open, UTC seconds.

    `papers` names the certificates that whoever takes it must hold.
    """

    position_id: int
    number: str
    detail: str
    starts_at: int
    ends_at: int
    posted_at: int
    role: str
    label: str
    rank: str
    site: str
    address: str
    job_class: str
    title: str
    employer: str
    papers: str


_SEATS = f"""
SELECT p.id, p.number, d.number, p.starts_at, p.ends_at, d.posted_at, p.role, p.label,
       coalesce(r.name, ''), s.name, s.address, j.job_class, j.title, e.name,
       coalesce((SELECT group_concat(c.name, ', ') FROM requirement AS q
                 JOIN certification AS c ON c.id = q.certification_id
                 WHERE q.position_id = p.id), '')
FROM detail AS d
JOIN position AS p ON p.detail_id = d.id
JOIN job AS j ON j.id = d.job_id
JOIN employer AS e ON e.id = j.employer_id
JOIN site AS s ON s.id = d.site_id
LEFT JOIN rank AS r ON r.id = p.rank_id
WHERE d.starts_at > ?1 AND d.starts_at <= ?2 AND d.posted_at <= ?1 AND d.state = 'planned'
  AND NOT p.cancelled AND p.role NOT IN ('backup', 'trainee')
  AND NOT EXISTS (SELECT 1 FROM assignment AS a WHERE a.position_id = p.id AND a.state IN {LIVE})
ORDER BY p.starts_at, p.id LIMIT ?3
"""


def board_seats(
    connection: sqlite3.Connection, now: int, most: int = 2_000
) -> tuple[BoardSeat, ...]:
    """Open seats still to come of what is put up, the first to start first, at most so many."""
    rows = connection.execute(_SEATS, (now, now + AHEAD_SECONDS, most))
    return tuple(BoardSeat(*row) for row in rows)


@dataclass(frozen=True, slots=True)
class SeatNumbered:
    """What a number on the board stands for. `position_id` is None where a detail has several
    seats; `open_position_id` is then the first that nobody holds, if there is one."""

    number: str
    detail_id: int
    position_id: int | None
    open_position_id: int | None


_OF_NUMBER = f"""
SELECT d.id, p.id, EXISTS (SELECT 1 FROM assignment AS a WHERE a.position_id = p.id
                           AND a.state IN {LIVE})
FROM detail AS d JOIN position AS p ON p.detail_id = d.id
WHERE NOT p.cancelled AND p.role NOT IN ('backup', 'trainee') AND {{which}}
ORDER BY p.starts_at, p.id
"""


def seat_numbered(connection: sqlite3.Connection, number: str) -> SeatNumbered | None:
    """The seat or detail of a number such as 26-0412.3b or 26-0412.3, in any capitals."""
    spelled = _spelled(number)
    for which in ("d.number = ?1", "p.number = ?1"):
        rows = connection.execute(_OF_NUMBER.format(which=which), (spelled,)).fetchall()
        if rows:
            only = rows[0][1] if len(rows) == 1 else None
            free = next((seat for _, seat, held in rows if not held), None)
            return SeatNumbered(spelled, rows[0][0], only, free)
    return None


def _spelled(number: str) -> str:
    """The number as the book writes it: stations in capitals, seats small (26-B-0412.B3ab)."""
    upper = number.strip().upper()
    end = len(upper.rstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    return upper[:end] + upper[end:].lower()
