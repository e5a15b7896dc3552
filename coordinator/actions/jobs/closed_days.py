"""When an employer needs nobody: entered in words, kept with the employer."""

from coordinator.actions.book.editing import Kept
from coordinator.actions.jobs.employers import change_employer
from coordinator.actions.results import Actor, Refused
from coordinator.rules.recurring.closed_days import NotClosedDays, read_closed_days
from storage.database import Book


def set_closed_days(book: Book, actor: Actor, employer_id: int, words: str) -> Kept | Refused:
    """Keep an employer's closed days: a holiday calendar and dates of its own; '' for none.

    Details that are made already stay: each is skipped by itself.
    """
    try:
        closed = read_closed_days(words)
    except NotClosedDays as problem:
        return Refused((str(problem),))
    return change_employer(book, actor, employer_id, {"closes": closed.json})
