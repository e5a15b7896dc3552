"""Telling people: the messages that an action queues, in the same transaction as the action."""

import secrets
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from coordinator.actions.recipients import Concerned, Recipient, recipients
from coordinator.rules.words import Audience, Channel, Event, MessageState
from notify.rendering import Rendered, Wording, problems, render
from notify.times import long_instant, long_span, short_span
from notify.wording import EMAIL, form_of, shipped
from storage.models import Message
from storage.queries.outbox import unattempted
from storage.queries.settings import setting
from storage.queries.telling import (
    AgencyFacts,
    DetailFacts,
    agency_facts,
    detail_facts,
    employer_name,
    invoice_facts,
    live_officers,
    officer_reach,
    own_span,
    own_wording,
)
from storage.transaction import Transaction

GRACE_SECONDS = 120
"""How long a message stays where an undo recalls it; setting `messages.grace_seconds`."""

LIFE_SECONDS = 7 * 86_400
"""The longest that a message may wait to leave: nobody is told of last week."""

LATE_SECONDS = 3_600
"""A message that is queued while its detail runs out still has this long."""


_ABOUT_EVERYBODY = (Event.CHANGED, Event.CANCELLED)


def new_key() -> str:
    """An unguessable key for one message."""
    return secrets.token_hex(12)


@dataclass(frozen=True, slots=True)
class About:
    """What an event is about beyond the detail itself; all of it may be empty.

    `was` is the span before a change (UTC seconds), `what` says in words what has changed,
    `expires_at` until when an offer stands.
    """

    reason: str = ""
    what: str = ""
    was: tuple[int, int] | None = None
    expires_at: int | None = None


def tell(
    tx: Transaction,
    event: str,
    detail_id: int,
    *,
    officer_id: int | None = None,
    substitute_id: int | None = None,
    officer_ids: tuple[int, ...] = (),
    about: About | None = None,
    only: Audience | None = None,
    keys: Callable[[], str] = new_key,
) -> tuple[Message, ...]:
    """Queue the messages of an event on a detail; they leave after the grace period.

    `officer_id` or `officer_ids` are whom it concerns; of a change or a cancellation, without
    them, whoever holds a seat on the detail now hears. `substitute_id` comes in for the officer.
    `only` one audience hears.
    A person without an address gets a message on channel none, so that he is seen as not reached.
    Nobody is told of a detail that is over. When a called-off position is filled before its
    messages have left, those are recalled: each person hears once.

    Raises LookupError for an unknown detail, ValueError for an event that is not of a detail.
    """
    detail = detail_facts(tx.connection, detail_id)
    if detail is None:
        raise LookupError(f"no detail with id {detail_id}")
    if detail.ends_at <= tx.now:
        return ()
    officers = officer_ids or ((officer_id,) if officer_id is not None else ())
    if not officers and event in _ABOUT_EVERYBODY:
        officers = live_officers(tx.connection, detail_id)
    concerned = Concerned(detail.id, detail.employer_id, detail.contact_id, officers, substitute_id)
    about = about or About()
    subject = _Subject(Event(event), _detail_values(tx, detail, concerned, about), only=only)
    last = about.expires_at if event == Event.OFFERED and about.expires_at else detail.ends_at
    queued = tuple(_queue(tx, subject, concerned, last, keys, detail))
    if event == Event.FILLED:
        _recall_overtaken(tx, detail_id, queued)
    return queued


def tell_invoice(
    tx: Transaction, invoice_id: int, *, keys: Callable[[], str] = new_key
) -> tuple[Message, ...]:
    """Queue the message that an invoice was issued. Raises LookupError for an unknown one."""
    invoice = invoice_facts(tx.connection, invoice_id)
    if invoice is None:
        raise LookupError(f"no invoice with id {invoice_id}")
    currency = agency_facts(tx.connection).currency
    values = {
        "employer": invoice.employer,
        "invoice": invoice.number,
        "total": f"{_amount(invoice.total_cents)} {currency}",
        "due": invoice.due_on,
    }
    concerned = Concerned(employer_id=invoice.employer_id)
    last = tx.now + LIFE_SECONDS
    subject = _Subject(Event.INVOICE, values, invoice_id)
    return tuple(_queue(tx, subject, concerned, last, keys))


def grace_seconds(tx: Transaction) -> int:
    """How long messages wait before they leave."""
    return max(0, int(setting(tx.connection, "messages.grace_seconds", GRACE_SECONDS)))


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


