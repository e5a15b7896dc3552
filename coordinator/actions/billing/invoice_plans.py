"""What waits to be billed, put together into the invoices that could be issued now."""

import sqlite3
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from functools import partial
from zoneinfo import ZoneInfo

from coordinator.actions.billing.charging import Held, PricedWork, price_waiting
from coordinator.actions.billing.charging_facts import local_date
from coordinator.actions.billing.overtaken import Overtaken, overtaken
from coordinator.rules.words import TRAINEE
from storage.database import Book
from storage.queries.money.billing import (
    PricedDetail,
    Scope,
    WorkedEntry,
    entries_of,
    waiting_details,
)
from storage.queries.money.cancelled_ahead import cancelled_ahead
from storage.queries.staffing.today import agency_words

GROUPINGS = ("employer", "job", "detail", "period")
"""What makes an invoice of its own. Purchase orders and a card's periods do in any case; where a
card has none, a period is the month."""


@dataclass(frozen=True, slots=True)
class InvoicePlan:
    """One invoice that could be issued now."""

    employer_id: int
    employer: str
    po_number: str
    works: tuple[PricedWork, ...]
    warnings: tuple[str, ...] = ()

    @property
    def detail_ids(self) -> tuple[int, ...]:
        """The details on the invoice, by start."""
        return tuple(work.detail.id for work in self.works)

    @property
    def total_cents(self) -> int:
        """What the invoice would come to."""
        return sum(work.total_cents for work in self.works)


@dataclass(frozen=True, slots=True)
class InvoicePreview:
    """What a run would issue, and what it would hold back with the reasons. `overtaken` is what
    was billed before and would cost another sum now; `ahead` are cancelled details whose time is
    still to come."""

    plans: tuple[InvoicePlan, ...]
    held: tuple[Held, ...]
    overtaken: tuple[Overtaken, ...] = ()
    ahead: tuple[Held, ...] = ()

    @property
    def total_cents(self) -> int:
        """The sum of all planned invoices."""
        return sum(plan.total_cents for plan in self.plans)


def preview_invoices(book: Book, scope: Scope, by: str = "employer") -> InvoicePreview:
    """Group what waits into invoices, one for each `by` (GROUPINGS), order and period.

    Details with hours missing or unapproved, and those of a period that is not over, are held back
    with the reason; a detail that is asked for by itself is billed before its period is over.
    """
    connection = book.reader()
    works, held = price_waiting(connection, "bill", waiting_details(connection, "bill", scope))
    planned = [work.detail.id for work in works if work.detail.cancelled_at is None]
    reasons = _missing(entries_of(connection, planned))
    if scope.detail_id is None:
        reasons = _early(connection, works, scope.until) | reasons
    ready = [work for work in works if work.detail.id not in reasons]
    waiting = [Held(w.detail, reasons[w.detail.id]) for w in works if w.detail.id in reasons]
    return InvoicePreview(
        _grouped(connection, ready, by),
        (*held, *waiting),
        overtaken(connection, "bill", scope.until, wanted=partial(_within, scope)),
        _cancelled_ahead(connection, scope),
    )


def _cancelled_ahead(connection: sqlite3.Connection, scope: Scope) -> tuple[Held, ...]:
    """What cancelled details will cost whose time is not over yet: they wait for it, unless they
    are asked for by themselves."""
    if scope.detail_id is not None:
        return ()
    works, held = price_waiting(connection, "bill", cancelled_ahead(connection, scope))
    found = (
        Held(
            work.detail,
            f"cancelled, {work.total_cents / 100:,.2f}: invoiced after its start, or now by itself"
            f" (--detail {work.detail.number}).",
        )
        for work in works
        if work.total_cents
    )
    return (*held, *found)


def _within(scope: Scope, detail: PricedDetail) -> bool:
    pairs = (
        (scope.employer_id, detail.employer_id),
        (scope.job_id, detail.job_id),
        (scope.detail_id, detail.id),
    )
    return all(wanted is None or wanted == found for wanted, found in pairs)


def _early(
    connection: sqlite3.Connection, works: Sequence[PricedWork], until: int
) -> dict[int, str]:
    """Details whose invoice period is not over at an instant, with the sentence."""
    zone = ZoneInfo(agency_words(connection).timezone)
    found = {}
    for work in works:
        if work.period is None:
            continue
        ends = int(datetime.combine(work.period[1], time(), zone).timestamp())
        if ends > until:
            found[work.detail.id] = (
                f"{work.card} bills by the {work.period_kind}, and this one runs until"
                f" {work.period[1].isoformat()}, not included."
            )
    return found


def _missing(entries: Mapping[int, Sequence[WorkedEntry]]) -> dict[int, str]:
    """Details on which somebody's hours are still missing or not approved, with the sentence."""
    found = {}
    for detail, mine in entries.items():
        crew = [x for x in mine if x.role != TRAINEE]
        open_ = [x.position_number for x in crew if x.state == "entered"]
        absent = [x.position_number for x in crew if x.entry_id is None]
        if open_ or absent:
            parts = [f"hours of {', '.join(open_)} are not approved"] if open_ else []
            parts += [f"hours of {', '.join(absent)} are missing"] if absent else []
            found[detail] = "; ".join(parts) + "."
    return found


def _grouped(
    connection: sqlite3.Connection, works: Sequence[PricedWork], by: str
) -> tuple[InvoicePlan, ...]:
    """One plan for each payer, purchase order and period, or for each job or detail."""
    from coordinator.actions.billing.purchase_orders import order_problems

    groups: dict[tuple[object, ...], list[PricedWork]] = defaultdict(list)
    zone = agency_words(connection).timezone
    for work in works:
        detail = work.detail
        own: object = {"job": detail.job_id, "detail": detail.id}.get(by)
        if by == "period" and work.period is None:
            own = local_date(detail.starts_at, zone).isoformat()[:7]
        month = work.period or ()
        groups[detail.employer, detail.employer_id, detail.po_number, own, month].append(work)
    plans = []
    for _, each in sorted(groups.items(), key=lambda group: str(group[0])):
        first = each[0].detail
        total = sum(work.total_cents for work in each)
        warnings = order_problems(connection, first.employer_id, first.po_number, total, each)
        plan = InvoicePlan(
            first.employer_id, first.employer, first.po_number, tuple(each), warnings
        )
        plans.append(plan)
    return tuple(plans)
