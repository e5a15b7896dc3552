"""What the accounts rest on: invoices, money, payroll runs and bank files, and what was posted."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from storage.queries.money.money import DISCOUNTED, PAID
from storage.stations import STATION_BITS


@dataclass(frozen=True, slots=True)
class InvoiceFact:
    """An issued invoice; `void_at` is when it was voided (UTC seconds), if it was."""

    id: int
    number: str
    kind: str
    issued_on: str
    employer: str
    employer_kind: str
    total_cents: int
    void_at: int | None


@dataclass(frozen=True, slots=True)
class MoneyFact:
    """Money received, taken from elsewhere, given back or given up: one row of its table."""

    table: str
    id: int
    on: str
    what: str
    cents: int
    employer: str
    number: str
    deposit: bool


@dataclass(frozen=True, slots=True)
class RunFact:
    """A locked payroll run; `until_on` is the day after its period, `locked_at` UTC seconds."""

    id: int
    number: str
    until_on: str
    locked_at: int


@dataclass(frozen=True, slots=True)
class MonthLine:
    """A month that was closed."""

    month: str
    closed_at: int
    closed_by: str
    entries: int
    debit_cents: int
    sha256: str


def closed_months(connection: sqlite3.Connection) -> tuple[MonthLine, ...]:
    """The closed months, the latest first."""
    rows = connection.execute(
        "SELECT month, closed_at, closed_by, entries, debit_cents, sha256 FROM closed_month"
        " ORDER BY month DESC"
    )
    return tuple(MonthLine(*row) for row in rows)


def posted_sums(
    connection: sqlite3.Connection, tables: Iterable[str] | None = None
) -> dict[str, dict[str, int]]:
    """Source → account → cents, of all closed months; of some tables only where they are named."""
    found: dict[str, dict[str, int]] = defaultdict(dict)
    rows = connection.execute(
        "SELECT source, account, sum(amount_cents) FROM posting GROUP BY 1, 2"
    )
    wanted = None if tables is None else tuple(f"{table}:" for table in tables)
    for source, account, cents in rows:
        if wanted is None or source.startswith(wanted):
            found[source][account] = cents
    return dict(found)


def account_balance(connection: sqlite3.Connection, accounts: Iterable[str], before: str) -> int:
    """What closed months before a month (2026-10) posted to some accounts."""
    row = connection.execute(
        "SELECT coalesce(sum(amount_cents), 0) FROM posting"
        " JOIN closed_month ON closed_month.id = month_id"
        " WHERE account IN (SELECT value FROM json_each(?)) AND month < ?",
        (json.dumps(list(accounts)), before),
    ).fetchone()
    return int(row[0])


def invoice_facts(
    connection: sqlite3.Connection, from_on: str, until_on: str
) -> tuple[InvoiceFact, ...]:
    """Invoices issued within [from, until) that no closed month posted."""
    rows = connection.execute(
        f"{_INVOICE} WHERE issued_on >= ? AND issued_on < ? AND NOT EXISTS"
        " (SELECT 1 FROM posting WHERE source = 'invoice:' || invoice.id) ORDER BY invoice.id",
        (from_on, until_on),
    )
    return tuple(InvoiceFact(*row) for row in rows)


def voided_since_posted(connection: sqlite3.Connection) -> tuple[InvoiceFact, ...]:
    """Invoices that a closed month posted, void now, and not yet taken back."""
    rows = connection.execute(
        f"{_INVOICE} WHERE invoice.state = 'void' AND EXISTS (SELECT 1 FROM posting"
        " WHERE source = 'invoice:' || invoice.id GROUP BY account HAVING sum(amount_cents) <> 0)"
    )
    return tuple(InvoiceFact(*row) for row in rows)


_INVOICE = """
SELECT invoice.id, invoice.number, coalesce(invoice.kind, 'invoice'), issued_on, employer.name,
       employer.kind, total_cents,
       CASE state WHEN 'void' THEN coalesce((SELECT max(at) FROM action
            WHERE verb = 'void invoice' AND subject = 'invoice:' || invoice.id), 0) END
