"""Invoices: what waits to be billed, previewed, issued one by one or in a batch, and voided.

Each invoice is an action of its own, so a batch may be stopped between any two and holds the
book only for the moment of one. Numbers are gapless: they are taken inside the transaction.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from coordinator.actions.charging import (
    Held,
    PricedWork,
    local_date,
    price_waiting,
    write_charges,
)
from coordinator.actions.results import Actor, Refused
from coordinator.rules.rates import EQUIPMENT, FEE, OFFICER, TAX, Priced
from coordinator.rules.words import InvoiceState
from storage.database import Book
from storage.models import Agency, Employer, Invoice
from storage.queries.billing import Scope, WorkedEntry, entries_of, waiting_details
from storage.transaction import Transaction

Progress = Callable[[int, int, str], None]
"""Called with how many are done, of how many, and what was done last."""


@dataclass(frozen=True, slots=True)
class InvoicePlan:
    """One invoice that could be issued now."""

    employer_id: int
    employer: str
    po_number: str
    works: tuple[PricedWork, ...]

    @property
    def detail_ids(self) -> tuple[int, ...]:
        """The details on the invoice, by start."""
        return tuple(work.detail.id for work in self.works)

    @property
    def total_cents(self) -> int:
        """What the invoice would come to."""
        return sum(work.total_cents for work in self.works)


@dataclass(frozen=True, slots=True)
class InvoicePreview:
    """What a run would issue, and what it would hold back with the reasons."""

    plans: tuple[InvoicePlan, ...]
    held: tuple[Held, ...]

    @property
    def total_cents(self) -> int:
        """The sum of all planned invoices."""
        return sum(plan.total_cents for plan in self.plans)


@dataclass(frozen=True, slots=True)
class InvoiceIssued:
    """The invoice is in the book under its number."""

    invoice_id: int
    number: str
    total_cents: int

    @property
    def sentence(self) -> str:
        """What was done, in one line."""
        return f"Invoice {self.number} issued"


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


def preview_invoices(book: Book, scope: Scope, by: str = "employer") -> InvoicePreview:
    """Group what waits into invoices, one for each `by` ("employer", "job", "detail") and order.

    Details with hours still missing or unapproved are held back with the reason.
    """
    connection = book.reader()
    details = waiting_details(connection, "bill", scope)
    works, held = price_waiting(connection, "bill", details)
    planned = [work.detail.id for work in works if work.detail.cancelled_at is None]
    missing = _missing(entries_of(connection, planned))
    ready = [work for work in works if work.detail.id not in missing]
    waiting = [Held(w.detail, missing[w.detail.id]) for w in works if w.detail.id in missing]
    return InvoicePreview(_grouped(ready, by), (*held, *waiting))


def issue_invoice(
    book: Book, actor: Actor, details: Iterable[int], issued_on: str = ""
) -> InvoiceIssued | Refused:
    """Bill what waits on these details, all of one employer, on one invoice."""
    wanted = tuple(details)
    with book.action(actor, "issue invoice", "invoice") as tx:
        works, held = price_waiting(tx.connection, "bill", wanted)
        refusal = _refusal(works, held)
        if refusal is not None:
            tx.abandon()
            return refusal
        invoice = _write_invoice(tx, works, issued_on or _today(tx))
        tx.subject = f"invoice:{invoice.id}"
        return InvoiceIssued(invoice.id or 0, invoice.number, invoice.total_cents)


def issue_batch(
    book: Book,
    actor: Actor,
    plans: Sequence[InvoicePlan],
    *,
    progress: Progress = lambda done, total, what: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> BatchDone:
    """Issue one invoice after the other; asks `cancelled` before each."""
    issued: list[InvoiceIssued] = []
    refused: list[str] = []
    for plan in plans:
        if cancelled():
            return BatchDone(tuple(issued), tuple(refused), stopped=True)
        found = issue_invoice(book, actor, plan.detail_ids)
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
        tx.connection.execute("UPDATE charge SET released = 1 WHERE invoice_id = ?", (invoice_id,))
        entries = tx.connection.execute(
            "UPDATE timesheet_entry SET invoice_id = NULL WHERE invoice_id = ?", (invoice_id,)
        ).rowcount
        return InvoiceVoided(invoice.number, entries)


# ── within a transaction ─────────────────────────────────────────────────────────────────────


def _refusal(works: Sequence[PricedWork], held: Sequence[Held]) -> Refused | None:
    if held:
        return Refused(tuple(f"{each.detail.number}: {each.reason}" for each in held))
    if not works:
        return Refused(("Nothing waits to be billed there.",))
    employers = {work.detail.employer for work in works}
    if len(employers) > 1:
        return Refused((f"One invoice has one payer; these are {', '.join(sorted(employers))}.",))
    if sum(work.total_cents for work in works) < 0:
        reason = "The corrections come to less than nothing: void the earlier invoice, bill anew."
        return Refused((reason,))
    return None


def _write_invoice(tx: Transaction, works: Sequence[PricedWork], issued_on: str) -> Invoice:
    detail = works[0].detail
    employer = tx.get(Employer, detail.employer_id)
    lines = Priced(tuple(line for work in works for line in work.lines))
    invoice = tx.add(
        Invoice(
            number=_number(tx, issued_on[:4]),
            employer_id=detail.employer_id,
            issued_on=issued_on,
            due_on=_due(tx, employer, issued_on),
            bill_to="\n".join(filter(None, (employer.name, employer.address))),
            po_number=_one_order(works),
            net_cents=lines.cents(OFFICER, EQUIPMENT),
            fee_cents=lines.cents(FEE),
            tax_cents=lines.cents(TAX),
            total_cents=lines.total_cents,
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


def _number(tx: Transaction, year: str) -> str:
    """2026-00087, or 2026-B-00087 on a second station."""
    station = int(tx.connection.execute("SELECT id FROM station").fetchone()[0])
    series = f"{year}-{chr(ord('A') + station)}" if station else year
    return f"{series}-{tx.next_number(f'invoice:{series}'):05}"


def _due(tx: Transaction, employer: Employer, issued_on: str) -> str:
    days = employer.payment_terms_days
    if days is None:
        days = tx.get(Agency, 1).payment_terms_days
    return (date.fromisoformat(issued_on) + timedelta(days=days)).isoformat()


def _today(tx: Transaction) -> str:
    return local_date(tx.now, tx.get(Agency, 1).timezone).isoformat()


def _one_order(works: Sequence[PricedWork]) -> str:
    """The purchase order when all details have the same; else it stands with each detail."""
    orders = {work.detail.po_number for work in works}
    return orders.pop() if len(orders) == 1 else ""


def _cannot_void(tx: Transaction, invoice: Invoice) -> str:
    if invoice.state == InvoiceState.VOID:
        return f"Invoice {invoice.number} is void already."
    paid = tx.connection.execute(
        "SELECT coalesce(sum(amount_cents), 0) FROM payment WHERE invoice_id = ?", (invoice.id,)
    ).fetchone()[0]
    if paid:
        return f"Invoice {invoice.number} has payments: take them off first."
    later = tx.connection.execute(_LATER_CORRECTION, (invoice.id, invoice.id)).fetchone()
    if later:
        return f"Invoice {later[0]} corrects {invoice.number}: void that one first."
    return ""


_LATER_CORRECTION = """
SELECT later_invoice.number FROM charge AS mine
JOIN charge AS later ON later.assignment_id = mine.assignment_id AND later.side = 'bill'
     AND later.id > mine.id AND NOT later.released AND later.invoice_id <> ?
