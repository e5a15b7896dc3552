"""Fees and taxes of a detail: percentages of chosen lines, sums per officer or hour, flat sums."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from coordinator.rules.rates.card import SideCard
from coordinator.rules.rates.charges import Fee, Tax
from coordinator.rules.rates.conditions import Situation
from coordinator.rules.rates.lines import (
    EQUIPMENT,
    FEE,
    OFFICER,
    TAX,
    PricedLine,
    Trace,
    cents,
    hours_words,
    number,
    plain,
)
from coordinator.rules.rates.prices import minutes_within
from coordinator.rules.rates.reached import Run

GROUPS = {"officers": OFFICER, "equipment": EQUIPMENT, "fees": FEE, "taxes": TAX}
ZERO, HUNDRED = Decimal(0), Decimal(100)


@dataclass(frozen=True, slots=True)
class Counts:
    """What fees multiply, beside the officers that are billed."""

    vehicles: int = 0
    days: int = 1
    officer_days: int = 0
    runs: tuple[tuple[str, Run, int], ...] = ()
    situation: Situation | None = None


def price_fees(
    column: SideCard, situation: Situation, lines: Sequence[PricedLine], counts: Counts
) -> list[PricedLine]:
    """Fees in the card's order, each seeing the lines and fees before it; then the taxes; then the
    fees that come after them.

    Where a cancelled detail costs nothing otherwise, only fees about cancelling hold.
    """
    fees = [fee for fee in column.fees if _holds(fee, situation, lines)]
    found: list[PricedLine] = []
    for fee in fees:
        if not fee.after_tax:
            found += _fee_lines(column, fee, (*lines, *found), counts)
    if situation.words.get("tax_exempt") != "yes":
        for tax in column.taxes:
            if tax.scope.holds(situation):
                found += _tax_lines(column, tax, (*lines, *found))
    for fee in fees:
        if fee.after_tax:
            found += _fee_lines(column, fee, (*lines, *found), counts)
    return found


def _holds(fee: Fee, situation: Situation, lines: Sequence[PricedLine]) -> bool:
    if fee.spares_exempt and situation.words.get("fee_exempt") == "yes":
        return False
    return bool(lines or fee.about_cancelling) and fee.scope.holds(situation)


def _fee_lines(
    column: SideCard, fee: Fee, lines: Sequence[PricedLine], counts: Counts
) -> list[PricedLine]:
    minutes = _minutes(column, fee, lines, counts) if fee.per_hour else 0
    amount, words, units = _parts(fee, lines, minutes, counts)
    amount, bound = _bounded(fee, amount)
    if not amount:
        return []
    # The rate to show, when the fee is made of one part.
    rate, unit = (None, "flat") if bound or len(units) > 1 else units[0]
    total = cents(amount, column.rounding)
    says = " + ".join(words) + bound
    trace = Trace(fee.key, f"{fee.label}: {says} = {Decimal(total) / HUNDRED:.2f}")
    line = PricedLine(
        kind=FEE,
        label=fee.label,
        amount_cents=total,
        minutes=minutes if unit == "hour" else None,
        quantity=_quantity(unit, fee.roles, lines, counts),
        rate=rate,
        unit=unit,
        name=fee.name,
        trace=(trace,),
    )
    return [line]


def _minutes(column: SideCard, fee: Fee, lines: Sequence[PricedLine], counts: Counts) -> int:
    """The minutes of officers that a fee by the hour looks at."""
    mine = [x for x in lines if x.kind == OFFICER and (not fee.roles or x.name in fee.roles)]
    billed = sum((x.minutes or 0) * x.quantity for x in mine)
    if not fee.portion.asks_clock or counts.situation is None:
        return billed
    runs = [(run, n) for role, run, n in counts.runs if not fee.roles or role in fee.roles]
    whole = sum(run.minutes * n for run, n in runs)
    part = sum(minutes_within(column, fee.portion, counts.situation, run) * n for run, n in runs)
    # What a correction takes back has no clock of its own: it goes by the same share.
    return round(part * billed / whole) if whole else 0


def _bounded(fee: Fee, amount: Decimal) -> tuple[Decimal, str]:
    if fee.most is not None and amount > fee.most:
        return fee.most, f", at most {plain(fee.most)}"
    if fee.least is not None and amount < fee.least:
        return fee.least, f", at least {plain(fee.least)}"
    return amount, ""


def _parts(
    fee: Fee, lines: Sequence[PricedLine], minutes: int, counts: Counts
) -> tuple[Decimal, list[str], list[tuple[Decimal, str]]]:
    """What a fee comes to, in words too, and the rate and unit of each of its parts."""
    total, words, units = ZERO, [], []
    for part, says, rate, unit in _each_part(fee, lines, minutes, counts):
        units.append((rate, unit))
        if part:
            total += part
            words.append(says)
    return total, words, units


def _each_part(
    fee: Fee, lines: Sequence[PricedLine], minutes: int, counts: Counts
) -> Iterator[tuple[Decimal, str, Decimal, str]]:
    """Amount, words, rate and unit. Only what the fee is made of is reckoned: most fees are a
    percentage and nothing else."""
    if fee.percent:
        yield *_percentage(fee, lines), fee.percent, "percent"
    if fee.flat:
        yield fee.flat, f"{plain(fee.flat)} flat", fee.flat, "flat"
    if fee.per_officer:
        yield _times(fee.per_officer, officers(lines, fee.roles), "officer")
    if fee.per_officer_day:
        yield _times(fee.per_officer_day, counts.officer_days, "officer day")
    if fee.per_vehicle:
        yield _times(fee.per_vehicle, counts.vehicles, "vehicle")
    if fee.per_day:
        yield _times(fee.per_day, counts.days, "day")
    if fee.per_hour:
        words = f"{plain(fee.per_hour)} x {hours_words(minutes)}"
        yield fee.per_hour * minutes / 60, words, fee.per_hour, "hour"


def _times(rate: Decimal, many: int, unit: str) -> tuple[Decimal, str, Decimal, str]:
    return rate * many, f"{plain(rate)} x {many} {unit}s", rate, unit


def _percentage(fee: Fee, lines: Sequence[PricedLine]) -> tuple[Decimal, str]:
    chosen = [line for line in lines if _looked_at(fee.of, line)]
    base = _base(fee, chosen) / HUNDRED
    words = f"{number(fee.percent)} % of {base:.2f}"
    if fee.most_per_hour is None:
        return fee.percent * base / HUNDRED, words
    amount = Decimal(0)
    for line in chosen:
        share = fee.percent * _cents(fee, line) / 10_000
        hours = Decimal((line.minutes or 0) * line.quantity) / 60
        amount += min(share, fee.most_per_hour * hours) if line.minutes else share
    return amount, f"{words}, at most {plain(fee.most_per_hour)} an hour"


def _base(fee: Fee, chosen: Sequence[PricedLine]) -> Decimal:
    if not fee.ordinary:
        return Decimal(sum([line.amount_cents for line in chosen]))
    return sum((_cents(fee, line) for line in chosen), Decimal(0))


def _cents(fee: Fee, line: PricedLine) -> Decimal:
    """What a line is worth to a percentage: the whole, or what it costs without premiums."""
    return line.amount_cents / line.factor if fee.ordinary else Decimal(line.amount_cents)


def _quantity(unit: str, roles: Sequence[str], lines: Sequence[PricedLine], counts: Counts) -> int:
    if unit == "officer":
        return officers(lines, roles)
    return {
        "officer day": counts.officer_days,
        "vehicle": counts.vehicles,
        "day": counts.days,
    }.get(unit, 1)


def _tax_lines(column: SideCard, tax: Tax, lines: Sequence[PricedLine]) -> list[PricedLine]:
    base = base_of(tax.of, lines)
    whole = HUNDRED + tax.percent if tax.included else HUNDRED
    total = cents(base * tax.percent / whole, column.rounding)
    if not total:
        return []
    part = f"{number(tax.percent)} % {'inside' if tax.included else 'of'} {base:.2f}"
    words = f"{tax.label}: {part} = {Decimal(total) / HUNDRED:.2f}"
    line = PricedLine(
        kind=TAX,
        label=tax.label,
        amount_cents=total,
        rate=tax.percent,
        unit="percent",
        included=tax.included,
        name=tax.name,
        trace=(Trace(tax.key, words),),
    )
    return [line]


def base_of(of: Sequence[str], lines: Sequence[PricedLine]) -> Decimal:
    """The sum of the lines that a percentage looks at, in units of the currency."""
    total = sum(line.amount_cents for line in lines if _looked_at(of, line))
    return Decimal(total) / HUNDRED


def _looked_at(of: Sequence[str], line: PricedLine) -> bool:
    if line.included:
        return False
    return line.kind in _kinds(tuple(of)) or bool(line.name and line.name in of)


@lru_cache(maxsize=256)
def _kinds(of: tuple[str, ...]) -> frozenset[str | None]:
    """The kinds of lines that these words name."""
    return frozenset(GROUPS.get(word) for word in of)


def officers(lines: Sequence[PricedLine], roles: Sequence[str] = ()) -> int:
    """How many officers there are to bill: those with at least one line."""
    found: dict[str, int] = {}
    for line in lines:
        mine = line.kind == OFFICER and line.key and (not roles or line.name in roles)
        if mine and line.unit in ("hour", "assignment"):
            found[line.key] = line.quantity
    return sum(found.values())
