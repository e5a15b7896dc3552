"""Invoices as lists, screens and documents read them."""

import json
import sqlite3
from collections import defaultdict
from dataclasses import dataclass

from storage.queries.lists import Listing
from storage.queries.people.told_names import WHOLE_NAME

TELLING = ("included_tax", "direct", "agency")
"""Kinds of charges that an invoice names or that are only kept, and that add nothing to it: a tax
inside the price, what the employer pays to others himself, what the agency bears itself."""


@dataclass(frozen=True, slots=True)
class InvoiceLine:
    """One invoice in a list. Dates are local ISO dates, amounts cents."""

    id: int
    number: str
    employer: str
    issued_on: str
    due_on: str
    total_cents: int
    paid_cents: int
    state: str
    kind: str = "invoice"
    written_off_cents: int = 0
    disputed: int = 0
    employer_id: int = 0
    discount_cents: int = 0

    @property
    def open_cents(self) -> int:
        """What is still to be paid; nothing on a void invoice."""
        if self.state == "void":
            return 0
        return self.total_cents - self.paid_cents - self.written_off_cents


@dataclass(frozen=True, slots=True)
class ChargeLine:
    """One priced line. `trace` unfolds why: (clause, words) in order; `unit` names the rate's."""

    detail_id: int
    kind: str
    label: str
    officer: str
    minutes: int | None
    quantity: int
    rate: str
    unit: str
    amount_cents: int
    card: str
    trace: tuple[tuple[str, str], ...]
    payee: str = "agency"
    id: int = 0

    @property
    def counts(self) -> bool:
        """Whether the invoice asks for it; otherwise the line only tells."""
        return self.kind not in TELLING


@dataclass(frozen=True, slots=True)
class InvoicedDetail:
    """A detail on an invoice with its lines. Instants are UTC seconds."""

    id: int
    number: str
    title: str
    starts_at: int
    ends_at: int
    cancelled: bool
    site: str
    address: str
    po_number: str
    lines: tuple[ChargeLine, ...]


@dataclass(frozen=True, slots=True)
class AgencyBlock:
    """The agency as it stands on a document."""

    name: str
    timezone: str
    currency: str
    address: str
    phone: str
    email: str
    tax_number: str
    remit_to: str


@dataclass(frozen=True, slots=True)
class InvoiceDocument:
    """Everything that an invoice says."""

    agency: AgencyBlock
    id: int
    number: str
    issued_on: str
    due_on: str
    bill_to: str
    employer_number: str
    po_number: str
    net_cents: int
    fee_cents: int
    tax_cents: int
    total_cents: int
    paid_cents: int
    state: str
    void_reason: str
    details: tuple[InvoicedDetail, ...]
    kind: str = "invoice"
    credits: str = ""
    words: str = ""
    job: str = ""
    credited_cents: int = 0
    deposit_cents: int = 0
    written_off_cents: int = 0
    discount_cents: int = 0  # of written_off_cents
    parts: tuple[tuple[str, int], ...] = ()
    """Where it is paid in parts: the date (ISO) and the cents of each."""
    terms: tuple[str, ...] = ()
    """The contract terms that are printed with a quote, a paragraph each."""
    discount_until: str = ""
    discount_offered_cents: int = 0
    """What it costs less if it is paid by a local date (ISO)."""

    @property
    def open_cents(self) -> int:
        """What is still to be paid."""
        if self.state == "void" or self.kind == "credit":
            return 0
        return self.total_cents - self.paid_cents - self.written_off_cents

    @property
    def payees(self) -> tuple[tuple[str, int], ...]:
        """Who gets what, where it is not the agency alone; and what it bears itself."""
        found: dict[str, int] = {}
        for line in (line for detail in self.details for line in detail.lines):
            if line.kind != "included_tax":
                found[line.payee] = found.get(line.payee, 0) + line.amount_cents
        return tuple(found.items()) if set(found) - {"agency"} else ()


PAID = "coalesce((SELECT sum(amount_cents) FROM payment WHERE invoice_id = invoice.id), 0)"
"""SQL: what counts on an invoice: money, deposits and credit notes."""

WRITTEN_OFF = (
    "coalesce((SELECT sum(open_cents) FROM dunning_step"
    " WHERE dunning_step.invoice_id = invoice.id AND step IN ('write_off', 'discount')), 0)"
)
"""SQL: what was given up of an invoice: with an approver, or as a discount for paying early."""
DISCOUNTED = (
    "coalesce((SELECT sum(open_cents) FROM dunning_step"
    " WHERE dunning_step.invoice_id = invoice.id AND step = 'discount'), 0)"
)
"""SQL: what of that was a discount."""

OPEN = (
    f"(CASE invoice.state WHEN 'void' THEN 0 ELSE invoice.total_cents - {PAID} - {WRITTEN_OFF} END)"
)
"""SQL: what is still to be paid on an invoice. A credit note is settled by what it credits."""


