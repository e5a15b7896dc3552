"""Telling officers of approved hours, and employers of money received, where the agency asks."""

from collections.abc import Sequence

from coordinator.actions.messages.joining import join
from coordinator.actions.messages.outbox import About, amount, tell, tell_employer
from coordinator.actions.messages.recipients import audiences
from coordinator.rules.message_words import Event
from storage.transaction import Transaction


def tell_hours(tx: Transaction, entries: Sequence[int]) -> None:
    """Each officer hears what hours of his were approved."""
    if not audiences(tx.connection, Event.HOURS_APPROVED):
        return
    for entry in entries:
        officer, position, detail, minutes = tx.connection.execute(
            "SELECT a.officer_id, a.position_id, p.detail_id, "
            "(e.ended_at - e.started_at) / 60 - e.break_minutes FROM timesheet_entry AS e "
            "JOIN assignment AS a ON a.id = e.assignment_id "
            "JOIN position AS p ON p.id = a.position_id WHERE e.id = ?",
            (entry,),
        ).fetchone()
        about = About(more={"hours": f"{minutes // 60}:{minutes % 60:02d} h"})
        tell(
            tx, Event.HOURS_APPROVED, detail, officer_id=officer, position_id=position, about=about
        )
    join(tx, Event.HOURS_APPROVED)


def tell_receipt(
    tx: Transaction, employer_id: int, cents: int, invoices: Sequence[str], left_cents: int
) -> None:
    """The employer hears what was received, on which invoices, and what is open of them."""
    if not audiences(tx.connection, Event.RECEIPT):
        return
    values = {
        "amount": amount(tx, cents),
        "what": ", ".join(invoices) or "on account",
        "left": amount(tx, left_cents),
    }
    papers = (f"statement:{employer_id}",)
    tell_employer(tx, Event.RECEIPT, employer_id, values, papers)
