"""When an officer says that he would work, or cannot: entered by hand, as his texts are."""

from coordinator.actions.book.editing import Kept, attempt, enter
from coordinator.actions.results import Actor, Refused
from coordinator.rules.words import AvailabilityKind
from storage.database import Book
from storage.models import Availability
from storage.transaction import Transaction

LONGEST = 400 * 86_400
"""Seconds: longer than any leave that is known ahead."""


def state_time(
    book: Book, actor: Actor, officer_id: int, kind: str, span: tuple[int, int], words: str = ""
) -> Kept | Refused:
    """The officer would work in a span, or cannot (UTC seconds, half-open). It bars him from
    nothing: whoever fills a seat sees it beside the order."""
    if kind not in set(AvailabilityKind):
        return Refused((f"A time is one of {', '.join(AvailabilityKind)}; not {kind!r}.",))
    if not 0 < span[1] - span[0] <= LONGEST:
        return Refused(("The end of the time must be later than its start, by at most 400 days.",))
    row = Availability(
        officer_id=officer_id,
        kind=kind,
        starts_at=span[0],
        ends_at=span[1],
        stated_at=actor.now,
        source=f"told {actor.name}",
        words=words.strip(),
    )
    return enter(book, actor, "state availability", row)


def take_back_time(book: Book, actor: Actor, row_id: int) -> Kept | Refused:
    """What was said of a span of time holds no longer."""

    def drop(tx: Transaction) -> Kept:
        row = tx.get(Availability, row_id)
        tx.remove(row)
        return Kept("availability", row_id, "It holds no longer · u undoes")

    return attempt(book, actor, "drop availability", f"availability:{row_id}", drop)
