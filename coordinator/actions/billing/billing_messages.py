"""Messages about money, mostly drafted for the coordinator to look at before they leave."""

from coordinator.actions.messages.attaching import attach
from coordinator.actions.messages.outbox import LIFE_SECONDS, new_key
from coordinator.actions.messages.recipients import Concerned, recipients
from coordinator.rules.message_words import Event, MessageState
from storage.models import Message
from storage.queries.messages.telling import agency_facts
from storage.transaction import Transaction


def draft_to_employer(
    tx: Transaction,
    employer_id: int,
    invoice_id: int | None,
    subject: str,
    body: str,
    *,
    event: Event = Event.INVOICE,
    state: MessageState = MessageState.DRAFT,
    papers: tuple[str, ...] = (),
) -> int:
    """Draft a message to whoever at the employer hears of invoices; how many were drafted.

    In the state queued it leaves by itself. `papers` go with it, beside its invoice.
    """
    agency = agency_facts(tx.connection)
    people = recipients(tx.connection, Event.INVOICE, Concerned(employer_id=employer_id), agency)
    for person in people:
        message = tx.add(
            Message(
                event=event,
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
                state=state,
            )
        )
        attach(tx, message, papers)
    return len(people)
