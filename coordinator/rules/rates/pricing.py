"""Rate card + what happened → priced lines, each with the clauses and figures behind it.

Amounts are `Decimal` until a line is finished; a line is rounded once, to the cent, by the card's
named rounding. A total is the sum of its lines.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from coordinator.rules.rates.card import RateCard, SideCard
from coordinator.rules.rates.charges import Cancellation, Deposit
from coordinator.rules.rates.conditions import Situation
from coordinator.rules.rates.equipment import held_by, price_equipment
from coordinator.rules.rates.estimates import estimated
from coordinator.rules.rates.facts import Equipment, Event, Work
from coordinator.rules.rates.fee_counts import Counts, officers
from coordinator.rules.rates.fees import price_fees
from coordinator.rules.rates.lines import (
    EQUIPMENT,
    FEE,
    OFFICER,
    TAX,
    Priced,
    PricedLine,
    Unpriced,
    cents,
)
from coordinator.rules.rates.minimums import cut_off, fill_up, kept_deposit, round_total
from coordinator.rules.rates.officers import Billed, dropped_work, price_work, run_of
from coordinator.rules.rates.own_wages import NoPriceError
from coordinator.rules.rates.reached import Run
from coordinator.rules.rates.situations import (
    most_at_once,
    situation_of,
    situation_of_work,
)


def price(
    card: RateCard, event: Event, side: str, taken_back: Sequence[PricedLine] = ()
) -> Priced | Unpriced:
    """Price one side ("bill" or "pay") of a detail, or say what the card has no price for.

    `taken_back` are lines of an earlier charge with their signs turned: fees and taxes see them.
    """
    column = card.bill if side == "bill" else card.pay
    try:
        return Priced(tuple(_lines(card, column, event, taken_back)))
    except NoPriceError as error:
        when = event.starts_on.isoformat()
        return Unpriced((f"{card.name}: {error} on {when} ({side} side).",))


@dataclass(frozen=True, slots=True)
class DepositPart:
    """What one [[bill.deposit]] comes to, in cents; due so many days before the first day."""

    cents: int
    days_ahead: int
    applied: bool


def deposit_parts(
    card: RateCard, event: Event, worth: int | Unpriced | None = None
) -> tuple[DepositPart, ...] | Unpriced:
    """The deposits that the card asks for, or why one of them cannot be worked out.

    A percentage is of the price of what was estimated, else of `worth`, which is what the details
    of a job come to in cents when each is priced by itself, else of what was ordered.
    """
    rows = _deposit_rows(card, event)
    planned = estimated(card.bill, event)
    total: int | Unpriced = 0
    if any(row.percent for row in rows):
        by_details = worth is not None and event.estimate is None
        total = worth if by_details and worth is not None else _total(card, planned)
    if isinstance(total, Unpriced):
        return Unpriced(tuple(f"The deposit is not known. {each}" for each in total.reasons))
    return tuple(
        DepositPart(
            cents(_deposit(planned, row, total), card.bill.rounding), row.days_ahead, row.applied
        )
        for row in rows
    )


def deposit_of(card: RateCard, event: Event) -> int | Unpriced | None:
    """The deposits that the card asks for, added up, in cents; None where it asks for none."""
    parts = deposit_parts(card, event)
    if isinstance(parts, Unpriced):
        return parts
    return sum(part.cents for part in parts) if parts else None


def deposit_applied(card: RateCard, event: Event) -> int | Unpriced | None:
    """What of the deposits is taken off the total, in cents."""
    parts = deposit_parts(card, event)
    if isinstance(parts, Unpriced):
        return parts
    applied = [part.cents for part in parts if part.applied]
    return sum(applied) if applied else None


def _total(card: RateCard, planned: Event) -> int | Unpriced:
    priced = price(card, planned, "bill")
    return priced if isinstance(priced, Unpriced) else priced.total_cents


def _deposit(planned: Event, row: Deposit, total: int) -> Decimal:
    amount = row.flat + row.percent * total / 10_000
    if row.per_officer:
        amount += row.per_officer * most_at_once(planned.work)
    amount = amount if row.least is None else max(amount, row.least)
    return amount if row.most is None else min(amount, row.most)


def _deposit_rows(card: RateCard, event: Event) -> Sequence[Deposit]:
    """The first that fits of those that stand alone, and all that are asked for beside it."""
    if not card.bill.deposits:
        return ()
    situation = situation_of(card, event, card.bill)
    fitting = [row for row in card.bill.deposits if row.scope.holds(situation)]
    alone = next((row for row in fitting if not row.also), None)
    return [row for row in fitting if row.also or row is alone]


def _lines(
    card: RateCard, column: SideCard, event: Event, taken_back: Sequence[PricedLine]
) -> list[PricedLine]:
    lines = list(taken_back)
    whole = situation_of(card, event, column)
    longest, with_things = 0, False
    by_clock = any(fee.portion.asks_clock for fee in column.fees)
    runs: list[tuple[Work, Run]] = []
    alike: dict[tuple[object, ...], tuple[Billed, list[PricedLine]]] = {}
    for work in event.work:
        # A crew with the same hours is priced once: most of a large detail is alike.
        known = alike.get(work.alike)
        if known is None:
            situation = situation_of_work(whole, work)
            billed, found = price_work(card, column, event, work, situation)
            alike[work.alike] = billed, found
        else:
            billed, found = known[0], [line.keyed(work.key) for line in known[1]]
        longest = max(longest, billed.minutes)
        with_things |= billed.rung is not None and billed.rung.equipment
        if by_clock:
            runs.append((work, run_of(work, billed)))
        lines += found
    for work in event.dropped:
        situation = situation_of_work(whole, work)
        lines += dropped_work(card, column, event, work, situation)
    for thing in _things(card, column, event):
        situation = situation_of(card, event, column, kind=thing.kind, use=thing.use)
        if with_things:
            # What was ordered is charged as if it had come for the hours of the cancellation.
            thing = replace(thing, ended_at=thing.started_at + longest * 60)
            standing = replace(event, cancelled_at=None)
            found = price_equipment(column, standing, thing, situation, longest)
        else:
            found = price_equipment(column, event, thing, situation, longest)
        lines += found if column is card.bill else held_by(thing, found)
    whole = _with_billed(whole, lines)
    lines += fill_up(column, whole, lines)
    if column.maximums:
        lines += cut_off(column, whole, lines)
    if (lines or event.cancelled_at is not None) and (column.fees or column.taxes):
        lines += price_fees(column, whole, lines, counts_of(event, whole, runs))
    lines += _kept(card, column, event, lines)
    if column.round_total is not None:
        lines += round_total(column, Priced(tuple(lines)).total_cents)
    return lines


def _things(card: RateCard, column: SideCard, event: Event) -> Sequence[Equipment]:
    """What is charged; on the pay side what somebody on the detail has with him and is paid for."""
    if column is card.bill:
        return event.equipment
    kinds = {row.kind for row in column.equipment}
    there = {work.key for work in event.work}
    return [x for x in event.equipment if x.kind in kinds and x.holder in there]


def _with_billed(whole: Situation, lines: Sequence[PricedLine]) -> Situation:
    """The situation with the hours that are billed for all officers, where numbers are asked."""
    if not whole.numbers:
        return whole
    hours = [line for line in lines if line.kind == OFFICER and line.unit == "hour"]
    minutes = sum((line.minutes or 0) * line.quantity for line in hours)
    billed = {**whole.numbers, "officer_hours_billed": Decimal(minutes) / 60}
    return replace(whole, numbers=billed)


def counts_of(event: Event, whole: Situation, runs: Sequence[tuple[Work, Run]]) -> Counts:
    """What fees multiply."""
    vehicles = sum(thing.count for thing in event.equipment)
    before = event.year_before, event.job_before
    return Counts(vehicles, event, tuple(runs), whole, *before, event.fees_here)


def _kept(
    card: RateCard, column: SideCard, event: Event, lines: Sequence[PricedLine]
) -> list[PricedLine]:
    """The deposit that is kept when a detail is cancelled, as far as the lines leave it open."""
    rung = _keeping(card, column, event)
    deposit = deposit_of(card, event) if rung is not None else None
    if rung is None or deposit is None:
        return []
    if isinstance(deposit, Unpriced):
        raise NoPriceError(" ".join(deposit.reasons))
    deposit = cents(rung.deposit_share * deposit / 100, column.rounding)
    missing = deposit - Priced(tuple(lines)).total_cents
    label = rung.label or "Down payment kept"
    return [kept_deposit(label, rung.key, missing, deposit)] if missing > 0 else []


def _keeping(card: RateCard, column: SideCard, event: Event) -> Cancellation | None:
    if event.cancelled_at is None:
        return None
    role = event.work[0].role if event.work else ""
    situation = situation_of(card, event, column, role=role)
    rung = next((row for row in column.cancellations if row.scope.holds(situation)), None)
    return rung if rung is not None and rung.keeps_deposit else None


def payees_of(column: SideCard, lines: Sequence[PricedLine]) -> dict[str, int]:
    """Who gets how much, where the card names payees: by a line's own name, or by its group."""
    found: dict[str, int] = {}
    for line in lines:
        payee = payee_of(column, line)
        if not line.included:
            found[payee] = found.get(payee, 0) + line.amount_cents
    return found


def payee_of(column: SideCard, line: PricedLine) -> str:
    """Who gets the amount of a line: "agency" where the card names nobody."""
    named = column.payees.get(line.name) if line.name else None
    return named or column.payees.get(_GROUPS[line.kind], "agency")


def paid_by_employer(card: RateCard, role: str) -> bool:
    """Whether the employer pays the officers in posts of this role himself."""
    payees = card.bill.payees
    payee = payees.get(role) or payees.get("officers", "agency")
    return payee in card.bill.paid_directly


def without_dropped(event: Event) -> Event:
    """The event as if nothing had been dropped from the order."""
    return replace(event, dropped=(), reduced_at=None)


_GROUPS = {OFFICER: "officers", EQUIPMENT: "equipment", FEE: "fees", TAX: "taxes"}

__all__ = [
    "counts_of",
    "deposit_applied",
    "deposit_of",
    "deposit_parts",
    "officers",
    "paid_by_employer",
    "payee_of",
    "payees_of",
    "price",
    "without_dropped",
]
