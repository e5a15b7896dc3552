"""Hours worked, what they cost and what they pay. Amounts are integer cents, hours minutes."""

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field

from coordinator.rules.money_words import InvoiceState, RunState, Side
from coordinator.rules.words import EntryState
from storage.models.base import Row, in_order, is_date, link, one_of


class TimesheetEntry(Row, table=True):
    """The hours of one assignment. One entry is current; corrections keep what they replace.

    `stated_*` are pay figures that came with imported records: kept as evidence, never computed on.
    `invoice_id` and `payroll_run_id` name where an approved entry was billed and paid; while they
    are empty it waits. A void invoice empties its entries' again. `arrest_minutes` are those at the
    end that went into an arrest or other police work.
    """

    __tablename__ = "timesheet_entry"
    __table_args__ = (
        one_of("state", EntryState),
        in_order("started_at", "ended_at"),
        Index(
            "timesheet_entry_one_current",
            "assignment_id",
            unique=True,
            sqlite_where=text("state <> 'replaced'"),
        ),
        Index("timesheet_entry_waiting", "state", "ended_at"),
        # Also what keeps an approval from being undone once the hours are billed or paid.
        CheckConstraint(
            "state <> 'entered' OR (invoice_id IS NULL AND payroll_run_id IS NULL)",
            name="settled_is_approved",
        ),
        Index(
            "timesheet_entry_unbilled",
            "ended_at",
            sqlite_where=text("state = 'approved' AND invoice_id IS NULL"),
        ),
        Index(
            "timesheet_entry_unpaid",
            "ended_at",
            sqlite_where=text("state = 'approved' AND payroll_run_id IS NULL"),
        ),
    )

    assignment_id: int = link("assignment.id")
    started_at: int
    ended_at: int
    break_minutes: int = 0
    state: str = EntryState.ENTERED
    source: str = "coordinator"
    entered_by: str
    approved_by: str = ""
    approved_at: int | None = None
    replaces_id: int | None = link("timesheet_entry.id", optional=True)
    reason: str = ""
    stated_pay_minutes: int | None = None
    stated_pay_rate_cents: int | None = None
    stated_pay_cents: int | None = None
    invoice_id: int | None = Field(default=None, foreign_key="invoice.id")
    payroll_run_id: int | None = Field(default=None, foreign_key="payroll_run.id")
    arrest_minutes: int | None = None


class Charge(Row, table=True):
    """One priced line, on the employer's bill or the officer's pay.

    `minutes` is for one person; `quantity` how many or how often; `rate` is decimal text, since a
    published rate may have more than two decimals. `trace` (JSON) names the card, the clauses and
    the figures. A correction takes back what was charged before for the same assignment. A released
    charge stands on a void invoice, or on one that was credited whole to be billed anew with its
    credit notes, and counts no more.
    """

    __table_args__ = (
        one_of("side", Side),
        Index(
            "charge_once",
            "entry_id",
            "side",
            "ordinal",
            unique=True,
            sqlite_where=text("released = 0 AND entry_id IS NOT NULL"),
        ),
        Index("charge_by_detail", "detail_id", "side"),
    )

    detail_id: int = Field(foreign_key="detail.id")
    entry_id: int | None = link("timesheet_entry.id", optional=True)
    assignment_id: int | None = link("assignment.id", optional=True)
    side: str
    ordinal: int = 0
    kind: str
    label: str
    minutes: int | None = None
    quantity: int = 1
    rate: str = ""
    amount_cents: int
    trace: str = "{}"
    invoice_id: int | None = link("invoice.id", optional=True)
    payroll_run_id: int | None = link("payroll_run.id", optional=True)
    released: bool = False


class Invoice(Row, table=True):
    """An invoice as issued. `number` reads 2026-00087 and is gapless in its series.

    `bill_to` is the payer's name and address as they stood then, on several lines. `kind` is a word
    of InvoiceKind, a plain invoice where it is empty; a credit note names the invoice it credits, a
    deposit its job. `words` are the reason, or a remark that is printed.
    """

    __table_args__ = (one_of("state", InvoiceState), is_date("issued_on"), is_date("due_on"))

    number: str = Field(unique=True)
    employer_id: int = link("employer.id")
    issued_on: str
    due_on: str
    bill_to: str = ""
    po_number: str = ""
    net_cents: int
    fee_cents: int = 0
    tax_cents: int = 0
    total_cents: int
    state: str = InvoiceState.ISSUED
    void_reason: str = ""
    kind: str | None = None
    credits_id: int | None = link("invoice.id", optional=True)
    job_id: int | None = link("job.id", optional=True)
    words: str | None = None


class Payment(Row, table=True):
    """Money that counts on an invoice: received by itself, or taken from what lies elsewhere.

    That is a receipt, a deposit that was paid, or a credit note.
    """

    __table_args__ = (is_date("received_on"),)

    invoice_id: int = link("invoice.id")
    received_on: str
    amount_cents: int
    method: str = ""
    reference: str = ""
    receipt_id: int | None = link("receipt.id", optional=True)
    deposit_id: int | None = link("invoice.id", optional=True)
    credit_id: int | None = link("invoice.id", optional=True)


class PayrollRun(Row, table=True):
    """A payroll period: local dates, half-open. Hours on it are on no other run.

    It is filled in short pieces and then locked; one that was cut off stays open, is gone on with
    by the next attempt, and has no number yet ("open" stands for it).
    """

    __tablename__ = "payroll_run"
    __table_args__ = (
        one_of("state", RunState),
        is_date("from_on"),
        is_date("until_on"),
        in_order("from_on", "until_on"),
    )

    number: str = Field(unique=True)
    from_on: str
    until_on: str
    locked_at: int | None = None
    officers: int = 0
    total_minutes: int = 0
    total_cents: int = 0
    state: str = RunState.OPEN
    kind: str | None = None
