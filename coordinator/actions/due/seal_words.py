"""The mail with the seal of the day: by it a wholly rewritten past is seen."""

from coordinator.actions.due.due_terms import DAY
from coordinator.actions.due.local_day import Today
from coordinator.actions.messages.queueing import Said, queue
from coordinator.actions.messages.recipients import people_in, routed
from coordinator.rules.message_words import Audience, Event
from storage.models import Message
from storage.queries.messages.telling import agency_facts
from storage.queries.messages.witness import WITNESS, log_counts
from storage.seals import book_head, short
from storage.transaction import Transaction

KEPT_DAYS = 3
"""So long the mail may wait for a gateway; the next day's has a seal of its own."""


def say_seal(today: Today, tx: Transaction) -> tuple[Message, ...]:
    """To each witness: the head of the log before this message, and how long the log is."""
    head = book_head(tx.connection)
    actions, changes = log_counts(tx.connection)
    values = {
        "period": f"{today.on:%A, %B} {today.on.day}, {today.on.year}",
        "what": short(head),
        # The seal has a line of its own: some programs break longer ones.
        "list": f"{head}\n\n{actions:,} actions with {changes:,} changes are sealed by it.\n"
        "To check it, on any day: coordinator verify --seal and this mail.",
    }
    said = Said(
        Event.SEAL, values, tx.now + KEPT_DAYS * DAY, occasion=f"seal:{today.on}", at_once=True
    )
    agency = agency_facts(tx.connection)
    told = (
        queue(tx, said, routed(tx.connection, Audience.COMMAND, reach), agency)
        for reach in people_in(tx.connection, WITNESS)
    )
    return tuple(message for message in told if message)
