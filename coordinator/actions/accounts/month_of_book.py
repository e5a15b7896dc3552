"""What is wanted and said of the end of a month: its days, its steps, how it went."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from coordinator.actions.accounts.journal_sources import midnight
from coordinator.actions.pay.pay_periods import pay_anchor, pay_kind
from coordinator.actions.results import Actor, Refused
from coordinator.rules.accounts.periods import month_of, period_of
from storage.database import Book
from storage.queries.staffing.today import agency_words

STEPS = ("invoices", "papers", "payroll", "payroll file", "bank file", "journal", "close")

Progress = Callable[[str, int, int], None]
"""Called with the step, how much of it is done, and of how much."""


@dataclass(frozen=True, slots=True)
class MonthWanted:
    """What is to be done of a month: which steps, and into which folder the files go."""

    month: str
    folder: Path
    bank: bool = False
    close: bool = False
    pdf: bool = True


@dataclass(frozen=True, slots=True)
class Step:
    """One step, before or after it was done; `left` says of each exception why."""

    name: str
    words: str
    left: tuple[str, ...] = ()
    files: tuple[Path, ...] = ()
    done: bool = True


@dataclass(frozen=True, slots=True)
class MonthDone:
    """The steps of a month in their order; `stopped` where it was cancelled between two."""

    month: str
    steps: tuple[Step, ...]
    stopped: bool = False

    @property
    def left(self) -> tuple[str, ...]:
        """All exceptions."""
        return tuple(why for step in self.steps for why in step.left)

    @property
    def sentence(self) -> str:
        """What was done, in one line."""
        words = "; ".join(step.words for step in self.steps if step.done)
        return f"{self.month}: {words}" + (" — stopped, run it again to go on" * self.stopped)


class Stopped(Exception):
    """Cancelled between two pieces."""


@dataclass(frozen=True, slots=True)
class Month:
    """A month being ended: the book, who does it, its days, and the pay period that ends in it."""

    book: Book
    actor: Actor
    wanted: MonthWanted
    first: str
    last: str
    until: str
    until_at: int
    period: tuple[str, str]
    told: Progress
    cancelled: Callable[[], bool]


def month_of_book(
    book: Book,
    actor: Actor,
    wanted: MonthWanted,
    progress: Progress = lambda step, done, total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Month | Refused:
    """The month with its days and its pay period, or why it cannot be ended yet."""
    try:
        first, until = month_of(wanted.month)
    except ValueError:
        return Refused((f"{wanted.month!r} is not a month such as 2026-10.",))
    connection = book.reader()
    zone = ZoneInfo(agency_words(connection).timezone)
    until_at = midnight(until.isoformat(), zone)
    if until_at > actor.now:
        return Refused((f"{wanted.month} has not ended yet.",))
    kind, anchor = pay_kind(connection), pay_anchor(connection)
    last = until - timedelta(days=1)
    period = period_of(kind, anchor, last)
    if period[1] > until:
        period = period_of(kind, anchor, period[0] - timedelta(days=1))
    days = (first.isoformat(), last.isoformat(), until.isoformat())
    ends = (period[0].isoformat(), period[1].isoformat())
    return Month(book, actor, wanted, *days, until_at, ends, progress, cancelled)
