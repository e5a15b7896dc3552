"""The agency's own words for its messages: checked when they are kept, used from then on."""

from dataclasses import dataclass

from coordinator.actions.results import Actor, Refused
from coordinator.rules.words import Audience, Channel, Event
from notify.gsm import parts
from notify.rendering import PLACEHOLDERS, Rendered, Wording, problems, render
from notify.wording import form_of, shipped
from storage.database import Book
from storage.models import Template

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
    "invoice": "2026-00087",
    "total": "1,240.00 USD",
    "due": "2026-07-01",
    "agency": "Rivermouth Police Department",
    "agency_phone": "555-0100",
}
"""What a preview is made with."""

assert EXAMPLE.keys() == PLACEHOLDERS.keys()


@dataclass(frozen=True, slots=True)
class Reworded:
    """The words are kept; `preview` is what a message of them looks like."""

    preview: Rendered
    parts: int

    @property
    def sentence(self) -> str:
        """What was done, in one line."""
        return f"Kept. A message of it is {self.parts} part{'s' if self.parts > 1 else ''} long."


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
        row = tx.connection.execute(
            "SELECT id FROM template WHERE event = ? AND audience = ? AND channel = ?",
            (event, audience, channel),
        ).fetchone()
        template = Template(event=event, audience=audience, channel=channel, body=wording.body)
        template.subject = wording.subject
        if row:
            template.id = row[0]
            tx.save(template)
        else:
            tx.add(template)
        tx.subject = f"template:{template.id}"
    shown = preview(wording, channel)
    return Reworded(shown, parts(shown.body))


def _unknown(event: str, audience: str, channel: str) -> Refused | None:
    if event not in set(Event) or audience not in set(Audience) or channel not in set(Channel):
        return Refused((f"There is no message {event} to the {audience} by {channel}.",))
    if shipped(Event(event), Audience(audience), form_of(channel)) is None:
        return Refused((f"The {audience} is not told of {event}.",))
    return None
