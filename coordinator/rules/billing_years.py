"""What an employer is charged at least in a year: the rest is invoiced when the year is over."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from coordinator.rules.billing_whom import EVERYBODY, Debtor, Whom, read_cents, read_whom
from coordinator.rules.documents import Table
from coordinator.rules.rates.periods import Period, read_year_start, year_of

ALL, FEES = "all", "fees"
COUNTED: Final = {ALL: "all that was invoiced", FEES: "the fees that were invoiced"}


@dataclass(frozen=True, slots=True)
class Annual:
    """At least so much from each employer who had a detail in the year (`always`: from everybody),
    of all that was invoiced for the year's details, or of the fees alone."""

    least_cents: int
    of: str = ALL
    starts: tuple[int, int] = (1, 1)
    always: bool = False
    whom: Whom = EVERYBODY

    def holds(self, debtor: Debtor) -> bool:
        """Whether it is about this employer."""
        return self.whom.holds(debtor)

    def year(self, day: date) -> Period:
        """The year in which a date lies, half-open."""
        return year_of(self.starts, day)


def read_annual(row: Table) -> Annual:
    """One [[annual]] table."""
    found = Annual(
        read_cents(row, "least"),
        row.choice("of", tuple(COUNTED), ALL),
        read_year_start(row),
        row.flag("always"),
        read_whom(row),
    )
    if found.least_cents <= 0:
        row.wrong("least", "asks for nothing.", "Write least = 500.00.")
    row.finish()
    return found
