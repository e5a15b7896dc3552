"""Deductions (fuel, vehicle, fees) and reimbursements of officers, until a run has taken them."""

from coordinator.actions.book.editing import Kept, attempt
from coordinator.actions.results import Actor, Refused
from storage.database import Book
from storage.models import PayAdjustment, PayrollRun
from storage.transaction import Transaction


def add_adjustment(
    book: Book, actor: Actor, officer_id: int, due_on: str, code: str, label: str, cents: int
) -> Kept | Refused:
    """Take this with the officer's next pay after a local date: minus deducts, plus reimburses."""
    if not cents:
        return Refused(("An adjustment of nothing changes nothing.",))
    if not label.strip():
        return Refused(("Say what it is for.",))

    def insert(tx: Transaction) -> Kept:
        row = tx.add(
            PayAdjustment(
                officer_id=officer_id,
                due_on=due_on,
                code=code,
                label=label,
                amount_cents=cents,
            )
        )
        tx.subject = f"officer:{officer_id}"
        what = "Deduction" if cents < 0 else "Reimbursement"
        return Kept("pay_adjustment", row.id, f"{what} entered: {label}")

    return attempt(book, actor, "adjust pay", f"officer:{officer_id}", insert)


def remove_adjustment(book: Book, actor: Actor, adjustment_id: int, reason: str) -> Kept | Refused:
    """Take an adjustment off that no run has taken yet; a reason is needed."""
    if not reason.strip():
        return Refused(("Taking it off needs a reason.",))
    with book.action(actor, "take off adjustment", f"pay_adjustment:{adjustment_id}", reason) as tx:
        row = tx.get(PayAdjustment, adjustment_id)
        if row.payroll_run_id is not None:
            number = tx.get(PayrollRun, row.payroll_run_id).number
            tx.abandon()
            return Refused((f"Run {number} has taken it: enter the opposite for the next run.",))
        tx.subject = f"officer:{row.officer_id}"
        tx.remove(row)
        return Kept("pay_adjustment", adjustment_id, f"Taken off: {row.label}")
