"""Fees and taxes of a detail: percentages of chosen lines, sums per officer or hour, flat sums."""

from collections.abc import Sequence
from decimal import Decimal

from coordinator.rules.rates.card import Fee, SideCard, Tax
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

_GROUPS = {"officers": OFFICER, "equipment": EQUIPMENT, "fees": FEE}
HUNDRED = Decimal(100)


def price_fees(
    column: SideCard, situation: Situation, lines: Sequence[PricedLine]
) -> list[PricedLine]:
    """Fees in the card's order, each seeing the lines and fees before it; then the taxes."""
    found: list[PricedLine] = []
    for fee in column.fees:
        if fee.scope.holds(situation) and not _spared(fee, situation):
            found += _fee_lines(column, fee, (*lines, *found))
    charged = (*lines, *found)
    if situation.words.get("tax_exempt") != "yes":
        for tax in column.taxes:
            if tax.scope.holds(situation):
                found += _tax_lines(column, tax, charged)
    return found


def _spared(fee: Fee, situation: Situation) -> bool:
    return fee.spares_exempt and situation.words.get("fee_exempt") == "yes"


def _fee_lines(column: SideCard, fee: Fee, lines: Sequence[PricedLine]) -> list[PricedLine]:
    base = _base(fee.of, lines)
    minutes = sum((x.minutes or 0) * x.quantity for x in lines if x.kind == OFFICER)
    amount, words = _parts(fee, base, _officers(lines), minutes)
    if fee.most is not None and amount > fee.most:
        amount = fee.most
        words.append(f"at most {plain(fee.most)}")
    if not amount:
        return []
    rate, unit = _unit(fee)
    total = cents(amount, column.rounding)
    trace = Trace(fee.key, f"{fee.label}: {' + '.join(words)} = {Decimal(total) / HUNDRED:.2f}")
    line = PricedLine(
        kind=FEE,
        label=fee.label,
        amount_cents=total,
        minutes=minutes if unit == "hour" else None,
        rate=rate,
        unit=unit,
        name=fee.name,
        trace=(trace,),
    )
    return [line]


def _parts(fee: Fee, base: Decimal, officers: int, minutes: int) -> tuple[Decimal, list[str]]:
    parts = (
        (fee.percent * base / HUNDRED, f"{number(fee.percent)} % of {base:.2f}"),
        (fee.flat, f"{plain(fee.flat)} flat"),
        (fee.per_officer * officers, f"{plain(fee.per_officer)} x {officers} officers"),
        (fee.per_hour * minutes / 60, f"{plain(fee.per_hour)} x {hours_words(minutes)}"),
    )
    amount = sum((part for part, _ in parts), Decimal(0))
    return amount, [words for part, words in parts if part]


def _unit(fee: Fee) -> tuple[Decimal | None, str]:
    """The rate to show, when the fee is made of one part."""
    given = [
        (value, unit)
        for value, unit in (
            (fee.percent, "percent"),
            (fee.per_hour, "hour"),
            (fee.per_officer, "officer"),
            (fee.flat, "flat"),
        )
        if value
    ]
    return given[0] if len(given) == 1 else (None, "flat")


def _tax_lines(column: SideCard, tax: Tax, lines: Sequence[PricedLine]) -> list[PricedLine]:
    base = _base(tax.of, lines)
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
        trace=(Trace(tax.key, words),),
    )
    return [line]


def _base(of: Sequence[str], lines: Sequence[PricedLine]) -> Decimal:
    """The sum of the lines that a percentage looks at, in units of the currency."""
    kinds = {_GROUPS[word] for word in of if word in _GROUPS}
    total = sum(x.amount_cents for x in lines if x.kind in kinds or (x.name and x.name in of))
    return Decimal(total) / HUNDRED


def _officers(lines: Sequence[PricedLine]) -> int:
    """How many officers there are to bill: those with at least one line."""
    return sum({x.key: x.quantity for x in lines if x.kind == OFFICER}.values())
