"""The lines of the people on a detail: hours that count, what they cost, sums beside them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from coordinator.rules.rates.because import because, rung_words
from coordinator.rules.rates.card import Flat, Premium, Rate, RateCard, SideCard
from coordinator.rules.rates.charges import Cancellation
from coordinator.rules.rates.conditions import Situation
from coordinator.rules.rates.days import days_words
from coordinator.rules.rates.facts import Event, Work
from coordinator.rules.rates.hours import HourFacts
from coordinator.rules.rates.lines import (
    OFFICER,
    PricedLine,
    Trace,
    cents,
    hours_words,
    plain,
)
from coordinator.rules.rates.premium_caps import Over, overs
from coordinator.rules.rates.prices import Piece, PriceList, price_list, price_time
from coordinator.rules.rates.reached import Run
from coordinator.rules.rates.situations import dated_for, days_touched
from coordinator.rules.rates.steps import count_hours
from coordinator.rules.rates.traces import fact_trace, many, sum_trace


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
    lines = _lines(card, column, event, work, situation, billed) if billed.minutes else []
    flat = _flat_of(card, column, billed.rung, situation)
    return billed, _or_flat(column, work, billed.rung, flat, lines, situation)


def _lines(
    card: RateCard,
    column: SideCard,
    event: Event,
    work: Work,
    situation: Situation,
    billed: Billed,
) -> list[PricedLine]:
    flats = [row for row in column.flats if _flat_holds(row, event, situation)]
    covered = max([billed.minutes if x.covers_all else x.covers for x in flats], default=0)
    lines = [_flat_line(column, event, work, billed, row, situation) for row in flats]
    if covered >= billed.minutes:
        return lines
    prices = _prices(card, column, situation, billed)
    run = run_of(work, billed, covered)
    return lines + _hourly(column, work, billed, price_time(prices, run))


def dropped_work(
    card: RateCard, column: SideCard, event: Event, work: Work, situation: Situation
) -> list[PricedLine]:
    """The lines of a post that was dropped from the order, if the card charges for that."""
    rung = _rung(column.reductions, situation)
    if rung is None:
        return []
    billed = _of_rung(column, rung, work, situation, work.first_ordered_minutes)
    if not billed.minutes:
        return _or_flat(column, work, rung, rung.flat, [], situation)
    pieces = price_time(_prices(card, column, situation, billed), run_of(work, billed, 0))
    hourly = _hourly(column, work, billed, pieces)
    return _or_flat(column, work, rung, rung.flat, hourly, situation)


def _hourly(
    column: SideCard, work: Work, billed: Billed, pieces: Sequence[Piece]
) -> list[PricedLine]:
    """A line for each price, and one for each premium that came to more than it may."""
    lines = [_work_line(column, work, billed, piece) for piece in pieces]
    if any(piece.extras for piece in pieces):
        found = overs((piece.minutes, piece.extras) for piece in pieces)
        lines += [_over_line(column, work, over) for over in found if over.amount]
    return lines


def _over_line(column: SideCard, work: Work, over: Over) -> PricedLine:
    """What a premium adds beyond its ceiling, taken off again; no part of an ordinary price."""
    row = over.premium
    label = row.label or "premium"
    words = f"{label}: {over.whole:.2f} for an officer, at most {plain(over.most)}"
    line = _sum_line(
        column, work, -over.amount, 1, "assignment", (Trace(row.key, words),),
        f"{label}, at most {plain(over.most)} for each officer",
    )  # fmt: skip
    return replace(line, rate=Decimal(line.amount_cents) / 100 / work.count, straight_cents=0)


def _or_flat(
    column: SideCard,
    work: Work,
    rung: Cancellation | None,
    flat: Decimal | None,
    lines: list[PricedLine],
    situation: Situation,
) -> list[PricedLine]:
    """What the hours of a cancellation cost, or its flat sum where that is more."""
    if rung is None or flat is None:
        return lines
    whole = _rung_line(column, work, rung, flat, situation)
    return lines if sum(line.amount_cents for line in lines) > whole.amount_cents else [whole]


def _flat_of(
    card: RateCard, column: SideCard, rung: Cancellation | None, situation: Situation
) -> Decimal | None:
    """The flat sum of a cancellation; of the employer's the officer's share (`bill_times`)."""
    if rung is None or rung.flat is None or not _of_bill(card, column, rung):
        return None if rung is None else rung.flat
    row = next((row for row in column.rates if row.scope.holds(situation)), None)
    return None if row is None or row.bill_times is None else rung.flat * row.bill_times


def _of_bill(card: RateCard, column: SideCard, rung: Cancellation | None) -> bool:
    """Whether pay follows a cancellation of the bill, since it has none of its own."""
    if rung is None or column is not card.pay:
        return False
    return rung.key.rpartition(", ")[2].startswith("bill.")


def run_of(work: Work, billed: Billed, covered: int = 0) -> Run:
    """The time of a post that counts; the first `covered` minutes of it are paid otherwise."""
    return Run(
        work.anchor,
        billed.minutes,
        work.role.replace("_", " ") or "this post",
        work.own_rate,
        work.worked_minutes,
        work.ordered_minutes,
        covered,
        work.day_before,
        work.week_before,
        work.days_before,
        work.before_told,
        work.expected,
    )


def _billed(column: SideCard, event: Event, work: Work, situation: Situation) -> Billed:
    if work.started_at is None:
        return _cancelled(column, event, work, situation)
    facts = HourFacts(
        work.worked_minutes, work.ordered_minutes, work.extra, work.first_ordered_minutes
    )
    minutes, steps = count_hours(column.hours, situation, facts)
    trace = (fact_trace(facts), *steps)
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
    words = rung_words(rung, situation, hours_words(minutes))
    if rung.through_steps and minutes:
        minutes, steps = count_hours(column.hours, situation, HourFacts(minutes, ordered))
    return Billed(minutes, (Trace(rung.key, words), *steps), rung)


def _prices(card: RateCard, column: SideCard, situation: Situation, billed: Billed) -> PriceList:
    rung, bill = billed.rung, None
    followed = _of_bill(card, column, rung)
    if column is card.pay and column.follows:
        his = dated_for(card.bill, situation)
        bill = _price_list(card.bill, rung if followed else None, his)
    return _price_list(column, None if followed else rung, situation, bill)


def _price_list(
    side: SideCard, rung: Cancellation | None, situation: Situation, bill: PriceList | None = None
) -> PriceList:
    """The prices of a side, or those that a cancellation of it names."""
    if rung is not None and rung.rate is not None:
        return price_list(side, (Rate(rung.key, rung.label, rate=rung.rate),), situation)
    premiums = side.premiums
    if rung is not None and rung.rate_times is not None:
        premiums = (*premiums, Premium(rung.key, rung.label, times=rung.rate_times))
    return price_list(side, side.rates, situation, premiums, bill)


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
        trace=(*billed.trace, *piece.trace, sum_trace(column, work.count, piece, amount, rounded)),
        factor=piece.factor,
        straight_cents=_straight(column, work, piece),
    )


def _straight(column: SideCard, work: Work, piece: Piece) -> int | None:
    """What the same hours cost without premiums, where a fee asks for it."""
    if piece.ordinary is None or piece.ordinary >= piece.rate:
        # What was charged at less, such as half the price of a cancellation, is all there is.
        return None
    return cents(piece.ordinary * piece.minutes * work.count / 60, column.rounding)


def _rung_line(
    column: SideCard, work: Work, rung: Cancellation, flat: Decimal, situation: Situation
) -> PricedLine:
    words = rung_words(rung, situation, plain(flat))
    return _sum_line(column, work, flat, 1, "assignment", (Trace(rung.key, words),), rung.label)


def _flat_holds(row: Flat, event: Event, situation: Situation) -> bool:
    if event.cancelled_at is not None and not row.about_cancelling:
        return False
    return row.scope.holds(situation)


def _flat_line(
    column: SideCard, event: Event, work: Work, billed: Billed, row: Flat, situation: Situation
) -> PricedLine:
    days = days_touched(event, work.anchor, work.anchor + billed.minutes * 60)
    which = days_words(days) if row.per == "day" else ""
    covered = min(billed.minutes, billed.minutes if row.covers_all else row.covers)
    words = f"{row.label or 'fixed sum'}: {plain(row.amount)} for each {row.per}"
    words += f" ({which})" if which else ""
    words += f", {hours_words(covered)} paid by it" if covered else ""
    words += because(row.scope, situation)
    units = len(days) if which else 1
    trace = (*billed.trace, Trace(row.key, words), *many(units * work.count, row.amount))
    line = _sum_line(column, work, row.amount, units, row.per, trace, row.label)
    line = replace(line, label=f"{line.label}, {which}") if which else line
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
