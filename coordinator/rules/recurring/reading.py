"""An RRULE as a calendar program or a person writes it, read into a `Rule`, or why it is none."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from coordinator.rules.recurring.rule import FREQUENCIES, WEEKDAYS, Day, Rule

MOST_LETTERS: Final = 500
MOST_TIMES: Final = 10_000
_DAY: Final = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)\Z")
_UNTIL: Final = re.compile(r"(\d{8})(?:T(\d{6})(Z)?)?\Z")


class NotARule(Exception):
    """What was written is no rule, in one sentence."""


def is_rrule(text: str) -> bool:
    """Whether a text is meant as an RRULE and not as plain words."""
    return "FREQ=" in text.upper()


def read_rrule(text: str, zone: ZoneInfo | None = None) -> Rule:
    """The rule. An UNTIL in UTC becomes the date that it is in `zone`. Raises NotARule."""
    parts = _parts(text)
    found: dict[str, Any] = {}
    for name, value in parts.items():
        if name == "UNTIL":
            found["until"] = _until(value, zone)
        elif name in _READERS:
            field, reader = _READERS[name]
            found[field] = reader(name, value)
        else:
            raise NotARule(f"{name} cannot be in a rule of days: write hours beside it.")
    if "frequency" not in found:
        raise NotARule("FREQ is missing: FREQ=WEEKLY;BYDAY=TU,TH.")
    rule = Rule(**found)
    _check(rule)
    return rule


def _parts(text: str) -> Mapping[str, str]:
    if len(text) > MOST_LETTERS:
        raise NotARule(f"A rule has at most {MOST_LETTERS} letters.")
    plain = text.strip().upper().removeprefix("RRULE:")
    found: dict[str, str] = {}
    for part in filter(None, plain.split(";")):
        name, equals, value = (each.strip() for each in part.partition("="))
        if not equals or not value or name in found:
            raise NotARule(f"{part.strip()!r} is not NAME=VALUE, each name once.")
        found[name] = value
    return found


def _frequency(name: str, value: str) -> str:
    if value not in FREQUENCIES:
        raise NotARule(f"{name} is {', '.join(FREQUENCIES)}, not {value}.")
    return value


def _numbers(least: int, most: int) -> Callable[[str, str], tuple[int, ...]]:
    """Numbers from `least` to `most`; below zero they count from the end."""

    def read(name: str, value: str) -> tuple[int, ...]:
        found = [_number(name, part) for part in value.split(",")]
        for number in found:
            if not least <= number <= most or number == 0:
                raise NotARule(f"{name}: {number} is not from {least} to {most}.")
        return tuple(sorted(set(found), key=lambda n: (n < 0, n)))

    return read


def _one(most: int) -> Callable[[str, str], int]:
    def read(name: str, value: str) -> int:
        number = _number(name, value)
        if not 1 <= number <= most:
            raise NotARule(f"{name}: {number} is not from 1 to {most}.")
        return number

    return read


def _number(name: str, text: str) -> int:
    if not re.fullmatch(r"[+-]?\d{1,5}", text, re.ASCII):
        raise NotARule(f"{name}: {text!r} is no whole number.")
    return int(text)


def _days(name: str, value: str) -> tuple[Day, ...]:
    found = []
    for part in value.split(","):
        match = _DAY.match(part)
        if match is None:
            raise NotARule(f"{name}: {part!r} is no weekday such as TU or 2FR.")
        found.append(Day(WEEKDAYS.index(match[2]), int(match[1] or 0)))
    return tuple(sorted(set(found), key=lambda day: (day.ordinal < 0, day.ordinal, day.weekday)))


def _week_start(name: str, value: str) -> int:
    if value not in WEEKDAYS:
        raise NotARule(f"{name}: {value!r} is no weekday such as MO.")
    return WEEKDAYS.index(value)


def _until(value: str, zone: ZoneInfo | None) -> date:
    match = _UNTIL.match(value)
    try:
        if match is None:
            raise ValueError
        if match[3] and zone is not None:
            instant = datetime.strptime(match[1] + match[2], "%Y%m%d%H%M%S").replace(tzinfo=UTC)
            return instant.astimezone(zone).date()
        return date(int(match[1][:4]), int(match[1][4:6]), int(match[1][6:]))
    except ValueError:
        raise NotARule(f"UNTIL: {value!r} is no date such as 20261231.") from None


_READERS: Final[Mapping[str, tuple[str, Callable[[str, str], Any]]]] = {
    "FREQ": ("frequency", _frequency),
    "INTERVAL": ("interval", _one(999)),
    "BYMONTH": ("months", _numbers(1, 12)),
    "BYWEEKNO": ("weeks", _numbers(-53, 53)),
    "BYYEARDAY": ("year_days", _numbers(-366, 366)),
    "BYMONTHDAY": ("month_days", _numbers(-31, 31)),
    "BYDAY": ("days", _days),
    "BYSETPOS": ("positions", _numbers(-366, 366)),
    "WKST": ("week_start", _week_start),
    "COUNT": ("count", _one(MOST_TIMES)),
}


def _check(rule: Rule) -> None:
    """What RFC 5545 forbids, as far as the library does not say it."""
    parted = any(day.ordinal for day in rule.days)
    problems = (
        (rule.count and rule.until, "COUNT and UNTIL exclude each other."),
        (rule.weeks and rule.frequency != "YEARLY", "BYWEEKNO goes with FREQ=YEARLY only."),
        (
            parted and rule.frequency not in ("MONTHLY", "YEARLY"),
            "The how-manieth weekday (2FR) goes with FREQ=MONTHLY or YEARLY only.",
        ),
        (
            rule.month_days and rule.frequency == "WEEKLY",
            "BYMONTHDAY does not go with FREQ=WEEKLY.",
        ),
        (
            rule.year_days and rule.frequency != "YEARLY",
            "BYYEARDAY goes with FREQ=YEARLY only.",
        ),
        (
            rule.positions and not (rule.days or rule.month_days or rule.months or rule.year_days),
            "BYSETPOS picks among days: say which.",
        ),
    )
    for wrong, words in problems:
        if wrong:
            raise NotARule(words)
