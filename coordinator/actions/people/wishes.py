"""How an officer wants to be told: further channels, quiet hours, and his consent to texts."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from coordinator.actions.answers.answering_about import start, stop
from coordinator.actions.answers.who_wrote import Sender
from coordinator.actions.book.editing import Kept, attempt
from coordinator.actions.results import Actor, Refused
from coordinator.rules.message_words import Audience
from coordinator.rules.words import Channel, ConsentState
from notify.addresses import usable
from storage.database import Book
from storage.models import Officer
from storage.queries.book.settings import setting
from storage.transaction import Transaction

_QUIET = re.compile(r"\s*([01]?\d|2[0-3]):?([0-5]\d)\s*[-–]\s*([01]?\d|2[0-3]):?([0-5]\d)\s*\Z")
_CHANNELS = (Channel.EMAIL, Channel.SMS, Channel.PUSH)


@dataclass(frozen=True, slots=True)
class Wished:
    """What is to hold; None leaves it as it is.

    `then` names further channels in order ("sms push"), `quiet` is local clock time
    ("22:00-06:00"), and an empty text takes either away. `urgent` says whether urgent messages may
    come in quiet hours. `texts` is his consent, `source` how it is known: a form, a call.
    """

    then: str | None = None
    quiet: str | None = None
    urgent: bool | None = None
    texts: ConsentState | None = None
    source: str = ""


def set_wishes(book: Book, actor: Actor, officer_id: int, wished: Wished) -> Kept | Refused:
    """Keep how an officer wants to be told, and what he says of texts with its date and source."""
    fields = _fields(wished)
    if isinstance(fields, Refused):
        return fields
    if wished.texts is not None and not wished.source.strip():
        return Refused(("Say how his consent is known: a form, a call, a mail of what date.",))

    def write(tx: Transaction) -> Kept:
        officer = tx.get(Officer, officer_id)
        for column, value in fields.items():
            setattr(officer, column, value)
        tx.save(officer)
        if wished.texts is not None:
            _consent(tx, officer, wished.texts, wished.source.strip())
        return Kept("officer", officer_id, "How he is told is kept")

    return attempt(book, actor, "change how told", f"officer:{officer_id}", write)


def _fields(wished: Wished) -> dict[str, Any] | Refused:
    fields: dict[str, Any] = {}
    if wished.then is not None:
        named = wished.then.replace(",", " ").lower().split()
        if unknown := [each for each in named if each not in _CHANNELS]:
            return Refused((f"{', '.join(unknown)}: a channel is email, sms or push.",))
        fields["channels"] = " ".join(dict.fromkeys(named)) or None
    if wished.urgent is not None:
        fields["urgent_anyway"] = wished.urgent
    return with_quiet_hours(fields if wished.quiet is None else fields | {"quiet": wished.quiet})


def with_quiet_hours(fields: Mapping[str, Any]) -> dict[str, Any] | Refused:
    """The columns with the line `quiet`, where there is one, read as two clock times."""
    found = dict(fields)
    if "quiet" not in found:
        return found
    hours = _quiet_hours(found.pop("quiet"))
    if hours is None:
        return Refused((f"{fields['quiet']!r} are no quiet hours: write 22:00-06:00.",))
    return found | {"quiet_from": hours[0], "quiet_until": hours[1]}


def _quiet_hours(text: str) -> tuple[str | None, str | None] | None:
    if not text.strip():
        return None, None
    found = _QUIET.match(text)
    if found is None:
        return None
    low, high = f"{int(found[1]):02}:{found[2]}", f"{int(found[3]):02}:{found[4]}"
    return None if low == high else (low, high)


def _consent(tx: Transaction, officer: Officer, state: ConsentState, source: str) -> None:
    country = str(setting(tx.connection, "messages.country_code", "1"))
    number = usable(Channel.SMS, officer.phone, country)
    if not number:
        raise ValueError("He has no telephone number that a text could go to.")
    say = start if state == ConsentState.GIVEN else stop
    whose = Sender(officer.last_name, f"officer {officer.badge}", Audience.OFFICER, officer.id)
    say(tx, Channel.SMS, number, tx.now, whose, source)
