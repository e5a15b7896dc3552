"""What is kept up to date for others, in every tick: written where what it shows has changed."""

from collections.abc import Callable

from coordinator.actions.publishing.board import keep_board
from coordinator.actions.publishing.calendars import keep_calendars
from coordinator.actions.publishing.clock import keep_clock_page
from coordinator.actions.publishing.copies import keep_copies
from coordinator.actions.publishing.keeping import Written
from coordinator.actions.publishing.request_forms import keep_request_forms
from coordinator.actions.results import Refused
from storage.database import Book

KEPT: tuple[Callable[[Book, int], Written | Refused | None], ...] = (
    keep_board,
    keep_calendars,
    keep_copies,
    keep_clock_page,
    keep_request_forms,
)


def keep_up(book: Book, now: int) -> tuple[str, ...]:
    """Write what has changed at `now` (UTC seconds); what was written, in words. Trouble is noted
    beside the file's mark, for Today, and said once."""
    said = []
    for keep in KEPT:
        found = keep(book, now)
        if isinstance(found, Refused) or (found is not None and found.changed):
            said.append(found.sentence)
    return tuple(said)
