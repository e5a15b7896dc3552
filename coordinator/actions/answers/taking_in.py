"""Taking in what people and machines wrote: each mail or text once, with all that follows from it.

One message is one sealed action: the message as it came, what it asked for, and the answer to its
writer. A program that dies in between has taken in all of it or nothing, and fetches it again. It
acts only where the address is that of exactly one person and the code was drawn for him; anything
else waits for the coordinator.
"""

import sqlite3
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from coordinator.actions.answers.answering_about import start, stop
from coordinator.actions.answers.answering_offers import offer_to_fill
from coordinator.actions.answers.answers import Asked, Done, Waits, answer, recall_doubled
from coordinator.actions.answers.carrying_out import WITHOUT_CODE, carry_out, meaning_of
from coordinator.actions.answers.keeping_answers import as_it_came, keep
from coordinator.actions.answers.taking_requests import (
    MailedRequest,
    asking,
    request_in,
    take_request,
)
from coordinator.actions.answers.understanding import Read, is_automatic, understood
from coordinator.actions.answers.who_wrote import Sender
from coordinator.actions.results import Actor
from coordinator.actions.staffing.candidates import Ranking, rank_candidates
from coordinator.actions.told.told import answered, kind_of, message_reported, report
from coordinator.rules.message_words import ReceivedState
from coordinator.rules.words import Channel
from notify.incoming import Incoming, Writer
from notify.replies import Command, NotUnderstood, Word
from storage.database import Book
from storage.errors import BookError
from storage.models import Received, ReplyCode
from storage.queries.book.settings import setting
from storage.queries.messages.consents import withdrawn
from storage.transaction import Transaction
from storage.within import WithinAction

ANSWERS_A_DAY = 30
"""So many answers go to one address in a day; setting `replies.answers_a_day`. It ends loops."""

WRONG_CODES = 5
"""After so many wrong codes from one address in a day its messages only wait; setting
`replies.wrong_codes`."""

_DAY = 86_400

