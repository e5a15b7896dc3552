"""The price of someone's hours: which rate and premiums hold in which part of the time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from coordinator.rules.rates.card import Premium, Rate, SideCard
from coordinator.rules.rates.clock import NO_DAYS, DayList, Portion, Stretch, cut
from coordinator.rules.rates.conditions import Situation
from coordinator.rules.rates.lines import Trace, number, plain

CENT = Decimal("0.01")


class NoPriceError(Exception):
    """The card names no price for this; the message says for what. Caught in `pricing`."""


@dataclass(frozen=True, slots=True)
class Time:
    """A run of elapsed minutes from an instant, to be priced, of someone with his own wage."""

    start: int
    minutes: int
    what: str
    own_rate: Decimal | None = None


@dataclass(slots=True)
class Piece:
    """Minutes at one rate, under the same clauses."""

    rate: Decimal
    label: str
    trace: tuple[Trace, ...]
    minutes: int = 0


@dataclass(frozen=True, slots=True)
class PriceList:
    """The rates and premiums that apply to one situation."""

    rates: tuple[Rate, ...]
    premiums: tuple[Premium, ...] = ()
    round_rate: bool = False
    days: DayList = field(default=NO_DAYS)


def price_list(
    side: SideCard, rates: Sequence[Rate], situation: Situation, premiums: Sequence[Premium] = ()
) -> PriceList:
    """Those clauses of a side whose scope the situation meets."""
    return PriceList(
        rates=tuple(row for row in rates if row.scope.holds(situation)),
        premiums=tuple(row for row in premiums if row.scope.holds(situation)),
        round_rate=side.round_rate,
        days=situation.holidays,
    )


def price_time(prices: PriceList, side: SideCard, situation: Situation, run: Time) -> list[Piece]:
    """Price the run, one piece for each rate that occurs. Raises `NoPriceError`."""
    marks = {row.portion.after for row in prices.rates}
    marks |= {row.portion.after for row in prices.premiums}
    stretches = cut(run.start, run.minutes, situation.zone, side.clocks, marks)
    pieces: dict[tuple[Decimal, str], Piece] = {}
    for stretch in stretches:
        piece = _price_stretch(prices, stretches, stretch, run)
        kept = pieces.setdefault((piece.rate, piece.label), piece)
        kept.minutes += stretch.minutes
    return list(pieces.values())


def _price_stretch(
    prices: PriceList, stretches: Sequence[Stretch], stretch: Stretch, run: Time
) -> Piece:
    base = next((r for r in prices.rates if _covers(r.portion, stretches, stretch, prices)), None)
    if base is None:
        raise NoPriceError(f"no rate for {run.what}")
    rate, trace = _base_rate(base, run)
    labels = [base.label or run.what]
    for premium in _premiums(prices, stretches, stretch):
        before, rate = rate, rate * premium.times + premium.add
        trace += (Trace(premium.key, _premium_words(premium, before, rate)),)
        labels.append(premium.label)
    if prices.round_rate:
        rate = rate.quantize(CENT, ROUND_HALF_UP)
    return Piece(rate, ", ".join(filter(None, labels)), trace)


def _base_rate(row: Rate, run: Time) -> tuple[Decimal, tuple[Trace, ...]]:
    words = row.label or run.what
    if row.rate is not None:
        return row.rate, (Trace(row.key, f"{words}: {plain(row.rate)} an hour"),)
    if run.own_rate is None:
        raise NoPriceError(f"no own hourly rate for {run.what}")
    times = row.own_times or Decimal(0)
    rate = run.own_rate * times
    says = f"{words}: {number(times)} x own rate {plain(run.own_rate)} = {plain(rate)} an hour"
    return rate, (Trace(row.key, says),)


def _premiums(
    prices: PriceList, stretches: Sequence[Stretch], stretch: Stretch
) -> Iterator[Premium]:
    """The premiums in force, in the card's order; of one group only the first."""
    groups: set[str] = set()
    for premium in prices.premiums:
        if premium.group in groups or not _covers(premium.portion, stretches, stretch, prices):
            continue
        if premium.group:
            groups.add(premium.group)
        yield premium


def _covers(
    portion: Portion, stretches: Sequence[Stretch], stretch: Stretch, prices: PriceList
) -> bool:
    moment = stretch.moment
    if moment.done < portion.after:
        return False
    if not portion.asks_clock:
        return True
    if portion.judged == "start":
        return portion.on_clock(stretches[0].moment, prices.days)
    if portion.judged == "any":
        return any(portion.on_clock(each.moment, prices.days) for each in stretches)
    return portion.on_clock(moment, prices.days)


def _premium_words(premium: Premium, before: Decimal, after: Decimal) -> str:
    words = f"{plain(before)}"
    words += f" x {number(premium.times)}" if premium.times != 1 else ""
    words += f" + {plain(premium.add)}" if premium.add else ""
    label = f"{premium.label}: " if premium.label else ""
    return f"{label}{words} = {plain(after)} an hour"
