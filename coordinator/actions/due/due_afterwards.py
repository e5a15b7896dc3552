"""What the clock asks employers for when a detail is over: certified hours, and what they think."""

import sqlite3
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from coordinator.actions.due.due_seats import OWING_SECONDS, Due
from coordinator.actions.due.due_terms import DAY, HOUR, Terms
from coordinator.rules.message_words import Audience, Event
from storage.queries.messages.due_details import DueDetail, asked_lately, ended_details
from storage.queries.messages.telling import live_officers

if TYPE_CHECKING:
    from storage.models import Message
    from storage.transaction import Transaction

ASKED_SECONDS = 3 * DAY
"""So long after the end an employer is still asked."""


def certifying(connection: sqlite3.Connection, now: int, terms: Terms) -> Iterator[Due]:
    """Employers are asked to certify the hours."""
    after = terms.number("certify_hours") * HOUR
    for detail in ended_details(connection, now - ASKED_SECONDS, now - after):
        occasion = f"certify:{detail.id}:{detail.ends_at}"
        due = detail.ends_at + after
        yield Due(Event.CERTIFY, occasion, due, partial(_certify, detail, occasion))


def feedback(connection: sqlite3.Connection, now: int, terms: Terms) -> Iterator[Due]:
    """Employers are asked how it was, each once in so many days."""
    hours, days = terms.number("feedback_hours"), terms.number("feedback_every_days")
    if not hours:
        return
    after = terms.number("feedback_after_hours") * HOUR
    asked: set[int] = set()
    for detail in ended_details(connection, now - ASKED_SECONDS, now - after):
        employer = detail.employer_id
        if employer in asked or asked_lately(connection, employer, now - days * DAY):
            continue
        asked.add(employer)
        closes_at = now + hours * HOUR
        occasion = f"feedback:{detail.id}"
        write = partial(_feedback, detail, occasion, closes_at)
        yield Due(Event.FEEDBACK, occasion, detail.ends_at + after, write)


def _certify(detail: DueDetail, occasion: str, tx: "Transaction") -> "tuple[Message, ...]":
    from coordinator.actions.messages.outbox import tell

    return tell(
        tx,
        Event.CERTIFY,
        detail.id,
        officer_ids=live_officers(tx.connection, detail.id),
        occasion=occasion,
        last_at=detail.ends_at + OWING_SECONDS,
        at_once=True,
    )


def _feedback(
    detail: DueDetail, occasion: str, closes_at: int, tx: "Transaction"
) -> "tuple[Message, ...]":
    from coordinator.actions.messages.outbox import About, tell
    from storage.models import Feedback

    told = tell(
        tx,
        Event.FEEDBACK,
        detail.id,
        officer_ids=live_officers(tx.connection, detail.id),
        about=About(expires_at=closes_at),
        occasion=occasion,
        at_once=True,
    )
    for message in told:
        tx.add(
            Feedback(
                detail_id=detail.id,
                side=Audience.EMPLOYER,
                contact_id=message.contact_id,
                asked_at=tx.now,
                closes_at=closes_at,
            )
        )
    return told
