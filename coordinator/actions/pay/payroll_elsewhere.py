"""Locking a payroll run as screens do it: in a process of its own (`coordinator.long_work`)."""

from pathlib import Path
from typing import TYPE_CHECKING

from coordinator.actions.pay.payroll import PayrollLocked, lock_payroll
from coordinator.actions.results import Actor, Refused
from storage.database import Book

if TYPE_CHECKING:
    from coordinator.long_work import Progress


def lock(
    book: Path, actor: Actor, from_on: str, until_on: str, kind: str, progress: "Progress"
) -> PayrollLocked | Refused:
    """Pay what waits in a numbered run and lock it; stopped between two pieces it stays open."""
    stopped = False

    def told(done: int, total: int, what: str) -> None:
        nonlocal stopped
        stopped = progress(done, total) is False

    opened = Book(book)
    try:
        return lock_payroll(
            opened,
            actor,
            from_on,
            until_on,
            kind=kind,
            progress=told,
            cancelled=lambda: stopped,
        )
    finally:
        opened.close()
