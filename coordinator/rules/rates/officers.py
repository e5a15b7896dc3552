"""The lines of the people on a detail: hours that count, what they cost, sums beside them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from coordinator.rules.rates.card import Flat, Premium, Rate, RateCard, SideCard
from coordinator.rules.rates.charges import Cancellation
from coordinator.rules.rates.conditions import Situation
from coordinator.rules.rates.facts import Event, Work
from coordinator.rules.rates.hours import HourFacts
from coordinator.rules.rates.lines import (
    OFFICER,
    PricedLine,
    Trace,
    cents,
    hours_words,
    number,
    plain,
)
from coordinator.rules.rates.prices import Piece, PriceList, price_list, price_time
from coordinator.rules.rates.reached import Run
from coordinator.rules.rates.situations import local_days
from coordinator.rules.rates.steps import count_hours


@dataclass(frozen=True, slots=True)
class Billed:
    """The minutes that count for one person, how they came about, and the rung of a cancellation
    that made them."""

    minutes: int
    trace: tuple[Trace, ...] = ()
    rung: Cancellation | None = None


def price_work(
    card: RateCard, column: SideCard, event: Event, work: Work, situation: Situation
) -> tuple[Billed, list[PricedLine]]:
    """The lines of one post. Raises `NoPriceError`."""
    billed = _billed(column, event, work, situation)
    if billed.rung is not None and billed.rung.flat is not None:
        return billed, [_rung_line(column, work, billed.rung, billed.rung.flat)]
    if not billed.minutes:
        return billed, []
    flats = [row for row in column.flats if _flat_holds(row, event, situation)]
    covered = max([billed.minutes if x.covers_all else x.covers for x in flats], default=0)
    lines = [_flat_line(column, event, work, billed, row) for row in flats]
    if covered >= billed.minutes:
        return billed, lines
    prices = _prices(card, column, situation, billed)
    run = run_of(work, billed, covered)
    lines += [_work_line(column, work, billed, piece) for piece in price_time(prices, run)]
    return billed, lines


def dropped_work(
    card: RateCard, column: SideCard, event: Event, work: Work, situation: Situation
) -> list[PricedLine]:
    """The lines of a post that was dropped from the order, if the card charges for that."""
    rung = _rung(column.reductions, situation)
    if rung is None:
        return []
    if rung.flat is not None:
        return [_rung_line(column, work, rung, rung.flat)]
    billed = _of_rung(column, rung, work, situation, work.first_ordered_minutes)
    if not billed.minutes:
        return []
    pieces = price_time(_prices(card, column, situation, billed), run_of(work, billed, 0))
    return [_work_line(column, work, billed, piece) for piece in pieces]


def run_of(work: Work, billed: Billed, covered: int = 0) -> Run:
    """The time of a post that counts; the first `covered` minutes of it are paid otherwise."""
    return Run(
        work.anchor,
        billed.minutes,
        work.role.replace("_", " ") or "this post",
        work.own_rate,
        work.worked_minutes if work.started_at is not None else billed.minutes,
        work.ordered_minutes,
        covered,
        work.day_before,
        work.week_before,
    )


def _billed(column: SideCard, event: Event, work: Work, situation: Situation) -> Billed:
    if work.started_at is None:
        return _cancelled(column, event, work, situation)
    facts = HourFacts(
        work.worked_minutes, work.ordered_minutes, work.extra, work.first_ordered_minutes
    )
    minutes, steps = count_hours(column.hours, situation, facts)
    trace = (_fact_trace(facts), *steps)
    shorter = facts.first_ordered > facts.ordered and event.reduced_at
    rung = _rung(column.reductions, situation) if shorter else None
    if rung is not None and rung.flat is None:
        kept = _of_rung(column, rung, work, situation, work.first_ordered_minutes)
        if kept.minutes > minutes:
            return Billed(kept.minutes, (*trace, *kept.trace))
    return Billed(minutes, trace)


def _cancelled(column: SideCard, event: Event, work: Work, situation: Situation) -> Billed:
    """Nobody worked: nothing, unless the detail was cancelled and the card charges for that."""
    rows = column.cancellations if event.cancelled_at is not None else ()
    rung = _rung(rows, situation)
    if rung is None:
        return Billed(0)
    return _of_rung(column, rung, work, situation, work.ordered_minutes)


def _rung(rows: Sequence[Cancellation], situation: Situation) -> Cancellation | None:
    return next((row for row in rows if row.scope.holds(situation)), None)


def _of_rung(
    column: SideCard, rung: Cancellation, work: Work, situation: Situation, ordered: int
) -> Billed:
    share = int((rung.share * ordered).quantize(Decimal(1), ROUND_HALF_UP))
    minutes = max(rung.minutes, share, ordered if rung.whole_order else 0)
    steps: tuple[Trace, ...] = ()
    if rung.through_steps and minutes:
        minutes, steps = count_hours(column.hours, situation, HourFacts(minutes, ordered))
    words = f"{rung.label or 'cancelled'}: {hours_words(minutes)} for each officer"
    return Billed(minutes, (Trace(rung.key, words), *steps), rung)


def _prices(card: RateCard, column: SideCard, situation: Situation, billed: Billed) -> PriceList:
    rung = billed.rung
    if rung is not None and rung.rate is not None:
        return price_list(column, (Rate(rung.key, rung.label, rate=rung.rate),), situation)
    premiums = column.premiums
    if rung is not None and rung.rate_times is not None:
        premiums = (*premiums, Premium(rung.key, rung.label, times=rung.rate_times))
    bill = None
    if column is card.pay and any(x.bill_times or x.bill_less is not None for x in column.rates):
        bill = price_list(card.bill, card.bill.rates, situation, card.bill.premiums)
    return price_list(column, column.rates, situation, premiums, bill)


def _work_line(column: SideCard, work: Work, billed: Billed, piece: Piece) -> PricedLine:
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
        name=work.role,
        trace=(*billed.trace, *piece.trace, _sum_trace(column, work.count, piece, amount, rounded)),
        factor=piece.factor,
    )


def _rung_line(column: SideCard, work: Work, rung: Cancellation, flat: Decimal) -> PricedLine:
    words = f"{rung.label or 'cancelled'}: {plain(flat)} for each officer"
    return _sum_line(column, work, flat, 1, "assignment", (Trace(rung.key, words),), rung.label)


def _flat_holds(row: Flat, event: Event, situation: Situation) -> bool:
    if event.cancelled_at is not None and not row.about_cancelling:
        return False
    return row.scope.holds(situation)


def _flat_line(column: SideCard, event: Event, work: Work, billed: Billed, row: Flat) -> PricedLine:
    days = local_days(event, work.anchor, billed.minutes) if row.per == "day" else 1
    covered = min(billed.minutes, billed.minutes if row.covers_all else row.covers)
    words = f"{row.label or 'fixed sum'}: {plain(row.amount)} for each {row.per}"
    words += f", {hours_words(covered)} paid by it" if covered else ""
    trace = (*billed.trace, Trace(row.key, words))
    line = _sum_line(column, work, row.amount, days, row.per, trace, row.label)
    return replace(line, minutes=covered) if covered else line


def _sum_line(
    column: SideCard,
    work: Work,
    amount: Decimal,
    units: int,
    unit: str,
    trace: tuple[Trace, ...],
    label: str,
) -> PricedLine:
    shown = label or f"{work.role.replace('_', ' ')}, fixed sum"
    return PricedLine(
        kind=OFFICER,
        label=shown[:1].upper() + shown[1:],
        amount_cents=cents(amount * units * work.count, column.rounding),
        key=work.key,
        quantity=units * work.count,
        rate=amount,
        unit=unit,
        name=work.role,
        trace=trace,
    )


def _fact_trace(facts: HourFacts) -> Trace:
    words = f"worked {hours_words(facts.worked)}"
    return Trace(
        "hours", words + (f", ordered {hours_words(facts.ordered)}" if facts.ordered else "")
    )


def _sum_trace(column: SideCard, count: int, piece: Piece, amount: Decimal, rounded: int) -> Trace:
    people = f" x {number(Decimal(count))}" if count != 1 else ""
    exact = Decimal(rounded) / 100
    words = f"{hours_words(piece.minutes)} x {plain(piece.rate)}{people} = {exact:.2f}"
    if exact != amount:
        words += f" (rounded {column.rounding.replace('_', ' ')} to the cent)"
    return Trace("amount", words)
