"""Payroll runs and their lines, as lists, screens and files read them."""

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from coordinator.rules.words import ORDERED
from storage.queries.lists import Listing
from storage.queries.money.money import DISCOUNTED


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
    kind: str = "regular"
    adjusted_cents: int = 0

    @property
    def net_cents(self) -> int:
        """What officers get: their pay with deductions and reimbursements."""
        return self.total_cents + self.adjusted_cents


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
    officer_id: int = 0
    employer_number: str = ""
    how: str = ""

    @property
    def ordered(self) -> bool:
        """Whether the officer was ordered into the position rather than chose it."""
        return self.how == ORDERED


@dataclass(frozen=True, slots=True)
class Adjustment:
    """A deduction (minus) or reimbursement of an officer. `run` is where it was taken, or empty."""

    id: int
    officer_id: int
    badge: str
    officer: str
    due_on: str
    code: str
    label: str
    amount_cents: int
    run: str
    words: str


ADJUSTED = (
    "coalesce((SELECT sum(amount_cents) FROM pay_adjustment WHERE payroll_run_id = {run}.id), 0)"
)
"""Deductions and reimbursements of a run, as SQL; `{run}` is the run's name in the query."""


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


_RUN = f"""
SELECT run.id, run.number, from_on, until_on, locked_at, officers, total_minutes, total_cents,
       state, coalesce(kind, 'regular'), {ADJUSTED.format(run="run")}
FROM payroll_run AS run
"""

_ADJUSTMENT = """
SELECT adjustment.id, officer.id, officer.badge,
       officer.last_name || CASE officer.first_name WHEN '' THEN '' ELSE ', ' END
       || officer.first_name, due_on, code, label, amount_cents,
       coalesce((SELECT number FROM payroll_run WHERE id = payroll_run_id), ''), words
FROM pay_adjustment AS adjustment JOIN officer ON officer.id = adjustment.officer_id
"""


ADJUSTMENTS: Listing[Adjustment] = Listing(
    make=Adjustment,
    key="adjustment.id",
    columns="""adjustment.id, officer.id, officer.badge,
        officer.last_name || CASE officer.first_name WHEN '' THEN '' ELSE ', ' END
        || officer.first_name, due_on, code, label, amount_cents,
        coalesce((SELECT number FROM payroll_run WHERE id = payroll_run_id), ''), words""",
    tables="pay_adjustment AS adjustment JOIN officer ON officer.id = adjustment.officer_id",
    orders={"due": "adjustment.due_on", "officer": "officer.last_name"},
    words=("officer.badge", "officer.last_name", "label", "code"),
    flags={
        "waiting": "payroll_run_id IS NULL",
        "taken": "payroll_run_id IS NOT NULL",
        "deduction": "amount_cents < 0",
    },
)


def adjustments_of_run(connection: sqlite3.Connection, run: int) -> tuple[Adjustment, ...]:
    """What was deducted and reimbursed in a run, by officer."""
    rows = connection.execute(
        f"{_ADJUSTMENT} WHERE payroll_run_id = ? ORDER BY officer.badge, due_on, adjustment.id",
        (run,),
    )
    return tuple(Adjustment(*row) for row in rows)


def due_adjustments(connection: sqlite3.Connection, until_on: str) -> tuple[Adjustment, ...]:
    """What waits to be taken and was due before a date, the earliest first."""
    rows = connection.execute(
        f"{_ADJUSTMENT} WHERE payroll_run_id IS NULL AND due_on < ? ORDER BY due_on, adjustment.id",
        (until_on,),
    )
    return tuple(Adjustment(*row) for row in rows)


def officer_gross(connection: sqlite3.Connection, run: int) -> dict[int, int]:
    """Officer → the sum of his charges on a run."""
    rows = connection.execute(
        "SELECT officer_id, sum(amount_cents) FROM charge"
        " JOIN assignment ON assignment.id = charge.assignment_id"
        " WHERE charge.payroll_run_id = ? GROUP BY officer_id",
        (run,),
    )
    return dict(rows.fetchall())


def corrected_details(connection: sqlite3.Connection, details: Iterable[int]) -> frozenset[int]:
    """Those details on which hours wait that correct what was paid before."""
    rows = connection.execute(
        "SELECT DISTINCT position.detail_id FROM position"
        " JOIN assignment ON assignment.position_id = position.id"
        " JOIN timesheet_entry AS entry ON entry.assignment_id = assignment.id"
        " WHERE position.detail_id IN (SELECT value FROM json_each(?))"
        " AND entry.state = 'approved' AND entry.payroll_run_id IS NULL"
        " AND EXISTS (SELECT 1 FROM charge WHERE charge.detail_id = position.detail_id"
        " AND charge.assignment_id = assignment.id AND charge.side = 'pay'"
        " AND NOT charge.released)",
        (json.dumps(list(details)),),
    )
    return frozenset(row[0] for row in rows)


def money_outstanding(connection: sqlite3.Connection, details: Iterable[int]) -> dict[int, str]:
    """Detail → why its employer's money has not come in: not invoiced, or an invoice unpaid."""
    rows = connection.execute(
        "WITH billed AS (SELECT DISTINCT charge.detail_id, charge.invoice_id FROM charge"
        "  WHERE charge.side = 'bill' AND NOT charge.released AND charge.invoice_id IS NOT NULL"
        "  AND charge.detail_id IN (SELECT value FROM json_each(:details)))"
        " SELECT wanted.value, coalesce(invoice.number, ''),"
        " invoice.total_cents - coalesce((SELECT sum(amount_cents) FROM payment"
        f"  WHERE payment.invoice_id = invoice.id), 0) - {DISCOUNTED}"
        " FROM json_each(:details) AS wanted LEFT JOIN billed ON billed.detail_id = wanted.value"
        " LEFT JOIN invoice ON invoice.id = billed.invoice_id AND invoice.state = 'issued'",
        {"details": json.dumps(list(details))},
    )
    found: dict[int, str] = {}
    for detail, number, open_cents in rows:
        if not number:
            found[detail] = "the employer has not been invoiced yet (pay after the money came in)."
        elif open_cents > 0:
            found[detail] = f"invoice {number} is not paid (pay after the money came in)."
    return found


def pay_lines(connection: sqlite3.Connection, run: int) -> tuple[PayLine, ...]:
    """Every line of a run, by officer and time."""
    rows = connection.execute(
        "SELECT officer.badge, officer.last_name, officer.first_name, detail.number,"
        " position.number, employer.name,"
        " coalesce(entry.started_at, assignment.starts_at),"
        " coalesce(entry.ended_at, assignment.ends_at),"
        " charge.kind, charge.label, coalesce(charge.minutes, 0), charge.rate, amount_cents,"
        " officer.id, employer.number, assignment.how"
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
