"""What the clock says of seats: reminders, whether he comes, not seen, hours that are owing."""

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from coordinator.actions.due.due_terms import DAY, HOUR, Terms
from coordinator.rules.message_words import Audience, Event
from storage.queries.messages.due_details import DueDetail, coming_details
from storage.queries.messages.due_seats import (
    DueSeat,
    coming_seats,
    occasion_told,
    seats_without_hours,
    unconfirmed_seats,
    unseen_seats,
)
from storage.queries.messages.telling import live_officers

if TYPE_CHECKING:
    from storage.models import Message
    from storage.transaction import Transaction

CONFIRM_AHEAD = 7 * DAY
"""Whether somebody comes is asked of what begins within a week."""

UNSEEN_SECONDS = 2 * HOUR
"""So long after the start it is too late to say that somebody was not seen."""

OWING_SECONDS = 7 * DAY
"""Hours are asked for so long after the end; later the coordinator has to."""


@dataclass(frozen=True, slots=True)
class Due:
    """Something that the clock says once, due since `at` (UTC seconds): `write` queues it.

    The models are loaded by whatever writes: mostly nothing is due.
    """

    event: Event
    occasion: str
    at: int
    write: "Callable[[Transaction], tuple[Message, ...]]"


def reminders(connection: sqlite3.Connection, now: int, terms: Terms) -> Iterator[Due]:
    """To officers, so many hours before the start; of those that were slept through the last."""
    for seat in coming_seats(connection, now, now + terms.longest_lead("reminders")):
        leads = terms.leads("reminders", seat.job_class)
        lead = passed(leads, seat.starts_at, now)
        # Whoever was put there since has just been told.
        if lead and seat.awarded_at < seat.starts_at - lead:
            names = [_reminder(seat, each) for each in leads if each <= lead]
            # A later one was told already where the clock was put back.
            if not any(occasion_told(connection, name) for name in names):
                due = seat.starts_at - lead
                yield _of_seat(
                    Event.REMINDER, seat, names[-1], due, seat.starts_at, Audience.OFFICER
                )


def employer_reminders(connection: sqlite3.Connection, now: int, terms: Terms) -> Iterator[Due]:
    """To employers, with who comes."""
    longest = terms.longest_lead("employer_reminders")
    for detail in coming_details(connection, now, now + longest):
        lead = passed(terms.leads("employer_reminders", detail.job_class), detail.starts_at, now)
        if lead:
            occasion = f"reminder:{lead // HOUR}:detail:{detail.id}:{detail.starts_at}"
            due = detail.starts_at - lead
            yield Due(Event.REMINDER, occasion, due, partial(_to_employer, detail, occasion))


def confirmations(connection: sqlite3.Connection, now: int, terms: Terms) -> Iterator[Due]:
    """To officers who have not said that they come, so long after the award."""
    after = terms.number("confirm_hours") * HOUR
    if not after:
        return
    for seat in unconfirmed_seats(connection, now, now + CONFIRM_AHEAD):
        if seat.awarded_at + after <= now:
            occasion = f"confirm:{seat.assignment_id}:{seat.starts_at}"
            due = max(seat.awarded_at + after, seat.starts_at - CONFIRM_AHEAD)
            yield _of_seat(Event.CONFIRM, seat, occasion, due, seat.starts_at)


def not_seen(connection: sqlite3.Connection, now: int, terms: Terms) -> Iterator[Due]:
    """To the coordinator and supervisors, so many minutes after somebody should have been there."""
    after = terms.number("not_seen_minutes") * 60
    if not after:
        return
    for seat in unseen_seats(connection, now - DAY, now):
        if seat.from_at + after <= now < seat.from_at + after + UNSEEN_SECONDS:
            occasion = f"not_seen:{seat.assignment_id}:{seat.from_at}"
            yield _of_seat(Event.NOT_SEEN, seat, occasion, seat.from_at + after, seat.ends_at)


def hours_due(connection: sqlite3.Connection, now: int, terms: Terms) -> Iterator[Due]:
    """To officers who have not said what they worked, after hours and once more after days."""
    rungs = [hours * HOUR for hours in terms.rungs("hours_due")]
    if not rungs:
        return
    for seat in seats_without_hours(connection, now - OWING_SECONDS, now):
        reached = [rung for rung in rungs if seat.ends_at + rung <= now]
        if reached:
            occasion = f"hours_due:{reached[-1] // HOUR}:{seat.assignment_id}:{seat.ends_at}"
            last = seat.ends_at + OWING_SECONDS
            yield _of_seat(Event.HOURS_DUE, seat, occasion, seat.ends_at + reached[-1], last)


def passed(leads: tuple[int, ...], starts_at: int, now: int) -> int:
    """The shortest lead whose moment has come; 0 where none has."""
    return next((lead for lead in leads if starts_at - lead <= now), 0)


def _reminder(seat: DueSeat, lead: int) -> str:
    return f"reminder:{lead // HOUR}:{seat.assignment_id}:{seat.starts_at}"


def _of_seat(
    event: Event, seat: DueSeat, occasion: str, at: int, last_at: int, only: Audience | None = None
) -> Due:
    def write(tx: "Transaction") -> "tuple[Message, ...]":
        from coordinator.actions.messages.outbox import tell

        return tell(
            tx,
            event,
            seat.detail_id,
            officer_id=seat.officer_id,
            position_id=seat.position_id,
            only=only,
            occasion=occasion,
            last_at=last_at,
            at_once=True,
        )

    return Due(event, occasion, at, write)


def _to_employer(detail: DueDetail, occasion: str, tx: "Transaction") -> "tuple[Message, ...]":
    from coordinator.actions.messages.outbox import tell

    return tell(
        tx,
        Event.REMINDER,
        detail.id,
        officer_ids=live_officers(tx.connection, detail.id),
        only=Audience.EMPLOYER,
        occasion=occasion,
        last_at=detail.starts_at,
        at_once=True,
    )