@dataclass(frozen=True, slots=True)
class _Subject:
    event: Event
    values: dict[str, str]
    invoice_id: int | None = None
    only: Audience | None = None


def _queue(
    tx: Transaction,
    subject: _Subject,
    concerned: Concerned,
    last_at: int,
    keys: Callable[[], str],
    detail: DetailFacts | None = None,
) -> Iterator[Message]:
    agency = agency_facts(tx.connection)
    leaves_at = tx.now + grace_seconds(tx)
    for recipient in recipients(tx.connection, subject.event, concerned, agency):
        if subject.only not in (None, recipient.audience):
            continue
        values = subject.values | _personal_values(tx, recipient, agency, detail)
        rendered = _rendered(tx, subject.event, recipient, values)
        yield tx.add(
            Message(
                event=subject.event,
                audience=recipient.audience,
                officer_id=recipient.reach.officer_id,
                contact_id=recipient.reach.contact_id,
                detail_id=concerned.detail_id,
                invoice_id=subject.invoice_id,
                channel=recipient.channel,
                name=recipient.reach.name,
                address=recipient.address,
                trouble=recipient.trouble,
                subject=rendered.subject,
                body=rendered.body,
                key=keys(),
                queued_at=tx.now,
                leaves_at=leaves_at,
                not_after_at=min(max(last_at, leaves_at + LATE_SECONDS), leaves_at + LIFE_SECONDS),
            )
        )


def _rendered(
    tx: Transaction, event: Event, recipient: Recipient, values: Mapping[str, str]
) -> Rendered:
    wording = wording_of(tx, event, recipient.audience, recipient.channel)
    return render(wording, values, short=form_of(recipient.channel) != EMAIL)


def _detail_values(
    tx: Transaction, detail: DetailFacts, concerned: Concerned, about: About
) -> dict[str, str]:
    zone = ZoneInfo(agency_facts(tx.connection).timezone)
    values = {
        "detail": detail.number,
        "job": detail.job,
        "site": detail.site,
        "address": detail.address,
        "employer": employer_name(tx.connection, detail.employer_id),
        "call_sign": detail.call_sign,
        "post_orders": detail.post_orders,
        "officer": ", ".join(_name(tx, officer) for officer in concerned.officers),
        "substitute": _name(tx, concerned.substitute_id),
        "reason": about.reason.replace("_", " "),
        "what": about.what,
    }
    if about.was:
        values["was_when"] = long_span(*about.was, zone)
        values["short_was_when"] = short_span(*about.was, zone)
    if about.expires_at is not None:
        values["expires"] = long_instant(about.expires_at, zone)
    return values


def _personal_values(
    tx: Transaction, recipient: Recipient, agency: AgencyFacts, detail: DetailFacts | None
) -> dict[str, str]:
    values = {
        "person": recipient.reach.name,
        "agency": agency.name,
        "agency_phone": agency.phone or "us",
    }
    if detail is not None:
        zone = ZoneInfo(agency.timezone)
        span = _span_of(tx, recipient, detail)
        values |= {"when": long_span(*span, zone), "short_when": short_span(*span, zone)}
    return values


def _span_of(tx: Transaction, recipient: Recipient, detail: DetailFacts) -> tuple[int, int]:
    """An officer hears of his own hours, the others of the whole detail."""
    officer_id = recipient.reach.officer_id
    own = own_span(tx.connection, detail.id, officer_id) if officer_id is not None else None
    return own or (detail.starts_at, detail.ends_at)


def _amount(cents: int) -> str:
    whole, rest = divmod(abs(cents), 100)
    return f"{'-' if cents < 0 else ''}{whole:,}.{rest:02d}"


def _name(tx: Transaction, officer_id: int | None) -> str:
    reach = officer_reach(tx.connection, officer_id) if officer_id is not None else None
    return reach.name if reach else ""


def _recall_overtaken(tx: Transaction, detail_id: int, queued: tuple[Message, ...]) -> None:
    """Take back what was to be said of the call-off to people who now hear that it is filled."""
    told = {(m.audience, m.officer_id, m.contact_id) for m in queued if m.channel != Channel.NONE}
    for message_id in unattempted(tx.connection, detail_id, Event.CALLED_OFF):
        message = tx.get(Message, message_id)
        if (message.audience, message.officer_id, message.contact_id) in told:
            message.state = MessageState.RECALLED
            message.trouble = "Overtaken: the position was filled before this had left."
            tx.save(message)
