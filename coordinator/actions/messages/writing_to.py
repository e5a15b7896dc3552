"""A message in the coordinator's own words, to one person or to several."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from coordinator.actions.messages.queueing import LIFE_SECONDS, Keys, Said, new_key, queue
from coordinator.actions.messages.recipients import Recipient, route
from coordinator.actions.results import Actor, Refused
from coordinator.rules.message_words import Audience, Event
from coordinator.rules.words import Channel
from storage.database import Book
from storage.models import Message
from storage.queries.messages.conversation import Partner
from storage.queries.messages.telling import (
    Reach,
    agency_facts,
    contact_reach,
    employer_reach,
    officer_reach,
)
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Written:
    """The messages are queued; `unreached` names those who cannot be written to, and why."""

    messages: tuple[int, ...]
    sentence: str
    unreached: tuple[str, ...] = ()


def write_to(
    book: Book,
    actor: Actor,
    partners: Sequence[Partner],
    words: str,
    *,
    subject: str = "",
    keys: Keys = new_key,
) -> Written | Refused:
    """Queue these words to each, by the way that he chose; they leave after the grace period.

    Whoever cannot be reached has a message on channel none, so that he is seen as not reached;
    refused where that is everybody.
    """
    if not words.strip():
        return Refused(("A message needs words.",))
    if not partners:
        return Refused(("A message needs somebody to read it.",))
    with book.action(actor, "write message", f"{partners[0].table}:{partners[0].record}") as tx:
        queued = tuple(_queued(tx, dict.fromkeys(partners), subject, words.strip(), keys))
        gone = tuple(message.trouble for message in queued if message.channel == Channel.NONE)
        if len(gone) == len(queued):
            tx.abandon()
            return Refused(gone or ("There is no such person.",))
        reached = [message for message in queued if message.channel != Channel.NONE]
    who = reached[0].name if len(reached) == 1 else f"{len(reached)} people"
    left = f", {len(gone)} cannot be reached" if gone else ""
    return Written(tuple(m.id for m in queued), f"Written to {who}{left}", gone)


def _queued(
    tx: Transaction, partners: Iterable[Partner], subject: str, words: str, keys: Keys
) -> Iterator[Message]:
    agency = agency_facts(tx.connection)
    values = {"what": subject or f"Message from {agency.name}", "text": words}
    said = Said(Event.BROADCAST, values, tx.now + LIFE_SECONDS)
    for partner in partners:
        reach = _reach(tx, partner)
        if reach is None:
            continue
        audience = Audience.OFFICER if partner.table == "officer" else Audience.EMPLOYER
        recipient = Recipient(audience, reach, *route(tx.connection, reach))
        message = queue(tx, said, recipient, agency, keys)
        if message is not None:
            yield message


def _reach(tx: Transaction, partner: Partner) -> Reach | None:
    if partner.table == "officer":
        return officer_reach(tx.connection, partner.record)
    if partner.table == "contact":
        return contact_reach(tx.connection, partner.record)
    return employer_reach(tx.connection, partner.record)
