"""One job on several invoices, where its pieces lie in several periods: the sum is the price.

A piece of work or equipment stands as a whole on the invoice of the period in which it begins, also
one that goes on beyond its end. Fees and taxes are dealt out by what of them the lines of each
invoice make; what is of the job as a whole (flat sums, what is missing to a minimum, a deposit that
is kept, the rounding of the total) stands on the first invoice.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from coordinator.rules.rates.card import RateCard, SideCard
from coordinator.rules.rates.charges import Fee
from coordinator.rules.rates.conditions import Situation
from coordinator.rules.rates.facts import Event
from coordinator.rules.rates.fee_counts import Counts
from coordinator.rules.rates.fees import base_of, fee_amount
from coordinator.rules.rates.lines import Priced, PricedLine, Unpriced
from coordinator.rules.rates.officers import price_work, run_of
from coordinator.rules.rates.pricing import counts_of, price
from coordinator.rules.rates.shares import in_shares
from coordinator.rules.rates.situations import situation_of, situation_of_work


@dataclass(frozen=True, slots=True)
class InvoicePart:
    """What of a job stands on the invoice of the period that begins at `start` (UTC seconds)."""

    start: int
    lines: tuple[PricedLine, ...]

    @property
    def total_cents(self) -> int:
        """What the invoice asks for."""
        return Priced(self.lines).total_cents


def split_by_period(
    card: RateCard, event: Event, periods: Sequence[tuple[int, int]]
) -> tuple[InvoicePart, ...] | Unpriced:
    """The invoices of a job, one for each of these half-open periods in which a piece begins.

    `Unpriced` where the card has no price, or where a piece begins in none of the periods.
    """
    named = _named(event)
    priced = price(card, named, "bill")
    if isinstance(priced, Unpriced):
        return priced
    parts = [(start, _begun_within(named, start, end)) for start, end in periods]
    parts = [(start, part) for start, part in parts if _keys(part)]
    if sum(len(_keys(part)) for _, part in parts) != len(_keys(named)):
        return Unpriced(("a piece of the job begins in none of the invoice periods",))
    if not parts:
        return tuple(InvoicePart(start, priced.lines) for start, _ in periods[:1])
    dealt = _Dealing(card, named, [part for _, part in parts]).dealt(priced.lines)
    shares = zip(parts, dealt, strict=True)
    return tuple(InvoicePart(start, tuple(lines)) for (start, _), lines in shares)


class _Dealing:
    """Lines given to the parts of an event, in their order: a fee sees the lines above it."""

    def __init__(self, card: RateCard, event: Event, parts: Sequence[Event]) -> None:
        column = card.bill
        whole = situation_of(card, event, column)
        self.column = column
        self.owners = {key: place for place, part in enumerate(parts) for key in _keys(part)}
        self.counts = [_counts(card, column, part, whole) for part in parts]
        self.fees = {fee.key: fee for fee in column.fees}
        self.taxes = {tax.key: tax for tax in column.taxes}
        self.maximums = {row.key: row for row in column.maximums}
        self.shares: list[list[PricedLine]] = [[] for _ in parts]

    def dealt(self, lines: Sequence[PricedLine]) -> list[list[PricedLine]]:
        """Every line on one of the parts, or in shares on several."""
        for line in lines:
            if line.key in self.owners:
                self.shares[self.owners[line.key]].append(line)
                continue
            amounts = in_shares(line.amount_cents, self._weights(line))
            for share, amount in zip(self.shares, amounts, strict=True):
                if amount:
                    share.append(replace(line, amount_cents=amount))
        return self.shares

    def _weights(self, line: PricedLine) -> list[Decimal]:
        clause = line.trace[-1].clause if line.trace else ""
        if clause in self.fees:
            fee = self.fees[clause]
            return [self._of_fee(fee, place) for place in range(len(self.shares))]
        if clause in self.taxes:
            return [base_of(self.taxes[clause].of, share) for share in self.shares]
        if clause in self.maximums:
            return [base_of(self.maximums[clause].of, share) for share in self.shares]
        return [Decimal(not place) for place in range(len(self.shares))]

    def _of_fee(self, fee: Fee, place: int) -> Decimal:
        """What the fee would be on the lines of one part; its flat sum is of the first."""
        mine = replace(fee, flat=Decimal(0)) if place else fee
        return fee_amount(self.column, mine, self.shares[place], self.counts[place])


def _named(event: Event) -> Event:
    """The event with a key of its own for each piece."""
    work = tuple(replace(each, key=f"work:{place}") for place, each in enumerate(event.work))
    gone = tuple(replace(each, key=f"gone:{place}") for place, each in enumerate(event.dropped))
    things = tuple(replace(x, key=f"thing:{place}") for place, x in enumerate(event.equipment))
    return replace(event, work=work, dropped=gone, equipment=things)


def _keys(event: Event) -> tuple[str, ...]:
    posts = (*event.work, *event.dropped)
    return (*(work.key for work in posts), *(thing.key for thing in event.equipment))


def _begun_within(event: Event, start: int, end: int) -> Event:
    work = tuple(each for each in event.work if start <= each.anchor < end)
    gone = tuple(each for each in event.dropped if start <= each.anchor < end)
    things = tuple(each for each in event.equipment if start <= each.started_at < end)
    first = min((each.anchor for each in (*work, *gone)), default=event.starts_at)
    return replace(event, work=work, dropped=gone, equipment=things, starts_at=first)


def _counts(card: RateCard, column: SideCard, part: Event, whole: Situation) -> Counts:
    runs = []
    if any(fee.portion.asks_clock for fee in column.fees):
        for work in part.work:
            billed, _ = price_work(card, column, part, work, situation_of_work(whole, work))
            runs.append((work, run_of(work, billed)))
    return counts_of(part, whole, runs)
