"""Hours signed off in bulk: who worked as scheduled needs no typing."""

from collections.abc import Iterable

from coordinator.actions.pay.hours import (
    HoursApproved,
    approve_hours,
    approve_matching,
    enter_as_scheduled,
)
from coordinator.actions.results import Actor, Refused
from storage.database import Book
from storage.queries.money.hours import HoursLine, hours_of_assignments


def sign_off(book: Book, actor: Actor, assignments: Iterable[int]) -> HoursApproved | Refused:
    """Approve the hours of these assignments; where none are entered they were as scheduled.

    Of several, only those exactly as scheduled are approved; the others are left, each with the
    reason, to be looked at by themselves. Entering and approving are two actions in the log.
    """
    wanted = tuple(assignments)
    missing = [x.assignment_id for x in _lines(book, wanted) if x.entry_id is None]
    if missing:
        entered = enter_as_scheduled(book, actor, missing)
        if isinstance(entered, Refused):
            return entered
    waiting = [
        x.entry_id
        for x in _lines(book, wanted)
        if x.entry_id is not None and (len(wanted) == 1 or x.state == "entered")
    ]
    approve = approve_hours if len(wanted) == 1 else approve_matching
    return approve(book, actor, waiting)


def _lines(book: Book, assignments: tuple[int, ...]) -> tuple[HoursLine, ...]:
    return hours_of_assignments(book.reader(), assignments)
