"""Messages that cancel out, or overtake one another, before they have left: each hears once."""

import json
import sqlite3
from zoneinfo import ZoneInfo

from coordinator.actions.messages.message_values import About, moment_values
from coordinator.actions.messages.queueing import Said, with_values
from coordinator.actions.messages.recipients import Concerned, Recipient
from coordinator.rules.message_words import Event, MessageState
from coordinator.rules.words import Channel
from storage.changes import ChangeRow
from storage.models import Message, Site
from storage.queries.messages.pending import Pending, changes_since, pending_about
from storage.queries.messages.telling import DetailFacts, agency_facts
from storage.transaction import Transaction

_COMING = frozenset({Event.CONFIRM, Event.REMINDER, Event.CHANGED, Event.CONFIRMED, Event.NOT_SEEN})
_ASKING = frozenset({Event.OFFERED, Event.WANTED, Event.CLOSING})

_OVERTAKES: dict[Event, frozenset[Event]] = {
    Event.FILLED: frozenset({Event.CALLED_OFF}),
    Event.CALLED_OFF: _COMING | {Event.ASSIGNED},
    Event.UNASSIGNED: _COMING,
    Event.CANCELLED: _COMING | _ASKING | {Event.ASSIGNED, Event.LATE},
    Event.CHANGED: frozenset({Event.CHANGED, Event.CONFIRM, Event.REMINDER, Event.CLOSING}),
    Event.ASSIGNED: _ASKING,
    Event.CONFIRMED: frozenset({Event.CONFIRM}),
}
"""Event → what it takes the place of, to the same person about the same detail."""

_OPPOSITE = {Event.ASSIGNED: Event.UNASSIGNED, Event.UNASSIGNED: Event.ASSIGNED}

OVERTAKEN = "Overtaken: it was no longer so before this had left."
FILLED = "Overtaken: the position was filled before this had left."

Person = tuple[int | None, int | None, str]


class Merging:
    """What is still in its grace period about a detail, and what a new event makes of it."""

    def __init__(self, tx: Transaction, said: Said, concerned: Concerned) -> None:
        assert said.detail is not None
        self.tx, self.said, self.concerned, self.detail = tx, said, concerned, said.detail
        # What is told at this very moment belongs to the same event.
        self.pending = pending_about(tx.connection, self.detail.id)
        self.opposite = self._opposite()

    def merged(self, recipient: Recipient) -> Said | None:
        """What this person is to hear; None where it cancels out what he has not heard yet."""
        mine = [each for each in self.pending if each.person == _person(recipient)]
        undone = [each for each in mine if each.id in self.opposite]
        if undone:
            self._recall(undone)
            return None
        said = self._changed_again(mine) if self.said.event == Event.CHANGED else self.said
        if recipient.channel != Channel.NONE or said is None:
            taken = _OVERTAKES.get(self.said.event, frozenset())
            self._recall([each for each in mine if each.event in taken])
        return said

    def finish(self) -> None:
        """Take back what is not so any more, also to people who do not hear of this event: offers
        of a seat that is taken, reminders to an officer who no longer needs them."""
        taken = self.said.event in (Event.ASSIGNED, Event.FILLED) and self.said.position_id
        coming = _OVERTAKES.get(self.said.event, frozenset()) & {Event.CONFIRM, Event.REMINDER}
        officers = self.concerned.officers
        self._recall(
            [
                each
                for each in self.pending
                if (taken and each.event in _ASKING and each.position_id == taken)
                or (each.event in coming and each.person[0] in officers)
            ]
        )

    def _opposite(self) -> set[int]:
        """Messages that the officer was put there, or taken off, which nobody has heard."""
        wanted = _OPPOSITE.get(self.said.event)
        here = [
            each
            for each in self.pending
            if each.event == wanted and each.position_id == self.said.position_id
        ]
        moments = {each.queued_at for each in here if each.person[0] in self.concerned.officers}
        return {each.id for each in here if each.queued_at in moments}

    def _changed_again(self, mine: list[Pending]) -> Said | None:
        """Since he has not heard of the first change, he hears of both as one."""
        before = [each for each in mine if each.event == Event.CHANGED]
        if not before:
            return self.said
        values = _since(self.tx, self.detail, min(each.id for each in before))
        return with_values(self.said, values) if values else None

    def _recall(self, several: list[Pending]) -> None:
        for each in several:
            message = self.tx.get(Message, each.id)
            if message.state != MessageState.QUEUED:
                continue
            message.state = MessageState.RECALLED
            message.trouble = FILLED if self.said.event == Event.FILLED else OVERTAKEN
            self.tx.save(message)


def recall_of_seats(tx: Transaction, changes: tuple[ChangeRow, ...]) -> None:
    """An action is undone: what the clock has queued about it since is not so any more.

    That is what it said about seats given in the action, and about details and seats that it added.
    """
    for change in changes:
        if change.before is not None or change.tbl not in _SPOKEN_OF:
            continue
        for message_id in _clockwork(tx.connection, change):
            message = tx.get(Message, message_id)
            message.state, message.trouble = MessageState.RECALLED, OVERTAKEN
            tx.save(message)


_SPOKEN_OF = {
    "assignment": "position_id = :position_id AND officer_id = :officer_id",
    "position": "position_id = :row",
    "detail": "detail_id = :row",
}
"""Table → which messages are about a row that was added to it."""


def _clockwork(connection: sqlite3.Connection, change: ChangeRow) -> tuple[int, ...]:
    rows = connection.execute(
        f"SELECT id FROM message AS m WHERE {_SPOKEN_OF[change.tbl]} "
        "AND occasion IS NOT NULL AND state = 'queued' "
        "AND NOT EXISTS (SELECT 1 FROM delivery WHERE message_id = m.id)",
        {"row": change.row} | json.loads(change.after or "{}"),
    )
    return tuple(row[0] for row in rows)


def _person(recipient: Recipient) -> Person:
    reach = recipient.reach
    known = reach.officer_id is not None or reach.contact_id is not None
    return reach.officer_id, reach.contact_id, "" if known else recipient.audience


def _since(tx: Transaction, detail: DetailFacts, message_id: int) -> dict[str, str]:
    """The values of all changes since a message was queued; nothing where all is as it was."""
    first = changes_since(tx.connection, detail.id, message_id)
    was = first.get("starts_at", detail.starts_at), first.get("ends_at", detail.ends_at)
    site, call_sign = tx.connection.execute(
        "SELECT site_id, call_sign FROM detail WHERE id = ?", (detail.id,)
    ).fetchone()
    parts = ["the hours"] if was != (detail.starts_at, detail.ends_at) else []
    if first.get("site_id", site) != site:
        parts.append(f"the place: {tx.get(Site, site).name}")
    if first.get("call_sign", call_sign) != call_sign:
        parts.append(f"the call sign: {call_sign}")
    if not parts:
        return {}
    zone = ZoneInfo(agency_facts(tx.connection).timezone)
    return {"what": ", ".join(parts), **moment_values(About(was=was), zone)}
