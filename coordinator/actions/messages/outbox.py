"""Telling people: the messages that an action queues, in the same transaction as the action."""

from collections.abc import Iterator

from coordinator.actions.messages.merging import Merging
from coordinator.actions.messages.message_values import About, detail_values, employer_values
from coordinator.actions.messages.queueing import (
    LATE_SECONDS,
    LIFE_SECONDS,
    Keys,
    Said,
    new_key,
    queue,
    wording_of,
)
from coordinator.actions.messages.recipients import Concerned, recipients
from coordinator.rules.message_words import Audience, Event
from storage.models import Message
from storage.queries.messages.telling import (
    agency_facts,
    detail_facts,
    invoice_facts,
    live_officers,
    own_position,
)
from storage.transaction import Transaction

__all__ = [
    "LATE_SECONDS",
    "LIFE_SECONDS",
    "About",
    "amount",
    "new_key",
    "tell",
    "tell_employer",
    "tell_invoice",
    "wording_of",
]

_ABOUT_EVERYBODY = (Event.CHANGED, Event.CANCELLED)

AFTERWARDS = (
    Event.HOURS_DUE,
    Event.HOURS_APPROVED,
    Event.CERTIFY,
    Event.FEEDBACK,
    Event.NOT_AWARDED,
)
"""Of these people hear when the detail is over as well."""


def tell(
    tx: Transaction,
    event: str,
    detail_id: int,
    *,
    officer_id: int | None = None,
    substitute_id: int | None = None,
    officer_ids: tuple[int, ...] = (),
    position_id: int | None = None,
    about: About | None = None,
    only: Audience | None = None,
    occasion: str = "",
    last_at: int | None = None,
    at_once: bool = False,
    keys: Keys = new_key,
) -> tuple[Message, ...]:
    """Queue the messages of an event on a detail; they leave after the grace period.

    `officer_id` or `officer_ids` are whom it concerns; of a change or a cancellation, without
    them, whoever holds a seat on the detail now hears. `substitute_id` comes in for the officer.
    `position_id` is the seat it is about; without it, that which the officer held last there.
    `only` one audience hears. With an `occasion` each person hears of it once, ever, and nothing
    leaves from `last_at` on; `at_once` there is no grace period.
    A person without an address gets a message on channel none, so that he is seen as not reached.
    Nobody is told of a detail that is over. What is still in its grace period and overtaken by
    this is recalled: each person hears once.

    Raises LookupError for an unknown detail, ValueError for an event that is not of a detail.
    """
    detail = detail_facts(tx.connection, detail_id)
    if detail is None:
        raise LookupError(f"no detail with id {detail_id}")
    if detail.ends_at <= tx.now and event not in AFTERWARDS:
        return ()
    officers = officer_ids or ((officer_id,) if officer_id is not None else ())
    if not officers and event in _ABOUT_EVERYBODY:
        officers = live_officers(tx.connection, detail_id)
    concerned = Concerned(detail.id, detail.employer_id, detail.contact_id, officers, substitute_id)
    about = about or About()
    usual = tx.now + LIFE_SECONDS if event in AFTERWARDS else detail.ends_at
    said = Said(
        Event(event),
        detail_values(tx.connection, detail, concerned, about),
        last_at or about.expires_at or usual,
        detail,
        position_id if position_id is not None else _position(tx, detail_id, concerned),
        occasion=occasion,
        at_once=at_once,
        employer_values=employer_values(tx.connection, concerned),
    )
    return tuple(_queue(tx, said, concerned, keys, only))


def tell_invoice(tx: Transaction, invoice_id: int, *, keys: Keys = new_key) -> tuple[Message, ...]:
    """Queue the message that an invoice was issued. Raises LookupError for an unknown one."""
    invoice = invoice_facts(tx.connection, invoice_id)
    if invoice is None:
        raise LookupError(f"no invoice with id {invoice_id}")
    values = {
        "employer": invoice.employer,
        "invoice": invoice.number,
        "total": amount(tx, invoice.total_cents),
        "due": invoice.due_on,
    }
    said = Said(Event.INVOICE, values, tx.now + LIFE_SECONDS, invoice_id=invoice_id)
    return tuple(_queue(tx, said, Concerned(employer_id=invoice.employer_id), keys))


def tell_employer(
    tx: Transaction,
    event: Event,
    employer_id: int,
    values: dict[str, str],
    papers: tuple[str, ...] = (),
) -> tuple[Message, ...]:
    """Queue the messages of an event that is about an employer and no detail, such as a receipt.

    `papers` go with them (see `attaching.attach`).
    """
    said = Said(event, values, tx.now + LIFE_SECONDS, papers=papers)
    return tuple(_queue(tx, said, Concerned(employer_id=employer_id), new_key))


def amount(tx: Transaction, cents: int) -> str:
    """`1,240.00 USD`, in the agency's currency."""
    whole, rest = divmod(abs(cents), 100)
    sign = "-" if cents < 0 else ""
    return f"{sign}{whole:,}.{rest:02d} {agency_facts(tx.connection).currency}"


def _queue(
    tx: Transaction,
    said: Said,
    concerned: Concerned,
    keys: Keys,
    only: Audience | None = None,
) -> Iterator[Message]:
    agency = agency_facts(tx.connection)
    merging = Merging(tx, said, concerned) if said.detail else None
    for recipient in recipients(tx.connection, said.event, concerned, agency):
        if only not in (None, recipient.audience):
            continue
        one = merging.merged(recipient) if merging else said
        message = queue(tx, one, recipient, agency, keys) if one else None
        if message is not None:
            yield message
    if merging:
        merging.finish()


def _position(tx: Transaction, detail_id: int, concerned: Concerned) -> int | None:
    """The seat that a message is about, where it is about one person."""
    whom = concerned.substitute_id
    if whom is None and len(concerned.officers) == 1:
        (whom,) = concerned.officers
    return own_position(tx.connection, detail_id, whom) if whom is not None else None