FROM invoice JOIN employer ON employer.id = employer_id
"""


def billed_sums(
    connection: sqlite3.Connection, invoices: Iterable[int]
) -> Mapping[int, tuple[tuple[str, str, int], ...]]:
    """Invoice → (kind of charge, job class, cents); what adds nothing to a total is left out."""
    found: dict[int, list[tuple[str, str, int]]] = defaultdict(list)
    rows = connection.execute(
        "SELECT charge.invoice_id, charge.kind, job.job_class, sum(charge.amount_cents)"
        " FROM charge JOIN detail ON detail.id = charge.detail_id JOIN job ON job.id = job_id"
        " WHERE charge.invoice_id IN (SELECT value FROM json_each(?)) AND charge.side = 'bill'"
        " AND charge.kind NOT IN ('included_tax', 'direct', 'agency')"
        " GROUP BY 1, 2, 3",
        (json.dumps(list(invoices)),),
    )
    for invoice, kind, job_class, cents in rows:
        found[invoice].append((kind, job_class, cents))
    return {invoice: tuple(sums) for invoice, sums in found.items()}


def money_facts(
    connection: sqlite3.Connection, from_on: str, until_on: str
) -> tuple[MoneyFact, ...]:
    """Receipts, payments, refunds and write-offs within [from, until), by their own dates."""
    rows = connection.execute(_MONEY, {"first": from_on, "until": until_on})
    return tuple(MoneyFact(*row) for row in rows)


_MONEY = """
SELECT 'receipt', receipt.id, received_on, 'received', amount_cents, employer.name, reference, 0
FROM receipt JOIN employer ON employer.id = employer_id
WHERE received_on >= :first AND received_on < :until
UNION ALL
SELECT 'payment', payment.id, received_on,
       CASE WHEN receipt_id IS NOT NULL THEN 'used' WHEN deposit_id IS NOT NULL THEN 'deposit'
            ELSE 'direct' END,
       amount_cents, employer.name, invoice.number, 0
FROM payment JOIN invoice ON invoice.id = invoice_id JOIN employer ON employer.id = employer_id
WHERE payment.credit_id IS NULL AND received_on >= :first AND received_on < :until
UNION ALL
SELECT 'refund', refund.id, paid_on, 'refund', amount_cents, employer.name, reference,
       deposit_id IS NOT NULL
FROM refund JOIN employer ON employer.id = employer_id
WHERE paid_on >= :first AND paid_on < :until
UNION ALL
SELECT 'dunning_step', dunning_step.id, taken_on, step, open_cents, employer.name,
       invoice.number, 0
FROM dunning_step JOIN invoice ON invoice.id = invoice_id
JOIN employer ON employer.id = employer_id
WHERE step IN ('write_off', 'discount') AND taken_on >= :first AND taken_on < :until
"""


def earned_runs(connection: sqlite3.Connection, from_on: str, until_on: str) -> tuple[RunFact, ...]:
    """Locked runs whose period ended within [from, until), and whose pay no closed month posted."""
    rows = connection.execute(
        f"{_RUN} AND until_on > ? AND until_on <= ? AND NOT EXISTS (SELECT 1 FROM posting"
        " WHERE source = 'payroll_run:' || payroll_run.id) ORDER BY id",
        (from_on, until_on),
    )
    return tuple(RunFact(*row) for row in rows)


def handed_runs(connection: sqlite3.Connection, since: int, until: int) -> tuple[RunFact, ...]:
    """Runs locked within [since, until), UTC seconds, and not posted as handed over."""
    rows = connection.execute(
        f"{_RUN} AND locked_at >= ? AND locked_at < ? AND NOT EXISTS (SELECT 1 FROM posting"
        " WHERE source = 'payroll_run:' || payroll_run.id || ':handed') ORDER BY id",
        (since, until),
    )
    return tuple(RunFact(*row) for row in rows)


_RUN = "SELECT id, number, until_on, locked_at FROM payroll_run WHERE state = 'locked'"


def run_net(connection: sqlite3.Connection, run: int) -> int:
    """What officers get from a run."""
    row = connection.execute(
        "SELECT total_cents + coalesce((SELECT sum(amount_cents) FROM pay_adjustment"
        " WHERE payroll_run_id = payroll_run.id), 0) FROM payroll_run WHERE id = ?",
        (run,),
    ).fetchone()
    return int(row[0])


def run_sums(connection: sqlite3.Connection, run: int) -> tuple[tuple[str, str, int], ...]:
    """(kind, job class, cents) of a run's charges."""
    rows = connection.execute(
        "SELECT charge.kind, job.job_class, sum(charge.amount_cents) FROM charge"
        " JOIN detail ON detail.id = charge.detail_id JOIN job ON job.id = job_id"
        " WHERE charge.payroll_run_id = ? GROUP BY 1, 2",
        (run,),
    )
    return tuple(rows.fetchall())


