"""What is done to many details at once: one action, so that one undo takes it back."""

from collections.abc import Sequence
from dataclasses import dataclass

from coordinator.actions.details import cancel_within
from coordinator.actions.results import Actor, Refused
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

    @property
    def sentence(self) -> str:
        """What was done, in one line."""
        what = self.numbers[0] if len(self.numbers) == 1 else f"{len(self.numbers)} details"
        already = f", {len(self.left)} were cancelled before" if self.left else ""
        return (
            f"{what} cancelled{already}, {self.released} officer(s) released, "
            f"{self.messages} message(s) leave soon"
        )


def cancel_details(
    book: Book, actor: Actor, detail_ids: Sequence[int], reason: str
) -> DetailsCancelled | Refused:
    """Cancel details for one reason. Refused where all of them are cancelled already."""
    if not reason.strip():
        return Refused(("A cancellation needs a reason: who cancelled, and why.",))
    done, left = [], []
    with book.action(actor, "cancel detail", f"detail:{detail_ids[0]}", reason) as tx:
        for detail_id in detail_ids:
            detail = tx.get(Detail, detail_id)
            if detail.state == DetailState.CANCELLED:
                left.append(detail.number)
            else:
                done.append(cancel_within(tx, detail, reason))
        if not done:
            tx.abandon()
            return Refused((f"Cancelled already: {', '.join(left[:5])}.",))
    return DetailsCancelled(
        tuple(one.number for one in done),
        tuple(left),
        sum(one.released for one in done),
        sum(one.messages for one in done),
    )
