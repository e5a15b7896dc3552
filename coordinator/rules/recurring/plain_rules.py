"""Rules in plain words, read: every Tue and Thu, monthly on the 2nd Friday, every 2 weeks on Mon.

The words are English, and may be written short: 'tue thu', 'mon-fri', '1st and 15th of the month',
'every other Monday in Jun, Jul and Aug until 2026-08-31', 'yearly on Jul 4', 'daily, 10 times'.
"""

import re
from datetime import date
from typing import Any, Final
from zoneinfo import ZoneInfo

from coordinator.rules.recurring.reading import (
    MOST_LETTERS,
    MOST_TIMES,
    NotARule,
    is_rrule,
    read_rrule,
)
from coordinator.rules.recurring.rule import DAILY, MONTHLY, WEEKLY, YEARLY, Day, Rule

HINT: Final = (
    "every Tue and Thu · every 2 weeks on Mon · monthly on the 2nd Fri · the last day of the month"
)
_DAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS: Final = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
_UNITS: Final = {"day": DAILY, "week": WEEKLY, "month": MONTHLY, "year": YEARLY}
_EVERY: Final = {
    "daily": (DAILY, 1),
    "weekly": (WEEKLY, 1),
    "biweekly": (WEEKLY, 2),
    "fortnightly": (WEEKLY, 2),
    "monthly": (MONTHLY, 1),
    "quarterly": (MONTHLY, 3),
    "yearly": (YEARLY, 1),
    "annually": (YEARLY, 1),
}
_NUMBERS: Final = ("first", "second", "third", "fourth", "fifth")
_UNTIL: Final = re.compile(r",?\s*(?:until|through|till)\s+(\d{4})-(\d{1,2})-(\d{1,2})\Z")
_TIMES: Final = re.compile(r",?\s*(\d{1,5})\s+times\Z")
_IN: Final = re.compile(r"\s+(?:only\s+)?in\s+([a-z, ]+)\Z")
_HEAD: Final = re.compile(
    r"(?:every|each)\s+(?:(other|\d{1,3})\s+)?(day|week|month|year)s?\b\s*(?:on\s+)?"
)
_OF_MONTH: Final = re.compile(r"(.+?)\s+of\s+(?:every|each|the|a)\s+month\Z")
_ORDINAL: Final = re.compile(r"(\d{1,3})(?:st|nd|rd|th)?\Z")


def read_rule(text: str, zone: ZoneInfo | None = None) -> Rule:
    """A rule in words or as an RRULE. Raises NotARule, which says what can be written."""
    return read_rrule(text, zone) if is_rrule(text) else read_plain(text)


def read_plain(text: str) -> Rule:
    """A rule in words. Raises NotARule."""
    if len(text) > MOST_LETTERS:
        raise NotARule(f"A rule has at most {MOST_LETTERS} letters.")
    words = " ".join(text.lower().replace("&", " and ").split())
    if not words:
        raise NotARule(f"A rule is needed: {HINT}.")
    words, ending = _ending(words)
    words, months = _months_at_end(words)
    fields = _days_and_interval(words, text)
    if fields["frequency"] == YEARLY and months:
        raise NotARule(f"'{text.strip()}': a year's date names its month: yearly on Jul 4.")
    return Rule(**{**fields, **({"months": months} if months else {}), **ending})


def _ending(words: str) -> tuple[str, dict[str, Any]]:
    if found := _UNTIL.search(words):
        try:
            last = date(*(int(part) for part in found.groups()))
        except ValueError:
            raise NotARule(f"'{found[0].strip(' ,')}' names no date such as 2026-12-31.") from None
        return words[: found.start()], {"until": last}
    if found := _TIMES.search(words):
        if not 1 <= int(found[1]) <= MOST_TIMES:
            raise NotARule(f"At most {MOST_TIMES} times.")
        return words[: found.start()], {"count": int(found[1])}
    return words, {}


def _months_at_end(words: str) -> tuple[str, tuple[int, ...]]:
    found = _IN.search(words)
    if found is None:
        return words, ()
    months = [_month(word) for word in _parted(found[1])]
    if None in months:
        raise NotARule(f"'{found[1].strip()}' are no months such as Jun, Jul and Aug.")
    return words[: found.start()], tuple(sorted({month for month in months if month}))


def _days_and_interval(words: str, text: str) -> dict[str, Any]:
    head, _, rest = words.partition(" ")
    if head in _EVERY:
        frequency, interval = _EVERY[head]
        return _within(frequency, interval, rest.removeprefix("on "), text)
    if found := _HEAD.match(words):
        interval = 2 if found[1] == "other" else int(found[1] or 1)
        if interval:
            return _within(_UNITS[found[2]], interval, words[found.end() :], text)
    if found := _OF_MONTH.match(words):
        return _within(MONTHLY, 1, found[1], text)
    other, every = re.match(r"(?:every|each)\s+(other\s+)?", words), words
    if other is not None:
        every = words[other.end() :]
    return _within(WEEKLY, 2 if other and other[1] else 1, every, text, needed=True)


