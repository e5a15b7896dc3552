"""Hours as scheduled and as entered, side by side: what the Hours screen and its actions read."""

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class HoursLine:
    """One assignment with its current entry, if any. Instants are UTC seconds."""

    assignment_id: int
    detail_id: int
    detail_number: str
    position_number: str
    employer: str
    officer_id: int
    badge: str
    officer: str
    scheduled_start: int
    scheduled_end: int
    entry_id: int | None
    started_at: int | None
    ended_at: int | None
    break_minutes: int
    state: str
    source: str
    entered_by: str
    approved_by: str
    invoice_id: int | None
    payroll_run_id: int | None

    @property
    def as_scheduled(self) -> bool:
        """Whether the hours entered are exactly those scheduled, without a break."""
        entered = (self.started_at, self.ended_at, self.break_minutes)
        return entered == (self.scheduled_start, self.scheduled_end, 0)

    @property
    def minutes(self) -> int:
        """Whole minutes worked, without the break; 0 where nothing is entered."""
        if self.started_at is None or self.ended_at is None:
            return 0
        return max(0, (self.ended_at - self.started_at) // 60 - self.break_minutes)


_COLUMNS = """
SELECT assignment.id, detail.id, detail.number, position.number, employer.name,
       officer.id, officer.badge,
       officer.last_name || CASE officer.first_name WHEN '' THEN '' ELSE ', ' END
       || officer.first_name,
       assignment.starts_at, assignment.ends_at,
       entry.id, entry.started_at, entry.ended_at, coalesce(entry.break_minutes, 0),
       coalesce(entry.state, 'missing'), coalesce(entry.source, ''),
       coalesce(entry.entered_by, ''), coalesce(entry.approved_by, ''),
       entry.invoice_id, entry.payroll_run_id
"""

_JOINS = """
JOIN position ON position.id = assignment.position_id
JOIN detail ON detail.id = position.detail_id
JOIN job ON job.id = detail.job_id
JOIN employer ON employer.id = job.employer_id
JOIN officer ON officer.id = assignment.officer_id
"""

_LIVE = "assignment.state IN ('assigned', 'confirmed', 'worked')"
_ENTRY = (
    "LEFT JOIN timesheet_entry AS entry"
    " ON entry.assignment_id = assignment.id AND entry.state <> 'replaced'"
)


def hours_of_detail(connection: sqlite3.Connection, detail_id: int) -> tuple[HoursLine, ...]:
    """Every live assignment of a detail with its hours, in the order of the positions."""
    return _lines(
        connection,
        f"{_COLUMNS} FROM assignment {_JOINS} {_ENTRY}"
        f" WHERE position.detail_id = ? AND {_LIVE}"
        # Who only stood by has no hours, unless some were entered.
        " AND (position.role <> 'backup' OR entry.id IS NOT NULL) ORDER BY position.number",
        (detail_id,),
    )


def hours_of_assignments(
    connection: sqlite3.Connection, assignments: Iterable[int]
) -> tuple[HoursLine, ...]:
    """The hours of these assignments, whatever became of them."""
    return _lines(
        connection,
        f"{_COLUMNS} FROM assignment {_JOINS} {_ENTRY}"
        " WHERE assignment.id IN (SELECT value FROM json_each(?)) ORDER BY position.number",
        (json.dumps(list(assignments)),),
    )


def waiting_hours(connection: sqlite3.Connection, limit: int = 500) -> tuple[HoursLine, ...]:
    """Entries that wait for approval, the oldest first."""
    return _lines(
        connection,
        f"{_COLUMNS} FROM timesheet_entry AS entry"
        " JOIN assignment ON assignment.id = entry.assignment_id"
        f" {_JOINS} WHERE entry.state = 'entered' ORDER BY entry.ended_at, entry.id LIMIT ?",
        (limit,),
    )


def unsettled_assignments(connection: sqlite3.Connection, now: int) -> tuple[int, ...]:
    """Assignments that have ended, of which somebody stated hours that are not approved yet."""
    rows = connection.execute(
        "SELECT DISTINCT stated.assignment_id FROM stated_hours AS stated"
        " JOIN assignment ON assignment.id = stated.assignment_id"
        " WHERE assignment.ends_at <= ? AND assignment.state IN ('assigned', 'confirmed', 'worked')"
        " AND NOT EXISTS (SELECT 1 FROM timesheet_entry AS entry"
        " WHERE entry.assignment_id = assignment.id AND entry.state = 'approved')"
        " ORDER BY assignment.starts_at, assignment.id",
        (now,),
    )
    return tuple(row[0] for row in rows)


def overlapping_entry(
    connection: sqlite3.Connection, assignment_id: int, officer_id: int, start: int, end: int
) -> str:
    """The position on which the officer has other hours within [start, end), or empty."""
    found = connection.execute(
        "SELECT position.number FROM assignment"
        " JOIN timesheet_entry AS entry ON entry.assignment_id = assignment.id"
        " JOIN position ON position.id = assignment.position_id"
        " WHERE assignment.officer_id = :officer AND assignment.id <> :assignment"
        # Hours lie within two days of the schedule, so that the index of spans narrows it.
        " AND assignment.starts_at BETWEEN :start - 172800 AND :end + 172800"
        " AND entry.state <> 'replaced' AND entry.started_at < :end AND entry.ended_at > :start"
        " LIMIT 1",
        {"officer": officer_id, "assignment": assignment_id, "start": start, "end": end},
    ).fetchone()
    return found[0] if found else ""


def entry_ids(connection: sqlite3.Connection, detail_id: int) -> tuple[int, ...]:
    """The entries of a detail that wait for approval."""
    lines = hours_of_detail(connection, detail_id)
    return tuple(x.entry_id for x in lines if x.entry_id is not None and x.state == "entered")


def _lines(
    connection: sqlite3.Connection, sql: str, values: tuple[object, ...] | dict[str, object]
) -> tuple[HoursLine, ...]:
    return tuple(HoursLine(*row) for row in connection.execute(sql, values))