Consenting = Callable[[Transaction, str, str, int, Sender | None], Done]


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What became of what came in. `known` were taken in before."""

    done: int = 0
    waiting: int = 0
    automatic: int = 0
    known: int = 0
    received: tuple[int, ...] = ()

    @property
    def sentence(self) -> str:
        """All of it in one line."""
        counts = ("carried out", self.done), ("to be read", self.waiting)
        words = [f"{n} {what}" for what, n in (*counts, ("automatic", self.automatic)) if n]
        return ", ".join(words) or "Nothing new came in."


def take_in(book: Book, actor_name: str, now: int, incoming: Sequence[Incoming]) -> TakenIn:
    """Take in each message once, the earliest first. `actor_name` acts where no known person does.

    Raises BookError where the book cannot be written; what was taken in before that stays.
    """
    counts: Counter[str] = Counter()
    kept: list[int] = []
    for each in sorted(incoming, key=lambda one: (one.received_at, one.key)):
        if _is_known(book.reader(), each):
            counts["known"] += 1
            continue
        row, state = _take_one(book, actor_name, now, each)
        counts[state] += 1
        kept += [row] if row else []
    return TakenIn(
        counts[ReceivedState.DONE],
        counts[ReceivedState.WAITING],
        counts[ReceivedState.AUTOMATIC],
        counts["known"],
        tuple(kept),
    )


def _take_one(book: Book, actor_name: str, now: int, incoming: Incoming) -> tuple[int, str]:
    connection = book.reader()
    if is_automatic(connection, incoming):
        return _take_automatic(book, Actor(actor_name, now), incoming)
    mailed = _mailed(incoming)
    read = asking(connection, incoming, mailed) if mailed else understood(connection, incoming)
    ranking = _ranked(connection, read, now)
    try:
        return _take_written(book, actor_name, now, read, ranking, mailed)
    except BookError:
        raise
    except Exception as fault:  # noqa: BLE001 - must neither be lost nor keep the next ones out
        found = replace(read, problem=f"It could not be carried out: {fault}", text="")
        return _take_written(book, actor_name, now, found)


def _mailed(incoming: Incoming) -> MailedRequest | None:
    if incoming.channel != Channel.EMAIL:
        return None
    try:
        return request_in(incoming.raw, incoming.text, cut=incoming.cut)
    except Exception:  # noqa: BLE001 - a file made for it must not keep the next mails out
        return None


def _is_known(connection: sqlite3.Connection, incoming: Incoming) -> bool:
    found = connection.execute("SELECT 1 FROM received WHERE key = ?", (incoming.key,))
    return found.fetchone() is not None


def _ranked(connection: sqlite3.Connection, read: Read, now: int) -> Ranking | None:
    """Everybody in order, made before the book is locked, where a yes may fill a seat at once."""
    if (
        not isinstance(read.command, Command)
        or read.command.word is not Word.YES
        or read.code is None
    ):
        return None
    position_id = offer_to_fill(connection, read.code)
    return rank_candidates(connection, position_id, now) if position_id else None


# ── writing ──────────────────────────────────────────────────────────────────────────────────


def _take_automatic(book: Book, actor: Actor, incoming: Incoming) -> tuple[int, str]:
    """Automatic answers, reports and our own mails: kept, never answered."""
    with book.action(actor, "take in", "received") as tx:
        if _is_known(tx.connection, incoming):
            tx.abandon()
            return 0, "known"
        received = as_it_came(tx, incoming, ReceivedState.AUTOMATIC)
        received.reason = _why_automatic(incoming)
        keep(tx, received, incoming)
        for each in incoming.reported:
            kind, message_id = (
                kind_of(each.action),
                message_reported(tx.connection, each, incoming.received_at),
            )
            if kind is not None and message_id is not None:
                words = f"{each.status} {each.words}".strip()
                report(tx, message_id, kind, incoming.received_at, words, received.id)
        return int(received.id or 0), ReceivedState.AUTOMATIC


def _why_automatic(incoming: Incoming) -> str:
    return {
        Writer.MACHINE: "An automatic answer.",
        Writer.SERVER: "A report of a mail server.",
    }.get(incoming.writer, "Our own message come back.")


def _take_written(
    book: Book,
    actor_name: str,
    now: int,
    read: Read,
    ranking: Ranking | None = None,
    mailed: MailedRequest | None = None,
) -> tuple[int, str]:
    """One message of a person, whatever becomes of it."""
    acts = read.sender is not None and not read.problem
    how = "mail" if read.incoming.channel == Channel.EMAIL else "text"
    name = f"{read.sender.tag} by {how}" if acts and read.sender else actor_name
    with book.action(Actor(name, now), "take in", "received") as tx:
        if _is_known(tx.connection, read.incoming):
            tx.abandon()
            return 0, "known"
        received = as_it_came(tx, read.incoming, ReceivedState.DONE)
        received.settled_by, received.settled_at = tx.who, tx.now
        _say_who(received, read)
        keep(tx, received, read.incoming)
        if mailed is not None:
            outcome = take_request(tx, book.path, received, read, mailed)
        else:
            outcome = _outcome(WithinAction(tx, book.path), tx, received, read, ranking)
        _settle(tx, received, read, outcome)
        return int(received.id or 0), received.state


def _outcome(
    book: WithinAction, tx: Transaction, received: Received, read: Read, ranking: Ranking | None
) -> Done | Waits:
    command, at = read.command, read.incoming.received_at
    step = None if read.problem else _consent(command)
    if step is not None:
        return step(tx, received.channel, received.address, at, read.sender)
    if read.thanks:
        return Done("")
    if _guesses_codes(tx.connection, received):
        return Waits("Too many wrong codes came from this address today.")
    if read.problem or read.sender is None or isinstance(command, NotUnderstood):
        return Waits(read.problem, read.text)
    if read.code is not None:
        row = tx.get(ReplyCode, read.code.id)
        answered(tx, row, received.channel, at, command.word.upper(), received.id)
    actor = Actor(tx.who, tx.now)
    asked = Asked(book, tx, actor, read.sender, command, read.code, received, at)
    asked.ranking = ranking
    outcome = carry_out(asked)
    recall_doubled(tx, read.sender)
    return outcome


def _consent(command: Command | NotUnderstood) -> Consenting | None:
    """STOP and START hold of whoever writes them, stranger or not."""
    steps: dict[Word, Consenting] = {Word.STOP: stop, Word.START: start}
    return steps.get(command.word) if isinstance(command, Command) else None


def _settle(tx: Transaction, received: Received, read: Read, outcome: Done | Waits) -> None:
    """What became of it, and the answer to its writer, where he is known and not a machine."""
    if isinstance(outcome, Waits):
        received.state, received.reason = ReceivedState.WAITING, outcome.reason
        received.settled_by, received.settled_at = "", None
    if outcome.text and read.sender is not None and _may_answer(tx, received, read):
        received.answer_id = answer(tx, received, read.sender, outcome.text, read.code)
    tx.save(received)


def _may_answer(tx: Transaction, received: Received, read: Read) -> bool:
    """Only people whom the book knows are answered, and none of them without end."""
    if read.incoming.forwarded or _wants_silence(tx.connection, received, read):
        return False
    most = setting(tx.connection, "replies.answers_a_day", ANSWERS_A_DAY)
    (so_far,) = tx.connection.execute(
        "SELECT count(*) FROM received WHERE address = ? AND answer_id IS NOT NULL AND read_at > ?",
        (received.address, tx.now - _DAY),
    ).fetchone()
    return bool(so_far < most)


def _wants_silence(connection: sqlite3.Connection, received: Received, read: Read) -> bool:
    """Whether he has said STOP before: then only that itself is confirmed."""
    stops = isinstance(read.command, Command) and read.command.word is Word.STOP
    return not stops and withdrawn(connection, received.channel, received.address)


def _guesses_codes(connection: sqlite3.Connection, received: Received) -> bool:
    """Whether so many wrong codes came from there today that somebody may be guessing."""
    most = setting(connection, "replies.wrong_codes", WRONG_CODES)
    (wrong,) = connection.execute(
        "SELECT count(*) FROM received WHERE address = ? AND read_at > ? AND code <> '' "
        "AND id <> ? AND position_id IS NULL AND detail_id IS NULL AND approval_id IS NULL",
        (received.address, received.read_at - _DAY, received.id),
    ).fetchone()
    return bool(wrong >= most)


def _say_who(received: Received, read: Read) -> None:
    """Who wrote it, what was understood, and what its code is about, if the code is his."""
    if read.sender is not None:
        received.officer_id = read.sender.officer_id
        received.contact_id = read.sender.contact_id
        received.employer_id = read.sender.employer_id
    if isinstance(read.command, Command):
        received.meaning = meaning_of(read.command)
        received.code = "" if read.command.word in WITHOUT_CODE else read.command.code
    if read.seat is not None:
        received.position_id, received.detail_id = read.seat.position_id, read.seat.detail_id
    if read.code is not None:
        received.code = read.code.code
        received.position_id = read.code.position_id
        received.detail_id = read.code.detail_id
        received.approval_id = read.code.approval_id
