"""What is done to many details at once: one action, so that one undo takes it back."""

from collections.abc import Sequence
from dataclasses import dataclass

from coordinator.actions.billing.cancelling_costs import NOTHING, CancellingCost, cost_of_cancelled
from coordinator.actions.jobs.details import cancel_within, cancelling_problem
from coordinator.actions.messages.joining import join
from coordinator.actions.results import Actor, Refused
from coordinator.rules.message_words import Event
from coordinator.rules.words import DetailState
from storage.database import Book
from storage.models import Detail


@dataclass(frozen=True, slots=True)
class DetailsCancelled:
    """The details were cancelled; `left` are the numbers of those that were cancelled before."""

    numbers: tuple[str, ...]
    left: tuple[str, ...]
    released: int
    messages: int
    cost: CancellingCost = NOTHING

    @property
    def sentence(self) -> str:
        """What was done, in one line."""
        what = self.numbers[0] if len(self.numbers) == 1 else f"{len(self.numbers)} details"
        already = f", {len(self.left)} were cancelled before" if self.left else ""
        return (
            f"{what} cancelled{already}, {self.released} officer(s) released, "
            f"{self.messages} message(s) leave soon. {self.cost.sentence}"
        )


BY_AGENCY = "agency:"
"""How the reason of a cancellation begins that is the agency's own doing."""


def is_ours(reason: str) -> bool:
    """Whether a reason says that it is the agency's own doing."""
    return reason.strip().lower().startswith(BY_AGENCY)


def cancel_details(
    book: Book, actor: Actor, detail_ids: Sequence[int], reason: str, at: int | None = None
) -> DetailsCancelled | Refused:
    """Cancel details for one reason. Refused where all of them are cancelled already.

    A reason that begins with "agency:" says that it is the agency's doing, not the employer's.
    `at` (UTC seconds) is when they were cancelled, where that was before it is entered.
    """
    ours = is_ours(reason)
    problem = cancelling_problem(reason, at, actor.now)
    if problem:
        return Refused((problem,))
    done, left = [], []
    with book.action(actor, "cancel detail", f"detail:{detail_ids[0]}", reason) as tx:
        for detail_id in detail_ids:
            detail = tx.get(Detail, detail_id)
            if detail.state == DetailState.CANCELLED:
                left.append(detail.number)
            else:
                detail.cancelled_by = "agency" if ours else None
                done.append(cancel_within(tx, detail, reason, at))
        if not done:
            tx.abandon()
            return Refused((f"Cancelled already: {', '.join(left[:5])}.",))
        join(tx, Event.CANCELLED)
    cost = cost_of_cancelled(book.reader(), [one.detail_id for one in done])
    return DetailsCancelled(
        tuple(one.number for one in done),
        tuple(left),
        sum(one.released for one in done),
        sum(one.messages for one in done),
        cost,
    )
