"""What the employer is charged when details are cancelled: before it is done, and after."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from coordinator.actions.billing.charging import (
    Held,
    PricedWork,
    count_years,
    price_detail,
    price_waiting,
)
from coordinator.actions.billing.charging_facts import read_facts
from storage.queries.money.billing import priced_details

LONGEST: Final = 3
"""So many reasons are said; more are on the invoice."""


@dataclass(frozen=True, slots=True)
class CancellingCost:
    """What cancelling costs an employer, in cents; `problems` say of which there is no price."""

    cents: int
    reasons: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """In one line, with the reasons of the card."""
        if not self.cents:
            return " ".join(("The employer is charged nothing for it.", *self.problems))
        why = "; ".join(self.reasons[:LONGEST]) + ("; …" if len(self.reasons) > LONGEST else "")
        words = f"The employer is charged {self.cents / 100:,.2f}"
        return " ".join((f"{words} ({why})." if why else f"{words}.", *self.problems))


NOTHING: Final = CancellingCost(0)


def cost_of_cancelling(
    connection: sqlite3.Connection,
    detail_ids: Sequence[int],
    at: int,
    reason: str = "",
    *,
    by_agency: bool = False,
) -> CancellingCost:
    """What it would cost if these details were cancelled at an instant (UTC seconds)."""
    facts = read_facts(connection, "bill", tuple(detail_ids))
    found: list[PricedWork | Held] = []
    for detail in priced_details(connection, detail_ids):
        if detail.cancelled_at is not None:
            continue
        gone = detail._replace(
            state="cancelled",
            cancelled_at=at,
            cancel_reason=reason,
            cancelled_by="agency" if by_agency else "",
        )
        work = price_detail(facts, "bill", gone)
        found.append(work)
        if isinstance(work, PricedWork):
            count_years(facts, gone, work)
    return _added(found)


def cost_of_cancelled(connection: sqlite3.Connection, detail_ids: Sequence[int]) -> CancellingCost:
    """What waits to be charged for details that were cancelled."""
    works, held = price_waiting(connection, "bill", tuple(detail_ids))
    return _added([*works, *held])


def _added(found: Sequence[PricedWork | Held]) -> CancellingCost:
    cents, reasons, problems = 0, dict[str, None](), []
    for work in found:
        if isinstance(work, Held):
            problems.append(f"{work.detail.number}: {work.reason}")
            continue
        cents += work.total_cents
        told = (step for line in work.lines for step in line.trace)
        reasons |= dict.fromkeys(x.words for x in told if "cancellation[" in x.clause)
    return CancellingCost(cents, tuple(reasons), tuple(problems))
