"""Everybody by so many minutes: details with their posts, musters and officers, in one action."""

from collections.abc import Sequence
from dataclasses import dataclass

from coordinator.actions.jobs.details import DetailEdit, change_within
from coordinator.actions.messages.joining import join
from coordinator.actions.results import Actor, Refused
from coordinator.rules.message_words import Event
from storage.database import Book
from storage.models import Detail
from storage.queries.messages.pending import queued_since

MOST_MINUTES = 7 * 24 * 60


@dataclass(frozen=True, slots=True)
class DetailsMoved:
    """The details begin and end so many minutes later, or earlier where it is negative."""

    numbers: tuple[str, ...]
    minutes: int
    officers: int
    messages: int

    @property
    def sentence(self) -> str:
        """What was done, in one line."""
        what = self.numbers[0] if len(self.numbers) == 1 else f"{len(self.numbers)} details"
        way = "later" if self.minutes > 0 else "earlier"
        return (
            f"{what} moved {abs(self.minutes)} minutes {way}, {self.officers} officer(s) go along, "
            f"{self.messages} message(s) leave soon"
        )


def move_details(
    book: Book, actor: Actor, detail_ids: Sequence[int], minutes: int, *, trial: bool = False
) -> DetailsMoved | Refused:
    """Move details by minutes, with everything on them; everybody is told once.

    Refused as a whole where one of them cannot be moved. With `trial` nothing is written.
    """
    if not minutes or abs(minutes) > MOST_MINUTES:
        return Refused((f"Move by 1 to {MOST_MINUTES} minutes; -30 is half an hour earlier.",))
    numbers: list[str] = []
    officers = 0
    with book.action(actor, "move details", f"detail:{detail_ids[0]}") as tx:
        for detail_id in dict.fromkeys(detail_ids):
            detail = tx.get(Detail, detail_id)
            by = 60 * minutes
            edit = DetailEdit(detail.starts_at + by, detail.ends_at + by)
            changed = change_within(tx, detail, edit)
            if isinstance(changed, Refused):
                tx.abandon()
                return changed
            numbers.append(changed.number)
            officers += len(changed.officers)
        join(tx, Event.CHANGED)
        messages = queued_since(tx.connection, tx.first_change)
        if trial:
            tx.abandon()
        return DetailsMoved(tuple(numbers), minutes, officers, messages)
