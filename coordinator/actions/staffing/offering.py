"""Putting a position before officers, and what came of telephoning them."""

from dataclasses import dataclass

from coordinator.actions.messages.outbox import About, tell
from coordinator.actions.policy.suspensions import propose, proposed_words
from coordinator.actions.results import Actor, Refused
from coordinator.actions.staffing.consequences import consequence
from coordinator.actions.staffing.seats import cannot_fill, surname
from coordinator.rules.message_words import Event
from coordinator.rules.words import CallOutcome
from storage.database import Book
from storage.models import CallNote, Message, Offer, Position
from storage.transaction import Transaction

HAPPENS: dict[str, str] = {
    CallOutcome.NO_ANSWER: "no_answer",
    CallOutcome.REFUSED: "refused",
    CallOutcome.WRONG_NUMBER: "not_reached",
    CallOutcome.ON_DUTY: "on_duty",
}
"""What an outcome is in the words of a policy."""

OFFER_SECONDS = 4 * 3600
"""How long an offer stands when nothing else is said; never beyond the start."""


@dataclass(frozen=True, slots=True)
class CallNoted:
    """What came of a telephone call was kept."""

    sentence: str


@dataclass(frozen=True, slots=True)
class Offered:
    """The position stands before these officers until `expires_at` (UTC seconds)."""

    position_id: int
    officer_ids: tuple[int, ...]
    expires_at: int
    sentence: str


def offer(
    book: Book,
    actor: Actor,
    position_id: int,
    officer_ids: tuple[int, ...],
    *,
    seconds: int = OFFER_SECONDS,
) -> Offered | Refused:
    """Put an open position before officers, who are told; answers come back as interests.

    Each has `seconds` from when he was plausibly reached, which settling works out.
    """
    if not officer_ids:
        return Refused(("An offer needs at least one officer.",))
    with book.action(actor, "offer", f"position:{position_id}") as tx:
        refusal = cannot_fill(tx, position_id)
        if refusal is not None:
            tx.abandon()
            return refusal
        position = tx.get(Position, position_id)
        expires_at = offer_ends(tx, position, seconds)
        offer_within(tx, position_id, officer_ids, seconds=seconds)
        words = f"{position.number} offered to {len(officer_ids)} officer(s)"
        return Offered(position_id, officer_ids, expires_at, words)


def record_call(
    book: Book,
    actor: Actor,
    position_id: int,
    officer_id: int,
    outcome: str,
    *,
    again_at: int | None = None,
    reason: str = "",
) -> CallNoted | Refused:
    """Keep what came of a telephone call, and say what that costs by the policy.

    `outcome` is one of CallOutcome, `reason` why the officer refused, where a policy asks for it.
    """
    if outcome not in set(CallOutcome):
        return Refused((f"{outcome!r} is not what can come of a call.",))
    with book.action(actor, "note call", f"position:{position_id}") as tx:
        tx.add(
            CallNote(
                position_id=position_id,
                officer_id=officer_id,
                outcome=outcome,
                called_at=tx.now,
                again_at=again_at,
                reason=reason or None,
            )
        )
        word = HAPPENS.get(outcome, "")
        cost = consequence(tx.connection, position_id, officer_id, word, tx.now, reason)
        words = f"{surname(tx, officer_id)}: {outcome.replace('_', ' ')}"
        if outcome == CallOutcome.REFUSED:
            words += proposed_words(propose(tx, officer_id))
        return CallNoted(f"{words} ({cost})" if cost else words)


def offer_within(
    tx: Transaction,
    position_id: int,
    officer_ids: tuple[int, ...],
    *,
    seconds: int,
    event: Event = Event.OFFERED,
    occasion: str = "",
) -> tuple[Message, ...]:
    """Put a position that is open before officers, as one wave, and tell them; see `tell`."""
    position = tx.get(Position, position_id)
    expires_at = offer_ends(tx, position, seconds)
    wave = _last_wave(tx, position_id) + 1
    for officer_id in officer_ids:
        _put_before(tx, position_id, officer_id, wave, expires_at)
    return tell(
        tx,
        event,
        position.detail_id,
        officer_ids=officer_ids,
        position_id=position_id,
        about=About(expires_at=expires_at),
        occasion=occasion,
        at_once=bool(occasion),
    )


def offer_ends(tx: Transaction, position: Position, seconds: int) -> int:
    """When an offer made now runs out: never beyond the start, never within a minute."""
    return max(tx.now + 60, min(tx.now + seconds, position.starts_at))


def _put_before(
    tx: Transaction, position_id: int, officer_id: int, wave: int, expires_at: int
) -> None:
    tx.add(
        Offer(
            position_id=position_id,
            officer_id=officer_id,
            wave=wave,
            offered_at=tx.now,
            expires_at=expires_at,
            window=expires_at - tx.now,
        )
    )


def _last_wave(tx: Transaction, position_id: int) -> int:
    found = tx.connection.execute(
        "SELECT max(wave) FROM offer WHERE position_id = ?", (position_id,)
    ).fetchone()
    return int(found[0] or 0)
