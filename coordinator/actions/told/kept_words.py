"""What a message said, for the channel that it goes by in another's stead."""

from coordinator.actions.messages.how_to_answer import answer_words
from coordinator.actions.messages.queueing import wording_of
from coordinator.rules.message_words import Audience, Event
from notify.rendering import Rendered, Wording, placeholders, render
from notify.wording import EMAIL, form_of
from storage.models import Message, ReplyCode
from storage.transaction import Transaction

_OF_THE_DETAIL = frozenset(
    {"person", "agency", "agency_phone", "detail", "job", "site", "address", "employer"}
    | {"call_sign", "post_orders", "when", "short_when", "code", "answer"}
)
_OF_AN_OFFER = frozenset({"expires", "short_expires"})


def kept_words(tx: Transaction, old: Message, new: Message, *, offer: bool) -> Rendered | None:
    """The old words in the form of the new channel; None where the new ones say all by themselves.

    What an event was about beyond its detail (who comes instead of whom, what was changed, why) is
    known to the old words only. A text stands in a mail as it is; a mail's subject and first
    paragraph make a text, or all of it where it carries somebody's own words. `offer` says that the
    new words know until when an offer stands.
    """
    if form_of(new.channel) == form_of(old.channel):
        return Rendered(old.subject, old.body)
    event, audience = Event(old.event), Audience(old.audience)
    named = placeholders(wording_of(tx, event, audience, new.channel))
    if named <= _OF_THE_DETAIL | (_OF_AN_OFFER if offer else frozenset()):
        return None
    if form_of(new.channel) == EMAIL:
        return Rendered(old.subject, old.body)
    said = old.body if "text" in named else _in_short(old)
    code = tx.get(ReplyCode, new.reply_code_id).code if new.reply_code_id else ""
    values = {"text": said, "answer": answer_words(tx.connection, event, audience, code)}
    return render(Wording(new.subject, "$text $answer"), values, short=True)


def _in_short(mail: Message) -> str:
    """Its subject and what it says first, behind the greeting."""
    paragraphs = [each for each in mail.body.split("\n\n") if each.strip() != f"{mail.name},"]
    return " ".join((f"{mail.subject}.", *paragraphs[:1]))
