"""Ending a month as screens do it: in a process of its own (`coordinator.long_work`)."""

from pathlib import Path
from typing import TYPE_CHECKING

from coordinator.actions.accounts.month_end import MonthDone, MonthWanted, end_month, preview_month
from coordinator.actions.accounts.month_of_book import STEPS
from coordinator.actions.pay.sealing import key_of
from coordinator.actions.results import Actor, Refused
from storage.database import Book

if TYPE_CHECKING:
    from coordinator.long_work import Progress

WHOLE = 1_000
"""Each step counts the same in the bar."""


def look(
    book: Path, actor: Actor, wanted: MonthWanted, progress: "Progress"
) -> MonthDone | Refused:
    """What ending the month would do."""
    opened = Book(book)
    try:
        return preview_month(opened, actor, wanted)
    finally:
        opened.close()


def end(
    book: Path, actor: Actor, wanted: MonthWanted, passphrase: str, progress: "Progress"
) -> MonthDone | Refused:
    """End the month; stopped between two pieces, what is done stays done."""
    stopped = False

    def told(step: str, done: int, total: int) -> None:
        nonlocal stopped
        inner = WHOLE * done // max(total, 1)
        stopped = progress(STEPS.index(step) * WHOLE + inner, len(STEPS) * WHOLE) is False

    opened = Book(book)
    try:
        key = key_of(opened.reader(), passphrase) if wanted.bank else None
        if isinstance(key, Refused):
            return key
        return end_month(opened, actor, wanted, key, progress=told, cancelled=lambda: stopped)
    finally:
        opened.close()
