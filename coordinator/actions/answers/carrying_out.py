"""Which function carries out which command, and which code is meant where none was written."""

import json
import sqlite3
from collections.abc import Callable, Mapping

from coordinator.actions.answers.answering_about import helped, mine, start, stop
from coordinator.actions.answers.answering_approvals import decided
from coordinator.actions.answers.answering_employers import certify, score, seen
from coordinator.actions.answers.answering_exchanges import swap
from coordinator.actions.answers.answering_leaving import off
from coordinator.actions.answers.answering_offers import no, yes
from coordinator.actions.answers.answering_papers import renewal
from coordinator.actions.answers.answering_presence import hours, late, presence, returned
from coordinator.actions.answers.answering_spot_checks import spot
from coordinator.actions.answers.answering_time import availability
from coordinator.actions.answers.answering_warnings import warned
from coordinator.actions.answers.answers import Asked, Done, Waits
from coordinator.actions.answers.who_wrote import Sender
from coordinator.rules.words import DetailState
from notify.replies import Command, Word
from storage.queries.staffing.facts import LIVE

Carrying = Callable[[Asked], Done | Waits]

OFFICERS: dict[Word, Carrying] = {
    Word.YES: yes,
    Word.NO: no,
    Word.OFF: off,
    Word.SWAP: swap,
    Word.LATE: late,
    Word.ROUTE: presence,
    Word.IN: presence,
    Word.OUT: presence,
    Word.RETURNED: returned,
    Word.HOURS: hours,
    Word.SCORE: score,
    Word.SPOT: spot,
    Word.RENEW: renewal,
    Word.ANSWER: warned,
    Word.AVAILABLE: availability,
    Word.BUSY: availability,
    Word.MINE: mine,
    Word.HELP: helped,
}
EMPLOYERS: dict[Word, Carrying] = {
    Word.SEEN: seen,
    Word.HOURS: certify,
    Word.SCORE: score,
    Word.HELP: helped,
}

WITHOUT_CODE = (
    *(Word.AVAILABLE, Word.BUSY, Word.MINE, Word.HELP, Word.STOP, Word.START),
    *(Word.SPOT, Word.RENEW, Word.ANSWER),
)
"""Commands about the writer himself, and about what he saw elsewhere."""

_AFTERWARDS = (Word.HOURS, Word.SCORE, Word.OUT, Word.RETURNED)
"""Commands that are about a detail which may be over."""

_RECENT_SECONDS = 14 * 86_400
_EVER = 1 << 62

_BEGUN_WITHIN = {
    Word.LATE: 12 * 3_600,
    Word.ROUTE: 12 * 3_600,
    Word.IN: 12 * 3_600,
    Word.OUT: 0,
    Word.RETURNED: 0,
    Word.HOURS: 0,
    Word.SCORE: 0,
}
"""Without a code these are about a detail that has begun, or begins so soon (seconds)."""


def carry_out(asked: Asked) -> Done | Waits:
    """Do what a command asks for, or say why it waits."""
    if asked.command.word in (Word.STOP, Word.START):
        step = stop if asked.command.word is Word.STOP else start
        where = asked.received.channel, asked.received.address
        return step(asked.tx, *where, asked.at, asked.sender)
    if asked.sender.approval_id is not None:
        return decided(asked, closed_words(asked))
    known = OFFICERS if asked.sender.officer_id is not None else EMPLOYERS
    step_for = known.get(asked.command.word)
    if step_for is None:
        word = asked.command.word.upper()
        return Waits(f"{word} is not for him to say.", f"{word} is not for you to say. Send HELP.")
    closed = "" if asked.command.word in WITHOUT_CODE else closed_words(asked)
    return Waits(closed, closed) if closed else step_for(asked)


def closed_words(asked: Asked) -> str:
    """Why the code is answered no more; empty while it is open."""
    code = asked.code
    if code is None:
        return "Which detail? Send the number from our message with it."
    if asked.allowed:
        return ""
    if code.closes_at is not None and asked.at > code.closes_at:
        return "The time to answer this is over."
    if code.detail_id is None:
        return ""
    number, ends_at, state = asked.connection.execute(
        "SELECT number, ends_at, state FROM detail WHERE id = ?", (code.detail_id,)
    ).fetchone()
    if state == DetailState.CANCELLED:
        return f"Detail {number} is cancelled. Nobody need come."
    if ends_at < asked.at and asked.command.word not in _AFTERWARDS:
        return f"Detail {number} is over."
    return ""


def only_code(
    connection: sqlite3.Connection, sender: Sender, word: Word, at: int
) -> tuple[str, ...]:
    """The sender's own codes that a command without one may mean."""
    if sender.officer_id is None:
        return _codes(connection, _OF_CONTACT, {"who": sender.contact_id, "at": at})
    facts = {
        "who": sender.officer_id,
        "at": at,
        "recent": at - _RECENT_SECONDS if word in _AFTERWARDS else at,
        "begun": at + _BEGUN_WITHIN.get(word, _EVER),
    }
    if word in (Word.YES, Word.NO):
        return _codes(connection, _ASKED, facts)
    return _codes(connection, _HELD, facts)


def _codes(
    connection: sqlite3.Connection, sql: str, facts: Mapping[str, int | None]
) -> tuple[str, ...]:
    return tuple(code for (code,) in connection.execute(sql, facts))


_HELD = f"""
SELECT DISTINCT code FROM reply_code JOIN assignment AS a ON a.position_id = reply_code.position_id
AND a.officer_id = reply_code.officer_id
WHERE reply_code.officer_id = :who AND a.{LIVE} AND a.ends_at > :recent
AND a.starts_at <= :begun
"""
_ASKED = """
SELECT DISTINCT code FROM reply_code JOIN position ON position.id = reply_code.position_id
WHERE reply_code.officer_id = :who AND position.starts_at > :at AND (
  EXISTS (SELECT 1 FROM offer WHERE offer.position_id = position.id AND offer.officer_id = :who
          AND offer.state = 'open')
  OR EXISTS (SELECT 1 FROM assignment AS a WHERE a.position_id = position.id
             AND a.officer_id = :who AND a.state = 'assigned')
  OR EXISTS (SELECT 1 FROM exchange JOIN assignment AS a ON a.id = assignment_id
             WHERE exchange.state = 'proposed' AND a.position_id = position.id
             AND exchange.officer_id = :who AND taker_agreed_at IS NULL))
"""
_OF_CONTACT = """
SELECT DISTINCT code FROM reply_code JOIN detail ON detail.id = reply_code.detail_id
WHERE contact_id = :who AND detail.ends_at > :at - 14 * 86400 AND detail.starts_at < :at + 86400
"""


def meaning_of(command: Command) -> str:
    """A command as JSON, without what it does not say, and without its writer's own words: those
    stay with his text, which can be closed."""
    said = {
        "word": str(command.word),
        "code": command.code,
        "number": command.number,
        "times": list(command.times) if command.times else None,
        "day": command.day,
        "other": command.other,
        "about": command.about,
    }
    return json.dumps({name: value for name, value in said.items() if value not in ("", None)})


def command_of(meaning: str) -> Command | None:
    """The command that was understood, or None where none was."""
    try:
        said = json.loads(meaning or "{}")
        times = said.get("times")
        return Command(
            Word(said["word"]),
            said.get("code", ""),
            number=said.get("number"),
            times=(times[0], times[1]) if times else None,
            day=said.get("day", ""),
            other=said.get("other", ""),
            about=said.get("about", ""),
        )
    except (ValueError, KeyError, AttributeError):
        return None
