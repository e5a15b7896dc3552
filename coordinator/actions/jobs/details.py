"""Changing a detail that stands: moving, lengthening, cancelling it, giving it more seats."""

from dataclasses import dataclass, replace

from coordinator.actions.billing.cancelling_costs import NOTHING, CancellingCost, cost_of_cancelled
from coordinator.actions.jobs.asked_later import note_asked
from coordinator.actions.jobs.detail_edits import (
    DetailEdit,
    apply,
    edited_of,
    pieces_lost,
    what_changes,
)
from coordinator.actions.jobs.detail_seats import holders, leave, positions, withdraw_offers
from coordinator.actions.jobs.jobs import Seat, insert_position
from coordinator.actions.jobs.known_facts import told_facts
from coordinator.actions.jobs.told_times import cancelled_then, not_yet
from coordinator.actions.messages.outbox import About, tell
from coordinator.actions.policy.needless_questions import close_needless
from coordinator.actions.results import Actor, Refused
from coordinator.rules.message_words import Event
from coordinator.rules.words import TRAINEE, AssignmentState, DetailState
from storage.database import Book
from storage.models import Detail
from storage.transaction import Transaction

__all__ = [
    "DetailCancelled",
    "DetailChanged",
    "DetailEdit",
    "cancel_detail",
    "cancel_within",
    "change_detail",
    "change_within",
    "holders",
    "leave",
    "positions",
    "withdraw_offers",
]


@dataclass(frozen=True, slots=True)
class DetailChanged:
    """The detail was changed; `officers` hold seats on it and were told, `messages` in all."""

    detail_id: int
    number: str
    officers: tuple[int, ...]
    messages: int
    seats_added: int = 0
    remarks: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """What was done, in one line."""
        seats = f", {self.seats_added} open seat(s) added" if self.seats_added else ""
        words = f"Detail {self.number} changed{seats}, {self.messages} message(s) leave soon"
        return " · ".join((words, *self.remarks))


@dataclass(frozen=True, slots=True)
class DetailCancelled:
    """The detail was cancelled and its officers released."""

    detail_id: int
    number: str
    released: int
    messages: int
    cost: CancellingCost = NOTHING

    @property
    def sentence(self) -> str:
        """What was done, in one line."""
        return (
            f"Detail {self.number} cancelled, {self.released} officer(s) released, "
            f"{self.messages} message(s) leave soon. {self.cost.sentence}"
        )


def change_detail(
    book: Book,
    actor: Actor,
    detail_id: int,
    edit: DetailEdit,
    *,
    more_seats: int = 0,
    more_trainees: int = 0,
    asked_at: int | None = None,
) -> DetailChanged | Refused:
    """Move, lengthen, shorten or relocate a detail, and tell everybody on it; add open seats.

    Positions and assignments keep their offsets to the detail's start and end. Whether its
    officers may still work it is `coordinator.actions.policy.checking.judge_change`, asked before.
    Seats of trainees are beside the crew: they count in no crew and are billed to nobody. Other
    seats were asked for at `asked_at` (UTC seconds), else now.
    """
    ahead = not_yet(asked_at, actor.now, "The seats were asked for")
    if ahead:
        return Refused((ahead,))
    with book.action(actor, "change detail", f"detail:{detail_id}") as tx:
        detail = tx.get(Detail, detail_id)
        facts = _facts(tx, detail, edit)
        if isinstance(facts, Refused):
            tx.abandon()
            return facts
        detail.rate_facts, remarks = facts
        if detail.state == DetailState.CANCELLED and _only_price(detail, edit):
            return _price_facts(tx, detail, edit, remarks, more_seats + more_trainees)
        changed = change_within(tx, detail, edit)
        if isinstance(changed, Refused):
            tx.abandon()
            return changed
        seats = [insert_position(tx, detail, Seat()) for _ in range(more_seats)]
        for _ in range(more_trainees):
            insert_position(tx, detail, Seat(role=TRAINEE))
        if seats:
            remarks = (*remarks, *note_asked(tx, detail, seats, asked_at))
        return replace(changed, seats_added=more_seats + more_trainees, remarks=remarks)


