"""What officers are told of their pay: statements of a run, and the year by payer."""

import sqlite3
from dataclasses import dataclass

from storage.queries.money.payroll import (
    Adjustment,
    PayLine,
    RunLine,
    adjustments_of_run,
    pay_lines,
    payroll_run,
)


@dataclass(frozen=True, slots=True)
class PayStatement:
    """One officer's pay of one run. Amounts are cents, dates local and ISO."""

    agency: str
    timezone: str
    currency: str
    run: RunLine
    badge: str
    officer: str
    account: str
    lines: tuple[PayLine, ...]
    adjustments: tuple[Adjustment, ...]

    @property
    def gross_cents(self) -> int:
        """Pay before anything is taken off."""
        return sum(line.amount_cents for line in self.lines)

    @property
    def net_cents(self) -> int:
        """What he gets."""
        return self.gross_cents + sum(each.amount_cents for each in self.adjustments)

    def minutes(self, *, ordered: bool) -> int:
        """Paid minutes of positions that he was ordered into, or chose."""
        return sum(line.minutes for line in self.lines if line.ordered is ordered)


@dataclass(frozen=True, slots=True)
class YearLine:
    """What one officer was paid over a year for one payer's work."""

    badge: str
    officer: str
    employer_number: str
    employer: str
    minutes: int
    ordered_minutes: int
    cents: int


def pay_statement(
    connection: sqlite3.Connection, number: str, officer_id: int
) -> PayStatement | None:
    """The statement of an officer for a locked run; None where he is not on it."""
    run = payroll_run(connection, number)
    if run is None:
        return None
    lines = tuple(x for x in pay_lines(connection, run.id) if x.officer_id == officer_id)
    taken = adjustments_of_run(connection, run.id)
    mine = tuple(x for x in taken if x.officer_id == officer_id)
    if not lines and not mine:
        return None
    return PayStatement(*_agency(connection), run, *_officer(connection, officer_id), lines, mine)


def officers_of_run(connection: sqlite3.Connection, run: int) -> tuple[int, ...]:
    """Everybody on a run, by badge."""
    rows = connection.execute(
        "SELECT id FROM officer WHERE id IN (SELECT officer_id FROM charge"
        " JOIN assignment ON assignment.id = charge.assignment_id WHERE payroll_run_id = :run"
        " UNION SELECT officer_id FROM pay_adjustment WHERE payroll_run_id = :run) ORDER BY badge",
        {"run": run},
    )
    return tuple(row[0] for row in rows)


def year_lines(connection: sqlite3.Connection, year: int) -> tuple[YearLine, ...]:
    """Officer by officer and payer by payer, of all runs whose period ended in that year."""
    rows = connection.execute(
        "SELECT officer.badge, officer.last_name || CASE officer.first_name WHEN '' THEN ''"
        " ELSE ', ' END || officer.first_name, employer.number, employer.name,"
        " sum(coalesce(charge.minutes, 0) * charge.quantity),"
        " sum(CASE assignment.how WHEN 'order' THEN coalesce(charge.minutes, 0) * charge.quantity"
        " ELSE 0 END), sum(charge.amount_cents)"
        " FROM charge JOIN payroll_run ON payroll_run.id = charge.payroll_run_id"
        " JOIN assignment ON assignment.id = charge.assignment_id"
        " JOIN officer ON officer.id = assignment.officer_id"
        " JOIN detail ON detail.id = charge.detail_id JOIN job ON job.id = detail.job_id"
        " JOIN employer ON employer.id = job.employer_id"
        # `until_on` is the day after the last: a period that ends with the year counts in it.
        " WHERE payroll_run.state = 'locked' AND payroll_run.until_on > ?"
        " AND payroll_run.until_on <= ?"
        " GROUP BY officer.id, employer.id ORDER BY officer.badge, employer.name",
        (f"{year:04}-01-01", f"{year + 1:04}-01-01"),
    )
    return tuple(YearLine(*row) for row in rows)


def _agency(connection: sqlite3.Connection) -> tuple[str, str, str]:
    row = connection.execute("SELECT name, timezone, currency FROM agency WHERE id = 1")
    name, zone, currency = row.fetchone()
    return name, zone, currency


def _officer(connection: sqlite3.Connection, officer_id: int) -> tuple[str, str, str]:
    badge, name, account = connection.execute(
        "SELECT badge, last_name || CASE first_name WHEN '' THEN '' ELSE ', ' END || first_name,"
        " coalesce((SELECT last_four FROM bank_account WHERE officer_id = officer.id"
        " AND until_on IS NULL ORDER BY from_on DESC, id DESC LIMIT 1), '')"
        " FROM officer WHERE id = ?",
        (officer_id,),
    ).fetchone()
    return badge, name, account
