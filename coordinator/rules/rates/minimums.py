"""The least and the most that a whole request costs, kept deposits, and totals in full dollars."""

from collections.abc import Sequence
from decimal import Decimal

from coordinator.rules.rates.card import SideCard
from coordinator.rules.rates.charges import Minimum
from coordinator.rules.rates.conditions import Situation
from coordinator.rules.rates.fees import base_of
from coordinator.rules.rates.hours import HourFacts
from coordinator.rules.rates.limiting import Round
from coordinator.rules.rates.lines import (
    FEE,
    OFFICER,
    PricedLine,
    Trace,
    cents,
    hours_words,
    plain,
)


def fill_up(
    column: SideCard, situation: Situation, lines: Sequence[PricedLine]
) -> list[PricedLine]:
    """Lines that bring the request up to the card's minimums."""
    found: list[PricedLine] = []
    for row in column.minimums:
        if lines and row.scope.holds(situation):
            found += _missing(column, row, (*lines, *found))
    return found


def cut_off(
    column: SideCard, situation: Situation, lines: Sequence[PricedLine]
) -> list[PricedLine]:
    """The line that brings the request down to the first of the card's maximums that fits."""
    row = next((row for row in column.maximums if row.scope.holds(situation)), None)
    over = 0 if row is None else cents(base_of(row.of, lines) - row.amount, column.rounding)
    if row is None or over <= 0:
        return []
    label = row.label or "Maximum charge"
    words = f"{label}: at most {plain(row.amount)} for the request"
    line = PricedLine(
        OFFICER, label, -over, rate=Decimal(-over) / 100, unit="flat", name="maximum",
        trace=(Trace(row.key, words),),
    )  # fmt: skip
    return [line]


def _missing(column: SideCard, row: Minimum, lines: Sequence[PricedLine]) -> list[PricedLine]:
    label = row.label or "Minimum charge"
    # What is missing to a minimum is nobody's straight time; rounded hours are hours.
    missing = cents(row.amount - base_of(row.of, lines), column.rounding)
    if row.amount and missing > 0:
        words = f"{label}: at least {plain(row.amount)} for the request"
        line = PricedLine(
            OFFICER, label, missing, rate=Decimal(missing) / 100, unit="flat", name="minimum",
            trace=(Trace(row.key, words),), straight_cents=0,
        )  # fmt: skip
        return [line]
    hourly = [line for line in lines if line.kind == OFFICER and line.unit == "hour"]
    billed = sum((x.minutes or 0) * x.quantity for x in hourly)
    if row.rounds is not None:
        return _rounded(column, row, row.rounds, hourly, billed)
    minutes = row.minutes - billed
    if not hourly or minutes <= 0:
        return []
    rate = min(line.rate or Decimal(0) for line in hourly)
    words = f"{label}: at least {hours_words(row.minutes)} of officers for the request"
    line = PricedLine(
        OFFICER, label, cents(rate * minutes / 60, column.rounding), minutes=minutes, rate=rate,
        name="minimum", trace=(Trace(row.key, words),), straight_cents=0,
    )  # fmt: skip
    return [line]


def _rounded(
    column: SideCard, row: Minimum, by: Round, hourly: Sequence[PricedLine], billed: int
) -> list[PricedLine]:
    """The line that brings the hours of all officers together to what they are rounded to, and
    their price to that of the sum: each officer's own line was rounded to the cent before."""
    if not hourly:
        return []
    whole = by.run(billed, HourFacts(billed))
    rate = min(line.rate or Decimal(0) for line in hourly)
    exact = sum((x.rate or 0) * (x.minutes or 0) * x.quantity for x in hourly)
    price = cents((exact + rate * (whole - billed)) / 60, column.rounding)
    missing = price - sum(line.amount_cents for line in hourly)
    if whole == billed and not missing:
        return []
    label = row.label or "Hours rounded"
    words = f"{label}: {hours_words(billed)} of all officers {by.says()} = {hours_words(whole)}"
    line = PricedLine(
        OFFICER, label, missing, minutes=whole - billed, rate=rate, name="minimum",
        trace=(Trace(row.key, words),),
    )  # fmt: skip
    return [line]


def kept_deposit(label: str, clause: str, missing: int, deposit: int) -> PricedLine:
    """The line that brings a cancelled detail up to the deposit which the agency keeps."""
    words = f"{label}: the deposit of {plain(Decimal(deposit) / 100)} is kept"
    return PricedLine(
        FEE, label, missing, rate=Decimal(missing) / 100, unit="flat", name="deposit kept",
        trace=(Trace(clause, words),),
    )  # fmt: skip


def round_total(column: SideCard, total: int) -> list[PricedLine]:
    """The line that brings the total to a full multiple of the card's step, half up."""
    if column.round_total is None:
        return []
    step = cents(column.round_total)
    difference = (2 * total + step) // (2 * step) * step - total
    if not difference:
        return []
    words = f"total to the nearest {plain(column.round_total)}"
    line = PricedLine(
        FEE, "Rounding", difference, rate=Decimal(difference) / 100, unit="flat", name="rounding",
        trace=(Trace("round_total", words),),
    )  # fmt: skip
    return [line]
