"""What employers owe beyond the invoice itself: money received, orders, disputes, reminders."""

from sqlalchemy import CheckConstraint
from sqlmodel import Field

from coordinator.rules.money_words import BankLineState, DisputeState
from storage.models.base import Row, in_order, is_date, link, one_of, personal


class BankStatement(Row, table=True):
    """One imported bank or processor statement, booked whole: opening + lines = closing."""

    __tablename__ = "bank_statement"
    __table_args__ = (is_date("from_on"), is_date("until_on"))

    file_name: str
    sha256: str = Field(unique=True)
    account: str
    currency: str
    from_on: str
    until_on: str
    opening_cents: int | None = None
    closing_cents: int | None = None
    imported_at: int
    lines: int


class BankLine(Row, table=True):
    """One line of a statement. `key` (account, the bank's id, date, cents) is booked only once."""

    __tablename__ = "bank_line"
    __table_args__ = (one_of("state", BankLineState), is_date("booked_on"))

    statement_id: int = link("bank_statement.id")
    key: str = Field(unique=True)
    booked_on: str
    amount_cents: int
    payer: str = personal("")
    words: str = personal("")
    state: str = Field(default=BankLineState.WAITING, index=True)
    ignored_because: str = ""


class Receipt(Row, table=True):
    """Money that came in. What no payment has taken from it stands on the employer's account."""

    __table_args__ = (
        is_date("received_on"),
        CheckConstraint("amount_cents > 0", name="receipt_positive"),
    )

    employer_id: int = link("employer.id")
    received_on: str
    amount_cents: int
    method: str = ""
    reference: str = ""
    bank_line_id: int | None = link("bank_line.id", optional=True)
    words: str = ""


class Refund(Row, table=True):
    """Money given back to an employer, from a receipt or from a deposit that was paid."""

    __table_args__ = (
        is_date("paid_on"),
        CheckConstraint("amount_cents > 0", name="refund_positive"),
        CheckConstraint("(receipt_id IS NULL) <> (deposit_id IS NULL)", name="receipt_or_deposit"),
    )

    employer_id: int = link("employer.id")
    receipt_id: int | None = link("receipt.id", optional=True)
    deposit_id: int | None = link("invoice.id", optional=True)
    paid_on: str
    amount_cents: int
    method: str = ""
    reference: str = ""
    approved_by: str
    reason: str


class PurchaseOrder(Row, table=True):
    """An employer's order number with what may be billed on it, and until when."""

    __tablename__ = "purchase_order"
    __table_args__ = (is_date("from_on"), is_date("until_on"), in_order("from_on", "until_on"))

    employer_id: int = link("employer.id")
    number: str = Field(index=True)
    ceiling_cents: int | None = None
    from_on: str | None = None
    until_on: str | None = None
    words: str = ""


class Dispute(Row, table=True):
    """An employer disputes an invoice, or one line of it; meanwhile it is not chased."""

    __table_args__ = (one_of("state", DisputeState),)

    invoice_id: int = link("invoice.id")
    charge_id: int | None = link("charge.id", optional=True)
    opened_at: int
    words: str
    state: str = Field(default=DisputeState.OPEN, index=True)
    settled_at: int | None = None
    settled_by: str = ""
    outcome: str = ""


class DunningStep(Row, table=True):
    """A step taken to get an invoice paid: reminder, letter, stop of service, write-off."""

    __tablename__ = "dunning_step"
    __table_args__ = (is_date("taken_on"),)

    invoice_id: int = link("invoice.id")
    step: str
    taken_on: str
    open_cents: int
    approved_by: str = ""
    words: str = ""
