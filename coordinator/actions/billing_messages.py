"""Messages about money, drafted for the coordinator to look at before they leave."""

from coordinator.actions.outbox import LIFE_SECONDS, new_key
from coordinator.actions.recipients import Concerned, recipients
from coordinator.rules.words import Event, MessageState
from storage.models import Message
from storage.queries.telling import agency_facts
from storage.transaction import Transaction


def draft_to_employer(
    tx: Transaction, employer_id: int, invoice_id: int | None, subject: str, body: str
) -> int:
    """Draft a message to whoever at the employer hears of invoices; how many were drafted."""
    agency = agency_facts(tx.connection)
    people = recipients(tx.connection, Event.INVOICE, Concerned(employer_id=employer_id), agency)
    for person in people:
        tx.add(
            Message(
                event=Event.INVOICE,
                audience=person.audience,
                officer_id=person.reach.officer_id,
                contact_id=person.reach.contact_id,
                invoice_id=invoice_id,
                channel=person.channel,
                name=person.reach.name,
                address=person.address,
                trouble=person.trouble,
                subject=f"{subject} · {agency.name}",
                body=f"{person.reach.name},\n\n{body}\n\n{agency.name}\n{agency.phone}".rstrip(),
                key=new_key(),
                queued_at=tx.now,
                leaves_at=tx.now,
                not_after_at=tx.now + LIFE_SECONDS,
                state=MessageState.DRAFT,
            )
        )
    return len(people)
