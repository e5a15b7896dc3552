"""What the policy says to an exchange before it is done: the verdict on each officer for the seat
that he comes to.

It is tried in a transaction that is rolled back, by the same steps as the exchange itself, so that
both seats are given up before either officer is judged and the second meets the first in his seat.
"""

from dataclasses import dataclass

from coordinator.actions.jobs.details import leave
from coordinator.actions.results import Actor, Refused
from coordinator.actions.staffing.call_off_rules import exchange_ruling, not_allowed
from coordinator.actions.staffing.candidates import judge_one
from coordinator.actions.staffing.deciding import decide_alone
from coordinator.actions.staffing.exchanging import Wish, halves_of, not_exchangeable
from coordinator.actions.staffing.staffing import seat_substitute
from coordinator.rules.clauses import Severity
from coordinator.rules.decision import Award
from coordinator.rules.eligibility import Standing
from coordinator.rules.words import TAKEN_OVER, AssignmentState
from storage.database import Book
from storage.models import Assignment, Exchange
from storage.transaction import Transaction

_WORDS = {Standing.ELIGIBLE: "CAN", Standing.OVERRIDE: "OVERRIDE", Standing.BARRED: "BARRED"}


@dataclass(frozen=True, slots=True)
class Half:
    """One officer and the seat that he comes to; every reason with its figure and clause."""

    position: str
    officer: str
    badge: str
    standing: Standing
    reasons: tuple[str, ...]

    @property
    def words(self) -> str:
        """'Adams, Ann #1001 on 26-0412.3b: CAN', and each reason on a line of its own."""
        head = f"{self.officer} #{self.badge} on {self.position}: {_WORDS[self.standing]}"
        return "\n".join((head, *(f"· {reason}" for reason in self.reasons)))


@dataclass(frozen=True, slots=True)
class Weighed:
    """The verdicts; `against` is what the rules on giving a seat away say, `barred` whether no name
    would let it through."""

    halves: tuple[Half, ...]
    against: tuple[str, ...]
    barred: bool

    @property
    def sentence(self) -> str:
        """All of it, a line each."""
        return "\n".join((*self.against, *(half.words for half in self.halves)))


def weigh_exchange(book: Book, actor: Actor, wish: Wish) -> Weighed | Refused:
    """Try a replacement or a swap and write nothing. Raises Missing."""
    with book.action(actor, "exchange", "") as tx:
        tx.abandon()
        return _weighed(tx, wish)


def weigh_open_exchange(book: Book, actor: Actor, exchange_id: int) -> Weighed | Refused:
    """The same for an exchange that waits for somebody's word. Raises Missing."""
    with book.action(actor, "exchange", "") as tx:
        tx.abandon()
        waits = tx.get(Exchange, exchange_id)
        wish = Wish(waits.assignment_id, waits.officer_id, waits.other_assignment_id or 0)
        return _weighed(tx, wish)


def _weighed(tx: Transaction, wish: Wish) -> Weighed | Refused:
    given = tx.get(Assignment, wish.assignment_id)
    other = tx.get(Assignment, wish.other_assignment_id) if wish.other_assignment_id else None
    refusal = not_exchangeable(tx, given, wish.officer_id, other)
    if refusal is not None:
        return refusal
    halves = halves_of(given, wish.officer_id, other)
    against, closed = _against(tx, halves, swap=other is not None)
    for seat, _ in halves:
        leave(tx, seat, AssignmentState.CALLED_OFF)
    judged = tuple(_judged(tx, seat, comes) for seat, comes in halves)
    barred = closed or any(half.standing is Standing.BARRED for half in judged)
    return Weighed(judged, against, barred)


def _against(
    tx: Transaction, halves: list[tuple[Assignment, int]], *, swap: bool
) -> tuple[tuple[str, ...], bool]:
    """What the rules say to giving the seats away, and whether nobody may allow it."""
    rulings = [exchange_ruling(tx.connection, *half, tx.now, swap=swap) for half in halves]
    refusals = [refusal for each in rulings if (refusal := not_allowed(each, "")) is not None]
    words = dict.fromkeys(reason for refusal in refusals for reason in refusal.reasons)
    return tuple(words), any(each.severity is Severity.BARS for each in rulings)


def _judged(tx: Transaction, seat: Assignment, officer_id: int) -> Half:
    found = judge_one(tx.connection, seat.position_id, officer_id, tx.now)
    award = Award(officer_id, TAKEN_OVER, "", "")
    decided = decide_alone(tx, seat.position_id, award, on_record=True)
    if not isinstance(decided, Refused):
        seat_substitute(tx, seat, officer_id, decided.decision_id)
    number = found.question.position.number
    return Half(number, found.name, found.badge, found.standing, found.reasons)
