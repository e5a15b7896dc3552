"""The scope of a clause as read from a document: `when`, `unless`, `from` and `until`.

when = { role = ["officer", "detective"], alcohol = true, requested = { under = 24 } }
"""

from collections.abc import Iterator
from datetime import date, time
from decimal import Decimal

from coordinator.rules.documents import Table
from coordinator.rules.rates.conditions import AtLocalTime, Condition, Flag, Notice, Scope, Word
from coordinator.rules.rates.facts import FLAGS, WORDS

UNITS = ("hours", "days", "business_days")


def read_scope(table: Table) -> Scope:
    """Read where and when the clause of this table is in force."""
    from_on = _date(table, "from")
    until_on = _date(table, "until")
    if from_on and until_on and until_on <= from_on:
        table.wrong("until", "is not after 'from'.", "The clause would never be in force.")
    return Scope(_conditions(table, "when"), _conditions(table, "unless"), from_on, until_on)


def _date(table: Table, key: str) -> date | None:
    day = table.day(key, date.min)
    return None if day == date.min else day


def _conditions(table: Table, key: str) -> tuple[Condition, ...]:
    below = table.table(key)
    found: list[Condition] = []
    found += [Word(name, _words(below, name)) for name in WORDS if _has(below, name)]
    found += [Flag(name, below.flag(name)) for name in FLAGS if _has(below, name)]
    for which in ("requested", "cancelled"):
        found += _notices(below, which)
    below.finish()
    return tuple(found)


def _has(table: Table, name: str) -> bool:
    table.known(name)
    return name in table


def _words(table: Table, name: str) -> tuple[str, ...]:
    return table.texts(name) if table.holds(name, list) else (table.text(name),)


def _notices(table: Table, which: str) -> Iterator[Condition]:
    below = table.table(which)
    unit = below.choice("unit", UNITS, "hours")
    for key, within in (("under", False), ("at_most", True)):
        limit = below.decimal(key, Decimal(0))
        if key in below:
            yield Notice(which, limit, unit, within)
    after = below.clock("after_clock", time.min)
    if "after_clock" in below:
        yield AtLocalTime(which, after)
    if which in table and not any(key in below for key in ("under", "at_most", "after_clock")):
        below.wrong("", "names no limit.", "Write { under = 24 } or { at_most = 24 }.")
    below.finish()
