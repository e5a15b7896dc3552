"""Who takes a position, who gives it back, and who comes instead."""

from dataclasses import dataclass

from coordinator.actions.deciding import decide
from coordinator.actions.details import withdraw_offers
from coordinator.actions.results import Actor, Refused
from coordinator.actions.seats import cannot_fill, leaving, people, surname, tell_of
from coordinator.rules.words import (
    Event,
    OfferState,
)
from storage.database import Book
from storage.models import Assignment, Detail, Offer, Position
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Filled:
    """An officer holds the position. `people` are those who will be told."""

    assignment_id: int
    position_id: int
    detail_id: int
    officer_id: int
    decision_id: int
    people: tuple[str, ...]
    sentence: str


def assign(
    book: Book,
    actor: Actor,
    position_id: int,
    officer_id: int,
    *,
    reason: str = "",
    override_by: str = "",
) -> Filled | Refused:
    """Put an officer into an open position, judged by the policy; tells him and the employer.

    Where the verdict needs an override, `reason` and `override_by` must be given.
    """
    return _fill(book, actor, "assign", position_id, officer_id, reason, override_by)


def refill(
    book: Book,
    actor: Actor,
    position_id: int,
    officer_id: int,
    *,
    reason: str = "",
    override_by: str = "",
) -> Filled | Refused:
    """Put a substitute into a position that was given back; tells him, the officer who gave it
    back, the employer and the coordinator."""
    return _fill(book, actor, "refill", position_id, officer_id, reason, override_by)


# ── within a transaction ─────────────────────────────────────────────────────────────────────


def _fill(
    book: Book,
    actor: Actor,
    verb: str,
    position_id: int,
    officer_id: int,
    reason: str,
    override_by: str,
) -> Filled | Refused:
    with book.action(actor, verb, f"position:{position_id}", reason) as tx:
        refusal = cannot_fill(tx, position_id)
        if refusal is not None:
            tx.abandon()
            return refusal
        decided = decide(
            tx, position_id, officer_id, kind=verb, reason=reason, override_by=override_by
        )
        if isinstance(decided, Refused):
            tx.abandon()
            return decided
        return _seat(tx, verb, position_id, officer_id, decided.decision_id)


def _seat(
    tx: Transaction, verb: str, position_id: int, officer_id: int, decision_id: int
) -> Filled:
    position = tx.get(Position, position_id)
    detail = tx.get(Detail, position.detail_id)
    assignment = tx.add(
        Assignment(
            position_id=position_id,
            officer_id=officer_id,
            starts_at=position.starts_at,
            ends_at=position.ends_at,
            how=verb,
            awarded_at=tx.now,
            decision_id=decision_id,
        )
    )
    _settle_offers(tx, position_id, officer_id)
    gave_back = _last_to_leave(tx, position_id) if verb == "refill" else None
    if gave_back is None:
        told = tell_of(tx, Event.ASSIGNED, detail, officer_id)
    else:
        told = tell_of(tx, Event.FILLED, detail, gave_back, substitute_id=officer_id)
    name = surname(tx, officer_id)
    in_for = f" in for {surname(tx, gave_back)}" if gave_back else f" on {position.number}"
    tx.subject = f"detail:{detail.id}"
    return Filled(
        assignment.id,
        position_id,
        detail.id,
        officer_id,
        decision_id,
        people(told),
        f"{name}{in_for}, {leaving(told)}",
    )


def _settle_offers(tx: Transaction, position_id: int, officer_id: int) -> None:
    """The position is taken: his own open offer is accepted, the others' are withdrawn."""
    rows = tx.connection.execute(
        "SELECT id FROM offer WHERE position_id = ? AND officer_id = ? AND state = ?",
        (position_id, officer_id, OfferState.OPEN),
    )
    for (offer_id,) in rows.fetchall():
        own = tx.get(Offer, offer_id)
        own.state, own.answered_at = OfferState.ACCEPTED, tx.now
        tx.save(own)
    withdraw_offers(tx, position_id)


def _last_to_leave(tx: Transaction, position_id: int) -> int | None:
    found = tx.connection.execute(
        "SELECT officer_id FROM call_off JOIN assignment ON assignment.id = assignment_id "
        "WHERE call_off.position_id = ? ORDER BY called_at DESC, call_off.id DESC LIMIT 1",
        (position_id,),
    ).fetchone()
    return int(found[0]) if found else None