def cancel_detail(
    book: Book,
    actor: Actor,
    detail_id: int,
    reason: str,
    *,
    by_agency: bool = False,
    at: int | None = None,
) -> DetailCancelled | Refused:
    """Cancel a detail: officers are released and told, open offers withdrawn.

    It is the employer's doing, for which the rate card may charge, unless it is `by_agency`. `at`
    (UTC seconds) is when it was cancelled, where that was before it is entered.
    """
    problem = cancelling_problem(reason, at, actor.now)
    if problem:
        return Refused((problem,))
    with book.action(actor, "cancel detail", f"detail:{detail_id}", reason) as tx:
        detail = tx.get(Detail, detail_id)
        if detail.state == DetailState.CANCELLED:
            tx.abandon()
            return Refused((f"Detail {detail.number} is cancelled already.",))
        detail.cancelled_by = "agency" if by_agency else None
        done = cancel_within(tx, detail, reason, at)
    return replace(done, cost=cost_of_cancelled(book.reader(), (detail_id,)))


def cancelling_problem(reason: str, at: int | None, now: int) -> str:
    """Why nothing can be cancelled so, or nothing."""
    if not reason.strip():
        return "A cancellation needs a reason: who cancelled, and why."
    return not_yet(at, now, "It was cancelled")


# ── within a transaction ─────────────────────────────────────────────────────────────────────


def change_within(tx: Transaction, detail: Detail, edit: DetailEdit) -> DetailChanged | Refused:
    """Move, lengthen, shorten or relocate one detail and tell everybody on it; not its facts."""
    refusal = _not_changeable(detail, edit) or pieces_lost(tx, detail, edit)
    if refusal is not None:
        return refusal
    was = (detail.starts_at, detail.ends_at)
    what = what_changes(tx, detail, edit)
    apply(tx, detail, edit)
    officers = tuple(assignment.officer_id for assignment in holders(tx, detail.id))
    told = tell(tx, Event.CHANGED, detail.id, about=About(what=what, was=was)) if what else ()
    return DetailChanged(detail.id, detail.number, officers, len(told))


def cancel_within(
    tx: Transaction, detail: Detail, reason: str, at: int | None = None
) -> DetailCancelled:
    """Cancel one detail that stands, now or as of an instant before."""
    told = tell(tx, Event.CANCELLED, detail.id, about=About(reason=reason))
    released = holders(tx, detail.id)
    for assignment in released:
        leave(tx, assignment, AssignmentState.RELEASED)
    for position in positions(tx, detail.id):
        withdraw_offers(tx, position)
    detail.state, detail.cancelled_at, detail.cancel_reason = (
        DetailState.CANCELLED,
        tx.now,
        reason,
    )
    tx.save(detail)
    if at is not None:
        cancelled_then(tx, detail, at)
        tx.save(detail)
    close_needless(tx, detail.id)
    return DetailCancelled(detail.id, detail.number, len(released), len(told))


def _not_changeable(detail: Detail, edit: DetailEdit) -> Refused | None:
    if detail.state == DetailState.CANCELLED:
        words = f"Detail {detail.number} is cancelled: only what its rate card may ask (facts)"
        words += " and when it was cancelled are changed on it. Copy it for another date."
        return Refused((words,))
    if edit.cancelled_at is not None:
        return Refused((f"Detail {detail.number} is not cancelled.",))
    edited = edited_of(detail, edit)
    if edited.ends_at <= edited.starts_at:
        return Refused(("The end of a detail must be later than its start.",))
    return None


def _facts(
    tx: Transaction, detail: Detail, edit: DetailEdit
) -> tuple[str | None, tuple[str, ...]] | Refused:
    """What its rate card may ask of the detail alone (JSON), None where that is nothing; with
    remarks."""
    if edit.facts is None:
        return detail.rate_facts, ()
    if not edit.facts.strip():
        return None, ()
    return told_facts(tx.connection, "", detail.rate_facts or "", edit.facts)


def _only_price(detail: Detail, edit: DetailEdit) -> bool:
    """Whether it changes no more than what the price of a cancelled detail goes by."""
    stays = edited_of(detail, edit) == edited_of(detail, DetailEdit())
    return stays and (edit.facts is not None or edit.cancelled_at is not None)


def _price_facts(
    tx: Transaction, detail: Detail, edit: DetailEdit, remarks: tuple[str, ...], seats: int
) -> DetailChanged | Refused:
    """A cancelled detail still has its price: what its rate card asks may become known later."""
    problem = not_yet(edit.cancelled_at, tx.now, "It was cancelled")
    if seats:
        problem = f"Detail {detail.number} is cancelled: it gets no more seats."
    if problem:
        tx.abandon()
        return Refused((problem,))
    if edit.cancelled_at is not None:
        cancelled_then(tx, detail, edit.cancelled_at)
    tx.save(detail)
    return DetailChanged(detail.id, detail.number, (), 0, remarks=remarks)
