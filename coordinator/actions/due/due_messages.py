"""Everything that the clock, and nobody's action, has to say: queued once, however often asked.

What is due is worked out from the book and the moment alone, and each message carries its occasion,
which is unique: a timer may run twice, two at once, be killed, sleep, or have its clock put back.
What was slept through is said if it is still of use, else never.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from coordinator.actions.due.due_afterwards import certifying, feedback
from coordinator.actions.due.due_asking import MayAsk, closing, posted, wanted
from coordinator.actions.due.due_debts import chase_due
from coordinator.actions.due.due_regularly import (
    certificates,
    digests,
    insurances,
    paid,
    statements,
)
from coordinator.actions.due.due_seal import seals
from coordinator.actions.due.due_seats import (
    Due,
    confirmations,
    employer_reminders,
    hours_due,
    not_seen,
    reminders,
)
from coordinator.actions.due.due_terms import speaks_since, terms_of
from coordinator.actions.due.local_day import today_of
from coordinator.actions.messages.posting_closes import postings_closing
from coordinator.actions.messages.recipients import audiences
from coordinator.actions.results import Actor
from coordinator.rules.message_words import Event
from storage.database import Book
from storage.queries.messages.due_seats import occasion_told

CLOCK = "clock"
"""In whose name the clock acts: `u` takes back what a person did, not this."""

AT_ONCE = 200
"""So many occasions are written in one action, so that no lock is held for long."""

_PLAIN = (
    (Event.REMINDER, reminders),
    (Event.REMINDER, employer_reminders),
    (Event.CONFIRM, confirmations),
    (Event.NOT_SEEN, not_seen),
    (Event.CLOSING, closing),
    (Event.HOURS_DUE, hours_due),
    (Event.CERTIFY, certifying),
    (Event.FEEDBACK, feedback),
    (Event.EXPIRING, certificates),
    (Event.EXPIRING, insurances),
    (Event.DIGEST, digests),
    (Event.PAID, paid),
    (Event.STATEMENT, statements),
    (Event.SEAL, seals),
)
_JUDGING = (
    (Event.WANTED, wanted),
    (Event.POSTED, posted),
    (Event.CLOSING, postings_closing),
)
"""These ask who may take a seat."""


@dataclass(frozen=True, slots=True)
class Queued:
    """What was queued, by event."""

    messages: int
    events: tuple[tuple[str, int], ...] = ()

    @property
    def sentence(self) -> str:
        """What was done, in one line."""
        told = ", ".join(f"{number} {event.replace('_', ' ')}" for event, number in self.events)
        return f"{self.messages} queued: {told}" if self.messages else "Nothing was due."


def queue_due(book: Book, actor_name: str, now: int) -> Queued:
    """Queue every message that the clock has to say at `now` (UTC seconds) and has not said.

    Any number may run at once, at any moment. Raises BookError.
    """
    may_ask = MayAsk(book.reader())
    # Judging takes long: it is done before the book is locked, and kept for the run.
    waiting = list(due_now(book.reader(), now, may_ask))
    tried: set[str] = set()
    counts: Counter[str] = Counter()
    while waiting:
        with book.action(Actor(actor_name, now), "remind", "message") as tx:
            fresh = (x for x in due_now(tx.connection, now, may_ask) if x.occasion not in tried)
            waiting = list(islice(fresh, AT_ONCE))
            for due in waiting:
                tried.add(due.occasion)
                counts[due.event] += len(due.write(tx))
    counts[Event.DEBT] += chase_due(book, Actor(actor_name, now)) if _by_day(book, now) else 0
    return Queued(counts.total(), tuple(sorted((+counts).items())))


def _by_day(book: Book, now: int) -> bool:
    connection = book.reader()
    return today_of(connection, now, terms_of(connection)) is not None


def due_now(connection: sqlite3.Connection, now: int, may_ask: MayAsk) -> Iterator[Due]:
    """Every occasion that has come since the clock speaks and was told to nobody yet."""
    since = speaks_since(connection)
    for due in _found(connection, now, may_ask):
        if due.at >= since and not occasion_told(connection, due.occasion):
            yield due


def _found(connection: sqlite3.Connection, now: int, may_ask: MayAsk) -> Iterator[Due]:
    terms = terms_of(connection)
    for event, find in _PLAIN:
        if audiences(connection, event):
            yield from find(connection, now, terms)
    for event, judge in _JUDGING:
        if audiences(connection, event):
            yield from judge(connection, now, terms, may_ask)
