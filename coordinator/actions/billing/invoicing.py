"""Invoices: issued one by one or in a batch, and voided.

Each invoice is an action of its own, so a batch may be stopped between any two and holds the
book only for the moment of one. Numbers are gapless: they are taken inside the transaction.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from coordinator.actions.billing.charging import Held, PricedWork, price_waiting, write_charges
from coordinator.actions.billing.deposits import apply_deposits
from coordinator.actions.billing.invoice_papers import (
    InvoiceIssued,
    due_on,
    next_number,
    payer_of,
    today_of,
)
from coordinator.actions.billing.invoice_plans import (
    GROUPINGS,
    InvoicePlan,
    InvoicePreview,
    preview_invoices,
)
from coordinator.actions.billing.purchase_orders import order_problems
from coordinator.actions.messages.sending_invoices import tell_where_wanted
from coordinator.actions.results import Actor, Refused
from coordinator.rules.money_words import InvoiceKind, InvoiceState
from coordinator.rules.rates import EQUIPMENT, FEE, OFFICER, TAX, Priced
from storage.database import Book
from storage.models import Employer, Invoice
from storage.transaction import Transaction

__all__ = [
    "GROUPINGS",
    "BatchDone",
    "InvoiceIssued",
    "InvoicePlan",
    "InvoicePreview",
    "InvoiceVoided",
    "issue_batch",
    "issue_invoice",
    "preview_invoices",
    "void_invoice",
]

Progress = Callable[[int, int, str], None]
"""Called with how many are done, of how many, and what was done last."""


@dataclass(frozen=True, slots=True)
class BatchDone:
    """A run over many invoices; `stopped` when it was cancelled between two."""

    issued: tuple[InvoiceIssued, ...]
    refused: tuple[str, ...]
    stopped: bool

    @property
    def sentence(self) -> str:
        """What was done, in one line."""
        words = f"{len(self.issued)} invoices issued"
        words += f", {len(self.refused)} refused" if self.refused else ""
        return words + (", then stopped" if self.stopped else "")


@dataclass(frozen=True, slots=True)
class InvoiceVoided:
    """The invoice keeps its number and counts no more; its hours wait to be billed again."""

    number: str
    entries: int

    @property
    def sentence(self) -> str:
        """What was done, in one line."""
        return f"Invoice {self.number} voided, {self.entries} entries wait to be billed again"


def issue_invoice(
    book: Book,
    actor: Actor,
    details: Iterable[int],
    issued_on: str = "",
    allowed_by: str = "",
) -> InvoiceIssued | Refused:
    """Bill what waits on these details, all of one employer, on one invoice.

    `allowed_by` names who lets it go beyond its purchase order; the name is logged.
    """
    wanted = tuple(details)
    with book.action(actor, "issue invoice", "invoice") as tx:
        works, held = price_waiting(tx.connection, "bill", wanted)
        refusal = _refusal(works, held) or _beyond_order(tx, works, allowed_by)
        if refusal is not None:
            tx.abandon()
            return refusal
        invoice = _write_invoice(tx, works, issued_on or today_of(tx))
        tx.subject = f"invoice:{invoice.id}"
        apply_deposits(tx, invoice, {work.detail.job_id for work in works})
        tell_where_wanted(tx, invoice)
        what = "Supplementary invoice" if invoice.kind else "Invoice"
        return InvoiceIssued(invoice.id or 0, invoice.number, invoice.total_cents, what)


def issue_batch(
    book: Book,
    actor: Actor,
    plans: Sequence[InvoicePlan],
    *,
    progress: Progress = lambda done, total, what: None,
    cancelled: Callable[[], bool] = lambda: False,
    issued_on: str = "",
    allowed_by: str = "",
) -> BatchDone:
    """Issue one invoice after the other; asks `cancelled` before each."""
    issued: list[InvoiceIssued] = []
    refused: list[str] = []
    for plan in plans:
        if cancelled():
            return BatchDone(tuple(issued), tuple(refused), stopped=True)
        found = issue_invoice(book, actor, plan.detail_ids, issued_on, allowed_by)
        if isinstance(found, Refused):
            refused.append(f"{plan.employer}: {found.sentence}")
        else:
            issued.append(found)
        progress(len(issued) + len(refused), len(plans), plan.employer)
    return BatchDone(tuple(issued), tuple(refused), stopped=False)


def void_invoice(book: Book, actor: Actor, invoice_id: int, reason: str) -> InvoiceVoided | Refused:
    """Void an invoice: the number stays, its charges are released, its hours wait again."""
    if not reason.strip():
        return Refused(("A void needs a reason.",))
    with book.action(actor, "void invoice", f"invoice:{invoice_id}", reason) as tx:
        invoice = tx.get(Invoice, invoice_id)
        problem = _cannot_void(tx, invoice)
        if problem:
            tx.abandon()
            return Refused((problem,))
        invoice.state, invoice.void_reason = InvoiceState.VOID, reason
        tx.save(invoice)
        return InvoiceVoided(invoice.number, free_hours(tx, invoice_id))


def free_hours(tx: Transaction, invoice_id: int) -> int:
    """Release an invoice's charges, with those of its credit notes, and let its hours be billed
    again; how many entries."""
    tx.connection.execute(
        "UPDATE charge SET released = 1 WHERE invoice_id = :id"
        " OR invoice_id IN (SELECT id FROM invoice WHERE credits_id = :id)",
        {"id": invoice_id},
    )
    return tx.connection.execute(
        "UPDATE timesheet_entry SET invoice_id = NULL WHERE invoice_id = ?", (invoice_id,)
    ).rowcount


def corrected_by(tx: Transaction, invoice_id: int) -> str:
    """The number of a later invoice that corrects hours of this one, or nothing."""
    found = tx.connection.execute(_LATER_CORRECTION, {"id": invoice_id}).fetchone()
    return str(found[0]) if found else ""


# ── within a transaction ─────────────────────────────────────────────────────────────────────


def _refusal(works: Sequence[PricedWork], held: Sequence[Held]) -> Refused | None:
    if held:
        return Refused(tuple(each.sentence for each in held))
    if not works:
        return Refused(("Nothing waits to be billed there.",))
    employers = {work.detail.employer for work in works}
    if len(employers) > 1:
        return Refused((f"One invoice has one payer; these are {', '.join(sorted(employers))}.",))
    if sum(work.total_cents for work in works) < 0:
        reason = (
            "The corrections come to less than nothing: void the earlier invoice, or credit it"
            " whole, and bill anew."
        )
        return Refused((reason,))
    return None


def _beyond_order(tx: Transaction, works: Sequence[PricedWork], allowed_by: str) -> Refused | None:
    """Refused where a purchase order does not cover it and nobody allows it by name."""
    totals: dict[str, int] = {}
    for work in works:
        order = work.detail.po_number
        totals[order] = totals.get(order, 0) + work.total_cents
    employer = works[0].detail.employer_id
    problems = [
        problem
        for order, total in totals.items()
        for problem in order_problems(
            tx.connection, employer, order, total, [w for w in works if w.detail.po_number == order]
        )
    ]
    if not problems:
        return None
    if not allowed_by.strip():
        return Refused((*problems, "Somebody named may allow it."))
    tx.reason = f"allowed by {allowed_by.strip()}: {' '.join(problems)}"
    return None


def _write_invoice(tx: Transaction, works: Sequence[PricedWork], issued_on: str) -> Invoice:
    detail = works[0].detail
    employer = tx.get(Employer, detail.employer_id)
    lines = Priced(tuple(line for work in works for line in work.lines))
    invoice = tx.add(
        Invoice(
            number=next_number(tx, issued_on),
            employer_id=detail.employer_id,
            issued_on=issued_on,
            due_on=due_on(tx, employer, issued_on),
            bill_to=payer_of(employer),
            po_number=_one_order(works),
            net_cents=lines.cents(OFFICER, EQUIPMENT),
            fee_cents=lines.cents(FEE),
            tax_cents=lines.cents(TAX),
            total_cents=lines.total_cents,
            kind=InvoiceKind.SUPPLEMENTARY if _all_billed_before(tx, works) else None,
        )
    )
    for work in works:
        write_charges(tx, work, "bill", invoice_id=invoice.id, run_id=None)
    entries = [x.entry_id for work in works for x in work.entries if x.entry_id is not None]
    tx.connection.execute(
        "UPDATE timesheet_entry SET invoice_id = ? WHERE id IN (SELECT value FROM json_each(?))",
        (invoice.id, json.dumps(entries)),
    )
    return invoice


def _all_billed_before(tx: Transaction, works: Sequence[PricedWork]) -> bool:
    """Whether every detail stands on an earlier invoice: late slips and corrections only."""
    wanted = {work.detail.id for work in works}
    found = tx.connection.execute(
        "SELECT count(DISTINCT detail_id) FROM charge WHERE side = 'bill' AND NOT released"
        " AND detail_id IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted(wanted)),),
    ).fetchone()
    return int(found[0]) == len(wanted)


def _one_order(works: Sequence[PricedWork]) -> str:
    """The purchase order when all details have the same; else it stands with each detail."""
    orders = {work.detail.po_number for work in works}
    return orders.pop() if len(orders) == 1 else ""


def _cannot_void(tx: Transaction, invoice: Invoice) -> str:
    if invoice.state == InvoiceState.VOID:
        return f"Invoice {invoice.number} is void already."
    if invoice.kind == InvoiceKind.CREDIT:
        return "A credit note stays: bill anew what it should not have credited."
    for sql, words in _STANDS_ON:
        if tx.connection.execute(sql, (invoice.id,)).fetchone():
            return words.format(number=invoice.number)
    later = corrected_by(tx, invoice.id or 0)
    return f"Invoice {later} corrects {invoice.number}: void that one first." if later else ""


_STANDS_ON = (
    (
        "SELECT 1 FROM invoice WHERE credits_id = ?",
        "Invoice {number} has a credit note: credit the rest of it.",
    ),
    (
        "SELECT 1 FROM payment WHERE invoice_id = ?",
        "Invoice {number} has payments: take them off first.",
    ),
    (
        "SELECT 1 FROM dunning_step WHERE invoice_id = ? AND step = 'write_off'",
        "Invoice {number} was written off.",
    ),
)

_LATER_CORRECTION = """
SELECT later_invoice.number FROM charge AS mine
JOIN charge AS later ON later.assignment_id = mine.assignment_id AND later.side = 'bill'
     AND later.id > mine.id AND NOT later.released AND later.invoice_id <> :id
JOIN invoice AS later_invoice ON later_invoice.id = later.invoice_id
     AND later_invoice.credits_id IS NULL
WHERE mine.invoice_id = :id AND mine.side = 'bill' AND NOT mine.released LIMIT 1
"""
