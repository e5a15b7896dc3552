"""What employers owe and what lies with us for them: items, accounts, deposits, orders, ledger."""

import sqlite3
from dataclasses import dataclass
from datetime import date

from storage.queries.money.money import OPEN, PAID

BUCKETS = ("not due", "1-30", "31-60", "61-90", "over 90")
"""Ageing: days past due."""


@dataclass(frozen=True, slots=True)
class OpenItem:
    """An invoice that is not paid. Dates are local ISO dates; `reached` counts dunning steps."""

    id: int
    number: str
    kind: str
    employer_id: int
    employer_number: str
    employer: str
    employer_kind: str
    issued_on: str
    due_on: str
    total_cents: int
    open_cents: int
    disputed: int
    last_step: str
    last_step_on: str
    blocked_reason: str

    def days_late(self, today: date) -> int:
        """Days past due, negative before."""
        return (today - date.fromisoformat(self.due_on)).days


_OPEN_ITEMS = f"""
SELECT invoice.id, invoice.number, coalesce(invoice.kind, 'invoice'), employer.id, employer.number,
       employer.name, employer.kind, invoice.issued_on, invoice.due_on, invoice.total_cents, {OPEN},
       EXISTS (SELECT 1 FROM dispute WHERE dispute.invoice_id = invoice.id
               AND dispute.state = 'open'),
       coalesce((SELECT step FROM dunning_step AS taken WHERE taken.invoice_id = invoice.id
                 ORDER BY taken.taken_on DESC, taken.id DESC LIMIT 1), ''),
       coalesce((SELECT max(taken_on) FROM dunning_step AS taken
                 WHERE taken.invoice_id = invoice.id), ''),
       employer.blocked_reason
FROM invoice JOIN employer ON employer.id = invoice.employer_id
WHERE invoice.state = 'issued' AND {OPEN} > 0 AND (:employer IS NULL OR employer.id = :employer)
ORDER BY employer.name, invoice.due_on, invoice.number
"""


def open_items(
    connection: sqlite3.Connection, employer_id: int | None = None
) -> tuple[OpenItem, ...]:
    """The invoices that are not paid, of one employer or of all, by employer and due date."""
    rows = connection.execute(_OPEN_ITEMS, {"employer": employer_id})
    return tuple(OpenItem(*row) for row in rows)


@dataclass(frozen=True, slots=True)
class Aged:
    """What one employer owes by how late it is (BUCKETS), and what lies on his account."""

    employer_id: int
    number: str
    employer: str
    buckets: tuple[int, ...]
    on_account_cents: int

    @property
    def total_cents(self) -> int:
        """All that is owed."""
        return sum(self.buckets)


