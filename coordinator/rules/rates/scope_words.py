"""When a clause applies, in plain English."""

from collections.abc import Callable, Iterable, Iterator
from datetime import time
from decimal import Decimal
from typing import Any, Final

from coordinator.rules.rates.clock import Inside, Portion
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
from coordinator.rules.rates.days import WEEKDAYS
from coordinator.rules.rates.lines import hours_words, number
from coordinator.rules.rates.notices import Deadline, Notice

_JUDGED: Final = {
    "start": "all of it when it starts so",
    "end": "all of it when it ends so",
    "any": "all of it when any part is so",
    "most": "all of it when most of it is so",
    "all": "only when all of it is so",
}
_WITHIN: Final = {"detail": "", "day": " of the day", "week": " of the week"}


def scope_words(scope: Scope) -> str:
    """ "job class road; not: customer class town"."""
    when = "; ".join(_condition(each) for each in scope.when)
    unless = " and ".join(_condition(each) for each in scope.unless)
    return "; ".join(filter(None, (when, f"not with {unless}" if unless else "")))


def whose_words(whose: Scope) -> str:
    """ "only of officers with rank OFF"."""
    said = scope_words(whose)
    return f"only of officers ({said})" if said else ""


def dates_words(scope: Scope) -> str:
    """ "from 2026-01-01, until 2027-01-01 (not included)"."""
    start = f"from {scope.from_on}" if scope.from_on else ""
    end = f"until {scope.until_on} (not included)" if scope.until_on else ""
    return ", ".join(filter(None, (start, end)))


def portion_words(portion: Portion) -> str:
    """The part of the time that a price is for."""
    parts = [
        f"after {hours_words(portion.after)}{_WITHIN[portion.per]}" if portion.after else "",
        f"of each day at most {hours_words(portion.day_most)} count" if portion.day_most else "",
        "beyond the hours ordered" if portion.over_order else "",
        "only hours that were worked" if portion.worked_only else "",
        _of_week(portion),
        _beside(portion),
        _JUDGED.get(portion.judged, ""),
        _inside(portion.inside),
    ]
    return ", ".join(filter(None, parts))


def _beside(portion: Portion) -> str:
    parts = [f"up to {hours_words(portion.goes_on)} of work after it"] if portion.goes_on else []
    if portion.goes_back:
        parts.append(f"up to {hours_words(portion.goes_back)} of work before it")
    return f"and {' and '.join(parts)}" if parts else ""


def _inside(inside: Inside | None) -> str:
    if inside is None:
        return ""
    parts = [f"at least {hours_words(inside.least)}"] if inside.least else []
    parts += [f"at most {hours_words(inside.most)}"] if inside.most is not None else []
    return f"where {' and '.join(parts)} of the work lie so"


def _of_week(portion: Portion) -> str:
    parts = [f"on {_days(portion.days)}" if portion.days else ""]
    parts.append(f"not on {_days(portion.but_days)}" if portion.but_days else "")
    if portion.season:
        parts.append("{:02}-{:02} to {:02}-{:02} of every year".format(*sum(portion.season, ())))
    if portion.between:
        parts.append(f"{_clock(portion.between[0])} to {_clock(portion.between[1])}")
    if portion.week:
        (first, opens), (last, closes) = portion.week
        begins = f"{WEEKDAYS[first].title()} {_clock(opens)}"
        parts.append(f"{begins} to {WEEKDAYS[last].title()} {_clock(closes)}")
    return ", ".join(filter(None, parts))


def _days(days: Iterable[str]) -> str:
    known = {day: place for place, day in enumerate(WEEKDAYS)}
    ordered = sorted(days, key=lambda day: (known.get(day, 7), day))
    return ", ".join(day.title() if day in known else day for day in ordered)


def _clock(clock: time) -> str:
    return f"{clock:%H:%M}"


def _condition(condition: Condition) -> str:
    say: Callable[[Any], str] = _SAYINGS[type(condition)]
    return say(condition)


def _word(condition: Word) -> str:
    return f"{_name(condition.name)} {_either(condition.words)}"


def _flag(condition: Flag) -> str:
    return _name(condition.name) if condition.wanted else f"not {_name(condition.name)}"


def _number(condition: Number) -> str:
    return f"{_name(condition.name)} {' and '.join(_bounds(condition))}"


def _bounds(condition: Number | Notice) -> Iterator[str]:
    bounds: tuple[tuple[str, Decimal | None], ...] = (
        ("under", condition.under),
        ("at most", condition.at_most),
        ("over", condition.over),
        ("at least", condition.at_least),
    )
    for words, bound in bounds:
        if bound is not None:
            yield f"{words} {number(bound)}"


def _notice(condition: Notice) -> str:
    unit = condition.count.unit.replace("_", " ")
    office = ""
    if condition.count.office:
        office = f" ({' to '.join(_clock(each) for each in condition.count.office)})"
    if condition.count.closes:
        next_day = "next business day" if condition.count.to_business_day else "next day"
        office += f" (after {_clock(condition.count.closes)} counts as the {next_day})"
    elif condition.count.to_business_day:
        office += " (on a day of no business counts as the next business day)"
    return f"{condition.which} {' and '.join(_bounds(condition))} {unit} before{office}"


def _deadline(condition: Deadline) -> str:
    return f"{condition.which} {condition.words()}"


def _any_of(condition: AnyOf) -> str:
    return " or ".join(" with ".join(_condition(each) for each in one) for one in condition.sets)


def _touches(condition: Touches) -> str:
    much = _inside(condition.portion.inside)
    window = _of_week(condition.portion)
    return f"{window}, {much}" if much else f"any part {window}"


def _either(words: Iterable[str]) -> str:
    return " or ".join(_name(word) for word in words)


def _name(word: str) -> str:
    return word.replace("_", " ")


_SAYINGS: Final[dict[type[Any], Callable[[Any], str]]] = {
    Word: _word,
    Flag: _flag,
    Has: lambda condition: f"with {_either(condition.kinds)}",
    Number: _number,
    Notice: _notice,
    Deadline: _deadline,
    Begins: lambda condition: f"begins {_of_week(condition.portion)}",
    Touches: _touches,
    AnyOf: _any_of,
}
