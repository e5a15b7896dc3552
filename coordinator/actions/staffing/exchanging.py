"""Officers who change places: a replacement whom an officer brings, or a swap of two seats.

Both must agree, at once or one after the other; then the policy judges each for the seat that he
comes to, with the seat that he gives up out of the way, and both halves are done in one action.
"""

from dataclasses import dataclass

from coordinator.actions.messages.outbox import About, tell
from coordinator.actions.results import Actor, Refused
from coordinator.actions.staffing.call_off_rules import exchange_ruling, not_allowed
from coordinator.actions.staffing.deciding import NEEDS, decide_alone
from coordinator.actions.staffing.giving_back import give_back
from coordinator.actions.staffing.open_exchanges import (
    in_words,
    open_exchanges_of,
    seat_in_return,
    seat_words,
)
from coordinator.actions.staffing.seats import leaving, surname
from coordinator.actions.staffing.staffing import seat_substitute
from coordinator.rules.decision import Award
from coordinator.rules.message_words import Event
from coordinator.rules.words import LIVE_ASSIGNMENT, TAKEN_OVER, AssignmentState, ExchangeState
from storage.database import Book
from storage.models import Assignment, Exchange, Message, Position
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Wish:
    """Who is to come to the giver's seat, and for which seat of his own; 0: for none.

    `giver_agrees` and `taker_agrees` are who has said yes; `reason` and `override_by` are for what
    the policy does not allow by itself.
    """

    assignment_id: int
    officer_id: int
    other_assignment_id: int = 0
    giver_agrees: bool = True
    taker_agrees: bool = False
    words: str = ""
    reason: str = ""
    override_by: str = ""


@dataclass(frozen=True, slots=True)
class Exchanged:
    """An exchange was proposed, agreed to, done, refused or withdrawn: see `state`."""

    exchange_id: int
    state: str
    assignment_ids: tuple[int, ...]
    """The seats as they are now held, where it is done."""
    sentence: str


def propose_exchange(book: Book, actor: Actor, wish: Wish) -> Exchanged | Refused:
    """Write down what two officers want; done at once where both have agreed."""
    with book.action(actor, "exchange", "", wish.words) as tx:
        outcome = _proposed(tx, wish)
        if isinstance(outcome, Refused):
            tx.abandon()
        return outcome


def agree_to_exchange(
    book: Book,
    actor: Actor,
    exchange_id: int,
    *,
    giver: bool = False,
    taker: bool = False,
    reason: str = "",
    override_by: str = "",
) -> Exchanged | Refused:
    """One of them has agreed, or both; done where nobody is left to ask."""
    with book.action(actor, "agree to exchange", "", reason) as tx:
        exchange = tx.get(Exchange, exchange_id)
        outcome = _not_open(tx, exchange) or _agreed(
            tx, exchange, giver=giver, taker=taker, reason=reason, override_by=override_by
        )
        if isinstance(outcome, Refused):
            tx.abandon()
        return outcome


def refuse_exchange(book: Book, actor: Actor, exchange_id: int, words: str) -> Exchanged | Refused:
    """One of them, or the coordinator, says no; both hear of it."""
    return _end(book, actor, exchange_id, ExchangeState.REFUSED, words)


def withdraw_exchange(
    book: Book, actor: Actor, exchange_id: int, words: str = ""
) -> Exchanged | Refused:
    """Whoever proposed it takes it back; both hear of it."""
    return _end(book, actor, exchange_id, ExchangeState.WITHDRAWN, words)


# ── within a transaction ─────────────────────────────────────────────────────────────────────


def _proposed(tx: Transaction, wish: Wish) -> Exchanged | Refused:
    given = tx.get(Assignment, wish.assignment_id)
    other = tx.get(Assignment, wish.other_assignment_id) if wish.other_assignment_id else None
    _set_subject(tx, given)
    refusal = not_exchangeable(tx, given, wish.officer_id, other)
    if refusal is not None:
        return refusal
    exchange = tx.add(
        Exchange(
            assignment_id=given.id,
            officer_id=wish.officer_id,
            other_assignment_id=other.id if other else None,
            proposed_at=tx.now,
            proposed_by=tx.who,
            words=wish.words,
        )
    )
    return _agreed(
        tx,
        exchange,
        giver=wish.giver_agrees,
        taker=wish.taker_agrees,
        reason=wish.reason,
        override_by=wish.override_by,
    )


def _agreed(
    tx: Transaction,
    exchange: Exchange,
    *,
    giver: bool,
    taker: bool,
    reason: str,
    override_by: str,
) -> Exchanged | Refused:
    _set_subject(tx, tx.get(Assignment, exchange.assignment_id))
    if giver and exchange.giver_agreed_at is None:
        exchange.giver_agreed_at = tx.now
    if taker and exchange.taker_agreed_at is None:
        exchange.taker_agreed_at = tx.now
    tx.save(exchange)
    if exchange.giver_agreed_at is not None and exchange.taker_agreed_at is not None:
        return _settle(tx, exchange, reason, override_by)
    told = _tell_both(tx, exchange, Event.PROPOSED, "") if exchange.proposed_at == tx.now else ()
    return Exchanged(
        exchange.id, exchange.state, (), f"{in_words(tx, exchange)}: proposed, {leaving(told)}"
    )