def bucket_of(days_late: int) -> int:
    """The place in BUCKETS of so many days past due."""
    return 0 if days_late <= 0 else min(4, 1 + (days_late - 1) // 30)


def ageing(connection: sqlite3.Connection, today: date) -> tuple[Aged, ...]:
    """Every employer who owes, by name."""
    found: dict[int, tuple[OpenItem, list[int]]] = {}
    for item in open_items(connection):
        _, buckets = found.setdefault(item.employer_id, (item, [0] * len(BUCKETS)))
        buckets[bucket_of(item.days_late(today))] += item.open_cents
    return tuple(
        Aged(
            item.employer_id,
            item.employer_number,
            item.employer,
            tuple(buckets),
            on_account(connection, item.employer_id),
        )
        for item, buckets in found.values()
    )


# ── money on account ─────────────────────────────────────────────────────────────────────────

LEFT = (
    "(receipt.amount_cents"
    " - coalesce((SELECT sum(amount_cents) FROM payment WHERE receipt_id = receipt.id), 0)"
    " - coalesce((SELECT sum(amount_cents) FROM refund WHERE receipt_id = receipt.id), 0))"
)
"""SQL: what of a receipt no payment and no refund has taken."""


@dataclass(frozen=True, slots=True)
class ReceiptRow:
    """Money that came in, and what of it still stands on the employer's account."""

    id: int
    employer_id: int
    employer: str
    received_on: str
    amount_cents: int
    left_cents: int
    method: str
    reference: str
    words: str


def receipts(
    connection: sqlite3.Connection, employer_id: int | None = None, *, only_left: bool = False
) -> tuple[ReceiptRow, ...]:
    """The receipts of an employer or of all, in the order in which they came."""
    rows = connection.execute(
        f"SELECT receipt.id, employer.id, employer.name, received_on, amount_cents, {LEFT},"
        " method, reference, words FROM receipt JOIN employer ON employer.id = employer_id"
        " WHERE (:employer IS NULL OR employer_id = :employer)"
        f" AND (NOT :only_left OR {LEFT} > 0) ORDER BY received_on, receipt.id",
        {"employer": employer_id, "only_left": only_left},
    )
    return tuple(ReceiptRow(*row) for row in rows)


def receipt_left(connection: sqlite3.Connection, receipt_id: int) -> int:
    """What of a receipt no payment and no refund has taken."""
    found = connection.execute(f"SELECT {LEFT} FROM receipt WHERE id = ?", (receipt_id,)).fetchone()
    return int(found[0]) if found else 0


def on_account(connection: sqlite3.Connection, employer_id: int) -> int:
    """What stands on an employer's account."""
    found = connection.execute(
        f"SELECT coalesce(sum({LEFT}), 0) FROM receipt WHERE employer_id = ?", (employer_id,)
    ).fetchone()
    return int(found[0])


# ── deposits ─────────────────────────────────────────────────────────────────────────────────

USED = "coalesce((SELECT sum(amount_cents) FROM payment WHERE deposit_id = invoice.id), 0)"
"""SQL: what of a deposit was applied to invoices."""
GIVEN_BACK = "coalesce((SELECT sum(amount_cents) FROM refund WHERE deposit_id = invoice.id), 0)"
"""SQL: what of a deposit was refunded."""


@dataclass(frozen=True, slots=True)
class DepositRow:
    """A deposit invoice; `held_cents` is what was paid and is neither applied nor given back."""

    id: int
    number: str
    employer_id: int
    job_id: int | None
    job: str
    total_cents: int
    paid_cents: int
    used_cents: int
    refunded_cents: int

    @property
    def held_cents(self) -> int:
        """What still lies with the agency."""
        return self.paid_cents - self.used_cents - self.refunded_cents

    @property
    def open_cents(self) -> int:
        """What is still to be paid of it."""
        return self.total_cents - self.paid_cents


def deposits(
    connection: sqlite3.Connection, employer_id: int | None = None, job_id: int | None = None
) -> tuple[DepositRow, ...]:
    """The deposit invoices that stand, of an employer, a job, or all."""
    rows = connection.execute(
        f"SELECT invoice.id, invoice.number, invoice.employer_id, job_id,"
        f" coalesce(job.number, ''), total_cents, {PAID},"
        f" {USED}, {GIVEN_BACK} FROM invoice LEFT JOIN job ON job.id = job_id"
        " WHERE invoice.kind = 'deposit' AND invoice.state = 'issued'"
        " AND (:employer IS NULL OR invoice.employer_id = :employer)"
        " AND (:job IS NULL OR job_id = :job) ORDER BY invoice.id",
        {"employer": employer_id, "job": job_id},
    )
    return tuple(DepositRow(*row) for row in rows)


def escrow(connection: sqlite3.Connection, employer_id: int) -> int:
    """What lies with the agency for an employer: on account, and in deposits."""
    held = sum(each.held_cents for each in deposits(connection, employer_id))
    return on_account(connection, employer_id) + held


# ── purchase orders ──────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class OrderRow:
    """A purchase order with what was billed on it, credit notes taken off. No ceiling is None."""

    id: int
    employer_id: int
    employer: str
    number: str
    ceiling_cents: int | None
    from_on: str
    until_on: str
    words: str
    billed_cents: int

    @property
    def left_cents(self) -> int | None:
        """What may still be billed on it."""
        return None if self.ceiling_cents is None else self.ceiling_cents - self.billed_cents


def orders(
    connection: sqlite3.Connection, employer_id: int | None = None, number: str | None = None
) -> tuple[OrderRow, ...]:
    """Purchase orders of an employer or of all, or the one of a number."""
    rows = connection.execute(
        "SELECT o.id, employer.id, employer.name, o.number, o.ceiling_cents,"
        " coalesce(o.from_on, ''), coalesce(o.until_on, ''), o.words,"
        " coalesce((SELECT sum(total_cents) FROM invoice WHERE invoice.employer_id = employer.id"
        " AND invoice.po_number = o.number AND invoice.state = 'issued'"
        " AND coalesce(invoice.kind, '') <> 'deposit'), 0)"
        " FROM purchase_order AS o JOIN employer ON employer.id = o.employer_id"
        " WHERE (:employer IS NULL OR employer.id = :employer)"
        " AND (:number IS NULL OR o.number = :number) ORDER BY employer.name, o.number",
        {"employer": employer_id, "number": number},
    )
    return tuple(OrderRow(*row) for row in rows)


# ── the ledger of one employer ───────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One entry of a statement: a debit is positive, money and credit are negative."""

    on: str
    words: str
    number: str
    cents: int


_LEDGER = """
SELECT issued_on, CASE coalesce(kind, '') WHEN 'credit' THEN 'Credit note' WHEN 'deposit'
       THEN 'Deposit invoice' WHEN 'late_charge' THEN 'Late charge' ELSE 'Invoice' END,
       number, total_cents, 0 AS rank, id
FROM invoice WHERE employer_id = :employer AND state = 'issued'
UNION ALL
SELECT received_on, 'Payment received', reference, -amount_cents, 1, id
FROM receipt WHERE employer_id = :employer
UNION ALL
SELECT payment.received_on, 'Payment received', reference, -payment.amount_cents, 1, payment.id
FROM payment JOIN invoice ON invoice.id = invoice_id
WHERE employer_id = :employer AND receipt_id IS NULL AND deposit_id IS NULL AND credit_id IS NULL
UNION ALL
SELECT payment.received_on, 'Deposit used', source.number, -payment.amount_cents, 2, payment.id
FROM payment JOIN invoice AS source ON source.id = payment.deposit_id
WHERE source.employer_id = :employer
UNION ALL
SELECT paid_on, 'Deposit given back', invoice.number, -amount_cents, 3, refund.id
FROM refund JOIN invoice ON invoice.id = deposit_id WHERE refund.employer_id = :employer
UNION ALL
SELECT paid_on, 'Refund', reference, amount_cents, 4, id FROM refund WHERE employer_id = :employer
UNION ALL
SELECT taken_on, 'Written off', invoice.number, -open_cents, 5, dunning_step.id
FROM dunning_step JOIN invoice ON invoice.id = invoice_id
WHERE invoice.employer_id = :employer AND step = 'write_off'
UNION ALL
SELECT taken_on, 'Discount for paying early', invoice.number, -open_cents, 5, dunning_step.id
FROM dunning_step JOIN invoice ON invoice.id = invoice_id
WHERE invoice.employer_id = :employer AND step = 'discount'
ORDER BY 1, 5, 6
"""


def ledger(connection: sqlite3.Connection, employer_id: int) -> tuple[LedgerLine, ...]:
    """Everything between the agency and an employer, in order. Its sum is what he owes, less what
    lies on his account."""
    rows = connection.execute(_LEDGER, {"employer": employer_id})
    return tuple(LedgerLine(*row[:4]) for row in rows)