def adjustment_sums(connection: sqlite3.Connection, run: int) -> tuple[tuple[str, str, int], ...]:
    """(code, label, cents) of a run's deductions and reimbursements."""
    rows = connection.execute(
        "SELECT code, label, sum(amount_cents) FROM pay_adjustment WHERE payroll_run_id = ?"
        " GROUP BY 1, 2, amount_cents < 0",
        (run,),
    )
    return tuple(rows.fetchall())


def bank_file_facts(
    connection: sqlite3.Connection, from_on: str, until_on: str
) -> tuple[tuple[int, str, str, int], ...]:
    """(id, effective date, run, cents): the last file of each run, since an earlier one was not
    taken by the bank."""
    rows = connection.execute(
        "SELECT bank_file.id, effective_on, payroll_run.number, bank_file.total_cents"
        " FROM bank_file JOIN payroll_run ON payroll_run.id = payroll_run_id"
        " WHERE effective_on >= ? AND effective_on < ? AND bank_file.id = (SELECT id"
        " FROM bank_file AS other WHERE other.payroll_run_id = bank_file.payroll_run_id"
        " ORDER BY made_at DESC, id DESC LIMIT 1)",
        (from_on, until_on),
    )
    return tuple(rows.fetchall())


def last_changed(connection: sqlite3.Connection, table: str, row: int) -> int:
    """When a row was last changed, UTC seconds; 0 where the log knows nothing of it."""
    last_of_each_station = connection.execute(
        f"SELECT max(id) FROM change WHERE tbl = ? AND row = ? GROUP BY id >> {STATION_BITS}",
        (table, row),
    ).fetchall()
    covering = "SELECT lamport, at FROM action WHERE first <= ? ORDER BY first DESC LIMIT 1"
    found = [connection.execute(covering, last).fetchone() for last in last_of_each_station]
    return int(max((each for each in found if each), default=(0, 0))[1])


def receivable_at(connection: sqlite3.Connection, from_on: str, until_on: str, until: int) -> int:
    """What employers owed on invoices issued since a date, at the end of a period (also as an
    instant, by which an invoice may have been voided)."""
    row = connection.execute(
        "SELECT coalesce(sum(total_cents), 0) - coalesce((SELECT sum(amount_cents) FROM payment"
        "  JOIN invoice AS paid ON paid.id = invoice_id WHERE paid.issued_on >= :first"
        "  AND paid.issued_on < :until AND received_on < :until), 0)"
        " - coalesce((SELECT sum(open_cents) FROM dunning_step"
        "  WHERE step IN ('write_off', 'discount')"
        "  AND taken_on < :until AND taken_on >= :first), 0)"
        " FROM invoice WHERE issued_on >= :first AND issued_on < :until AND (state = 'issued'"
        "  OR (SELECT max(at) FROM action WHERE verb = 'void invoice'"
        "   AND subject = 'invoice:' || invoice.id) >= :at)",
        {"first": from_on, "until": until_on, "at": until},
    ).fetchone()
    return int(row[0])


def advanced_at(connection: sqlite3.Connection, since: int, until: int) -> int:
    """Pay locked within [since, until) for details whose employer has not paid in full."""
    row = connection.execute(
        "WITH paid AS (SELECT charge.detail_id AS detail, sum(charge.amount_cents) AS cents"
        "  FROM charge JOIN payroll_run ON payroll_run.id = charge.payroll_run_id"
        "  WHERE payroll_run.locked_at >= ? AND payroll_run.locked_at < ? GROUP BY 1)"
        " SELECT coalesce(sum(cents), 0) FROM paid WHERE NOT EXISTS ("
        "  SELECT 1 FROM charge JOIN invoice ON invoice.id = charge.invoice_id"
        "  WHERE charge.detail_id = paid.detail AND charge.side = 'bill' AND NOT charge.released"
        f"  AND invoice.total_cents <= {PAID} + {DISCOUNTED})",
        (since, until),
    ).fetchone()
    return int(row[0])
