"""A rate card document (TOML) → `RateCard`, or its problems. The shape: the manual's Rate cards."""

import dataclasses
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import TypeVar

from coordinator.rules.documents import Problem, Table, dotted, open_document
from coordinator.rules.rates.card import (
    Cancellation,
    Clause,
    EquipmentRate,
    Fee,
    HoursStep,
    Premium,
    Rate,
    RateCard,
    SideCard,
    Tax,
)
from coordinator.rules.rates.clock import DayList
from coordinator.rules.rates.conditions import Scope
from coordinator.rules.rates.lines import ROUNDINGS
from coordinator.rules.rates.reading_portions import read_portion
from coordinator.rules.rates.reading_scopes import read_scope
from coordinator.rules.rates.reading_steps import read_step, whole_minutes

BASES = ("officers", "equipment", "fees")
C = TypeVar("C", bound=Clause)


def read_card(text: str) -> RateCard | tuple[Problem, ...]:
    """Read and check a rate card. Every problem is reported, not only the first."""
    root = open_document(text)
    if root.problems:
        return tuple(root.problems)
    days = _read_days(root)
    bill = _read_bill(root.table("bill"), days)
    pay = _read_pay(root.table("pay"), days)
    if not pay.hours:
        pay = dataclasses.replace(pay, hours=bill.hours)
    card = RateCard(
        name=root.text("name"),
        effective_on=root.day("effective_on"),
        source=root.text("source", ""),
        note=root.text("note", ""),
        bill=bill,
        pay=pay,
        days=days,
    )
    if not (bill.rates or pay.rates):
        root.wrong(
            "", "has no price.", 'Add [[bill.rate]] with rate = 60.00 and when.role = "officer".'
        )
    root.finish()
    problems = sorted(root.problems, key=lambda problem: problem.line)
    return tuple(problems) if problems else card


def _read_days(root: Table) -> DayList:
    yearly: dict[tuple[int, int], str] = {}
    single: dict[date, str] = {}
    for table in root.tables("holiday"):
        name = table.text("name")
        for value in table.values("on"):
            _read_day(table, value, name, yearly, single)
        table.finish()
    return DayList(yearly, single)


def _read_day(
    table: Table,
    value: object,
    name: str,
    yearly: dict[tuple[int, int], str],
    single: dict[date, str],
) -> None:
    try:
        if isinstance(value, date):
            single[value] = name
        else:
            # A leap year, so that 29 February may be written.
            day = date.fromisoformat(f"2024-{value}")
            yearly[day.month, day.day] = name
    except ValueError:
        table.wrong("on", f"{value!r} is not a day.", 'Write "12-25" for every year or 2026-11-26.')


def _read_bill(table: Table, days: DayList) -> SideCard:
    side = dataclasses.replace(
        _read_hourly(table, days),
        equipment=_clauses(table, "equipment", lambda row: _read_equipment(row, days)),
        fees=_clauses(table, "fee", _read_fee),
        taxes=_clauses(table, "tax", _read_tax),
    )
    _check_bases(table, side)
    return _finished(table, side)


def _read_pay(table: Table, days: DayList) -> SideCard:
    """The pay of officers: every line belongs to one of them, so there are no fees or taxes."""
    return _finished(table, _read_hourly(table, days))


def _read_hourly(table: Table, days: DayList) -> SideCard:
    return SideCard(
        hours=_clauses(table, "hours", _read_hours),
        rates=_clauses(table, "rate", lambda row: _read_rate(row, days)),
        premiums=_clauses(table, "premium", lambda row: _read_premium(row, days)),
        cancellations=_clauses(table, "cancellation", _read_cancellation),
        rounding=table.choice("rounding", tuple(ROUNDINGS), "half_up"),
        round_rate=table.flag("round_rate"),
    )


def _finished(table: Table, side: SideCard) -> SideCard:
    table.finish()
    clocks = frozenset(edge for portion in side.portions() for edge in portion.edges())
    return dataclasses.replace(side, clocks=clocks)


