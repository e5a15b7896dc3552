"""Fees and taxes of a detail: percentages of chosen lines, sums per officer or hour, flat sums."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from coordinator.rules.rates.card import SideCard
from coordinator.rules.rates.charges import Fee, Tax
from coordinator.rules.rates.conditions import Situation
from coordinator.rules.rates.fee_counts import (
    Counts,
    counted_officers,
    of_whom,
    officer_days,
    officers,
)
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

GROUPS = {"officers": OFFICER, "equipment": EQUIPMENT, "fees": FEE, "taxes": TAX}
ZERO, HUNDRED = Decimal(0), Decimal(100)


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


def fee_amount(column: SideCard, fee: Fee, lines: Sequence[PricedLine], counts: Counts) -> Decimal:
    """What the parts of a fee come to on these lines, unbounded and unrounded."""
    lines, counts = of_whom(fee, lines, counts)
    minutes = _minutes(column, fee, lines, counts) if fee.per_hour else 0
    amount = _parts(fee, lines, minutes, counts)[0]
    return _each_bounded(column, fee, lines, counts, amount)[0]


def _each_bounded(
    column: SideCard, fee: Fee, lines: Sequence[PricedLine], counts: Counts, amount: Decimal
) -> tuple[Decimal, str]:
    """The fee with what of it falls on each officer bounded; the rest of it is left as it is."""
    most = fee.most_per_officer
    if most is None:
        return amount, ""
    of_each = replace(
        fee, flat=ZERO, per_vehicle=ZERO, per_day=ZERO, per_officer_day=ZERO, most_per_officer=None
    )
    over, seen = ZERO, set[str]()
    alone = replace(counts, event=None)
    for line in lines:
        if line.kind == OFFICER and line.key and line.key not in seen:
            seen.add(line.key)
            mine = [each for each in lines if each.kind == OFFICER and each.key == line.key]
            share = fee_amount(column, of_each, mine, alone)
            over += max(ZERO, share - most * officers(mine, fee.roles))
    spared = counted_officers(fee, lines, counts) - officers(lines, fee.roles)
    over += max(ZERO, fee.per_officer - most) * spared
    return amount - over, f", at most {plain(most)} for each officer" if over else ""


def _fee_lines(
    column: SideCard, fee: Fee, lines: Sequence[PricedLine], counts: Counts
) -> list[PricedLine]:
    lines, counts = of_whom(fee, lines, counts)
    minutes = _minutes(column, fee, lines, counts) if fee.per_hour else 0
    amount, words, units = _parts(fee, lines, minutes, counts)
    amount, each = _each_bounded(column, fee, lines, counts, amount)
    amount, bound = _bounded(fee, amount)
    amount, of_all = _within_ceilings(fee, amount, lines, counts)
    bound = each + bound + of_all
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
        quantity=_quantity(unit, fee, lines, counts),
        rate=rate,
        unit=unit,
        name=fee.name,
        trace=(trace,),
    )
    return [line]


def _minutes(column: SideCard, fee: Fee, lines: Sequence[PricedLine], counts: Counts) -> int:
    """The minutes of officers that a fee by the hour looks at."""
    billed = sum((x.minutes or 0) * x.quantity for x in _officers_lines(fee, lines))
    if not fee.portion.asks_clock or counts.situation is None:
        return billed
    runs = [(run, x.count) for x, run in counts.runs if not fee.roles or x.role in fee.roles]
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


def _within_ceilings(
    fee: Fee, amount: Decimal, lines: Sequence[PricedLine], counts: Counts
) -> tuple[Decimal, str]:
    """What of a fee the ceilings of the job and the year leave; fees of one label share them.

    What a ceiling kept from being charged is not given back either.
    """
    if fee.most_per_job is None and fee.most_per_year is None:
        return amount, ""
    now = sum(x.amount_cents for x in lines if x.kind == FEE and x.label == fee.label)
    here = Decimal(now) / HUNDRED
    if amount < 0 and counts.fees_here is not None:
        here = max(ZERO, counts.fees_here.get(fee.label, ZERO) + here)
        words = f", no more than the {here:.2f} that was charged"
        return (amount, "") if -amount <= here else (-here, words)
    said = ""
    for most, before, of in (
        (fee.most_per_job, counts.job_before, "for the job"),
        (fee.most_per_year, counts.year_before, "a year"),
    ):
        charged = before.get(fee.label, ZERO) + here
        left = amount if most is None else max(ZERO, most - charged)
        if most is not None and amount > left:
            amount = left
            said = f", at most {plain(most)} {of}, {charged:.2f} charged before"
    return amount, said


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
        yield _times(fee.per_officer, counted_officers(fee, lines, counts), "officer")
    if fee.per_officer_day:
        yield _times(fee.per_officer_day, officer_days(fee, lines, counts), "officer day")
    if fee.per_vehicle:
        yield _times(fee.per_vehicle, counts.vehicles, "vehicle")
    if fee.per_day:
        many, which = counts.days()
        yield _times(fee.per_day, many, "day", which)
    if fee.per_hour:
        words = f"{plain(fee.per_hour)} x {hours_words(minutes)}"
        yield fee.per_hour * minutes / 60, words, fee.per_hour, "hour"


def _times(
    rate: Decimal, many: int, unit: str, which: str = ""
) -> tuple[Decimal, str, Decimal, str]:
    words = f"{plain(rate)} x {many} {unit}s" + (f" ({which})" if which else "")
    return rate * many, words, rate, unit


def _percentage(fee: Fee, lines: Sequence[PricedLine]) -> tuple[Decimal, str]:
    chosen = [line for line in lines if _looked_at(fee.of, line) and _of_role(fee, line)]
    base = _base(fee, chosen) / HUNDRED
    words = f"{number(fee.percent)} % of {base:.2f}"
    if fee.most_per_hour is None:
        return fee.percent * base / HUNDRED, words
    if fee.hour_bounds == "fee":
        hours = Decimal(sum((x.minutes or 0) * x.quantity for x in _officers_lines(fee, lines)))
        amount = min(fee.percent * base / HUNDRED, fee.most_per_hour * hours / 60)
        return amount, f"{words}, at most {plain(fee.most_per_hour)} for each officer hour"
    amount = Decimal(0)
    for line in chosen:
        share = fee.percent * _cents(fee, line) / 10_000
        hours = Decimal((line.minutes or 0) * line.quantity) / 60
        amount += min(share, fee.most_per_hour * hours) if line.minutes else share
    return amount, f"{words}, at most {plain(fee.most_per_hour)} an hour"


def _of_role(fee: Fee, line: PricedLine) -> bool:
    return not fee.roles or line.kind != OFFICER or line.name in fee.roles


def _officers_lines(fee: Fee, lines: Sequence[PricedLine]) -> list[PricedLine]:
    return [line for line in lines if line.kind == OFFICER and _of_role(fee, line)]


def _base(fee: Fee, chosen: Sequence[PricedLine]) -> Decimal:
    if not fee.ordinary:
        return Decimal(sum([line.amount_cents for line in chosen]))
    return sum((_cents(fee, line) for line in chosen), Decimal(0))


def _cents(fee: Fee, line: PricedLine) -> Decimal:
    """What a line is worth to a percentage: the whole, or what it costs without premiums."""
    straight = line.straight_cents if fee.ordinary else None
    return Decimal(line.amount_cents if straight is None else straight)


def _quantity(unit: str, fee: Fee, lines: Sequence[PricedLine], counts: Counts) -> int:
    if unit == "officer":
        return counted_officers(fee, lines, counts)
    if unit == "officer day":
        return officer_days(fee, lines, counts)
    if unit == "day":
        return counts.days()[0]
    return counts.vehicles if unit == "vehicle" else 1


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
