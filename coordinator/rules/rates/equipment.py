"""Vehicles and other equipment: by the hour, the day, the block, the mile, or flat."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from decimal import Decimal

from coordinator.rules.rates.card import EquipmentRate, Rate, SideCard
from coordinator.rules.rates.conditions import Situation
from coordinator.rules.rates.days import days_words
from coordinator.rules.rates.facts import Equipment, Event
from coordinator.rules.rates.hours import HourFacts
from coordinator.rules.rates.lines import (
    EQUIPMENT,
    PricedLine,
    Trace,
    cents,
    hours_words,
    number,
    plain,
)
from coordinator.rules.rates.own_wages import NoPriceError
from coordinator.rules.rates.prices import Piece, price_list, price_time
from coordinator.rules.rates.reached import Run
from coordinator.rules.rates.situations import days_touched
from coordinator.rules.rates.steps import count_hours

KM = Decimal("1.609344")
"""Kilometres in a mile."""
THOUSANDTH = Decimal("0.001")


def price_equipment(
    column: SideCard, event: Event, thing: Equipment, situation: Situation, billed: int
) -> list[PricedLine]:
    """The lines of one entry; `billed` is the longest time billed for an officer, in minutes.

    Of the tables that fit the first with a price of time counts, and the first with one of
    distance. A card that prices no equipment at all charges none. Raises `NoPriceError` when it
    prices some, but not this kind.
    """
    if not column.equipment or not thing.count:
        return []
    rows = [x for x in column.equipment if x.kind == thing.kind and x.scope.holds(situation)]
    timed = [row for row in rows if row.of_time]
    if event.cancelled_at is not None:
        return _cancelled(column, thing, situation, timed, billed)
    if not rows:
        raise NoPriceError(f"no price for equipment {thing.kind!r}")
    far = next((row for row in rows if row.per_mile is not None), None)
    lines = _of_time(column, event, thing, situation, timed, billed) if timed else []
    if far is not None:
        paid = _paid(thing, far)
        driven = _mile_lines(column, paid, far, far.per_mile or Decimal(0))
        if timed and far is timed[0] and not far.bounds_a_day:
            return _bounded(column, paid, far, [*lines, *driven])
        lines += driven if far.bounds_a_day else _bounded(column, paid, far, driven)
    return lines


def held_by(thing: Equipment, lines: Sequence[PricedLine]) -> list[PricedLine]:
    """The lines as sums for whoever has the thing. Their hours are the thing's and not his, so they
    stand in the words."""
    return [
        replace(
            line,
            label=f"{line.label}, {hours_words(line.minutes)}" if line.minutes else line.label,
            key=thing.holder,
            minutes=None,
            quantity=1 if line.minutes else line.quantity,
            rate=Decimal(line.amount_cents) / 100 if line.minutes else line.rate,
            unit="assignment" if line.minutes else line.unit,
        )
        for line in lines
    ]


def _paid(thing: Equipment, row: EquipmentRate) -> Equipment:
    """The things that are not free."""
    return replace(thing, count=max(0, thing.count - row.free)) if row.free else thing


def _of_time(
    column: SideCard,
    event: Event,
    thing: Equipment,
    situation: Situation,
    rows: Sequence[EquipmentRate],
    billed: int,
) -> list[PricedLine]:
    first = rows[0]
    thing = _paid(thing, first)
    if not thing.count:
        return []
    if not first.bounds_a_day:
        lines = _lines(column, event, thing, situation, rows, billed)
        bounded_later = first.per_mile is not None
        return lines if bounded_later else _bounded(column, thing, first, lines)
    found: list[PricedLine] = []
    for part in _days(event, thing):
        lines = _lines(column, event, part, situation, rows, billed)
        day = event.local_date(part.started_at).isoformat()
        bounded = _bounded(column, part, first, lines)
        found += [replace(line, label=f"{line.label}, {day}") for line in bounded]
    return found


def _days(event: Event, thing: Equipment) -> list[Equipment]:
    """The thing on each local day on which it was there."""
    parts, start = [], thing.started_at
    while start < thing.ended_at:
        day = event.local_date(start) + timedelta(days=1)
        until = int(datetime.combine(day, time(0), event.local_zone).timestamp())
        until = min(until, thing.ended_at)
        parts.append(replace(thing, started_at=start, ended_at=until))
        start = until
    return parts


def _lines(
    column: SideCard,
    event: Event,
    thing: Equipment,
    situation: Situation,
    rows: Sequence[EquipmentRate],
    billed: int,
) -> list[PricedLine]:
    first = rows[0]
    lines: list[PricedLine] = []
    if first.flat is not None and not first.block_minutes:
        lines.append(_flat_for_days(column, event, thing, first, first.flat))
        if first.rate is None:
            return lines
    facts = HourFacts(worked=billed if first.follows == "billed" else thing.minutes)
    minutes, trace = count_hours(first.steps, situation, facts)
    if first.flat is not None and first.block_minutes:
        blocks = -(-minutes // first.block_minutes) if first.repeats else 1
        lines.append(_flat_line(column, thing, first, first.flat, "block", blocks, trace))
        minutes = 0 if first.repeats else minutes - first.block_minutes
    return lines + _hourly(column, thing, situation, rows, max(0, minutes), trace)


def _cancelled(
    column: SideCard,
    thing: Equipment,
    situation: Situation,
    rows: Sequence[EquipmentRate],
    billed: int,
) -> list[PricedLine]:
    """What is charged for a thing that stayed at home, where officers are charged."""
    if not rows or not billed:
        return []
    first = rows[0]
    thing = _paid(thing, first)
    if not thing.count:
        return []
    if first.cancelled_flat and first.flat is not None:
        return [_flat_line(column, thing, first, first.flat, "assignment", 1, ())]
    words = f"cancelled: {hours_words(first.cancelled_minutes)} for each"
    trace = (Trace(first.key, words),)
    return _hourly(column, thing, situation, rows, first.cancelled_minutes, trace)


def _bounded(
    column: SideCard, thing: Equipment, row: EquipmentRate, lines: list[PricedLine]
) -> list[PricedLine]:
    """One line in the place of several, where their sum for each thing is out of bounds."""
    total = Decimal(sum(line.amount_cents for line in lines)) / 100
    for bound, words, broken in (
        (row.least, "at least", row.least is not None and total < row.least * thing.count),
        (row.most, "at most", row.most is not None and total > row.most * thing.count),
    ):
        if bound is not None and broken and lines:
            says = Trace(row.key, f"{_label(thing, row)}: {words} {plain(bound)} each")
            flat = _flat_line(column, thing, row, bound, "assignment", 1, lines[0].trace)
            return [replace(flat, trace=(*lines[0].trace, says))]
    return lines


def _flat_for_days(
    column: SideCard, event: Event, thing: Equipment, row: EquipmentRate, flat: Decimal
) -> PricedLine:
    """A flat sum for the assignment, or for each local date that it touches, which are told."""
    if row.per != "day":
        return _flat_line(column, thing, row, flat, row.per, 1, ())
    days = days_touched(event, thing.started_at, thing.started_at + thing.minutes * 60)
    line = _flat_line(column, thing, row, flat, row.per, len(days), ())
    return replace(line, label=f"{line.label}, {days_words(days)}")


def _flat_line(
    column: SideCard,
    thing: Equipment,
    row: EquipmentRate,
    flat: Decimal,
    unit: str,
    units: int,
    trace: tuple[Trace, ...],
) -> PricedLine:
    named = {"day": "a day", "block": f"first {hours_words(row.block_minutes)}"}
    words = (
        f"blocks of {hours_words(row.block_minutes)}" if row.repeats else named.get(unit, "flat")
    )
    return PricedLine(
        kind=EQUIPMENT,
        label=f"{_label(thing, row)}, {words}",
        amount_cents=cents(flat * units * thing.count, column.rounding),
        key=thing.key,
        quantity=units * thing.count,
        rate=flat,
        unit=unit,
        name=thing.kind,
        trace=(*trace, Trace(row.key, f"{_label(thing, row)}: {plain(flat)} {words}")),
    )


def _mile_lines(
    column: SideCard, thing: Equipment, row: EquipmentRate, per_mile: Decimal
) -> list[PricedLine]:
    told = thing.miles if row.distance == "mile" else (thing.miles * KM).quantize(THOUSANDTH)
    miles = max(Decimal(0), told - row.free_miles)
    if not miles or not thing.count:
        return []
    unit = "miles" if row.distance == "mile" else "km"
    words = f"{_label(thing, row)}: {number(miles)} {unit} x {plain(per_mile)}"
    whole = miles == miles.to_integral_value()
    line = PricedLine(
        kind=EQUIPMENT,
        label=f"{_label(thing, row)}, {number(miles)} {unit}",
        amount_cents=cents(per_mile * miles * thing.count, column.rounding),
        key=thing.key,
        # Tenths of a mile have no place in a count: the label and the trace name them.
        quantity=int(miles) * thing.count if whole else thing.count,
        rate=per_mile if whole else per_mile * miles,
        unit=row.distance if whole else "assignment",
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
    run = Run(thing.started_at, minutes, thing.kind.replace("_", " "), worked=thing.minutes)
    pieces = price_time(price_list(column, rates, situation), run)
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
            trace=(*trace, *piece.trace, _sum_trace(column, thing, piece)),
        )
        for piece in pieces
    ]


def _sum_trace(column: SideCard, thing: Equipment, piece: Piece) -> Trace:
    count = f" x {thing.count}" if thing.count != 1 else ""
    amount = cents(piece.rate * piece.minutes * thing.count / 60, column.rounding)
    words = f"{hours_words(piece.minutes)} x {plain(piece.rate)}{count}"
    return Trace("amount", f"{words} = {Decimal(amount) / 100:.2f}")


def _label(thing: Equipment, row: EquipmentRate) -> str:
    words = row.label or thing.kind.replace("_", " ")
    return words[:1].upper() + words[1:]
