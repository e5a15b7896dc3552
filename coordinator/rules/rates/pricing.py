"""Rate card + what happened → priced lines, each with the clauses and figures behind it.

Amounts are `Decimal` until a line is finished; a line is rounded once, to the cent, by the card's
named rounding. A total is the sum of its lines and is never rounded itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from coordinator.rules.rates.card import Cancellation, Rate, RateCard, SideCard
from coordinator.rules.rates.conditions import Situation
from coordinator.rules.rates.equipment import price_equipment
from coordinator.rules.rates.facts import Event, Work
from coordinator.rules.rates.fees import price_fees
from coordinator.rules.rates.hours import HourFacts
from coordinator.rules.rates.lines import (
    OFFICER,
    Priced,
    PricedLine,
    Trace,
    Unpriced,
    cents,
    hours_words,
    plain,
)
from coordinator.rules.rates.prices import NoPriceError, Piece, Time, price_list, price_time
from coordinator.rules.rates.steps import count_hours


@dataclass(frozen=True, slots=True)
class _Billed:
    """The minutes that count for one person, and how they came about."""

    minutes: int
    start: int
    trace: tuple[Trace, ...]
    rate: Rate | None = None


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


def _lines(
    card: RateCard, column: SideCard, event: Event, taken_back: Sequence[PricedLine]
) -> list[PricedLine]:
    lines = list(taken_back)
    longest = 0
    for work in event.work:
        situation = situation_of(card, event, role=work.role, rank=work.rank)
        billed = _billed(column, event, work, situation)
        longest = max(longest, billed.minutes)
        lines += _work_lines(column, work, situation, billed)
    if event.cancelled_at is None:
        for thing in event.equipment:
            situation = situation_of(card, event, kind=thing.kind, use=thing.use)
            lines += price_equipment(column, thing, situation, longest)
    if lines:
        lines += price_fees(column, situation_of(card, event), lines)
    return lines


def situation_of(card: RateCard, event: Event, **words: str) -> Situation:
    """The event as conditions see it, with the words of one person or thing."""
    known = {**event.facts, **words}
    if event.cancelled_at is not None:
        known["is_cancelled"] = "yes"
    return Situation(
        words=known,
        zone=event.local_zone,
        starts_at=event.starts_at,
        starts_on=event.starts_on,
        requested_at=event.requested_at,
        cancelled_at=event.cancelled_at,
        holidays=card.days,
    )


def _billed(column: SideCard, event: Event, work: Work, situation: Situation) -> _Billed:
    if work.started_at is None:
        return _cancelled(column, event, work, situation)
    facts = HourFacts(work.worked_minutes, work.ordered_minutes, work.extra_minutes)
    minutes, steps = count_hours(column.hours, situation, facts)
    return _Billed(minutes, work.anchor, (_fact_trace(facts), *steps))


def _cancelled(column: SideCard, event: Event, work: Work, situation: Situation) -> _Billed:
    """Nobody worked: nothing, unless the detail was cancelled and the card charges for that."""
    rows = column.cancellations if event.cancelled_at is not None else ()
    rung = next((row for row in rows if row.scope.holds(situation)), None)
    if rung is None:
        return _Billed(0, work.anchor, ())
    minutes = work.ordered_minutes if rung.whole_order else rung.minutes
    words = f"{rung.label or 'cancelled'}: {hours_words(minutes)} for each officer"
    return _Billed(minutes, work.anchor, (Trace(rung.key, words),), _rung_rate(rung))


def _rung_rate(rung: Cancellation) -> Rate | None:
    return None if rung.rate is None else Rate(rung.key, rung.label, rate=rung.rate)


def _work_lines(
    column: SideCard, work: Work, situation: Situation, billed: _Billed
) -> list[PricedLine]:
    if not billed.minutes:
        return []
    if billed.rate is not None:
        prices = price_list(column, (billed.rate,), situation)
    else:
        prices = price_list(column, column.rates, situation, column.premiums)
    what = work.role.replace("_", " ")
    run = Time(billed.start, billed.minutes, what or "this post", work.own_rate)
    pieces = price_time(prices, column, situation, run)
    return [_work_line(column, work, billed, piece) for piece in pieces]


def _work_line(column: SideCard, work: Work, billed: _Billed, piece: Piece) -> PricedLine:
    amount = piece.rate * piece.minutes * work.count / 60
    rounded = cents(amount, column.rounding)
    return PricedLine(
        kind=OFFICER,
        label=piece.label[:1].upper() + piece.label[1:],
        amount_cents=rounded,
        key=work.key,
        minutes=piece.minutes,
        quantity=work.count,
        rate=piece.rate,
        trace=(*billed.trace, *piece.trace, _sum_trace(column, work.count, piece, amount, rounded)),
    )


def _fact_trace(facts: HourFacts) -> Trace:
    words = f"worked {hours_words(facts.worked)}"
    return Trace(
        "hours", words + (f", ordered {hours_words(facts.ordered)}" if facts.ordered else "")
    )


def _sum_trace(column: SideCard, count: int, piece: Piece, amount: Decimal, rounded: int) -> Trace:
    people = f" x {count}" if count != 1 else ""
    exact = Decimal(rounded) / 100
    words = f"{hours_words(piece.minutes)} x {plain(piece.rate)}{people} = {exact:.2f}"
    if exact != amount:
        words += f" (rounded {column.rounding.replace('_', ' ')} to the cent)"
    return Trace("amount", words)
