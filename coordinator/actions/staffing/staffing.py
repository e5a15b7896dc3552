"""Who takes a position, who gives it back, and who comes instead."""

from dataclasses import dataclass

from coordinator.actions.billing.money_ahead import seat_warning
from coordinator.actions.jobs.details import withdraw_offers
from coordinator.actions.messages.not_awarded import tell_not_awarded
from coordinator.actions.requests.before_posting import seat_lacks
from coordinator.actions.results import Actor, Refused
from coordinator.actions.staffing.candidates import Ranking, rank_candidates
from coordinator.actions.staffing.deciding import decide
from coordinator.actions.staffing.seats import (
    cannot_fill,
    leaving,
    people,
    put_into,
    surname,
    tell_of,
)
from coordinator.rules.message_words import Event
from coordinator.rules.words import ORDERED, TAKEN_OVER, OfferState
from storage.database import Book
from storage.models import Assignment, Detail, Message, Offer, Position
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
    ranking: Ranking | None = None,
) -> Filled | Refused:
    """Put an officer into an open position, judged by the policy; tells him and the employer.

    Where the verdict needs an override, `reason` and `override_by` must be given. `ranking` is
    the one on the screen; without it one is made, before the book is locked for writing.
    """
    choice = Choice(position_id, officer_id, reason, override_by)
    return _fill(book, actor, "assign", choice, ranking)


def refill(
    book: Book,
    actor: Actor,
    position_id: int,
    officer_id: int,
    *,
    reason: str = "",
    override_by: str = "",
    ranking: Ranking | None = None,
) -> Filled | Refused:
    """Put a substitute into a position that was given back; tells him, the officer who gave it
    back, the employer and the coordinator."""
    choice = Choice(position_id, officer_id, reason, override_by)
    return _fill(book, actor, "refill", choice, ranking)


def order_in(
    book: Book,
    actor: Actor,
    position_id: int,
    officer_id: int,
    *,
    reason: str = "",
    override_by: str = "",
    ranking: Ranking | None = None,
) -> Filled | Refused:
    """Order an officer into a position that nobody took; the policy's draft says who is next."""
    choice = Choice(position_id, officer_id, reason, override_by)
    return _fill(book, actor, ORDERED, choice, ranking)


# ── within a transaction ─────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Choice:
    """Whom the coordinator takes for what, and what he says for it."""

    position_id: int
    officer_id: int
    reason: str
    override_by: str


def _fill(
    book: Book, actor: Actor, verb: str, choice: Choice, ranking: Ranking | None
) -> Filled | Refused:
    ranking = ranking or rank_candidates(book.reader(), choice.position_id, actor.now)
    subject = f"position:{choice.position_id}"
    with book.action(actor, verb, subject, choice.reason) as tx:
        outcome = _decide_and_seat(tx, verb, choice, ranking)
        if isinstance(outcome, Refused):
            tx.abandon()
        return outcome


def _decide_and_seat(
    tx: Transaction, verb: str, choice: Choice, ranking: Ranking
) -> Filled | Refused:
    refusal = cannot_fill(tx, choice.position_id)
    if refusal is not None:
        return refusal
    decided = decide(
        tx,
        choice.position_id,
        choice.officer_id,
        kind=verb,
        reason=choice.reason,
        override_by=choice.override_by,
        ranking=ranking,
    )
    if isinstance(decided, Refused):
        return decided
    return seat_officer(tx, verb, choice.position_id, choice.officer_id, decided.decision_id)


def seat_officer(
    tx: Transaction, verb: str, position_id: int, officer_id: int, decision_id: int
) -> Filled:
    """Put an officer who was decided on into a position: offers are settled, people are told."""
    position = tx.get(Position, position_id)
    detail = tx.get(Detail, position.detail_id)
    assignment = _sit_down(tx, verb, position, officer_id, decision_id)
    gave_back = _last_to_leave(tx, position_id) if verb == "refill" else None
    if gave_back is None:
        told = tell_of(tx, Event.ASSIGNED, detail, officer_id)
    else:
        told = tell_of(tx, Event.FILLED, detail, gave_back, substitute_id=officer_id)
    name = surname(tx, officer_id)
    in_for = f" in for {surname(tx, gave_back)}" if gave_back else f" on {position.number}"
    if verb == "assign":
        tell_not_awarded(tx, position_id, detail.id, officer_id)
    tx.subject = f"detail:{detail.id}"
    lacks = (seat_warning, seat_lacks)
    lack = " ".join(filter(None, (lack(tx.connection, position_id, tx.now) for lack in lacks)))
    return Filled(
        assignment.id,
        position_id,
        detail.id,
        officer_id,
        decision_id,
        people(told),
        " · ".join(filter(None, (f"{name}{in_for}, {leaving(told)}", lack))),
    )


def seat_substitute(
    tx: Transaction, left: Assignment, officer_id: int, decision_id: int
) -> tuple[int, tuple[Message, ...]]:
    """Put whom an officer brought into the seat that he left: the assignment, and who hears."""
    position = tx.get(Position, left.position_id)
    detail = tx.get(Detail, position.detail_id)
    assignment = _sit_down(tx, TAKEN_OVER, position, officer_id, decision_id)
    told = tell_of(tx, Event.FILLED, detail, left.officer_id, substitute_id=officer_id)
    return assignment.id, told


def _sit_down(
    tx: Transaction, how: str, position: Position, officer_id: int, decision_id: int
) -> Assignment:
    """The officer holds the position; offers of it are settled."""
    assignment = put_into(tx, position, officer_id, how, decision_id)
    _settle_offers(tx, position.id, officer_id)
    return assignment


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