def _clauses(table: Table, key: str, read: Callable[[Table], C]) -> tuple[C, ...]:
    found = []
    for row in table.tables(key):
        found.append(read(row))
        row.finish()
    return tuple(found)


def _common(table: Table) -> tuple[str, str, Scope]:
    named = table.text("clause", "")
    key = dotted(table.path)
    return f"{named}, {key}" if named else key, table.text("label", ""), read_scope(table)


def _read_hours(table: Table) -> HoursStep:
    return HoursStep(*_common(table), step=read_step(table))


def _read_rate(table: Table, days: DayList) -> Rate:
    rate, own = _optional(table, "rate"), _optional(table, "own_times")
    if (rate is None) == (own is None):
        table.wrong("", "needs a price.", "Write either rate = 60.00 or own_times = 1.5.")
    return Rate(*_common(table), rate=rate, own_times=own, portion=read_portion(table, days))


def _read_premium(table: Table, days: DayList) -> Premium:
    parts = _common(table)
    times = _percent_as_factor(table)
    add = table.decimal("add", Decimal(0), least=Decimal(-100_000))
    if times == 1 and add == 0:
        table.wrong("", "changes nothing.", "Write times = 1.5, percent = 25 or add = 10.00.")
    group = table.text("group", "")
    return Premium(*parts, times=times, add=add, group=group, portion=read_portion(table, days))


def _percent_as_factor(table: Table) -> Decimal:
    if "percent" in table:
        return 1 + table.decimal("percent") / 100
    return table.decimal("times", Decimal(1))


def _read_equipment(table: Table, days: DayList) -> EquipmentRate:
    rate, flat, mile = (_optional(table, key) for key in ("rate", "flat", "per_mile"))
    if rate is None and flat is None and mile is None:
        table.wrong("", "needs a price.", "Write rate = 20.00 (an hour), flat or per_mile.")
    return EquipmentRate(
        *_common(table),
        kind=table.text("kind"),
        rate=rate,
        flat=flat,
        per_mile=mile,
        free_miles=table.whole("free_miles", 0),
        block_minutes=whole_minutes(table, "block_hours", Decimal(0)),
        follows=table.choice("follows", ("worked", "billed"), "worked"),
        steps=_clauses(table, "hours", _read_hours),
        portion=read_portion(table, days),
    )


def _read_fee(table: Table) -> Fee:
    key, label, scope = _common(table)
    return Fee(
        key,
        label or "Administrative fee",
        scope,
        name=table.text("name", ""),
        percent=table.decimal("percent", Decimal(0)),
        flat=table.decimal("flat", Decimal(0)),
        per_officer=table.decimal("per_officer", Decimal(0)),
        per_hour=table.decimal("per_hour", Decimal(0)),
        of=table.texts("of", ("officers",)),
        most=_optional(table, "most"),
        spares_exempt=table.flag("spares_exempt", default=True),
    )


def _read_tax(table: Table) -> Tax:
    key, label, scope = _common(table)
    return Tax(
        key,
        label or "Tax",
        scope,
        percent=table.decimal("percent"),
        of=table.texts("of", BASES),
        included=table.flag("included"),
    )


def _read_cancellation(table: Table) -> Cancellation:
    whole = table.flag("whole_order")
    return Cancellation(
        *_common(table),
        minutes=whole_minutes(table, "hours", Decimal(0)),
        whole_order=whole,
        rate=_optional(table, "rate"),
    )


def _optional(table: Table, key: str) -> Decimal | None:
    value = table.decimal(key, Decimal(0))
    return value if key in table else None


def _check_bases(table: Table, side: SideCard) -> None:
    """A percentage may look at the three groups, at a kind of equipment, or at a named fee."""
    known = {*BASES, *(each.kind for each in side.equipment), *(fee.name for fee in side.fees)}
    listed = ", ".join(sorted(known - {""}))
    named = [fee.of for fee in side.fees] + [tax.of for tax in side.taxes]
    for row, words in zip((*table.tables("fee"), *table.tables("tax")), named, strict=True):
        for word in sorted(set(words) - known):
            row.wrong("of", f"{word!r} names no line of this side.", f"Known: {listed}.")