def _settle(tx: Transaction, exchange: Exchange, reason: str, by: str) -> Exchanged | Refused:
    """Both seats are given up first, so that each is judged without the other's half in the way."""
    given = tx.get(Assignment, exchange.assignment_id)
    other = seat_in_return(tx, exchange)
    refusal = not_exchangeable(tx, given, exchange.officer_id, other)
    if refusal is not None:
        return refusal
    words = in_words(tx, exchange)
    exchange.state, exchange.settled_at = ExchangeState.DONE, tx.now
    tx.save(exchange)
    halves = halves_of(given, exchange.officer_id, other)
    for seat, comes in halves:
        refusal = _give_up(tx, seat, comes, swap=other is not None, by=by)
        if refusal is not None:
            return refusal
    held: list[int] = []
    told: list[Message] = []
    for seat, comes in halves:
        taken = _take_over(tx, seat, comes, reason, by)
        if isinstance(taken, Refused):
            return taken
        held.append(taken[0])
        told += taken[1]
    return Exchanged(
        exchange.id, exchange.state, tuple(held), f"{words}: done, {leaving(tuple(told))}"
    )


def _give_up(
    tx: Transaction, seat: Assignment, comes: int, *, swap: bool, by: str
) -> Refused | None:
    ruling = exchange_ruling(tx.connection, seat, comes, tx.now, swap=swap)
    refusal = not_allowed(ruling, by)
    if refusal is not None:
        return refusal
    words = f"{'swapped with' if swap else 'given to'} {surname(tx, comes)}"
    give_back(tx, seat, ruling, words=words, allowed_by=by, given_to=comes)
    return None


def _take_over(
    tx: Transaction, seat: Assignment, officer_id: int, reason: str, by: str
) -> tuple[int, tuple[Message, ...]] | Refused:
    why = reason if by else reason or f"agreed with {surname(tx, seat.officer_id)}"
    decided = decide_alone(tx, seat.position_id, Award(officer_id, TAKEN_OVER, why, by))
    if isinstance(decided, Refused):
        name = surname(tx, officer_id)
        # What a name would lift stands last, and is of both.
        own = (one if one.startswith(NEEDS) else f"{name}: {one}" for one in decided.reasons)
        return Refused(tuple(own))
    return seat_substitute(tx, seat, officer_id, decided.decision_id)


def _end(
    book: Book, actor: Actor, exchange_id: int, state: ExchangeState, words: str
) -> Exchanged | Refused:
    verb = "refuse exchange" if state == ExchangeState.REFUSED else "withdraw exchange"
    with book.action(actor, verb, "", words) as tx:
        exchange = tx.get(Exchange, exchange_id)
        _set_subject(tx, tx.get(Assignment, exchange.assignment_id))
        refusal = _not_open(tx, exchange)
        if refusal is not None:
            tx.abandon()
            return refusal
        exchange.state, exchange.settled_at = state, tx.now
        tx.save(exchange)
        told = _tell_both(tx, exchange, Event.NOT_EXCHANGED, words)
        said = f"{in_words(tx, exchange)}: {state}, {leaving(told)}"
        return Exchanged(exchange.id, state, (), said)


def _tell_both(
    tx: Transaction, exchange: Exchange, event: Event, words: str
) -> tuple[Message, ...]:
    given = tx.get(Assignment, exchange.assignment_id)
    other = seat_in_return(tx, exchange)
    what = seat_words(tx, other) if other is not None else ""
    return tell(
        tx,
        event,
        tx.get(Position, given.position_id).detail_id,
        officer_id=given.officer_id,
        substitute_id=exchange.officer_id,
        about=About(reason=words, what=what),
    )


def _not_open(tx: Transaction, exchange: Exchange) -> Refused | None:
    if exchange.state == ExchangeState.PROPOSED:
        return None
    return Refused((f"{in_words(tx, exchange)} is {exchange.state} already.",))


def halves_of(
    given: Assignment, officer_id: int, other: Assignment | None
) -> list[tuple[Assignment, int]]:
    """Each seat that changes hands, with the id of who comes to it."""
    back = [(other, given.officer_id)] if other is not None else []
    return [(given, officer_id), *back]


def not_exchangeable(
    tx: Transaction, given: Assignment, officer_id: int, other: Assignment | None
) -> Refused | None:
    """Why these seats cannot change hands now, whatever the policy says to the officers."""
    if given.officer_id == officer_id:
        return Refused((f"{surname(tx, officer_id)} holds this seat himself.",))
    if other is not None and other.officer_id != officer_id:
        return Refused((f"{surname(tx, officer_id)} does not hold the seat given in return.",))
    for seat in (given, other) if other is not None else (given,):
        refusal = _cannot_change_hands(tx, seat)
        if refusal is not None:
            return refusal
    doubled = [x for x in open_exchanges_of(tx, given.id) if x.officer_id != officer_id]
    if doubled:
        return Refused((f"{in_words(tx, doubled[0])} waits already: withdraw it first.",))
    return None


def _cannot_change_hands(tx: Transaction, seat: Assignment) -> Refused | None:
    number = tx.get(Position, seat.position_id).number
    if seat.state not in LIVE_ASSIGNMENT:
        return Refused((f"{surname(tx, seat.officer_id)} does not hold {number} any more.",))
    if seat.state == AssignmentState.WORKED or seat.starts_at <= tx.now:
        return Refused((f"{number} has begun: enter who worked it instead.",))
    return None


def _set_subject(tx: Transaction, given: Assignment) -> None:
    tx.subject = f"detail:{tx.get(Position, given.position_id).detail_id}"
