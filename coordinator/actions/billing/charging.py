"""From the book's facts to priced lines and charges: shared by invoicing and payroll.

Pricing reads through any connection, inside a transaction or outside; only `write_charges` writes.
"""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from coordinator.actions.billing.charging_facts import (
    Facts,
    event_of,
    key_of,
    local_date,
    read_facts,
    waits,
)
from coordinator.actions.billing.rates_facts import paid_elsewhere, payer_of
from coordinator.actions.book.collecting import without_collecting
from coordinator.rules.rates import (
    OFFICER,
    Event,
    Priced,
    PricedLine,
    RateCard,
    Trace,
    Unpriced,
    payee_of,
    plain,
    price,
)
from coordinator.rules.rates.lines import CORRECTION, hours_words
from coordinator.rules.rates.periods import PERIOD_WORDS, invoice_period
from storage.queries.money.billing import EarlierCharge, PricedDetail, WorkedEntry, priced_details

if TYPE_CHECKING:
    from storage.transaction import Transaction

INCLUDED_TAX = "included_tax"
"""The kind of a charge that shows a tax inside the price; it adds nothing to a total."""
PAID_DIRECTLY = "direct"
"""The kind of a charge that the employer pays to somebody else himself: told, not billed."""
AGENCY_PAYS = "agency"
"""The kind of a charge that the agency bears itself: kept, and on nobody's invoice."""
AGENCY = "agency"


@dataclass(frozen=True, slots=True)
class PricedWork:
    """One side of one detail as it would be charged now. `payees` go with the lines, one each;
    `direct` are those whom the employer pays himself. `period` are the half-open local dates of
    the invoice period, where the card has periods."""

    detail: PricedDetail
    entries: tuple[WorkedEntry, ...]
    card: str
    lines: tuple[PricedLine, ...]
    payees: tuple[str, ...] = ()
    period: tuple[date, date] | None = None
    period_kind: str = ""
    direct: tuple[str, ...] = ()

    @property
    def total_cents(self) -> int:
        """The sum of the lines, without those that only tell."""
        return Priced(self.lines).total_cents


@dataclass(frozen=True, slots=True)
class Held:
    """A detail that cannot be charged yet, and why, in one sentence."""

    detail: PricedDetail
    reason: str

    @property
    def sentence(self) -> str:
        """The detail's number and why."""
        return f"{self.detail.number}: {self.reason}"


def price_waiting(
    connection: sqlite3.Connection, side: str, details: Iterable[int]
) -> tuple[tuple[PricedWork, ...], tuple[Held, ...]]:
    """Price what waits on one side of these details; what has no price is held with a reason."""
    with without_collecting():
        return _price_all(connection, side, tuple(details))


def _price_all(
    connection: sqlite3.Connection, side: str, wanted: tuple[int, ...]
) -> tuple[tuple[PricedWork, ...], tuple[Held, ...]]:
    facts = read_facts(connection, side, wanted)
    priced: list[PricedWork] = []
    held: list[Held] = []
    for detail in priced_details(connection, wanted):
        found = price_detail(facts, side, detail)
        if isinstance(found, Held):
            held.append(found)
        elif found.lines:
            priced.append(found)
            count_years(facts, detail, found)
    return tuple(priced), tuple(held)


def count_years(facts: Facts, detail: PricedDetail, work: PricedWork) -> None:
    """Let what was priced count for the details that are priced after it."""
    card = facts.card_of(detail) if facts.years else ""
    if facts.years and not isinstance(card, str):
        facts.years.add(card, detail, work.lines)


def write_charges(
    tx: "Transaction", work: PricedWork, side: str, *, invoice_id: int | None, run_id: int | None
) -> None:
    """Write the lines as charges; ordinals run on after those of the same entries."""
    from storage.models import Charge

    assignments = {key_of(entry): entry for entry in work.entries}
    first = _next_ordinal(tx.connection, side, work.entries)
    payees = work.payees or (AGENCY,) * len(work.lines)
    for ordinal, (line, payee) in enumerate(zip(work.lines, payees, strict=True), first):
        entry = assignments.get(line.key)
        tx.add(
            Charge(
                detail_id=work.detail.id,
                entry_id=entry.entry_id if entry else None,
                assignment_id=entry.assignment_id if entry else None,
                side=side,
                ordinal=ordinal,
                kind=_charge_kind(line, direct=payee in work.direct),
                label=line.label,
                minutes=line.minutes,
                quantity=line.quantity,
                rate="" if line.rate is None else plain(line.rate),
                amount_cents=line.amount_cents,
                trace=_trace(work.card, line, payee),
                invoice_id=invoice_id,
                payroll_run_id=run_id,
            )
        )


def taken_back(
    waiting: Sequence[WorkedEntry], earlier: Sequence[EarlierCharge]
) -> tuple[PricedLine, ...]:
    """Lines that take back what was charged before for an assignment whose hours were corrected."""
    if not earlier:
        return ()
    lines = []
    for entry in waiting:
        mine = [x for x in earlier if x.assignment_id == entry.assignment_id]
        amount = sum(charge.amount_cents for charge in mine)
        minutes = sum(charge.minutes for charge in mine)
        if amount or minutes:
            label = f"{CORRECTION}as charged before"
            line = PricedLine(OFFICER, label, -amount, key_of(entry), minutes=-minutes)
            straight = -sum(charge.straight_cents for charge in mine)
            lines.append(replace(line, name=entry.role, straight_cents=straight))
    return tuple(lines)


