"""What is done with a series: one action, or a trial of which nothing stays."""

from collections.abc import Callable

from coordinator.actions.jobs.series_changed import SeriesChanged
from coordinator.actions.results import Actor, Refused
from storage.database import Book
from storage.models import Series
from storage.transaction import Transaction

Doing = Callable[[Transaction, Series], SeriesChanged | Refused]

FOREVER = "9999"
"""Behind every date, for spans without an end."""


def acting(
    book: Book,
    actor: Actor,
    verb: str,
    series_id: int,
    doing: Doing,
    *,
    trial: bool,
    reason: str = "",
) -> SeriesChanged | Refused:
    """Do it in an action of its own. With `trial` nothing is written: it says what would be."""
    with book.action(actor, verb, f"series:{series_id}", reason) as tx:
        changed = doing(tx, tx.get(Series, series_id))
        if trial or isinstance(changed, Refused):
            tx.abandon()
        return changed
