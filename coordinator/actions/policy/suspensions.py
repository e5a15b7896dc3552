"""Suspensions from details by the policy's ladder: proposed with the event, decided by name."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from coordinator.actions.policy.policies import policy_on
from coordinator.actions.results import Actor, Refused
from coordinator.actions.staffing.approving import officer_called
from coordinator.actions.staffing.seats import surname
from coordinator.rules.clauses.penalty import Penalty, Step
from coordinator.rules.facts import OfficerFacts, PositionFacts, Question, ScheduleFacts
from coordinator.rules.policy import Policy
from coordinator.rules.spans import Calendar
from coordinator.rules.words import StatusKind, SuspensionState
from storage.database import Book
from storage.models import OfficerStatus, Suspension
from storage.queries.distribution.standing import standing_facts
from storage.queries.people.suspensions import known_suspensions, particulars, seats_within
from storage.queries.staffing.facts import agency_zone
from storage.transaction import Transaction

FRESH_DAYS = 60
"""Events older than this ask for nothing any more when a new one is written down."""


@dataclass(frozen=True, slots=True)
class Decided:
    """A supervisor decided on a proposed suspension; `seats` are held within it."""

    suspension_id: int
    officer_id: int
    state: str
    seats: int
    sentence: str


def propose(tx: Transaction, officer_id: int) -> tuple[Suspension, ...]:
    """Write down each suspension that the policy asks for now and that nobody was asked about."""
    calendar = Calendar(agency_zone(tx.connection))
    today = calendar.local_iso(tx.now)
    policy = policy_on(tx.connection, today).policy
    known = known_suspensions(tx.connection, officer_id)
    return tuple(
        _write(tx, officer_id, clause, step)
        for clause, step in _asked_for(tx.connection, policy, officer_id, calendar, tx.now)
        if (_cited(clause), step.event_on) not in known
    )


def proposed_words(made: tuple[Suspension, ...]) -> str:
    """What is added to the sentence of the action that brought it about."""
    words = (f"{one.days} days of suspension proposed ({one.clause})" for one in made)
    return "".join(f"; {each}" for each in words)


def confirm_suspension(
    book: Book,
    actor: Actor,
    suspension_id: int,
    by: str,
    *,
    from_on: str = "",
    days: int | None = None,
    words: str = "",
) -> Decided | Refused:
    """A named supervisor confirms it: the officer is suspended from details for these dates.

    Without dates they are those of the policy. Whatever he holds within them is not taken from
    him: the sentence says how many seats there are.
    """
    with book.action(actor, "confirm suspension", f"suspension:{suspension_id}", words) as tx:
        row = tx.get(Suspension, suspension_id)
        refusal = _cannot_decide(tx, row, by)
        if refusal is not None:
            tx.abandon()
            return refusal
        row.from_on = from_on or row.from_on
        if from_on or days is not None:
            row.days = row.days if days is None else days
            row.until_on = _after(row.from_on, row.days)
        status = tx.add(
            OfficerStatus(
                officer_id=row.officer_id,
                kind=StatusKind.SUSPENDED,
                from_on=row.from_on,
                until_on=row.until_on,
                note=f"{row.clause}, {row.step}. time, confirmed by {by.strip()}",
            )
        )
        row.status_id = status.id
        _decide(tx, row, SuspensionState.CONFIRMED, by, words)
        seats = seats_within(tx.connection, row.officer_id, *_instants(tx, row))
        held = f"; {seats} seat(s) held within: x on the officer shows them" if seats else ""
        told = f"suspended {row.from_on} to {row.until_on}, confirmed by {by.strip()}{held}"
        return _decided(tx, row, seats, told)


def dismiss_suspension(
    book: Book, actor: Actor, suspension_id: int, by: str, words: str
) -> Decided | Refused:
    """A named supervisor dismisses it, in words; the event still counts for the next time."""
    if not words.strip():
        return Refused(("Dismissing a suspension needs a reason.",))
    with book.action(actor, "dismiss suspension", f"suspension:{suspension_id}", words) as tx:
        row = tx.get(Suspension, suspension_id)
        refusal = _cannot_decide(tx, row, by)
        if refusal is not None:
            tx.abandon()
            return refusal
        _decide(tx, row, SuspensionState.DISMISSED, by, words)
        return _decided(tx, row, 0, f"not suspended, as {by.strip()} decides")


# ── within a transaction ─────────────────────────────────────────────────────────────────────


def _asked_for(
    connection: sqlite3.Connection, policy: Policy, officer_id: int, calendar: Calendar, now: int
) -> Iterator[tuple[Penalty, Step]]:
    today = calendar.local_iso(now)
    oldest = (date.fromisoformat(today) - timedelta(days=FRESH_DAYS)).isoformat()
    clauses = [each for each in policy.clauses if isinstance(each, Penalty) and each.confirmed]
    facts = standing_facts(connection, policy.needs, (now, now + 1)) if clauses else None
    if facts is None:
        return
    officer = facts.added(_officer(connection, officer_id, today), today)
    question = Question(PositionFacts(0, "", 0, "", now, now + 1), calendar, now, ScheduleFacts())
    for clause in clauses:
        if clause.terms.scope.meets_officer(officer, question):
            for step in clause.steps(officer.events, calendar, today):
                if step.days and step.event_on >= oldest:
                    yield clause, step


def _officer(connection: sqlite3.Connection, officer_id: int, on: str) -> OfficerFacts:
    badge, unit, rank = particulars(connection, officer_id, on)
    return OfficerFacts(officer_id, badge, unit=unit, rank_code=rank)


def _cited(clause: Penalty) -> str:
    terms = clause.terms
    return " ".join(filter(None, (terms.number, terms.name)))


def _write(tx: Transaction, officer_id: int, clause: Penalty, step: Step) -> Suspension:
    return tx.add(
        Suspension(
            officer_id=officer_id,
            clause=_cited(clause),
            event_on=step.event_on,
            step=step.time,
            days=step.days,
            from_on=step.from_on,
            until_on=step.until_on,
            proposed_at=tx.now,
        )
    )


def _cannot_decide(tx: Transaction, row: Suspension, by: str) -> Refused | None:
    if not by.strip():
        return Refused(("A suspension is decided by name: who decides?",))
    if row.state != SuspensionState.PROPOSED:
        return Refused((f"It was decided before: {row.state}, by {row.decided_by}.",))
    if officer_called(tx.connection, by.strip()) == row.officer_id:
        return Refused(("Nobody decides on a suspension of his own.",))
    return None


def _decide(tx: Transaction, row: Suspension, state: str, by: str, words: str) -> None:
    row.state, row.decided_by, row.decided_at = state, by.strip(), tx.now
    row.words = words.strip()
    tx.save(row)


def _decided(tx: Transaction, row: Suspension, seats: int, words: str) -> Decided:
    sentence = f"{surname(tx, row.officer_id)} {words} · u undoes"
    return Decided(row.id, row.officer_id, row.state, seats, sentence)


def _after(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()


def _instants(tx: Transaction, row: Suspension) -> tuple[int, int]:
    calendar = Calendar(agency_zone(tx.connection))
    first, last = date.fromisoformat(row.from_on), date.fromisoformat(row.until_on)
    return calendar.midnight(first), calendar.midnight(last)
