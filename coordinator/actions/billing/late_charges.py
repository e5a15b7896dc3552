"""Late charges: what the rate card asks for an invoice that is paid late, invoiced by itself."""

import sqlite3
from dataclasses import dataclass
from datetime import date

from coordinator.actions.billing.card_choice import DEFAULT_CARD, card_for
from coordinator.actions.billing.charging_facts import local_date
from coordinator.actions.billing.invoice_papers import InvoiceIssued, add_paper, today_of
from coordinator.actions.results import Actor, Refused
from coordinator.rules.billing_terms import LATE_CHARGE
from coordinator.rules.money_words import InvoiceKind
from coordinator.rules.rates.lates import late_charge
from storage.database import Book
from storage.models import DunningStep
from storage.queries.book.settings import setting
from storage.queries.money.billing import card_documents, priced_details
from storage.queries.money.money import invoice_document
from storage.queries.staffing.today import agency_words


@dataclass(frozen=True, slots=True)
class LateCharge:
    """What is due on an invoice as of a date, beyond what was charged for being late before."""

    invoice_id: int
    number: str
    employer_id: int
    cents: int
    why: str


def late_charge_of(connection: sqlite3.Connection, invoice_id: int, on: str) -> LateCharge | str:
    """The late charge of an invoice as of a local date, or why there is none."""
    found = invoice_document(connection, invoice_id)
    if found is None:
        return "There is no such invoice."
    if found.kind not in (InvoiceKind.INVOICE, InvoiceKind.SUPPLEMENTARY) or found.open_cents <= 0:
        return f"Nothing is open on {found.number} that could be late."
    details = priced_details(connection, [detail.id for detail in found.details])
    if not details:
        return f"Invoice {found.number} was made by no rate card."
    zone = agency_words(connection).timezone
    named = details[0].rate_card or str(setting(connection, DEFAULT_CARD, ""))
    card = card_for(card_documents(connection), named, local_date(details[0].starts_at, zone))
    if isinstance(card, str):
        return card
    if not card.bill.lates:
        return f"The rate card {card.name!r} has no late charge."
    due = late_charge(
        card.bill.lates[0],
        found.open_cents,
        date.fromisoformat(on),
        invoiced_on=date.fromisoformat(found.issued_on),
        due_on=date.fromisoformat(found.due_on),
    )
    before, numbers = _charged(connection, invoice_id)
    why = f"{due.trace.words}{_own_number(due.trace.clause)}"
    cents = due.amount_cents - before
    if cents <= 0 < before:
        words = f"{_money(before)} was already charged for it ({numbers})"
        return f"No further late charge is due on {found.number} as of {on}: {words}. {why}"
    if cents <= 0:
        return f"No late charge is due on {found.number}: {why}"
    why += f", less {_money(before)} charged before ({numbers})" if before else ""
    return LateCharge(invoice_id, found.number, details[0].employer_id, cents, why)


def charge_late(
    book: Book, actor: Actor, invoice_id: int, on: str = "", *, step: str = LATE_CHARGE
) -> InvoiceIssued | Refused:
    """Issue the late charge of an invoice as of a local date, today without one.

    `step` is what the billing terms call it.
    """
    with book.action(actor, "issue invoice", f"invoice:{invoice_id}") as tx:
        on = on or today_of(tx)
        due = late_charge_of(tx.connection, invoice_id, on)
        if isinstance(due, str):
            tx.abandon()
            return Refused((due,))
        words = f"Late charge on invoice {due.number}: {due.why}"
        paper = add_paper(tx, due.employer_id, InvoiceKind.LATE_CHARGE, due.cents, words)
        tx.add(
            DunningStep(
                invoice_id=invoice_id,
                step=step,
                taken_on=on,
                open_cents=due.cents,
                words=paper.number,
            )
        )
        return InvoiceIssued(paper.id or 0, paper.number, due.cents, "Late charge")


def _charged(connection: sqlite3.Connection, invoice_id: int) -> tuple[int, str]:
    """What was charged for it before in cents, by invoices that stand, and their numbers."""
    found = connection.execute(
        "SELECT coalesce(sum(open_cents), 0), coalesce(group_concat(invoice.number, ', '), '')"
        " FROM dunning_step"
        " JOIN invoice ON invoice.number = dunning_step.words AND invoice.state = 'issued'"
        " WHERE invoice_id = ? AND invoice.kind = 'late_charge'",
        (invoice_id,),
    ).fetchone()
    return int(found[0]), str(found[1])


def _own_number(key: str) -> str:
    """The card's own numbering of a clause as its reader knows it: " (clause 4.2)"; no key."""
    own = key.rpartition(", ")[0]
    return f" (clause {own})" if own else ""


def _money(amount_cents: int) -> str:
    return f"{amount_cents / 100:,.2f}"
