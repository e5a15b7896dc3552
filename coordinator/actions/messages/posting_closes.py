"""Seats that can be asked for only for a little longer: whoever may ask and has not hears so."""

import sqlite3
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from coordinator.actions.due.due_asking import MayAsk
from coordinator.actions.due.due_seats import Due
from coordinator.actions.due.due_terms import Terms
from coordinator.rules.message_words import Event
from storage.queries.messages.due_details import OpenSeat, interested_in, put_up
from storage.queries.messages.due_seats import occasion_told
from storage.queries.staffing.opened_tiers import AHEAD_SECONDS, names_deadlines

if TYPE_CHECKING:
    from storage.models import Message
    from storage.transaction import Transaction


def postings_closing(
    connection: sqlite3.Connection, now: int, terms: Terms, may_ask: MayAsk
) -> Iterator[Due]:
    """For each seat whose deadline is so many minutes off, those who may ask and have not."""
    before = terms.number("posting_closes_minutes") * 60
    if not before or not names_deadlines(connection):
        return
    for seat in put_up(connection, now, 0, now):
        if seat.starts_at > now + AHEAD_SECONDS:
            continue
        closes = asked_by(connection, seat.position_id, seat.starts_at, seat.posted_at, now)
        if closes is None or not now < closes <= now + before:
            continue
        occasion = f"posting_closes:{seat.position_id}:{closes}"
        if occasion_told(connection, occasion):
            continue
        asked = interested_in(connection, seat.position_id)
        officers = [
            each for each in may_ask.of(seat.position_id, closes - before) if each not in asked
        ]
        if officers:
            write = partial(_say, seat, tuple(officers), closes, occasion)
            yield Due(Event.CLOSING, occasion, closes - before, write)


def asked_by(
    connection: sqlite3.Connection, position_id: int, starts_at: int, posted_at: int, now: int
) -> int | None:
    """By when the policy wants to be asked (UTC seconds); None where it names no time."""
    from coordinator.actions.policy.policies import UnreadablePolicy, policy_on
    from coordinator.rules.distribution.deadlines import deadline_of
    from coordinator.rules.distribution.rotations import facts_of
    from coordinator.rules.facts import Question, ScheduleFacts
    from coordinator.rules.spans import Calendar
    from storage.queries.staffing import facts

    calendar = Calendar(facts.agency_zone(connection))
    position = facts.position_facts(connection, position_id)
    question = Question(position, calendar, now, ScheduleFacts())
    try:
        method = policy_on(connection, question.first_on).policy.method_for(question)
    except UnreadablePolicy:
        return None
    deadline = deadline_of(method, facts_of(question)) if method else None
    if deadline is None:
        return None
    return deadline.moment.instant(starts_at, posted_at, calendar)


def _say(
    seat: OpenSeat,
    officers: tuple[int, ...],
    closes: int,
    occasion: str,
    tx: "Transaction",
) -> "tuple[Message, ...]":
    from coordinator.actions.messages.outbox import About, tell

    return tell(
        tx,
        Event.CLOSING,
        seat.detail_id,
        officer_ids=officers,
        position_id=seat.position_id,
        about=About(expires_at=closes),
        occasion=occasion,
        at_once=True,
    )
