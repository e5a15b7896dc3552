"""The price of someone's hours: which rate and premiums hold in which part of the time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from coordinator.rules.rates.around import beside, edges_beside, enough_inside, minutes_inside
from coordinator.rules.rates.because import because
from coordinator.rules.rates.card import Premium, Rate, SideCard
from coordinator.rules.rates.clause import Clause
from coordinator.rules.rates.clock import EVERYTHING, MIDNIGHT, Portion, Stretch, cut
from coordinator.rules.rates.conditions import Situation
from coordinator.rules.rates.hours_told import Hours, hours_of, told
from coordinator.rules.rates.lines import Trace, number, plain
from coordinator.rules.rates.ordinary import OrdinaryRate, ordinary_price, ordinary_rates
from coordinator.rules.rates.own_wages import NoPriceError, is_unknown, own_wage, wage_of
from coordinator.rules.rates.premium_caps import Extra, extra_of, reaching
from coordinator.rules.rates.premiums import bounded, changed, premium_words, rounded_rate
from coordinator.rules.rates.reached import Run, is_reached, marks_of

ONE = Decimal(1)


@dataclass(slots=True)
class Piece:
    """Minutes at one rate, under the same clauses; `factor` times the plain price of the card.
    `extras` are the premiums in it that have a ceiling for each officer, `ordinary` is the price
    without premiums, where a fee asks for it, `hours` which they are, where a clause asks."""

    rate: Decimal
    label: str
    trace: tuple[Trace, ...]
    factor: Decimal = ONE
    minutes: int = 0
    extras: tuple[Extra, ...] = ()
    ordinary: Decimal | None = None
    hours: tuple[Hours, ...] = ()


@dataclass(frozen=True, slots=True)
class PriceList:
    """The rates and premiums of a side that apply to one situation; `bill` is the other side's.
    `ordinary` are the rates of an ordinary hour, where a fee asks for it."""

    side: SideCard
    situation: Situation
    rates: tuple[Rate, ...]
    premiums: tuple[Premium, ...] = ()
    bill: "PriceList | None" = None
    plain: Decimal | None = field(default=None)
    ordinary: tuple[OrdinaryRate, ...] = ()

    def portions(self) -> Iterator[Portion]:
        """The portions of all its clauses, the other side's too."""
        for rate in self.rates:
            if rate.portion is not EVERYTHING:
                yield rate.portion
        for premium in self.premiums:
            if premium.portion is not EVERYTHING:
                yield premium.portion
        if self.bill is not None:
            yield from self.bill.portions()


def price_list(
    side: SideCard,
    rates: Sequence[Rate],
    situation: Situation,
    premiums: Sequence[Premium] = (),
    bill: PriceList | None = None,
) -> PriceList:
    """Those clauses of a side whose scope the situation meets."""
    fits = tuple(row for row in rates if _applies(row, side, situation))
    chosen = tuple(row for row in premiums if _applies(row, side, situation))
    printed = [row.rate for row in fits if row.rate is not None]
    asked = any(fee.ordinary for fee in side.fees)
    ordinary = tuple(ordinary_rates(_in_force(rates, side, situation), situation)) if asked else ()
    usual = printed[-1] if printed else None
    return PriceList(side, situation, fits, chosen, bill, usual, ordinary)


def _in_force(rates: Sequence[Rate], side: SideCard, situation: Situation) -> Sequence[Rate]:
    """Those that no other price list took the place of; by the hour, each stretch looks itself."""
    if side.dated_by == "hour":
        return rates
    return [row for row in rates if row.scope.of_date(situation)]


def _applies(row: Clause, side: SideCard, situation: Situation) -> bool:
    """With prices that go by the hour, dates are looked at stretch by stretch."""
    if side.dated_by == "hour":
        return row.scope.fits(situation)
    return row.scope.holds(situation)


