"""What a text reads like with a detail of the book itself, and a trial of it to the coordinator."""

import sqlite3
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from coordinator.actions.messages.gateways import own_address
from coordinator.actions.messages.outbox import LATE_SECONDS, new_key, wording_of
from coordinator.actions.messages.text_length import TextLength, text_length
from coordinator.actions.messages.wording import EXAMPLE
from coordinator.actions.results import Actor, Refused
from coordinator.rules.message_words import Audience, Event
from coordinator.rules.words import Channel
from notify.rendering import Rendered, Wording, problems, render
from notify.times import long_span, short_span
from notify.wording import form_of
from storage.database import Book
from storage.models import Message
from storage.queries.messages.telling import (
    agency_facts,
    detail_facts,
    employer_name,
    live_officers,
    officer_reach,
)
from storage.queries.people.told_names import told_name


@dataclass(frozen=True, slots=True)
class Previewed:
    """A text with the next detail of the book in it; what is wrong with it, and its length.

    `length` is None for mail, which has no limit.
    """

    detail: str
    message: Rendered
    problems: tuple[str, ...]
    length: TextLength | None


@dataclass(frozen=True, slots=True)
class TrialQueued:
    """A trial leaves with the next run of the sender."""

    message_id: int
    sentence: str


def previewed(
    connection: sqlite3.Connection, now: int, wording: Wording, channel: str, audience: str
) -> Previewed:
    """These words with the next detail, its employer and officer, as the audience reads them."""
    short = form_of(channel) != "email"
    found = tuple(map(str, problems(wording)))
    values = example_values(connection, now, audience)
    # Placeholders that there are not cannot be filled in: the words are shown as they stand.
    shown = Rendered(wording.subject, wording.body)
    message = shown if found else render(wording, values, short=short)
    length = text_length(message.body) if channel == Channel.SMS else None
    return Previewed(values["detail"], message, found, length)


def example_values(connection: sqlite3.Connection, now: int, audience: str) -> dict[str, str]:
    """The placeholders, of the next detail where there is one; invented where the book has none."""
    agency = agency_facts(connection)
    values = dict(EXAMPLE) | {"agency": agency.name}
    if agency.phone:
        values["agency_phone"] = agency.phone
    row = connection.execute(_NEXT, (now,)).fetchone()
    facts = detail_facts(connection, row[0]) if row else None
    if facts is None:
        return values
    zone = ZoneInfo(agency.timezone)
    officers = live_officers(connection, facts.id)
    reached = [reach for one in officers if (reach := officer_reach(connection, one))]
    names = [reach.name for reach in reached]
    if audience == Audience.EMPLOYER:
        names = [told_name(connection, one) for one in officers]
    values |= {
        "detail": facts.number,
        "job": facts.job,
        "site": facts.site,
        "address": facts.address,
        "employer": employer_name(connection, facts.employer_id),
        "call_sign": facts.call_sign,
        "post_orders": facts.post_orders,
        "when": long_span(facts.starts_at, facts.ends_at, zone),
        "short_when": short_span(facts.starts_at, facts.ends_at, zone),
    }
    return values | ({"officer": ", ".join(names), "person": reached[0].name} if reached else {})


def send_trial(
    book: Book, actor: Actor, event: str, audience: str, channel: str
) -> TrialQueued | Refused:
    """Queue the words in use, filled in, to the coordinator himself; they leave at once."""
    with book.action(actor, "send trial text", f"template:{event}") as tx:
        address = own_address(tx.connection, channel)
        if not address:
            tx.abandon()
            return Refused((f"Settings do not say where you are told by {channel}.",))
        wording = wording_of(tx, Event(event), Audience(audience), channel)
        message = previewed(tx.connection, tx.now, wording, channel, audience).message
        row = tx.add(
            Message(
                event=event,
                audience=Audience.COORDINATOR,
                channel=channel,
                name=actor.name,
                address=address,
                subject=f"Trial: {message.subject}".rstrip(": "),
                body=message.body,
                key=new_key(),
                queued_at=tx.now,
                leaves_at=tx.now,
                not_after_at=tx.now + LATE_SECONDS,
            )
        )
        return TrialQueued(row.id, f"A trial goes to {address}")


_NEXT = """
SELECT detail.id FROM detail WHERE detail.ends_at > ? AND detail.state = 'planned'
ORDER BY detail.starts_at LIMIT 1
"""
