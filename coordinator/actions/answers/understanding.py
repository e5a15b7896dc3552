"""Who wrote a message, what he wants and about what; or why the coordinator has to look at it."""

import re
import sqlite3
from dataclasses import dataclass, replace
from typing import TypeGuard

from coordinator.actions.answers.carrying_out import WITHOUT_CODE, only_code
from coordinator.actions.answers.who_wrote import (
    CodeFacts,
    Sender,
    code_facts,
    code_of_message,
    decider,
    is_his,
    owner_words,
    plain_address,
    who_has,
)
from coordinator.actions.messages.how_to_answer import own_words
from coordinator.rules.message_words import Event
from coordinator.rules.words import Channel
from notify.incoming import Incoming, Writer
from notify.reading_replies import only_thanks, read_command
from notify.replies import Command, NotUnderstood, Word
from storage.queries.book.settings import setting
from storage.queries.messages.telling import agency_facts
from storage.queries.staffing.board import SeatNumbered, seat_numbered


@dataclass(frozen=True, slots=True)
class Read:
    """One message as it is understood, before the book is locked for it.

    `problem` is why it waits, for the coordinator; `text` what its writer hears of that.
    """

    incoming: Incoming
    command: Command | NotUnderstood
    sender: Sender | None = None
    code: CodeFacts | None = None
    problem: str = ""
    text: str = ""
    thanks: bool = False
    """It says no more than thank you."""
    seat: SeatNumbered | None = None
    """What he names by its number instead of a code."""


def is_automatic(connection: sqlite3.Connection, incoming: Incoming) -> bool:
    """Written by a machine or a server, or our own mail come back: by its key or its address."""
    if incoming.writer is not Writer.PERSON:
        return True
    key = incoming.key.rpartition("@")[0]  # of our Message-IDs the part before the domain
    if key and connection.execute("SELECT 1 FROM message WHERE key = ?", (key,)).fetchone():
        return True
    desk = setting(connection, "messages.coordinator", {}).get("email", "")
    ours = {str(desk), agency_facts(connection).email} if incoming.channel == Channel.EMAIL else ()
    wanted = plain_address(connection, incoming.channel, incoming.address)
    return bool(wanted) and wanted in {each.casefold().strip() for each in ours if each}


def understood(connection: sqlite3.Connection, incoming: Incoming) -> Read:
    """Who wrote it, what he wants, and about what; or why nobody can say."""
    command = read_command(_said(incoming), own_words(connection))
    read = Read(incoming, command)
    people = who_has(connection, incoming.channel, incoming.address)
    sender = people[0] if len(people) == 1 else None
    read = replace(read, sender=sender)
    if incoming.forwarded:
        return replace(read, problem="It hands on what somebody else wrote.")
    if isinstance(command, NotUnderstood) and sender is not None and only_thanks(incoming.text):
        return replace(read, thanks=True)
    if sender is not None and _says_of_warning(connection, read, sender):
        words = command.words if _is_answer(command) else ""
        return replace(read, command=Command(Word.ANSWER, words=words))
    if isinstance(command, NotUnderstood):
        text = f"Not understood: {command.reason} Send HELP." if _is_short(incoming) else ""
        about = _about(connection, incoming, command, sender)
        return replace(read, problem=_unquoted(command.reason), text=text, code=about)
    if command.word in (Word.STOP, Word.START):
        return read
    return _with_code(connection, read, command, people)


def _says_of_warning(connection: sqlite3.Connection, read: Read, sender: Sender) -> bool:
    """Whether a mail answers the early warning to its writer, and asks for nothing else, by a code
    or by a command about himself."""
    said, keys = read.command, read.incoming.answers
    own = isinstance(said, Command) and said.word in WITHOUT_CODE and not _is_answer(said)
    if own or (isinstance(said, Command) and (said.code or said.about)):
        return False
    if isinstance(said, NotUnderstood) and _written(connection, said, sender):
        return False
    found = connection.execute(
        f"SELECT 1 FROM message WHERE key IN ({', '.join('?' * len(keys))}) AND event = ? "
        "AND officer_id = ?",
        (*keys, Event.WARNING, sender.officer_id),
    )
    return found.fetchone() is not None


def _is_answer(said: Command | NotUnderstood) -> TypeGuard[Command]:
    return isinstance(said, Command) and said.word is Word.ANSWER


def _of_another(connection: sqlite3.Connection, read: Read) -> str:
    """Why it is not known that ANSWER means the warning: by mail only what refers to that is sure,
    since whoever knows his address can write in his name. Empty where it is enough."""
    incoming = read.incoming
    marks = ", ".join("?" * len(incoming.answers))
    ours = f"SELECT 1 FROM message WHERE key IN ({marks})"
    if connection.execute(ours, incoming.answers).fetchone():
        return "It may mean the warning or our message that it answers: accept it for the warning."
    if incoming.channel in setting(connection, "replies.without_code", ["sms"]):
        return ""
    return "It does not come in answer to the warning: accept it if he wrote it."