def price_time(prices: PriceList, run: Run) -> list[Piece]:
    """Price the run, one piece for each rate that occurs. Raises `NoPriceError`."""
    situation, side = prices.situation, prices.side
    clocks = side.clocks if prices.bill is None else side.clocks | prices.bill.side.clocks
    if side.dated_by == "hour":
        clocks |= {MIDNIGHT}
    marks = marks_of(prices.portions(), run, side, situation.zone)
    stretches = cut(run.start, run.minutes, situation.zone, clocks, marks)
    wider = [portion for portion in prices.portions() if portion.wider]
    if wider:
        edges = {each.moment.done for each in stretches}
        edges.update(edges_beside(wider, stretches, situation.holidays))
        stretches = cut(run.start, run.minutes, situation.zone, frozenset(), edges)
    pieces: dict[tuple[Decimal, str, tuple[Extra, ...], Decimal | None], Piece] = {}
    for stretch in stretches:
        if stretch.moment.done < run.skip:
            continue
        piece = _price_stretch(prices, stretches, stretch, run)
        kept = pieces.setdefault((piece.rate, piece.label, piece.extras, piece.ordinary), piece)
        kept.minutes += stretch.minutes
        kept.hours += piece.hours if kept is not piece else ()
    for piece in pieces.values():
        piece.trace += (told(piece.hours, run.start, situation.zone),) if piece.hours else ()
    return list(pieces.values())


def minutes_within(side: SideCard, portion: Portion, situation: Situation, run: Run) -> int:
    """How many minutes of a run lie in a portion."""
    stretches = cut(run.start, run.minutes, situation.zone, side.clocks, ())
    return minutes_inside(portion, stretches, situation.holidays)


def _price_stretch(
    prices: PriceList, stretches: Sequence[Stretch], stretch: Stretch, run: Run
) -> Piece:
    base = _base(prices, stretches, stretch, run)
    own = wage_of(base, run)
    start, ordinary, trace, extras = _base_rate(base, prices, stretches, stretch, run)
    rate, labels, portions = start, [base.label or run.what], [base.portion]
    mine: tuple[Extra, ...] = ()
    for premium in _premiums(prices, stretches, stretch, run):
        before, rate = rate, changed(premium, rate, start, own)
        mine += extra_of(premium, before, rate)
        words = premium_words(premium, before, rate)
        words += because(premium.scope, prices.situation, run.told_before(premium.portion))
        trace += (Trace(premium.key, words),)
        labels.append(premium.label)
        portions.append(premium.portion)
    rate, mine, rounded = _rounded(prices.side, rate, mine)
    factor = rate / ordinary if ordinary else ONE
    straight = _ordinary(prices, stretches, stretch, run, start, own) if prices.ordinary else None
    hours = hours_of(portions, stretch, prices.situation)
    label = ", ".join(filter(None, labels))
    return Piece(rate, label, trace + rounded, factor, 0, extras + mine, straight, hours)


def _rounded(
    side: SideCard, rate: Decimal, extras: tuple[Extra, ...]
) -> tuple[Decimal, tuple[Extra, ...], tuple[Trace, ...]]:
    """The price rounded as the side says, the words for it, and premiums that have a ceiling with
    what the rounding added to the last of them: it is borne by the ceiling too."""
    found = rounded_rate(side, rate)
    if found == rate:
        return rate, extras, ()
    if extras:
        last = replace(extras[-1], an_hour=extras[-1].an_hour + found - rate)
        extras = (*extras[:-1], last)
    words = f"{plain(rate)} rounded to {plain(found)} an hour"
    return found, extras, (Trace("round_rate", words),)


def _ordinary(
    prices: PriceList,
    stretches: Sequence[Stretch],
    stretch: Stretch,
    run: Run,
    start: Decimal,
    own: Decimal | None,
) -> Decimal:
    """What the hour costs without premiums; `start` is its price before them."""
    rows = prices.ordinary
    held = [each for each in rows if _holds(each.row, prices, stretches, stretch, run)]
    return ordinary_price(held, start, own)


def _base(prices: PriceList, stretches: Sequence[Stretch], stretch: Stretch, run: Run) -> Rate:
    for row in prices.rates:
        if _holds(row, prices, stretches, stretch, run):
            return row
    raise NoPriceError(f"no rate for {run.what}")


