"""The scope of a clause as read from a document: `when`, `unless`, `from` and `until`.

when = { role = ["officer", "detective"], alcohol = true, requested = { under = 24 } }
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time
from decimal import Decimal

from coordinator.rules.documents import Table
from coordinator.rules.rates.conditions import (
    AnyOf,
    Begins,
    Condition,
    Flag,
    Has,
    Number,
    Scope,
    Touches,
    Word,
)
from coordinator.rules.rates.days import WEEKDAYS, DayList
from coordinator.rules.rates.facts import FLAGS, NUMBERS, WORDS
from coordinator.rules.rates.notices import UNITS, WHICH, Count, Deadline, Notice
from coordinator.rules.rates.reading_portions import BOUNDS, read_hours_of_week, read_inside

BUSINESS_DAYS = ("business_days", "clear_business_days")
FAR = Decimal(-1_000_000)


def read_scope(table: Table, days: DayList) -> Scope:
    """Read where and when the clause of this table is in force."""
    from_on = _date(table, "from")
    until_on = _date(table, "until")
    if from_on and until_on and until_on <= from_on:
        table.wrong("until", "is not after 'from'.", "The clause would never be in force.")
    when = read_conditions(table.table("when"), days)
    unless = read_conditions(table.table("unless"), days)
    return Scope(when, unless, from_on, until_on)


def _date(table: Table, key: str) -> date | None:
    table.known(key, "a date such as 2026-07-01")
    return table.day(key) if key in table else None


def read_conditions(table: Table, days: DayList) -> tuple[Condition, ...]:
    """The conditions of one `when` or `unless` table; all of them must hold."""
    found: list[Condition] = []
    found += [Word(name, _words(table, name)) for name in WORDS if _has(table, name)]
    found += [Flag(name, table.flag(name)) for name in FLAGS if _has(table, name)]
    found += [_number(table.table(name), name) for name in NUMBERS if _has(table, name)]
    if _has(table, "equipment"):
        found.append(Has(_words(table, "equipment")))
    for which in WHICH:
        if _has(table, which):
            found += _notices(table.table(which), which)
    found += _times(table, days)
    found += _facts(table)
    if _has(table, "any_of"):
        found.append(AnyOf(tuple(read_conditions(one, days) for one in table.tables("any_of"))))
    table.finish()
    return tuple(found)


def _has(table: Table, name: str) -> bool:
    table.known(name)
    return name in table


def _words(table: Table, name: str) -> tuple[str, ...]:
    return table.texts(name) if table.holds(name, list) else (table.text(name),)


def _times(table: Table, days: DayList) -> Iterator[Condition]:
    for name, kind in (("starts", Begins), ("touches", Touches)):
        if _has(table, name):
            below = table.table(name)
            portion = read_hours_of_week(below, days)
            if kind is Touches:
                portion = replace(portion, inside=read_inside(below))
            if not portion.asks_clock:
                below.wrong(
                    "", "names no time.", 'Write { on = ["sunday"] } or { between = [..] }.'
                )
            below.finish()
            yield kind(portion)


def _facts(table: Table) -> Iterator[Condition]:
    """The agency's own facts, kept with a job under names of its own."""
    if not _has(table, "fact"):
        return
    below = table.table("fact")
    for name in tuple(below.keys()):
        if below.holds(name, bool):
            yield Flag(name, below.flag(name))
        elif below.holds(name, dict):
            yield _number(below.table(name), name)
        else:
            yield Word(name, _words(below, name))


def _bounds(table: Table, *, least: Decimal = Decimal(0)) -> dict[str, Decimal]:
    values = {key: table.decimal(key, Decimal(0), least=least) for key in BOUNDS}
    return {key: value for key, value in values.items() if key in table}


def _number(table: Table, name: str) -> Condition:
    bounds = _bounds(table, least=FAR)
    if not bounds:
        table.wrong("", "names no limit.", "Write { at_least = 5 } or { under = 5 }.")
    table.finish()
    return Number(name, **bounds)


def _notices(table: Table, which: str) -> Iterator[Condition]:
    unit = table.choice("unit", UNITS, "hours")
    table.known("closes", "a time such as 16:00:00")
    closes = table.clock("closes") if "closes" in table else None
    # Whoever closes at four on Friday and counts business days means Monday.
    usual = "business_day" if closes is not None and unit in BUSINESS_DAYS else "day"
    to_next = table.choice("next", ("day", "business_day"), usual) == "business_day"
    if to_next and unit not in ("calendar_days", *BUSINESS_DAYS):
        table.wrong("next", f"does nothing to {unit}.", 'Write unit = "business_days".')
    count = Count(unit, _office(table), closes, to_next)
    # A cancellation may come after the start: the notice is negative then.
    bounds = _bounds(table, least=FAR)
    if bounds:
        yield Notice(which, count, **bounds)
    if "after_clock" in table:
        yield _deadline(table, which)
    if not bounds and "after_clock" not in table:
        table.wrong("", "names no limit.", "Write { under = 24 } or { at_most = 24 }.")
    table.known("after_clock")
    table.finish()


def _office(table: Table) -> tuple[time, time] | None:
    clocks = table.values("office", ())
    if not clocks:
        return None
    if len(clocks) == 2 and all(isinstance(x, time) for x in clocks) and clocks[0] < clocks[1]:
        return clocks[0], clocks[1]
    table.wrong("office", "is not two times of a day.", "Write office = [08:00:00, 17:00:00].")
    return None


def _deadline(table: Table, which: str) -> Deadline:
    on = table.choice("weekday", WEEKDAYS, "") if "weekday" in table else ""
    return Deadline(
        which,
        table.clock("after_clock"),
        table.whole("days_before", 0),
        table.whole("business_days_before", 0),
        WEEKDAYS.index(on) if on else None,
    )
