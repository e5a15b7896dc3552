"""How officers are paid: hours as each side states them, deductions, bank accounts and files."""

from sqlalchemy import CheckConstraint

from coordinator.rules.money_words import BankFileKind
from coordinator.rules.words import StatedBy
from storage.models.base import Row, in_order, is_date, link, one_of, personal


class StatedHours(Row, table=True):
    """The hours of an assignment as one side states them, beside what was ordered and entered."""

    __tablename__ = "stated_hours"
    __table_args__ = (one_of("stated_by", StatedBy), in_order("started_at", "ended_at"))

    assignment_id: int = link("assignment.id")
    stated_by: str
    started_at: int
    ended_at: int
    break_minutes: int = 0
    said_by: str = ""
    said_at: int
    words: str = ""


class PayAdjustment(Row, table=True):
    """A deduction (minus) or reimbursement (plus) of an officer, taken with his next pay."""

    __tablename__ = "pay_adjustment"
    __table_args__ = (is_date("due_on"),)

    officer_id: int = link("officer.id")
    due_on: str
    code: str
    label: str
    amount_cents: int
    payroll_run_id: int | None = link("payroll_run.id", optional=True)
    words: str = ""


class BankAccount(Row, table=True):
    """Where an officer is paid. `sealed` opens only with the key in the keyring (AES-GCM, bound to
    the row); `last_four` is what is shown."""

    __tablename__ = "bank_account"
    __table_args__ = (is_date("from_on"), is_date("until_on"), is_date("prenote_on"))

    officer_id: int = link("officer.id")
    kind: str = "checking"
    sealed: str = personal()
    last_four: str = personal("")
    from_on: str
    until_on: str | None = None
    prenote_on: str | None = None


class BankFile(Row, table=True):
    """A file for the bank that was written of a payroll run, with its control figures."""

    __tablename__ = "bank_file"
    __table_args__ = (
        one_of("kind", BankFileKind),
        is_date("effective_on"),
        CheckConstraint("total_cents >= 0", name="total_not_negative"),
    )

    payroll_run_id: int | None = link("payroll_run.id", optional=True)
    kind: str
    number: int
    made_at: int
    effective_on: str
    credits: int
    total_cents: int
    sha256: str
