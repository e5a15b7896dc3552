"""Putting one message to one person into the outbox: its words, its code, when it may leave."""

import secrets
import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from zoneinfo import ZoneInfo

from coordinator.actions.answers.reply_codes import code_of_employer, code_of_officer
from coordinator.actions.messages.attaching import attach
from coordinator.actions.messages.grace import grace_seconds
from coordinator.actions.messages.how_to_answer import answer_words, is_answered
from coordinator.actions.messages.message_values import personal_values
from coordinator.actions.messages.recipients import Recipient
from coordinator.rules.message_words import Audience, Event
from coordinator.rules.quiet_hours import earliest
from coordinator.rules.words import Channel
from notify.rendering import Rendered, Wording, problems, render
from notify.times import short_instant
from notify.wording import EMAIL, form_of, shipped
from storage.models import Message, ReplyCode
from storage.queries.book.settings import setting
from storage.queries.messages.telling import AgencyFacts, DetailFacts, own_wording
from storage.transaction import Transaction

LIFE_SECONDS = 7 * 86_400
"""The longest that a message may wait to leave: nobody is told of last week."""

LATE_SECONDS = 3_600
"""A message that is queued while its detail runs out still has this long."""

URGENT_HOURS = 12
"""So near to the start a call-off and a search for a substitute are urgent; setting
`messages.urgent_hours`."""

URGENT = (Event.WANTED, Event.CALLED_OFF)
ALWAYS = (Event.REPLY,)
"""Whoever has just written hears in any hour."""

Keys = Callable[[], str]


def new_key() -> str:
    """An unguessable key for one message."""
    return secrets.token_hex(12)


@dataclass(frozen=True, slots=True)
class Said:
    """What is to be said, to whomever: the event, the values of its words, and what it is about.

    Employers read `employer_values` in place of those of the same names.
    `last_at` is its last useful moment (UTC seconds). `occasion` says what the clock queued it for:
    each person hears of it once. With `at_once` it does not wait for the grace period. `papers` are
    further files (see `attaching.attach`).
    """

    event: Event
    values: Mapping[str, str]
    last_at: int
    detail: DetailFacts | None = None
    position_id: int | None = None
    invoice_id: int | None = None
    approval: ReplyCode | None = None
    occasion: str = ""
    at_once: bool = False
    papers: tuple[str, ...] = ()
    employer_values: Mapping[str, str] = field(default_factory=dict)


def queue(
    tx: Transaction,
    said: Said,
    recipient: Recipient,
    agency: AgencyFacts,
    keys: Keys = new_key,
) -> Message | None:
    """Queue one message; None where this occasion was told to this person before, or would be too
    late when he may be written to."""
    occasion = f"{said.occasion}:{_tag(recipient)}" if said.occasion else None
    if occasion and _told(tx.connection, occasion):
        return None
    begins, leaves_at, urgent = _leaving(tx, said, recipient, agency)
    last_at = said.last_at if occasion else max(said.last_at, begins + LATE_SECONDS)
    if occasion and leaves_at >= last_at:
        return None  # a reminder that quiet hours keep back too long is none
    code = said.approval or _code(tx, said, recipient)
    rendered = _rendered(tx, said, recipient, agency, code)
    message = Message(
        event=said.event,
        audience=recipient.audience,
        officer_id=recipient.reach.officer_id,
        contact_id=recipient.reach.contact_id,
        detail_id=said.detail.id if said.detail else None,
        invoice_id=said.invoice_id,
        channel=recipient.channel,
        name=recipient.reach.name,
        address=recipient.address,
        trouble=recipient.trouble,
        subject=rendered.subject,
        body=rendered.body,
        key=keys(),
        queued_at=tx.now,
        leaves_at=leaves_at,
        not_after_at=min(last_at, leaves_at + LIFE_SECONDS),
        occasion=occasion,
        reply_code_id=code.id if code else None,
        position_id=said.position_id,
        urgent=urgent or None,
    )
    tx.add(_warned(message, agency))
    attach(tx, message, said.papers)
    return message