INVOICES: Listing[InvoiceLine] = Listing(
    make=InvoiceLine,
    key="invoice.id",
    columns="invoice.id, invoice.number, employer.name, invoice.issued_on, invoice.due_on,"
    f" invoice.total_cents, {PAID}, invoice.state, coalesce(invoice.kind, 'invoice'),"
    f" {WRITTEN_OFF}, EXISTS (SELECT 1 FROM dispute WHERE dispute.invoice_id = invoice.id"
    f" AND dispute.state = 'open'), employer.id, {DISCOUNTED}",
    tables="invoice JOIN employer ON employer.id = invoice.employer_id",
    orders={
        "number": "invoice.number",
        "employer": "employer.name",
        "due": "invoice.due_on",
        "total": "invoice.total_cents",
    },
    words=("invoice.number", "employer.name", "invoice.po_number"),
    flags={
        # With the parameter `today`, a local ISO date.
        "overdue": f"invoice.due_on < :today AND {OPEN} > 0",
        "void": "invoice.state = 'void'",
        "open": f"{OPEN} > 0",
        "paid": f"invoice.state = 'issued' AND {OPEN} <= 0",
        "credit": "invoice.kind = 'credit'",
        "deposit": "invoice.kind = 'deposit'",
        "disputed": "EXISTS (SELECT 1 FROM dispute WHERE dispute.invoice_id = invoice.id"
        " AND dispute.state = 'open')",
    },
    fields={"employer": "employer.number = ?"},
)


def invoice_id(connection: sqlite3.Connection, number: str) -> int | None:
    """The invoice of a number such as 2026-00087."""
    found = connection.execute("SELECT id FROM invoice WHERE number = ?", (number,)).fetchone()
    return int(found[0]) if found else None


def paid_cents(connection: sqlite3.Connection, invoice: int) -> int:
    """What was received on an invoice."""
    found = connection.execute(
        "SELECT coalesce(sum(amount_cents), 0) FROM payment WHERE invoice_id = ?", (invoice,)
    ).fetchone()
    return int(found[0])


def written_off_cents(connection: sqlite3.Connection, invoice: int) -> int:
    """What was given up of an invoice."""
    found = connection.execute(
        f"SELECT {WRITTEN_OFF} FROM invoice WHERE id = ?", (invoice,)
    ).fetchone()
    return int(found[0])


def agency_block(connection: sqlite3.Connection) -> AgencyBlock:
    """The agency's name, address and where to pay."""
    row = connection.execute(
        "SELECT name, timezone, currency, address, phone, email, tax_number, remit_to"
        " FROM agency WHERE id = 1"
    ).fetchone()
    return AgencyBlock(*row)


def invoice_document(
    connection: sqlite3.Connection, invoice: int, officer: str = WHOLE_NAME
) -> InvoiceDocument | None:
    """All of one invoice, void ones too, or None where there is none.

    `officer` is SQL: how officers are named (`told_names.name_on_paper` for employers).
    """
    row = connection.execute(_DOCUMENT, (invoice,)).fetchone()
    if row is None:
        return None
    details = _details(connection, invoice, officer)
    values = [agency_block(connection), *row[:14], details, *row[14:]]
    return InvoiceDocument(*values)


_FROM_SOURCE = (
    "coalesce((SELECT sum(amount_cents) FROM payment"
    " WHERE payment.invoice_id = invoice.id AND payment.{source} IS NOT NULL), 0)"
)
_DOCUMENT = f"""
SELECT invoice.id, invoice.number, invoice.issued_on, invoice.due_on, invoice.bill_to,
       employer.number, invoice.po_number, invoice.net_cents, invoice.fee_cents,
       invoice.tax_cents, invoice.total_cents, {PAID}, invoice.state, invoice.void_reason,
       coalesce(invoice.kind, 'invoice'), coalesce(credited.number, ''),
       coalesce(invoice.words, ''), coalesce(job.number || ' ' || job.title, ''),
       {_FROM_SOURCE.format(source="credit_id")}, {_FROM_SOURCE.format(source="deposit_id")},
       {WRITTEN_OFF}, {DISCOUNTED}
FROM invoice JOIN employer ON employer.id = invoice.employer_id
LEFT JOIN invoice AS credited ON credited.id = invoice.credits_id
LEFT JOIN job ON job.id = invoice.job_id
WHERE invoice.id = ?
"""


def _details(
    connection: sqlite3.Connection, invoice: int, officer: str
) -> tuple[InvoicedDetail, ...]:
    lines: dict[int, list[ChargeLine]] = defaultdict(list)
    for row in connection.execute(_CHARGES.format(officer=officer), (invoice,)):
        lines[row[0]].append(_charge(row))
    rows = connection.execute(
        "SELECT detail.id, detail.number, job.title, detail.starts_at, detail.ends_at,"
        " detail.state = 'cancelled', site.name, site.address, job.po_number"
        " FROM detail JOIN job ON job.id = detail.job_id JOIN site ON site.id = detail.site_id"
        " WHERE detail.id IN (SELECT value FROM json_each(?))"
        " ORDER BY detail.starts_at, detail.number",
        (json.dumps(list(lines)),),
    )
    return tuple(InvoicedDetail(*(*row, tuple(lines[row[0]]))) for row in rows)


_CHARGES = """
SELECT charge.detail_id, charge.kind, charge.label,
       coalesce({officer}, ''), charge.minutes, charge.quantity, charge.rate,
       charge.amount_cents, charge.trace, charge.id
FROM charge
LEFT JOIN assignment ON assignment.id = charge.assignment_id
LEFT JOIN officer ON officer.id = assignment.officer_id
WHERE charge.invoice_id = ? AND charge.side = 'bill' AND charge.kind <> 'agency'
ORDER BY charge.detail_id, charge.id
"""


def _charge(row: tuple[object, ...]) -> ChargeLine:
    *plain, amount, trace, charge = row
    known = json.loads(str(trace))
    steps = tuple((step["clause"], step["words"]) for step in known.get("steps", ()))
    payee = known.get("payee", "agency")
    values = (*plain, known.get("unit", ""), amount, known.get("card", ""), steps, payee, charge)
    return ChargeLine(*values)
