"""What a payroll run takes: which details, and what they come to for each officer."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from coordinator.actions.billing.charging import Held, PricedWork
from coordinator.rules.money_words import RunKind
from coordinator.rules.rates import OFFICER
from storage.queries.book.settings import setting
from storage.queries.money.billing import Scope, priced_details, waiting_details
from storage.queries.money.payroll import corrected_details, money_outstanding

WHEN = "pay.when"
"""Setting: "before" pays officers in any case, "after" only once the employer's money came in."""


@dataclass(frozen=True, slots=True)
class OfficerPay:
    """What one officer would get. Minutes are those paid, which may not be those worked."""

    badge: str
    officer: str
    entries: int
    minutes: int
    cents: int
    adjusted_cents: int = 0
    officer_id: int = 0

    @property
    def net_cents(self) -> int:
        """Pay with deductions and reimbursements."""
        return self.cents + self.adjusted_cents


def details_to_pay(
    connection: sqlite3.Connection, until: int, kind: str = RunKind.REGULAR
) -> tuple[tuple[int, ...], tuple[Held, ...]]:
    """The details whose hours a run until this instant takes, and those held for the money."""
    details = waiting_details(connection, "pay", Scope(until=until))
    if kind == RunKind.CORRECTION:
        corrected = corrected_details(connection, details)
        details = tuple(detail for detail in details if detail in corrected)
    if setting(connection, WHEN, "before") != "after":
        return details, ()
    unpaid = money_outstanding(connection, details)
    held = priced_details(connection, unpaid)
    paid = tuple(detail for detail in details if detail not in unpaid)
    return paid, tuple(Held(detail, unpaid[detail.id]) for detail in held)


def by_officer(works: Iterable[PricedWork]) -> tuple[OfficerPay, ...]:
    """What priced work comes to for each officer, by badge."""
    found: dict[tuple[str, int], list[tuple[str, int, int]]] = defaultdict(list)
    for work in works:
        for entry in work.entries:
            mine = [x for x in work.lines if x.key == str(entry.assignment_id)]
            minutes = sum(x.minutes or 0 for x in mine if x.kind == OFFICER)
            cents = sum(x.amount_cents for x in mine)
            found[entry.badge, entry.officer_id].append((entry.officer, minutes, cents))
    return tuple(
        OfficerPay(
            badge,
            rows[0][0],
            len(rows),
            sum(x[1] for x in rows),
            sum(x[2] for x in rows),
            officer_id=officer,
        )
        for (badge, officer), rows in sorted(found.items())
    )
