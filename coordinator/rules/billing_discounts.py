"""Discounts for paying early: so many percent of an invoice that is paid within so many days."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from coordinator.rules.billing_dates import A_YEAR
from coordinator.rules.billing_whom import EVERYBODY, Debtor, Whom, read_cents, read_whom
from coordinator.rules.documents import Table

DISCOUNT: Final = "discount"
"""How the book keeps one that was taken: as a step on the invoice."""
ALL, BEFORE_TAXES = "all", "before_taxes"


@dataclass(frozen=True, slots=True)
class Discount:
    """`percent` less on invoices of at least `least_cents` that are paid in full within `days` of
    their date; of all that they ask for, or of what they ask for before taxes."""

    percent: Decimal
    days: int
    of: str = ALL
    least_cents: int = 0
    whom: Whom = EVERYBODY

    def holds(self, debtor: Debtor, cents: int) -> bool:
        """Whether it is offered on an invoice of so much."""
        return cents >= self.least_cents and self.whom.holds(debtor)

    def until(self, issued: date) -> date:
        """The last day on which the money may come."""
        return issued + timedelta(days=self.days)

    def cents(self, total_cents: int, tax_cents: int) -> int:
        """What it comes to, rounded half up."""
        base = total_cents if self.of == ALL else total_cents - tax_cents
        share = self.percent * max(0, base) / 100
        return int(share.quantize(Decimal(1), ROUND_HALF_UP))

    def words(self) -> str:
        """ "2 % less within 10 days"."""
        taxes = " of what is asked before taxes" if self.of == BEFORE_TAXES else ""
        return f"{self.percent.normalize():f} % less{taxes} within {self.days} days"


def read_discount(row: Table) -> Discount:
    """One [[discount]] table."""
    found = Discount(
        percent=row.decimal("percent"),
        days=row.whole("days"),
        of=row.choice("of", (ALL, BEFORE_TAXES), ALL),
        least_cents=read_cents(row, "least"),
        whom=read_whom(row),
    )
    if not 0 < found.percent < 100:
        row.wrong("percent", "is no discount.", "Write percent = 2, for instance.")
    if found.days > A_YEAR:
        row.wrong("days", "is more than a year.", "Write days = 10, for instance.")
    row.finish()
    return found
