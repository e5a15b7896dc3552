"""Hours that were approved after later hours of the same officer had been billed or paid."""

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

_DAY = 86_400
_WEEK = 8 * _DAY
"""Seconds within which two pieces of work may lie in the same week, on any night of the year."""


@dataclass(frozen=True, slots=True)
class LateHours:
    """Settled hours (`assignment_id` on a detail), and earlier ones that came in after them."""

    detail_id: int
    assignment_id: int
    position_number: str
    officer_id: int
    late_number: str
    late_started_at: int


_SETTLED = {
    "bill": (
        "JOIN invoice AS done ON done.id = mine.invoice_id"
        " AND (late.invoice_id IS NULL OR late.invoice_id > mine.invoice_id)"
        " AND done.issued_on <= date(late.approved_at + 86400, 'unixepoch')"
    ),
    "pay": (
        "JOIN payroll_run AS done ON done.id = mine.payroll_run_id"
        " AND (late.payroll_run_id IS NULL OR late.payroll_run_id > mine.payroll_run_id)"
        " AND (done.locked_at IS NULL OR done.locked_at <= late.approved_at)"
    ),
}

_EVERYTHING = "late.state = 'approved'"
# The plus keeps SQLite from walking all that is approved to look for a few entries.
_THESE = "late.id IN (SELECT value FROM json_each(:entries)) AND +late.state = 'approved'"


def late_hours(
    connection: sqlite3.Connection, side: str, since: int, entries: Iterable[int] | None = None
) -> tuple[LateHours, ...]:
    """What ended after `since` (or just these entries) and was approved after hours of the week
    that follow it were settled on this side ("bill" or "pay"). Some of it may have been known when
    they were: whether the price differs, the rate card says."""
    rows = connection.execute(
        f"""
        SELECT DISTINCT place.detail_id, mine.assignment_id, place.number, his.officer_id,
               late_place.number, late.started_at
        FROM timesheet_entry AS late
        JOIN assignment AS his ON his.id = late.assignment_id
        JOIN position AS late_place ON late_place.id = his.position_id
        JOIN assignment AS other ON other.officer_id = his.officer_id
             AND other.starts_at > his.starts_at - {_DAY}
             AND other.starts_at < his.starts_at + {_WEEK + _DAY}
        JOIN timesheet_entry AS mine ON mine.assignment_id = other.id AND mine.state = 'approved'
             AND mine.started_at > late.started_at
             AND mine.started_at < late.started_at + {_WEEK}
             AND mine.approved_at <= late.approved_at
        {_SETTLED[side]}
        JOIN position AS place ON place.id = other.position_id
        WHERE {_EVERYTHING if entries is None else _THESE} AND late.ended_at > :since
          AND place.detail_id <> late_place.detail_id
        ORDER BY mine.started_at, mine.assignment_id, late.started_at
        """,
        {"since": since, "entries": None if entries is None else json.dumps(list(entries))},
    )
    return tuple(LateHours(*row) for row in rows)
