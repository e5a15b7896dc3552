"""The texts that ship with the program: templates/<event>.toml, one table per audience and form."""

import tomllib
from functools import cache
from importlib.resources import files

from coordinator.rules.message_words import Audience, Event
from coordinator.rules.words import Channel
from notify.rendering import Wording

EMAIL, TEXT = "email", "sms"
"""The two forms that a text comes in; push uses the one for text messages."""

SEVERAL = "several"
"""The form of a text message that joins several of one event; few have it."""


def form_of(channel: str) -> str:
    """Which form a channel takes. Without a channel the short one: it is read out on the phone."""
    return EMAIL if channel == Channel.EMAIL else TEXT


@cache
def shipped(event: Event, audience: Audience, form: str) -> Wording | None:
    """The shipped words, or None where that audience is not told of the event."""
    words = _document(event).get(audience, {}).get(form)
    return Wording(words.get("subject", ""), words["body"].strip()) if words else None


@cache
def shipped_audiences(event: Event) -> tuple[Audience, ...]:
    """Who is told of an event unless the agency says otherwise, in the order of the document."""
    return tuple(Audience(name) for name in _document(event))


@cache
def _document(event: Event) -> dict[str, dict[str, dict[str, str]]]:
    source = files("notify").joinpath("templates", f"{event}.toml")
    return tomllib.loads(source.read_text(encoding="utf-8")) if source.is_file() else {}
