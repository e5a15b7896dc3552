"""What every answer has in common: who asks for what, what came of it, and how he hears of it."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from coordinator.actions.answers.who_wrote import CodeFacts, Sender
from coordinator.actions.messages.queueing import Said, queue
from coordinator.actions.messages.recipients import Recipient
from coordinator.actions.results import Actor, Refused
from coordinator.actions.staffing.candidates import Ranking
from coordinator.rules.message_words import Event, MessageState
from coordinator.rules.words import Channel
from notify.replies import Command
from notify.times import short_span
from storage.models import Assignment, Message, Offer, Received, ReplyCode
from storage.queries.book.settings import setting
from storage.queries.messages.telling import Reach, agency_facts
from storage.queries.staffing.facts import LIVE
from storage.transaction import Transaction
from storage.within import WithinAction

AUTOMATIC = (
    "confirm",
    "decline",
    "interest",
    "substitute",
    "exchange",
    "call_off",
    "late",
    "presence",
    "hours",
    "availability",
    "seen",
    "certify",
    "score",
    "approval",
    "warning",
)
"""Kinds of answers that are carried out unasked, unless setting `replies.automatic` names others.

`award` is left out: a yes to an ordinary offer waits for the coordinator, ranked and judged. So
are `spot` and `renew`, which want somebody who answers for them.
"""

ANSWER_SECONDS = 86_400
"""An answer that could not leave within a day would only confuse."""

_SAID_HERE = (Event.CALLED_OFF, Event.CONFIRMED, Event.PROPOSED, Event.LATE, Event.NOT_EXCHANGED)
"""What an action tells whoever asked for it is said in the answer instead."""


@dataclass(frozen=True, slots=True)
class Done:
    """It was carried out, or there was nothing to do; `text` is what its writer hears."""

    text: str


@dataclass(frozen=True, slots=True)
class Waits:
    """It waits for the coordinator: `reason` is for him, `text` for the writer, if anything."""

    reason: str
    text: str = ""


@dataclass(slots=True)
class Asked:
    """One command on its way into the book, within the action that takes it in.

    `at` is when it reached us (UTC seconds), by our mailbox's or provider's clock. `allowed`: the
    coordinator lets it through, so that nothing waits for him any more.
    """

    book: WithinAction
    tx: Transaction
    actor: Actor
    sender: Sender
    command: Command
    code: CodeFacts | None
    received: Received
    at: int
    allowed: bool = False
    ranking: Ranking | None = None

    @property
    def connection(self) -> sqlite3.Connection:
        """The book as it stands within the action."""
        return self.tx.connection

    @property
    def position_id(self) -> int:
        """The position that the code is about. Raises LookupError where it is about none."""
        if self.code is None or self.code.position_id is None:
            raise LookupError("The code is about no position.")
        return self.code.position_id

    @property
    def officer_id(self) -> int:
        """The officer who wrote. Raises LookupError where it is none."""
        if self.sender.officer_id is None:
            raise LookupError("Only an officer can say this.")
        return self.sender.officer_id

    def may(self, kind: str) -> bool:
        """Whether answers of this kind are carried out without the coordinator."""
        return self.allowed or kind in setting(self.connection, "replies.automatic", [*AUTOMATIC])

    @property
    def how(self) -> str:
        """By which road: "text" or "mail"."""
        return "mail" if self.received.channel == Channel.EMAIL else "text"


# ── what a command is about ──────────────────────────────────────────────────────────────────


def live_seat(asked: Asked) -> Assignment | None:
    """The writer's live assignment to the position of the code."""
    return _latest(asked, f"AND {LIVE}")


def last_seat(asked: Asked) -> Assignment | None:
    """His latest assignment to it, whatever became of it."""
    return _latest(asked, "")


def _latest(asked: Asked, more: str) -> Assignment | None:
    row = asked.connection.execute(
        f"SELECT id FROM assignment WHERE position_id = ? AND officer_id = ? {more} "
        "ORDER BY awarded_at DESC, id DESC LIMIT 1",
        (asked.position_id, asked.officer_id),
    ).fetchone()
    return asked.tx.get(Assignment, row[0]) if row else None