def _within(
    frequency: str, interval: int, words: str, text: str, *, needed: bool = False
) -> dict[str, Any]:
    """What the words after 'every ...' say of the days."""
    fields: dict[str, Any] = {"frequency": frequency, "interval": interval}
    words = words.strip().removeprefix("on ").strip()
    if not words and not needed:
        return fields
    reader = {WEEKLY: _week_days, MONTHLY: _month_days, YEARLY: _year_day}.get(frequency)
    found = reader(words) if reader and words else None
    if found is None:
        raise NotARule(f"'{text.strip()}' is no rule. Write {HINT}, or an RRULE.")
    return {**fields, **found}


def _week_days(words: str) -> dict[str, Any] | None:
    found: set[int] = set()
    for word in _parted(re.sub(r"\s*(?:-|–|\bto\b|\bthrough\b)\s*", "-", words)):
        first, dash, last = word.partition("-")
        begins = _WEEK_WORDS.get(first) or _weekday(first)
        ends = _weekday(last) if dash else begins
        if begins is None or ends is None:
            return None
        span = range(begins[0], begins[0] + (ends[0] - begins[0]) % 7 + 1)
        found |= {day % 7 for day in span} if dash else set(begins)
    return {"days": tuple(Day(day) for day in sorted(found))} if found else None


_WEEK_WORDS: Final = {
    "weekday": (0, 1, 2, 3, 4),
    "weekdays": (0, 1, 2, 3, 4),
    "weekend": (5, 6),
    "weekends": (5, 6),
}


def _weekday(word: str) -> tuple[int, ...] | None:
    """The weekday that a word begins: tu, tue, tues, tuesdays."""
    plain = word.rstrip(".")
    short = plain[:-1] if plain.endswith("s") and len(plain) > 4 else plain
    hits = tuple(n for n, name in enumerate(_DAYS) if len(short) > 1 and name.startswith(short))
    return hits if len(hits) == 1 else None


def _month(word: str) -> int | None:
    plain = word.rstrip(".")
    hits = [n for n, name in enumerate(_MONTHS, 1) if len(plain) > 2 and name.startswith(plain)]
    return hits[0] if len(hits) == 1 else None


def _month_days(words: str) -> dict[str, Any] | None:
    """'the 1st and 15th', '1st and 3rd Tue', 'last day', 'last weekday'."""
    loose: list[int] = []
    days: set[int] = set()
    named: set[Day] = set()
    positions: set[int] = set()
    for number, noun in _ordinals(words):
        if number is None:
            return None
        loose.append(number)
        if noun in ("weekday", "workday"):
            positions |= set(loose)
        elif (weekday := _weekday(noun)) is not None:
            named |= {Day(weekday[0], each) for each in loose}
        elif noun == "day":
            days |= set(loose)
        elif noun:
            return None
        else:
            continue
        loose = []
    return _of_month(days | set(loose), named, positions)


def _of_month(days: set[int], named: set[Day], positions: set[int]) -> dict[str, Any] | None:
    """One kind of day; a month has no 32nd, and no 6th Friday."""
    if sum(map(bool, (days, named, positions))) != 1:
        return None
    if positions:
        workdays = tuple(Day(n) for n in range(5))
        within = all(0 < abs(n) <= 23 for n in positions)
        return {"days": workdays, "positions": _in_order(positions)} if within else None
    if named:
        order = sorted(named, key=lambda day: (day.ordinal < 0, day.ordinal, day.weekday))
        return {"days": tuple(order)} if all(0 < abs(d.ordinal) <= 5 for d in order) else None
    return {"month_days": _in_order(days)} if all(0 < abs(n) <= 31 for n in days) else None


def _in_order(numbers: set[int]) -> tuple[int, ...]:
    return tuple(sorted(numbers, key=lambda n: (n < 0, n)))


def _ordinals(words: str) -> list[tuple[int | None, str]]:
    """Each number with the noun that follows it, '' where another number does."""
    found: list[tuple[int | None, str]] = []
    tokens = [word for word in _parted(words) if word not in ("the", "on")]
    while tokens:
        word = tokens.pop(0)
        number = _number(word)
        if tokens[:2] == ["to", "last"] and number:
            number, tokens = -number, tokens[2:]
        noun = tokens.pop(0) if tokens and _number(tokens[0]) is None else ""
        found.append((number, noun))
    return found


def _number(word: str) -> int | None:
    if word == "last":
        return -1
    if word in _NUMBERS:
        return _NUMBERS.index(word) + 1
    found = _ORDINAL.match(word)
    return int(found[1]) if found else None


def _year_day(words: str) -> dict[str, Any] | None:
    """'Jul 4', '4 Jul', 'Jul 4 and 5', 'the 4th Thu of Nov'."""
    named, of, last = words.rpartition(" of ")
    if of and (month := _month(last)) is not None:
        found = _month_days(named)
        return {**found, "months": (month,)} if found else None
    tokens = [word for word in _parted(words) if word != "the"]
    months = [month for word in tokens if (month := _month(word)) is not None]
    days = [_number(word) for word in tokens if _month(word) is None]
    if len(months) != 1 or not days or None in days:
        return None
    kept = {day for day in days if day}
    found = _of_month(kept, set(), set())
    return {**found, "months": (months[0],)} if found else None


def _parted(words: str) -> list[str]:
    return [word for word in re.split(r"[\s,]+|\band\b", words) if word]
