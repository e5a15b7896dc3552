"""How people answer: which commands go with which event, in the agency's own words."""

import sqlite3

from coordinator.rules.message_words import Audience, Event
from notify.command_words import Words, with_own
from notify.replies import Word
from storage.queries.book.settings import setting

YES_OR_NO = ((Word.YES, ""), (Word.NO, ""))

Offered = tuple[tuple[Word, str], ...]
"""Commands with what follows their code."""

_OFFICER: dict[Event, Offered] = {
    Event.POSTED: ((Word.YES, ""),),
    Event.OFFERED: YES_OR_NO,
    Event.CLOSING: YES_OR_NO,
    Event.WANTED: YES_OR_NO,
    Event.ASSIGNED: YES_OR_NO,
    Event.CONFIRM: YES_OR_NO,
    Event.CHANGED: YES_OR_NO,
    Event.REMINDER: ((Word.OFF, "SICK"), (Word.LATE, "20")),
    Event.HOURS_DUE: ((Word.HOURS, "0800-1600"),),
}
_SUBSTITUTE: dict[Event, Offered] = {Event.FILLED: YES_OR_NO, Event.PROPOSED: YES_OR_NO}
_EMPLOYER: dict[Event, Offered] = {
    Event.REMINDER: ((Word.SEEN, ""),),
    Event.CERTIFY: ((Word.HOURS, "0800-1600"),),
    Event.REQUEST_QUOTED: YES_OR_NO,
    Event.FEEDBACK: ((Word.SCORE, "5 ALL WELL"),),
}
_SUPERVISOR: dict[Event, Offered] = {Event.APPROVAL: YES_OR_NO}

_OFFERED: dict[Audience, dict[Event, Offered]] = {
    Audience.OFFICER: _OFFICER,
    Audience.SUBSTITUTE: _SUBSTITUTE,
    Audience.EMPLOYER: _EMPLOYER,
    Audience.SUPERVISOR: _SUPERVISOR,
}


def own_words(connection: sqlite3.Connection) -> Words:
    """The words of the commands, as the agency has set them."""
    return with_own(setting(connection, "replies.words", {}))


def word_for(connection: sqlite3.Connection, word: Word) -> str:
    """The agency's own word for a command, as it is written in messages."""
    return own_words(connection)[word][0].upper()


def is_answered(event: Event, audience: Audience) -> bool:
    """Whether a message of the event asks its reader for an answer."""
    return event in _OFFERED.get(audience, {})


def answer_words(
    connection: sqlite3.Connection, event: Event, audience: Audience, code: str
) -> str:
    """`Reply YES 482137 or NO 482137.`; nothing where no answer is asked for."""
    offered = _OFFERED.get(audience, {}).get(event, ())
    if not code or not offered:
        return ""
    written = own_words(connection)
    ways = (f"{written[word][0].upper()} {code} {rest}".rstrip() for word, rest in offered)
    return f"Reply {' or '.join(ways)}."