def _next_ordinal(connection: sqlite3.Connection, side: str, entries: Sequence[WorkedEntry]) -> int:
    """0, or one more than what a credited invoice left with the same hours."""
    ids = [entry.entry_id for entry in entries if entry.entry_id is not None]
    found = connection.execute(
        "SELECT max(ordinal) FROM charge WHERE NOT released AND side = ?"
        " AND entry_id IN (SELECT value FROM json_each(?))",
        (side, json.dumps(ids)),
    ).fetchone()[0]
    return 0 if found is None else int(found) + 1


def _charge_kind(line: PricedLine, *, direct: bool) -> str:
    if not line.included:
        return line.kind
    if line.unit == AGENCY_PAYS:
        return AGENCY_PAYS
    return PAID_DIRECTLY if direct else INCLUDED_TAX


def _trace(card: str, line: PricedLine, payee: str) -> str:
    steps = [step.as_json() for step in line.trace]
    told: dict[str, object] = {"card": card, "unit": line.unit, "steps": steps}
    if line.straight_cents is not None:
        told["straight"] = line.straight_cents
    if payee != AGENCY:
        told["payee"] = payee
    return json.dumps(told, ensure_ascii=False)


def price_detail(facts: Facts, side: str, detail: PricedDetail) -> PricedWork | Held:
    card = facts.card_of(detail)
    if isinstance(card, str):
        return Held(detail, card)
    waiting = tuple(x for x in facts.entries.get(detail.id, ()) if waits(x, side, detail))
    return price_by(facts, card, side, detail, waiting)


def price_by(
    facts: Facts, card: RateCard, side: str, detail: PricedDetail, waiting: tuple[WorkedEntry, ...]
) -> PricedWork | Held:
    """Price these hours of a detail by a card, beside what the facts say was charged before."""
    if side == "bill" and payer_of(detail) == AGENCY:
        return Held(detail, "The agency pays for this job itself: nobody is invoiced.")
    if side == "pay":
        waiting = tuple(x for x in waiting if not paid_elsewhere(card, detail, x))
        if not waiting:
            return PricedWork(detail, (), card.name, ())
    event = event_of(facts, card, side, detail, waiting)
    back = taken_back(waiting, facts.earlier.get(detail.id, ()))
    priced = price(card, event, side, back)
    if isinstance(priced, Unpriced):
        return Held(detail, " ".join(priced.reasons))
    if side == "pay":
        return PricedWork(detail, waiting, card.name, priced.lines)
    return _billed(facts, card, PricedWork(detail, waiting, card.name, priced.lines), event)


def _billed(facts: Facts, card: RateCard, work: PricedWork, event: Event) -> PricedWork:
    """With who gets each line, what the agency bears itself, and the period of the invoice."""
    column = card.bill
    lines = (*work.lines, *_agency_share(card, event, work.lines))
    payees = tuple(AGENCY if x.unit == AGENCY_PAYS else payee_of(column, x) for x in lines)
    direct = column.paid_directly
    if direct:
        lines = tuple(
            replace(line, included=True) if payee in direct else line
            for line, payee in zip(lines, payees, strict=True)
        )
    period, kind = None, ""
    if column.invoices != "job":
        day = local_date(work.detail.starts_at, facts.zone)
        period = invoice_period(column.invoices, day, column.week_starts, facts.pay_period)
        kind = PERIOD_WORDS[column.invoices]
    return PricedWork(work.detail, work.entries, work.card, lines, payees, period, kind, direct)


def _agency_share(
    card: RateCard, event: Event, lines: Sequence[PricedLine]
) -> tuple[PricedLine, ...]:
    """What of an arrest at the end the card does not charge to the employer: the agency's own."""
    caused = sum(minutes for work in event.work for _, minutes in work.extra)
    if not caused:
        return ()
    work = tuple(
        replace(each, ended_at=each.ended_at + sum(m for _, m in each.extra) * 60, extra=())
        if each.ended_at is not None
        else each
        for each in event.work
    )
    whole = price(card, replace(event, work=work), "bill")
    if isinstance(whole, Unpriced):
        return ()
    billed = sum(
        x.amount_cents for x in lines if x.kind == OFFICER and not x.label.startswith(CORRECTION)
    )
    share = whole.cents(OFFICER) - billed
    words = f"{hours_words(caused)} of police work, less what the card charges the employer"
    trace = (Trace("arrest", words), Trace("amount", f"{Decimal(share) / 100:.2f} in all"))
    label = "Police work after the detail, borne by the agency"
    line = PricedLine(
        OFFICER, label, share, unit=AGENCY_PAYS, included=True, minutes=caused, trace=trace
    )
    return (line,) if share > 0 else ()
