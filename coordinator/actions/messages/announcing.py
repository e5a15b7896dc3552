"""The announcement of open seats: one message to each officer lists those which he may take.

Where the posting of some is undone before it has left, he gets it anew with the others alone.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from zoneinfo import ZoneInfo

from coordinator.actions.answers.reply_codes import code_of_officer
from coordinator.actions.messages.how_to_answer import answer_words
from coordinator.actions.messages.queueing import Said, queue
from coordinator.actions.messages.recipients import routed
from coordinator.rules.message_words import Audience, Event, MessageState
from notify.times import short_span
from storage.changes import ChangeRow
from storage.models import Message
from storage.queries.messages.due_details import OpenSeat, put_up
from storage.queries.messages.pending import pending_announcements
from storage.queries.messages.telling import AgencyFacts, agency_facts, officer_reach
from storage.transaction import Transaction

UNPOSTED = "Overtaken: what it announced is not put up any more."

WITH_CODE = 10
"""So many seats of one announcement have a number to answer with; the others are listed."""


def announce(
    theirs: Mapping[int, list[OpenSeat]], occasion: str, tx: Transaction
) -> tuple[Message, ...]:
    """All of it in one action: an announcement that was begun is not gone into again."""
    agency = agency_facts(tx.connection)
    found = (_list(tx, officer, seats, occasion, agency) for officer, seats in theirs.items())
    return tuple(message for message in found if message)


def recall_announced(tx: Transaction, changes: Iterable[ChangeRow]) -> None:
    """An action is undone: what has not left of the announcements of details that it put up is
    recalled; what they announced beside those is announced anew."""
    gone = frozenset(_put_up_by(changes))
    if not gone:
        return
    open_now = put_up(tx.connection, tx.now, 0, tx.now)
    for message_id in pending_announcements(tx.connection, tx.now):
        message = tx.get(Message, message_id)
        seats = [seat for seat in open_now if f"{seat.number} " in message.body]
        left = [seat for seat in seats if seat.detail_id not in gone]
        if len(left) < len(seats):
            _recall(tx, message, left)


def _put_up_by(changes: Iterable[ChangeRow]) -> Iterator[int]:
    for change in changes:
        if change.tbl == "detail" and json.loads(change.after or "{}").get("posted_at"):
            yield change.row


def _recall(tx: Transaction, message: Message, left: list[OpenSeat]) -> None:
    message.state, message.trouble = MessageState.RECALLED, UNPOSTED
    tx.save(message)
    if left and message.officer_id is not None:
        occasion = f"{message.occasion}:less:{message.id}"
        announce({message.officer_id: left}, occasion, tx)


def _list(
    tx: Transaction, officer: int, seats: list[OpenSeat], occasion: str, agency: AgencyFacts
) -> Message | None:
    reach = officer_reach(tx.connection, officer)
    if reach is None:
        return None
    recipient = routed(tx.connection, Audience.OFFICER, reach)
    codes = [code_of_officer(tx, officer, seat.position_id).code for seat in seats[:WITH_CODE]]
    lines = [
        _line(seat, code, agency)
        for seat, code in zip(seats, codes + [""] * (len(seats) - len(codes)), strict=True)
    ]
    way = answer_words(tx.connection, Event.POSTED, Audience.OFFICER, codes[0])
    more = " with the number of the one that you want" if len(seats) > 1 else ""
    values = {
        "list": "\n".join(lines),
        "count": f"{len(seats)} position{'s' if len(seats) > 1 else ''}",
        "answer": way if not more else f"{way.rpartition(' ')[0]} ...{more}.",
    }
    last = max(seat.starts_at for seat in seats)
    said = Said(Event.POSTED, values, last, occasion=occasion, at_once=True)
    return queue(tx, said, recipient, agency)


def _line(seat: OpenSeat, code: str, agency: AgencyFacts) -> str:
    span = short_span(seat.starts_at, seat.ends_at, ZoneInfo(agency.timezone))
    return f"{seat.number} {span} {seat.site}{f': {code}' if code else ''}"