def wording_of(tx: Transaction, event: Event, audience: Audience, channel: str) -> Wording:
    """The agency's own words where they are sound, else the shipped ones.

    A template that another tool has spoilt must not stop the call-off at six in the morning.
    """
    own = own_wording(tx.connection, event, audience, channel)
    if own and not problems(Wording(*own)):
        return Wording(*own)
    words = shipped(event, audience, form_of(channel))
    if words is None:
        raise ValueError(f"nobody has words for the {audience} on {event}")
    return words


def is_urgent(
    connection: sqlite3.Connection, event: Event, detail: DetailFacts | None, now: int
) -> bool:
    """Whether a message does not wait for the end of quiet hours, for those who allow that."""
    if event in ALWAYS:
        return True
    if detail is None:
        return False
    if detail.job_class and detail.job_class in setting(connection, "messages.urgent_classes", []):
        return True
    hours = int(setting(connection, "messages.urgent_hours", URGENT_HOURS))
    return event in URGENT and detail.starts_at - now <= hours * 3_600


def _rendered(
    tx: Transaction,
    said: Said,
    recipient: Recipient,
    agency: AgencyFacts,
    code: ReplyCode | None,
) -> Rendered:
    wording = wording_of(tx, said.event, recipient.audience, recipient.channel)
    number = code.code if code else ""
    theirs = said.employer_values if recipient.audience == Audience.EMPLOYER else {}
    values = personal_values(tx.connection, recipient, agency, said.detail) | {
        "code": number,
        "answer": answer_words(tx.connection, said.event, recipient.audience, number),
        **said.values,
        **theirs,
    }
    return render(wording, values, short=form_of(recipient.channel) != EMAIL)


def _code(tx: Transaction, said: Said, recipient: Recipient) -> ReplyCode | None:
    """The number to answer with, where the event asks this person for an answer."""
    if not is_answered(said.event, recipient.audience):
        return None
    reach = recipient.reach
    if reach.officer_id is not None and said.position_id is not None:
        return code_of_officer(tx, reach.officer_id, said.position_id)
    if recipient.audience == Audience.EMPLOYER and said.detail is not None:
        return code_of_employer(tx, said.detail.id, said.detail.employer_id, reach.contact_id)
    return None


def _leaving(
    tx: Transaction, said: Said, recipient: Recipient, agency: AgencyFacts
) -> tuple[int, int, bool]:
    """From when it could leave, from when it may in this person's hours, whether it is urgent."""
    begins = tx.now + (0 if said.at_once else grace_seconds(tx.connection))
    urgent = is_urgent(tx.connection, said.event, said.detail, tx.now)
    reach = recipient.reach
    if said.event in ALWAYS or (urgent and reach.urgent_anyway):
        return begins, begins, urgent
    zone = ZoneInfo(agency.timezone)
    return begins, earliest(begins, reach.quiet_from, reach.quiet_until, zone), urgent


def _warned(message: Message, agency: AgencyFacts) -> Message:
    """Say it at once where quiet hours would last beyond the last useful moment."""
    if message.channel != Channel.NONE and message.leaves_at >= message.not_after_at:
        until = short_instant(message.leaves_at, ZoneInfo(agency.timezone))
        message.trouble = f"Too late after quiet hours ({until}): ring {message.name}."
    return message


def _told(connection: sqlite3.Connection, occasion: str) -> bool:
    found = connection.execute("SELECT 1 FROM message WHERE occasion = ?", (occasion,))
    return found.fetchone() is not None


def _tag(recipient: Recipient) -> str:
    reach = recipient.reach
    who = reach.officer_id if reach.officer_id is not None else reach.contact_id
    return f"{recipient.audience}:{who if who is not None else reach.email or reach.phone}"


def with_values(said: Said, values: Mapping[str, str]) -> Said:
    """The same with some values otherwise."""
    return replace(said, values={**said.values, **values})
