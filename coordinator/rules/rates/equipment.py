"""Vehicles and other equipment: by the hour, flat, or a flat first block and hours after it."""

from collections.abc import Sequence
from decimal import Decimal

from coordinator.rules.rates.card import EquipmentRate, Rate, SideCard
from coordinator.rules.rates.conditions import Situation
from coordinator.rules.rates.facts import Equipment
from coordinator.rules.rates.hours import HourFacts
from coordinator.rules.rates.lines import EQUIPMENT, PricedLine, Trace, cents, hours_words, plain
from coordinator.rules.rates.prices import NoPriceError, Time, price_list, price_time
from coordinator.rules.rates.steps import count_hours


def price_equipment(
    column: SideCard, thing: Equipment, situation: Situation, billed: int
) -> list[PricedLine]:
    """The lines of one entry; `billed` is the longest time billed for an officer, in minutes.

    A card that prices no equipment at all charges none. Raises `NoPriceError` when it prices some,
    but not this kind.
    """
    if not column.equipment:
        return []
    rows = [x for x in column.equipment if x.kind == thing.kind and x.scope.holds(situation)]
    if not rows:
        raise NoPriceError(f"no price for equipment {thing.kind!r}")
    first = rows[0]
    if first.flat is not None and not first.block_minutes:
        return [_flat_line(column, thing, first, first.flat, "assignment", ())]
    if first.per_mile is not None:
        return _mile_lines(column, thing, first, first.per_mile)
    facts = HourFacts(worked=billed if first.follows == "billed" else thing.minutes)
    minutes, trace = count_hours(first.steps, situation, facts)
    lines: list[PricedLine] = []
    if first.flat is not None:
        lines.append(_flat_line(column, thing, first, first.flat, "block", trace))
        minutes -= first.block_minutes
    return lines + _hourly(column, thing, situation, rows, max(0, minutes), trace)


def _flat_line(
    column: SideCard,
    thing: Equipment,
    row: EquipmentRate,
    flat: Decimal,
    unit: str,
    trace: tuple[Trace, ...],
) -> PricedLine:
    first = f"first {hours_words(row.block_minutes)}" if unit == "block" else "flat"
    return PricedLine(
        kind=EQUIPMENT,
        label=f"{_label(thing, row)}, {first}",
        amount_cents=cents(flat * thing.count, column.rounding),
        key=thing.key,
        quantity=thing.count,
        rate=flat,
        unit=unit,
        name=thing.kind,
        trace=(*trace, Trace(row.key, f"{_label(thing, row)}: {plain(flat)} {first}")),
    )


def _mile_lines(
    column: SideCard, thing: Equipment, row: EquipmentRate, per_mile: Decimal
) -> list[PricedLine]:
    miles = max(0, thing.miles - row.free_miles)
    if not miles:
        return []
    words = f"{_label(thing, row)}: {miles} miles x {plain(per_mile)}"
    line = PricedLine(
        kind=EQUIPMENT,
        label=f"{_label(thing, row)}, {miles} miles",
        amount_cents=cents(per_mile * miles * thing.count, column.rounding),
        key=thing.key,
        quantity=miles * thing.count,
        rate=per_mile,
        unit="mile",
        name=thing.kind,
        trace=(Trace(row.key, words),),
    )
    return [line]


def _hourly(
    column: SideCard,
    thing: Equipment,
    situation: Situation,
    rows: Sequence[EquipmentRate],
    minutes: int,
    trace: tuple[Trace, ...],
) -> list[PricedLine]:
    if not minutes:
        return []
    rates = [
        Rate(row.key, row.label, row.scope, rate=row.rate, portion=row.portion)
        for row in rows
        if row.rate is not None
    ]
    run = Time(thing.started_at, minutes, thing.kind.replace("_", " "))
    pieces = price_time(price_list(column, rates, situation), column, situation, run)
    return [
        PricedLine(
            kind=EQUIPMENT,
            label=piece.label[:1].upper() + piece.label[1:],
            amount_cents=cents(piece.rate * piece.minutes * thing.count / 60, column.rounding),
            key=thing.key,
            minutes=piece.minutes,
            quantity=thing.count,
            rate=piece.rate,
            name=thing.kind,
            trace=(*trace, *piece.trace),
        )
        for piece in pieces
    ]


def _label(thing: Equipment, row: EquipmentRate) -> str:
    words = row.label or thing.kind.replace("_", " ")
    return words[:1].upper() + words[1:]
