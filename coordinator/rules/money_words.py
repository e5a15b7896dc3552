"""The closed vocabularies of invoices, the bank and payroll, as they are stored."""

from enum import StrEnum


class Side(StrEnum):
    """Charge to the employer or pay to the officer: two columns of the same event."""

    BILL = "bill"
    PAY = "pay"


class InvoiceState(StrEnum):
    """An issued invoice is never deleted; a void one keeps its number."""

    ISSUED = "issued"
    VOID = "void"


class InvoiceKind(StrEnum):
    """What an invoice bills; a credit note is one below nothing, in a series of its own."""

    INVOICE = "invoice"
    SUPPLEMENTARY = "supplementary"
    DEPOSIT = "deposit"
    LATE_CHARGE = "late_charge"
    CREDIT = "credit"


class DisputeState(StrEnum):
    """An invoice or a line that the employer does not accept."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


class BankLineState(StrEnum):
    """A line of a bank statement, until it is booked or set aside."""

    WAITING = "waiting"
    BOOKED = "booked"
    IGNORED = "ignored"


class BankFileKind(StrEnum):
    """Formats in which a bank takes payments."""

    NACHA = "nacha"
    EFT = "eft"


class DocumentKind(StrEnum):
    """Documents of the accounts."""

    ACCOUNTS = "accounts"
    BILLING = "billing"
    PAYROLL_LAYOUT = "payroll_layout"


class RunKind(StrEnum):
    """A payroll run pays a period, or what was corrected of earlier ones."""

    REGULAR = "regular"
    CORRECTION = "correction"


class RunState(StrEnum):
    """A payroll run is filled while open; once locked it never changes."""

    OPEN = "open"
    LOCKED = "locked"
