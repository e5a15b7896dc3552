"""The money town with a card that has deposits, late charges and an overrun through an arrest."""

from typing import TypeVar

from coordinator.actions.billing.invoicing import InvoiceIssued, issue_invoice
from coordinator.actions.results import Actor, Refused
from storage.database import Book
from storage.models import TimesheetEntry
from tests.actions.money_town import HOUR, MONDAY, Town, make_town

T = TypeVar("T")

RICH = """
name = "Town"
effective_on = 2020-01-01

[bill]
week_starts = "monday"

[[bill.hours]]
step = "add_extra"
most = 1
reasons = ["arrest"]

[[bill.rate]]
rate = 60.00

[[bill.premium]]
label = "over 8 h of the day"
after = 8
within = "day"
times = 1.5

[[bill.fee]]
percent = 10

[[bill.deposit]]
percent = 50

[[bill.late]]
percent_per_month = 1.5
months = "begun"

[[pay.hours]]
step = "take"
of = "worked"

[[pay.rate]]
rate = 45.00
"""


def rich_town(book: Book, actor: Actor, card: str = RICH) -> Town:
    """The town under the rich card."""
    return make_town(book, actor, card)


def billed(town: Town, job: int = 0, start: int = MONDAY, hours: float = 5) -> InvoiceIssued:
    """A detail of one officer worked, approved and billed."""
    detail, (only,) = town.detail(job, start)
    town.work(only, start, hours)
    found = issue_invoice(town.book, town.actor, [detail])
    assert isinstance(found, InvoiceIssued), found
    return found


def arrested(town: Town, entry: int, minutes: int) -> None:
    """So many minutes at the end of these hours went into an arrest."""
    with town.book.action(town.actor, "note arrest", f"timesheet_entry:{entry}") as tx:
        row = tx.get(TimesheetEntry, entry)
        row.arrest_minutes = minutes
        tx.save(row)


def done(found: T | Refused) -> T:
    """The result of what was not refused."""
    assert not isinstance(found, Refused), found
    return found


__all__ = ["HOUR", "MONDAY", "Town", "arrested", "billed", "done", "rich_town"]