def _base_rate(
    row: Rate, prices: PriceList, stretches: Sequence[Stretch], stretch: Stretch, run: Run
) -> tuple[Decimal, Decimal | None, tuple[Trace, ...], tuple[Extra, ...]]:
    """The price before premiums, the ordinary one it is compared with, the words for it, and what
    of the employer's premiums is in it."""
    words = row.label or run.what
    extras: tuple[Extra, ...] = ()
    if row.rate is not None:
        found, says = row.rate, f"{words}: {plain(row.rate)} an hour"
        ordinary = prices.plain
    elif row.unknown is not None and is_unknown(run):
        ordinary, found = wage_of(row, run), row.unknown
        says = f"{words}: the price while no own hourly rate is known"
    elif row.own_times is not None:
        ordinary = own_wage(run)
        found = ordinary * row.own_times
        says = f"{words}: {number(row.own_times)} x own rate {plain(ordinary)}"
    else:
        found, says, extras = _of_bill(row, prices, stretches, stretch, run)
        ordinary, says = None, f"{words}: {says}"
    price = bounded(found, row.least, row.most)
    if price != found:
        extras = ()
    if row.rate is None:
        says += f" = {plain(price)} an hour"
    says += because(row.scope, prices.situation, run.told_before(row.portion))
    return price, ordinary, (Trace(row.key, says),), extras


def _of_bill(
    row: Rate, prices: PriceList, stretches: Sequence[Stretch], stretch: Stretch, run: Run
) -> tuple[Decimal, str, tuple[Extra, ...]]:
    if prices.bill is None:
        raise NoPriceError(f"no employer's price for {run.what}")
    piece = _price_stretch(prices.bill, stretches, stretch, run)
    price = piece.rate
    if row.bill_times is not None:
        words = f"{number(row.bill_times)} x {plain(price)}"
        return price * row.bill_times, words, reaching(piece.extras, row.bill_times)
    less = row.bill_less or Decimal(0)
    return price - less, f"{plain(price)} - {plain(less)}", piece.extras


def _premiums(
    prices: PriceList, stretches: Sequence[Stretch], stretch: Stretch, run: Run
) -> Iterator[Premium]:
    """The premiums in force, in the card's order; of one group only the first or the highest."""
    fits = [row for row in prices.premiums if _holds(row, prices, stretches, stretch, run)]
    if prices.side.groups == "highest":
        # A stable sort: among equals the card's order stands.
        best = sorted(fits, key=lambda row: changed(row, ONE * 100, ONE * 100, run.own_rate or ONE))
        chosen = {row.group: row for row in best if row.group}
        yield from (row for row in fits if not row.group or chosen[row.group] is row)
        return
    groups: set[str] = set()
    for premium in fits:
        if premium.group in groups:
            continue
        if premium.group:
            groups.add(premium.group)
        yield premium


def _holds(
    row: Rate | Premium,
    prices: PriceList,
    stretches: Sequence[Stretch],
    stretch: Stretch,
    run: Run,
) -> bool:
    if prices.side.dated_by == "hour" and not row.scope.in_force(stretch.moment.day):
        return False
    portion = row.portion
    if portion is EVERYTHING:
        return True
    if not is_reached(portion, stretch.moment, run, prices.side, prices.situation.zone):
        return False
    if not portion.asks_clock:
        return True
    days = prices.situation.holidays
    if not enough_inside(portion, stretches, run.worked, days):
        return False
    if portion.wider:
        return beside(portion, stretches, stretch, days)
    if portion.judged == "part":
        return portion.on_clock(stretch.moment, days)
    if portion.judged == "start":
        return portion.on_clock(stretches[0].moment, days)
    return _judged(portion, stretches, prices, run)


def _judged(portion: Portion, stretches: Sequence[Stretch], prices: PriceList, run: Run) -> bool:
    """Whether the work as a whole is so; hours that are only billed are left aside."""
    worked = [each for each in stretches if each.moment.done < run.worked] or list(stretches)
    inside = [each for each in worked if portion.on_clock(each.moment, prices.situation.holidays)]
    if portion.judged == "end":
        return bool(inside) and inside[-1] is worked[-1]
    if portion.judged == "any":
        return bool(inside)
    if portion.judged == "all":
        return len(inside) == len(worked)
    return 2 * sum(each.minutes for each in inside) > sum(each.minutes for each in worked)
