"""Payroll runs and their lines, as lists, screens and files read them."""

import sqlite3
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RunLine:
    """One payroll run; `until_on` is not included. An open one has no number or totals yet."""

    id: int
    number: str
    from_on: str
    until_on: str
    locked_at: int | None
    officers: int
    total_minutes: int
    total_cents: int
    state: str = "locked"


@dataclass(frozen=True, slots=True)
class PayLine:
    """One priced line of a payroll run. Corrections take back, so their amounts are negative."""

    badge: str
    last_name: str
    first_name: str
    detail_number: str
    position_number: str
    employer: str
    started_at: int
    ended_at: int
    kind: str
    label: str
    minutes: int
    rate: str
    amount_cents: int


def payroll_runs(connection: sqlite3.Connection, limit: int = 200) -> tuple[RunLine, ...]:
    """The runs, the latest first; one that was cut off is among them and reads open."""
    rows = connection.execute(f"{_RUN} ORDER BY run.id DESC LIMIT ?", (limit,))
    return tuple(RunLine(*row) for row in rows)


def payroll_run(connection: sqlite3.Connection, number: str) -> RunLine | None:
    """One locked run by its number, such as 2026-P007."""
    row = connection.execute(f"{_RUN} WHERE number = ? AND state = 'locked'", (number,)).fetchone()
    return RunLine(*row) if row else None


def open_run(connection: sqlite3.Connection) -> RunLine | None:
    """The run that was begun and not locked, if any."""
    row = connection.execute(f"{_RUN} WHERE state = 'open'").fetchone()
    return RunLine(*row) if row else None


def run_totals(connection: sqlite3.Connection, run: int) -> tuple[int, int, int]:
    """Officers, minutes and cents of all lines of a run."""
    officers, minutes, cents = connection.execute(
        "SELECT count(DISTINCT officer_id), coalesce(sum(minutes * quantity), 0),"
        " coalesce(sum(amount_cents), 0)"
        " FROM charge JOIN assignment ON assignment.id = charge.assignment_id"
        " WHERE charge.payroll_run_id = ?",
        (run,),
    ).fetchone()
    return int(officers), int(minutes), int(cents)


_RUN = """
SELECT run.id, run.number, from_on, until_on, locked_at, officers, total_minutes, total_cents,
       state
FROM payroll_run AS run
"""


def pay_lines(connection: sqlite3.Connection, run: int) -> tuple[PayLine, ...]:
    """Every line of a run, by officer and time."""
    rows = connection.execute(
        "SELECT officer.badge, officer.last_name, officer.first_name, detail.number,"
        " position.number, employer.name,"
        " coalesce(entry.started_at, assignment.starts_at),"
        " coalesce(entry.ended_at, assignment.ends_at),"
        " charge.kind, charge.label, coalesce(charge.minutes, 0), charge.rate, amount_cents"
        " FROM charge"
        " JOIN assignment ON assignment.id = charge.assignment_id"
        " JOIN officer ON officer.id = assignment.officer_id"
        " JOIN position ON position.id = assignment.position_id"
        " JOIN detail ON detail.id = charge.detail_id"
        " JOIN job ON job.id = detail.job_id"
        " JOIN employer ON employer.id = job.employer_id"
        " LEFT JOIN timesheet_entry AS entry ON entry.id = charge.entry_id"
        " WHERE charge.payroll_run_id = ? AND charge.side = 'pay'"
        " ORDER BY officer.badge, 7, charge.id",
        (run,),
    )
    return tuple(PayLine(*row) for row in rows)
