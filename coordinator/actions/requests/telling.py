"""Telling whoever asked what became of his request."""

from collections.abc import Mapping

from coordinator.actions.messages.outbox import LIFE_SECONDS
from coordinator.actions.messages.queueing import Said, queue
from coordinator.actions.messages.recipients import Recipient, audiences, routed
from coordinator.rules.intake.wanted import read_wanted
from coordinator.rules.message_words import Audience, Event
from coordinator.rules.words import Channel
from storage.models import ReplyCode, Request
from storage.queries.messages.telling import Reach, agency_facts, contact_reach, employer_reach
from storage.transaction import Transaction


def tell_asker(
    tx: Transaction,
    request: Request,
    event: Event,
    values: Mapping[str, str],
    papers: tuple[str, ...] = (),
    approval: ReplyCode | None = None,
) -> int:
    """Queue one message to the person who asked, or to his employer; how many were queued.

    `papers` go with a mail as `enclosing.PAPERS` makes them. `approval` is the number with which
    he answers a question in it.
    """
    if not is_told(tx, event):
        return 0
    dates = read_wanted(request.wanted).dates
    plain = {
        "request": request.number,
        "job": request.title,
        "employer": request.firm or request.asker,
        "site": request.place,
        "when": dates[0].words if dates else "",
        "short_when": f"{dates[0].starts:%b} {dates[0].starts.day}" if dates else "",
    }
    said = Said(
        event, plain | dict(values), tx.now + LIFE_SECONDS, papers=papers, approval=approval
    )
    recipient = asker_of(tx, request)
    return 1 if queue(tx, said, recipient, agency_facts(tx.connection)) else 0


def is_told(tx: Transaction, event: Event) -> bool:
    """Whether the agency has employers told of this."""
    return Audience.EMPLOYER in audiences(tx.connection, event)


def asker_of(tx: Transaction, request: Request) -> Recipient:
    """Whoever asked, with the channel and address by which he is told."""
    return routed(tx.connection, Audience.EMPLOYER, _reach(tx, request))


def _reach(tx: Transaction, request: Request) -> Reach:
    """The contact who asks, else the addresses given with the request, else the employer's own."""
    if request.contact_id is not None:
        found = contact_reach(tx.connection, request.contact_id)
        if found is not None:
            return found
    if request.email or request.phone or request.employer_id is None:
        channel = Channel.EMAIL if request.email else Channel.SMS
        name = request.asker or request.firm
        return Reach(name, channel if request.email or request.phone else Channel.NONE,
                     request.email, request.phone)  # fmt: skip
    return employer_reach(tx.connection, request.employer_id)
