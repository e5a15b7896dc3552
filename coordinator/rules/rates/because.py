"""What of the facts made a clause apply: when it was asked for, what the job said, which holiday.

An employer who disputes an amount asks for these and not for the clause.
"""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal

from coordinator.rules.rates.charges import Cancellation
from coordinator.rules.rates.clock import HOLIDAY, Moment, Portion
from coordinator.rules.rates.conditions import (
    Condition,
    Flag,
    Number,
    Scope,
    Situation,
    Word,
    flattened,
)
from coordinator.rules.rates.days import WEEKDAYS
from coordinator.rules.rates.facts import WORDS
from coordinator.rules.rates.lines import hours_words, number
from coordinator.rules.rates.notices import Deadline, Notice

_DONE = {
    "requested": "asked for",
    "approved": "approved",
    "cancelled": "cancelled",
    "reduced": "order cut",
}
_WHO = {"customer": "by the employer", "agency": "by the agency"}
_ELAPSED = ("minutes", "hours", "days")


def because(scope: Scope, situation: Situation, first: str = "") -> str:
    """ " (asked for on 2026-06-01 09:00, 9 h before the start; distance km 60)", or nothing;
    `first` stands before the rest."""
    if not scope.when and not first:
        return ""
    found = {first: None} if first else {}
    found |= dict.fromkeys(x for each in flattened(scope.when) for x in _says(each, situation))
    return f" ({'; '.join(found)})" if found else ""


def rung_words(rung: Cancellation, situation: Situation, costs: str) -> str:
    """What a cancellation, or a cut of the order, costs for each officer, and when it was made."""
    cut = rung.key.rpartition(", ")[2].partition("[")[0].endswith("reduction")
    label = rung.label or ("order cut" if cut else "cancelled")
    when = instant_words("reduced" if cut else "cancelled", situation)
    return f"{label}{because(rung.scope, situation, when)}: {costs} for each officer"


def instant_words(which: str, situation: Situation) -> str:
    """When it was requested, approved, cancelled or cut, by whom where that is known, and how long
    before the start."""
    at = situation.instant(which)
    if at is None:
        return ""
    who = _WHO.get(situation.words.get("cancelled_by", ""), "") if which == "cancelled" else ""
    when = f"on {datetime.fromtimestamp(at, situation.zone):%Y-%m-%d %H:%M}"
    said = " ".join(filter(None, (_DONE[which], who, when)))
    return f"{said}, {_ahead((situation.starts_at - at) // 60)}"


def holiday_words(portion: Portion, moment: Moment, situation: Situation) -> str:
    """The holiday that a moment is of, where the portion asks for one; or nothing."""
    asked = portion.days - set(WEEKDAYS)
    if not asked:
        return ""
    names = situation.holidays.names(moment.day, moment.clock)
    return ", ".join(sorted(name for name in names if HOLIDAY in asked or name in asked))


def _ahead(minutes: int) -> str:
    if minutes < 0:
        return f"{hours_words(-minutes)} after the start"
    return f"{hours_words(minutes)} before the start"


def _says(condition: Condition, situation: Situation) -> Iterator[str]:
    if isinstance(condition, (Notice, Deadline)):
        said = instant_words(condition.which, situation)
        yield from filter(None, (said, _counted(condition, situation) if said else ""))
    elif isinstance(condition, Number):
        value = situation.numbers.get(condition.name)
        yield from [] if value is None else [f"{_name(condition.name)} {number(_short(value))}"]
    elif isinstance(condition, Flag):
        told = condition.wanted and situation.words.get(condition.name) == "yes"
        yield from [_name(condition.name)] if told and "cancel" not in condition.name else []
    elif isinstance(condition, Word) and condition.name not in WORDS:
        value_words = situation.words.get(condition.name, "")
        yield from [f"{_name(condition.name)} {value_words}"] if value_words else []


def _counted(condition: Notice | Deadline, situation: Situation) -> str:
    """The notice in the unit of the clause, where that is no time on the clock."""
    at = situation.instant(condition.which)
    if isinstance(condition, Deadline) or condition.count.unit in _ELAPSED or at is None:
        return ""
    given = _short(condition.count.given(at, situation))
    unit = _name(condition.count.unit)
    return f"that is {number(given)} {unit.removesuffix('s') if given == 1 else unit}"


def _short(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.01")) if value != value.to_integral_value() else value


def _name(word: str) -> str:
    return word.replace("_", " ")
