"""What the clock says of people and of the whole office: certificates, pay, the day in figures."""

import sqlite3
from dataclasses import dataclass

RUNS_SECONDS = 3 * 86_400
"""A run that was locked longer ago was told, or is not told any more."""


@dataclass(frozen=True, slots=True)
class Expiring:
    """A certificate that runs out, without a later one of its kind.

    `remind_days` is when its kind wants its holder reminded first; 0 where it says nothing.
    """

    certificate_id: int
    officer_id: int
    name: str
    expires_on: str
    remind_days: int
    code: str


@dataclass(frozen=True, slots=True)
class PaidOfficer:
    """What an officer gets of a locked run; dates are local, the last not included."""

    run_id: int
    number: str
    from_on: str
    until_on: str
    officer_id: int
    cents: int
    locked_at: int


@dataclass(frozen=True, slots=True)
class WorkedLine:
    """One detail that an officer worked, as his statement lists it."""

    officer_id: int
    number: str
    starts_at: int
    minutes: int
    cents: int


@dataclass(frozen=True, slots=True)
class Figures:
    """What begins in a span of time, and how far it is filled."""

    details: int
    seats: int
    open_seats: int


def expiring(connection: sqlite3.Connection, today: str, until: str) -> tuple[Expiring, ...]:
    """Certificates that run out between two local dates, of officers who have not left."""
    rows = connection.execute(
        "SELECT c.id, c.officer_id, k.name, c.expires_on, coalesce(k.remind_days, 0), k.code "
        "FROM certificate AS c "
        "JOIN certification AS k ON k.id = c.certification_id "
        "WHERE c.expires_on >= ? AND c.expires_on <= ? AND NOT EXISTS ("
        "SELECT 1 FROM certificate AS later WHERE later.officer_id = c.officer_id "
        "AND later.certification_id = c.certification_id "
        "AND coalesce(later.expires_on, '9999') > c.expires_on) AND NOT EXISTS ("
        "SELECT 1 FROM officer_status AS s WHERE s.officer_id = c.officer_id "
        "AND s.kind = 'departed') ORDER BY c.id",
        (today, until),
    )
    return tuple(Expiring(*row) for row in rows)


def longest_reminder(connection: sqlite3.Connection) -> int:
    """How many days before the end any kind of certificate wants its holder reminded; 0: none."""
    row = connection.execute("SELECT max(remind_days) FROM certification").fetchone()
    return int(row[0] or 0)


def paid_lately(connection: sqlite3.Connection, now: int) -> tuple[PaidOfficer, ...]:
    """Everybody on the runs that were locked within the last days, with what he gets."""
    rows = connection.execute(
        "SELECT r.id, r.number, r.from_on, r.until_on, part.officer_id, sum(part.cents), "
        "r.locked_at FROM payroll_run AS r JOIN ("
        "SELECT charge.payroll_run_id AS run, a.officer_id, charge.amount_cents AS cents "
        "FROM charge JOIN assignment AS a ON a.id = charge.assignment_id "
        "WHERE charge.payroll_run_id IN (SELECT id FROM payroll_run WHERE locked_at > ?1) "
        "UNION ALL SELECT payroll_run_id, officer_id, amount_cents FROM pay_adjustment "
        "WHERE payroll_run_id IN (SELECT id FROM payroll_run WHERE locked_at > ?1)"
        ") AS part ON part.run = r.id WHERE r.state = 'locked' AND r.locked_at > ?1 "
        "GROUP BY r.id, part.officer_id ORDER BY r.id, part.officer_id",
        (now - RUNS_SECONDS,),
    )
    return tuple(PaidOfficer(*row) for row in rows)


def worked_lines(connection: sqlite3.Connection, since: int, until: int) -> tuple[WorkedLine, ...]:
    """What everybody worked in a span and was approved, with the pay that was charged for it."""
    rows = connection.execute(
        "SELECT a.officer_id, p.number, e.started_at, "
        "(e.ended_at - e.started_at) / 60 - e.break_minutes, coalesce((SELECT sum(amount_cents) "
        "FROM charge WHERE charge.assignment_id = a.id AND charge.side = 'pay'), 0) "
        "FROM timesheet_entry AS e JOIN assignment AS a ON a.id = e.assignment_id "
        "JOIN position AS p ON p.id = a.position_id "
        "WHERE e.state = 'approved' AND e.ended_at > ? AND e.ended_at <= ? "
        "ORDER BY a.officer_id, e.started_at",
        (since, until),
    )
    return tuple(WorkedLine(*row) for row in rows)


def figures(connection: sqlite3.Connection, since: int, until: int) -> Figures:
    """How many details and seats begin in a span, and how many of them are open."""
    details, seats, filled = connection.execute(
        "SELECT count(DISTINCT d.id), count(p.id), coalesce(sum(EXISTS (SELECT 1 FROM assignment "
        "AS a WHERE a.position_id = p.id AND a.state IN ('assigned', 'confirmed', 'worked'))), 0) "
        "FROM detail AS d LEFT JOIN position AS p ON p.detail_id = d.id AND NOT p.cancelled "
        "WHERE d.starts_at >= ? AND d.starts_at < ? AND d.state = 'planned'",
        (since, until),
    ).fetchone()
    return Figures(details, seats, seats - filled)
