"""The agency's own words for its messages: checked when they are kept, used from then on."""

import sqlite3
from dataclasses import dataclass

from coordinator.actions.results import Actor, Refused
from coordinator.rules.message_words import Audience, Event
from coordinator.rules.words import Channel
from notify.gsm import parts
from notify.rendering import Rendered, Wording, problems, render
from notify.wording import form_of, shipped, shipped_audiences
from storage.database import Book
from storage.models import Template
from storage.queries.messages.telling import own_wording

EXAMPLE: dict[str, str] = {
    "person": "Dana Adams",
    "officer": "Lee Baker",
    "substitute": "Dana Adams",
    "employer": "Harbor Gas Company",
    "detail": "26-0412.3",
    "job": "Gas main",
    "site": "Main St at 5th Ave",
    "address": "200 Main St",
    "when": "Monday, June 1, 2026, 18:00 to 23:00 EDT",
    "short_when": "Mon Jun 1 18:00-23:00",
    "was_when": "Monday, June 1, 2026, 16:00 to 21:00 EDT",
    "short_was_when": "Mon Jun 1 16:00-21:00",
    "what": "Starts two hours later.",
    "reason": "sick",
    "call_sign": "D-12",
    "post_orders": "Report to the foreman.",
    "expires": "Monday, June 1, 2026, 12:00 EDT",
    "short_expires": "Mon Jun 1 12:00",
    "expected": "Monday, June 1, 2026, 18:20 EDT",
    "short_expected": "Mon Jun 1 18:20",
    "code": "482137",
    "answer": "Reply YES 482137 or NO 482137.",
    "officer_phone": "555-0123",
    "list": "26-0412.3 Mon Jun 1 18:00-23:00 Main St at 5th Ave: 482137",
    "count": "1 detail",
    "request": "R26-0012",
    "invoice": "2026-00087",
    "total": "1,240.00 USD",
    "due": "2026-07-01",
    "amount": "1,240.00 USD",
    "left": "0.00 USD",
    "period": "June 2026",
    "hours": "5:00 h",
    "certificate": "First aid",
    "until": "2026-07-01",
    "text": "The range is closed on Monday.",
    "agency": "Rivermouth Police Department",
    "agency_phone": "555-0100",
}
"""What a preview is made with."""


@dataclass(frozen=True, slots=True)
class Reworded:
    """The words are kept; `preview` is what a message of them looks like."""

    preview: Rendered
    parts: int

    @property
    def sentence(self) -> str:
        """What was done, in one line."""
        return f"Kept. A message of it is {self.parts} part{'s' if self.parts > 1 else ''} long."


@dataclass(frozen=True, slots=True)
class Text:
    """The words in use for one message; `own` where they are the agency's."""

    event: str
    audience: str
    channel: str
    own: bool
    wording: Wording


def worded(subject: str, body: str) -> Wording:
    """Words that somebody typed."""
    return Wording(subject, body)


def preview(wording: Wording, channel: str) -> Rendered:
    """What a message of these words looks like, with invented names."""
    return render(wording, EXAMPLE, short=form_of(channel) != "email")


def reword(
    book: Book, actor: Actor, event: str, audience: str, channel: str, wording: Wording
) -> Reworded | Refused:
    """Keep the agency's own words; refused with every problem, each with its line."""
    if refusal := _unknown(event, audience, channel):
        return refusal
    if found := problems(wording):
        return Refused(tuple(map(str, found)))
    with book.action(actor, "reword message", "template") as tx:
        row = _own_row(tx.connection, event, audience, channel)
        template = Template(event=event, audience=audience, channel=channel, body=wording.body)
        template.subject = wording.subject
        if row is not None:
            template.id = row
            tx.save(template)
        else:
            tx.add(template)
        tx.subject = f"template:{template.id}"
    shown = preview(wording, channel)
    return Reworded(shown, parts(shown.body))


def use_shipped(
    book: Book, actor: Actor, event: str, audience: str, channel: str
) -> bool | Refused:
    """Drop the agency's own words for one message."""
    with book.action(actor, "use shipped wording", "template") as tx:
        row = _own_row(tx.connection, event, audience, channel)
        if row is None:
            tx.abandon()
            return Refused(("The shipped words are in use.",))
        tx.subject = f"template:{row}"
        tx.remove(tx.get(Template, row))
    return True


def texts(connection: sqlite3.Connection) -> tuple[Text, ...]:
    """Every message there is, with the words that are in use for it."""
    return tuple(
        _text(connection, event, audience, channel)
        for event in Event
        for audience in shipped_audiences(event)
        for channel in (Channel.EMAIL, Channel.SMS, Channel.PUSH)
    )


def _text(
    connection: sqlite3.Connection, event: Event, audience: Audience, channel: Channel
) -> Text:
    own = own_wording(connection, event, audience, channel)
    words = shipped(event, audience, form_of(channel))
    assert words is not None  # every audience of a document has both forms: tested
    return Text(event, audience, channel, bool(own), Wording(*own) if own else words)


def _own_row(connection: sqlite3.Connection, event: str, audience: str, channel: str) -> int | None:
    row = connection.execute(
        "SELECT id FROM template WHERE event = ? AND audience = ? AND channel = ?",
        (event, audience, channel),
    ).fetchone()
    return int(row[0]) if row else None


def _unknown(event: str, audience: str, channel: str) -> Refused | None:
    if event not in set(Event) or audience not in set(Audience) or channel not in set(Channel):
        return Refused((f"There is no message {event} to the {audience} by {channel}.",))
    if shipped(Event(event), Audience(audience), form_of(channel)) is None:
        return Refused((f"The {audience} is not told of {event}.",))
    return None
