"""What no rate card knows and an employer owes all the same: a returned check, tolls at cost."""

from coordinator.actions.billing.invoice_papers import InvoiceIssued, add_paper
from coordinator.actions.results import Actor, Refused
from coordinator.rules.money_words import InvoiceKind
from storage.database import Book
from storage.models import Employer, Job


def charge_by_hand(
    book: Book, actor: Actor, employer_id: int, cents: int, words: str, job_id: int | None = None
) -> InvoiceIssued | Refused:
    """Issue an invoice of one line over so much, in these words, beside what cards make."""
    words = " ".join(words.split())
    if not words:
        return Refused(("Say what the employer is charged for.",))
    if cents <= 0:
        return Refused(("A charge is more than nothing: `invoice credit` gives money back.",))
    with book.action(actor, "issue invoice", f"employer:{employer_id}", words) as tx:
        employer = tx.get(Employer, employer_id)
        job = None if job_id is None else tx.get(Job, job_id)
        if job is not None and job.employer_id != employer_id:
            tx.abandon()
            return Refused((f"Job {job.number} is not of {employer.name}.",))
        invoice = add_paper(
            tx,
            employer_id,
            InvoiceKind.INVOICE,
            cents,
            words,
            job_id=job_id,
            po_number="" if job is None else job.po_number,
        )
        return InvoiceIssued(invoice.id or 0, invoice.number, cents)