JOIN invoice AS later_invoice ON later_invoice.id = later.invoice_id
WHERE mine.invoice_id = ? AND mine.side = 'bill' AND NOT mine.released LIMIT 1
"""


def _missing(entries: Mapping[int, Sequence[WorkedEntry]]) -> dict[int, str]:
    """Details on which somebody's hours are still missing or not approved, with the sentence."""
    found = {}
    for detail, mine in entries.items():
        open_ = [x.position_number for x in mine if x.state == "entered"]
        absent = [x.position_number for x in mine if x.entry_id is None]
        if open_ or absent:
            parts = [f"hours of {', '.join(open_)} are not approved"] if open_ else []
            parts += [f"hours of {', '.join(absent)} are missing"] if absent else []
            found[detail] = "; ".join(parts) + "."
    return found


def _grouped(works: Sequence[PricedWork], by: str) -> tuple[InvoicePlan, ...]:
    """One plan for each payer and purchase order, or for each job or detail."""
    groups: dict[tuple[object, ...], list[PricedWork]] = defaultdict(list)
    for work in works:
        detail = work.detail
        own = {"job": detail.job_id, "detail": detail.id}.get(by)
        groups[detail.employer, detail.employer_id, detail.po_number, own].append(work)
    return tuple(
        InvoicePlan(w[0].detail.employer_id, w[0].detail.employer, w[0].detail.po_number, tuple(w))
        for _, w in sorted(groups.items(), key=lambda group: str(group[0]))
    )