def last_offer(asked: Asked) -> Offer | None:
    """The latest offer of the position to him."""
    row = asked.connection.execute(
        "SELECT id FROM offer WHERE position_id = ? AND officer_id = ? "
        "ORDER BY offered_at DESC, id DESC LIMIT 1",
        (asked.position_id, asked.officer_id),
    ).fetchone()
    return asked.tx.get(Offer, row[0]) if row else None


def seat_words(asked: Asked) -> str:
    """'detail 26-0412.3, Mon Jun 1 18:00-23:00'"""
    row = asked.connection.execute(
        "SELECT detail.number, position.starts_at, position.ends_at FROM position "
        "JOIN detail ON detail.id = detail_id WHERE position.id = ?",
        (asked.position_id,),
    ).fetchone()
    return f"detail {row[0]}, {short_span(row[1], row[2], zone_of(asked.connection))}"


def zone_of(connection: sqlite3.Connection) -> ZoneInfo:
    """The agency's time zone."""
    return ZoneInfo(agency_facts(connection).timezone)


def local_day_of(asked: Asked, at: int) -> str:
    """The local ISO date of an instant (UTC seconds)."""
    return datetime.fromtimestamp(at, zone_of(asked.connection)).date().isoformat()


def desk_phone(connection: sqlite3.Connection) -> str:
    """Whom to ring: the agency's telephone, or nothing."""
    number = agency_facts(connection).phone
    return f" Call {number}." if number else ""


def refused(asked: Asked, outcome: Refused, lead: str = "Not done:") -> Waits:
    """The reasons go to both: each names its figure and clause."""
    reasons = outcome.sentence
    return Waits(reasons, f"{lead} {reasons} The coordinator looks at it.")


def waits_for_desk(asked: Asked, what: str) -> Waits:
    """Kinds that are not carried out unasked."""
    return Waits(f"{what}: accept it to do so.", "Received. The coordinator decides and tells you.")


# ── the answer in return ─────────────────────────────────────────────────────────────────────


def answer(
    tx: Transaction, received: Received, sender: Sender, text: str, code: CodeFacts | None
) -> int:
    """Queue what its writer hears, by the road on which he wrote, without grace; gives its id."""
    reach = Reach(sender.name, received.channel, "", "", sender.officer_id, sender.contact_id)
    said = Said(
        Event.REPLY,
        {"text": text},
        tx.now + ANSWER_SECONDS,
        approval=tx.get(ReplyCode, code.id) if code else None,
        at_once=True,
    )
    recipient = Recipient(sender.audience, reach, Channel(received.channel), received.address)
    message = queue(tx, said, recipient, agency_facts(tx.connection))
    if message is None:
        raise LookupError("An answer has no occasion, so nothing keeps it back.")
    message.detail_id, message.position_id = received.detail_id, received.position_id
    tx.save(message)
    return int(message.id or 0)


def recall_doubled(tx: Transaction, sender: Sender) -> None:
    """Take back what the action just queued for the writer himself and the answer says too."""
    if sender.officer_id is None:
        return
    marks = ", ".join("?" * len(_SAID_HERE))
    rows = tx.connection.execute(
        f"SELECT id FROM message WHERE officer_id = ? AND queued_at = ? AND event IN ({marks}) "
        "AND id IN (SELECT row FROM change WHERE tbl = 'message' AND id >= ?)",
        (sender.officer_id, tx.now, *_SAID_HERE, tx.first_change),
    )
    recall_all(tx, (row for (row,) in rows.fetchall()), "Said in the answer instead.")


def recall_all(tx: Transaction, ids: Iterable[int], why: str) -> None:
    """Take back messages that have not left."""
    for message_id in ids:
        message = tx.get(Message, message_id)
        message.state, message.trouble = MessageState.RECALLED, why
        tx.save(message)