def _written(
    connection: sqlite3.Connection, said: NotUnderstood, sender: Sender
) -> CodeFacts | None:
    """The code of his that stands in what is no command."""
    code = code_facts(connection, said.code) if said.code else None
    return code if code is not None and is_his(connection, code, sender) else None


def _about(
    connection: sqlite3.Connection, incoming: Incoming, said: NotUnderstood, sender: Sender | None
) -> CodeFacts | None:
    """What a message that is no command is about: by a code of his in it, else by our message to
    him that it answers."""
    if sender is None:
        return None
    return _written(connection, said, sender) or _answered(connection, incoming, sender)


def _answered(
    connection: sqlite3.Connection, incoming: Incoming, sender: Sender
) -> CodeFacts | None:
    """What the message to him is about that a mail answers, if any."""
    if not incoming.answers:
        return None
    code = code_of_message(connection, incoming.answers)
    return code if code is not None and is_his(connection, code, sender) else None


def _unquoted(reason: str) -> str:
    """Why it waits, without its writer's words: this stands in the log, and could not be closed."""
    return f"Not understood: {re.sub(_QUOTED, 'a word in it', reason)}"


_QUOTED = re.compile(r"'.+'(?= (?:is not understood|may mean))")


def _with_code(
    connection: sqlite3.Connection, read: Read, command: Command, people: tuple[Sender, ...]
) -> Read:
    incoming = read.incoming
    code = _code(connection, incoming, command, read.sender)
    asked = decider(connection, code, incoming.channel, incoming.address) if code else None
    if asked is not None:
        return replace(read, sender=asked, code=code)
    if read.sender is None:
        return replace(read, problem=_stranger(connection, people, code))
    if _is_answer(command) and (why := _of_another(connection, read)):
        about = _answered(connection, incoming, read.sender)
        return replace(read, code=about, problem=why, text=_READ_BY_DESK)
    if command.word in WITHOUT_CODE:
        return read
    if command.about and (code is None or not _is_of(connection, code, command.about)):
        return _by_number(connection, read, command)
    if code is None and command.code:
        return replace(read, problem=f"Nobody has the code {command.code}.", text=_NO_SUCH_CODE)
    if code is None:
        text = "Which detail? Send the number from our message with it."
        return replace(read, problem="He does not say which detail he means.", text=text)
    if not is_his(connection, code, read.sender):
        whose = owner_words(connection, code)
        return replace(read, problem=f"The code is that of {whose}.", text=_NO_SUCH_CODE)
    return replace(read, code=code)


def _is_of(connection: sqlite3.Connection, code: CodeFacts, about: str) -> bool:
    """Whether the code of the message that he answers is of the detail whose number he names."""
    seat = seat_numbered(connection, about)
    return seat is not None and seat.detail_id == code.detail_id


def _by_number(connection: sqlite3.Connection, read: Read, command: Command) -> Read:
    """He names a number that stands on the board for anybody to read: that waits, whoever he is."""
    seat = seat_numbered(connection, command.about)
    if seat is None:
        text = "No detail has that number. Please send the one from the board or our message."
        return replace(read, problem="He names a detail that there is not.", text=text)
    if read.sender is None or read.sender.officer_id is None:
        return replace(read, problem="Only officers ask for a detail.", seat=seat)
    word = command.word.upper()
    text = f"{word} for {seat.number} received. The coordinator decides."
    problem = f"He answers by the number on the board, without a code: accept his {word}."
    return replace(read, problem=problem, text=text, seat=seat)


_READ_BY_DESK = "Received. The coordinator reads it."
_NO_SUCH_CODE = "That number is none of yours. Please send the one from our message to you."


def _code(
    connection: sqlite3.Connection, incoming: Incoming, command: Command, sender: Sender | None
) -> CodeFacts | None:
    """The code that was written; else that of the message he answers, else his only one."""
    if command.code:
        return code_facts(connection, command.code)
    if incoming.answers and (found := code_of_message(connection, incoming.answers)):
        return found
    if sender is None or incoming.channel not in setting(
        connection, "replies.without_code", ["sms"]
    ):
        return None
    codes = only_code(connection, sender, command.word, incoming.received_at)
    return code_facts(connection, codes[0]) if len(codes) == 1 else None


def _stranger(
    connection: sqlite3.Connection, people: tuple[Sender, ...], code: CodeFacts | None
) -> str:
    if people:
        names = ", ".join(each.tag for each in people)
        found = f"The address is that of {len(people)}: {names}."
    else:
        found = "Nobody in the book has this address."
    return f"{found} The code is that of {owner_words(connection, code)}." if code else found


def _said(incoming: Incoming) -> str:
    """What he wrote; the subject only of a mail that is no answer and says nothing else."""
    if incoming.text.strip() or incoming.answers or incoming.channel != Channel.EMAIL:
        return incoming.text
    return incoming.subject if ":" not in incoming.subject else ""


def _is_short(incoming: Incoming) -> bool:
    """Whether it was meant as a command, and no letter to a person."""
    return incoming.channel == Channel.SMS and len(incoming.text) <= 160
