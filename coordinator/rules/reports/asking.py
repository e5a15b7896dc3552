"""What was typed for a report's parameters, as the values that its query takes.

A period binds four names: `from_at`, `until_at` (UTC seconds, half-open) and `from_on`, `until_on`
(local dates, half-open); of a second period, named `paid`, they read `paid_from_at` and so on.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from coordinator.rules.reports.report import RECORDS, Asked, Cell, Parameter

LONGEST: Final = 200
"""Characters of what may be typed."""
PERIODS: Final = "today, this month, last quarter, 2026, 2026-06, 2026-Q2, 2026-06-01..2026-06-15, "
PERIOD_HINT: Final = PERIODS + "last 30 days, next 7 days, all"
FIRST, LAST = date(1970, 1, 2), date(2200, 1, 1)
_MONTHS: Final = {"month": 1, "quarter": 3, "year": 12}
_STEPS: Final = {"this": 0, "last": -1, "next": 1}
_DAYS: Final = re.compile(r"(last|next) ([0-9]{1,4}) days?")
_NAMED: Final = re.compile(r"(this|last|next) (week|month|quarter|year)")
_YEAR: Final = re.compile(r"([0-9]{4})(?:-(?:Q([1-4])|([0-9]{2})))?")
_NUMBER: Final = re.compile(r"-?[0-9]{1,9}")


@dataclass(frozen=True, slots=True)
class Span:
    """A period of local dates, half-open."""

    first: date
    until: date

    @property
    def words(self) -> str:
        """From its first to its last day."""
        if (self.first, self.until) == (FIRST, LAST):
            return "all time"
        last = self.until - timedelta(days=1)
        return str(self.first) if self.first == last else f"{self.first} to {last}"


@dataclass(frozen=True, slots=True)
class Unread:
    """What was typed cannot be read: one sentence."""

    sentence: str


def read_span(text: str, today: date) -> Span | None:
    """The period of some words; None where they are none. Weeks begin on Monday."""
    words = " ".join(text.split())
    low = words.lower()
    days = {"today": 0, "yesterday": -1, "tomorrow": 1}
    if low in ("all", "all time"):
        return Span(FIRST, LAST)
    if low in days:
        first = today + timedelta(days=days[low])
        return Span(first, first + timedelta(days=1))
    if found := _DAYS.fullmatch(low):
        return _days(found[1], int(found[2]), today)
    if found := _NAMED.fullmatch(low):
        return _named(_STEPS[found[1]], found[2], today)
    return _written(words)


def _days(way: str, many: int, today: date) -> Span:
    """Today counts as the last of the last days, and as the first of the next."""
    if way == "last":
        return Span(today - timedelta(days=max(many, 1) - 1), today + timedelta(days=1))
    return Span(today, today + timedelta(days=max(many, 1)))


def _named(step: int, what: str, today: date) -> Span:
    if what == "week":
        first = today - timedelta(days=today.weekday()) + timedelta(weeks=step)
        return Span(first, first + timedelta(weeks=1))
    size = _MONTHS[what]
    month = (today.month - 1) // size * size + step * size
    return Span(_month(today.year, month), _month(today.year, month + size))


def _month(year: int, month: int) -> date:
    """The first of a month, counted from 0, of which there may be more than twelve."""
    return date(year + month // 12, month % 12 + 1, 1)


def _written(words: str) -> Span | None:
    first, _, last = words.partition("..") if ".." in words else words.partition(" to ")
    try:
        if last:
            since, until = _piece(first.strip()), _piece(last.strip())
            if since and until and since.first < until.until:
                return Span(since.first, until.until)
            return None
        return _piece(words)
    except ValueError:
        return None


def _piece(word: str) -> Span | None:
    """A year, quarter, month or day. Raises ValueError for one that no calendar has."""
    if found := _YEAR.fullmatch(word):
        year = int(found[1])
        if found[2]:
            month = 3 * int(found[2]) - 3
            return _within(_month(year, month), _month(year, month + 3))
        if found[3]:
            start = date(year, int(found[3]), 1)
            return _within(start, _month(year, start.month))
        return _within(date(year, 1, 1), date(year + 1, 1, 1))
    if not word.isascii():
        return None
    day = date.fromisoformat(word)
    return _within(day, day + timedelta(days=1))


def _within(first: date, until: date) -> Span | None:
    return Span(first, until) if first >= FIRST and until <= LAST else None


def shifted_words(text: str, way: int, today: date, *, kind: Asked) -> str:
    """The period (or date) before (-1) or after (1), as it would be typed; empty past the end.

    Whole months go by months, anything else by its own length.
    """
    span = read_span(text or ("all" if kind is Asked.PERIOD else "today"), today)
    if span is None or (span.first, span.until) == (FIRST, LAST):
        return ""
    first, until = span.first, span.until
    if first.day == 1 and until.day == 1:
        months = (until.year - first.year) * 12 + until.month - first.month
        start = first.year * 12 + first.month - 1 + way * months
        moved = Span(_month(0, start), _month(0, start + months))
    else:
        moved = Span(first + way * (until - first), until + way * (until - first))
    if moved.first < FIRST or moved.until > LAST:
        return ""
    last = moved.until - timedelta(days=1)
    return str(moved.first) if moved.first == last else f"{moved.first}..{last}"


def read_parameter(
    parameter: Parameter, text: str, today: date, zone: ZoneInfo
) -> dict[str, Cell] | Unread:
    """The values that it binds; those of `RECORDS` are bound to what was typed, to be looked up."""
    text = text.strip()
    if len(text) > LONGEST:
        return Unread(f"{parameter.label}: longer than {LONGEST} characters.")
    match parameter.kind:
        case Asked.PERIOD:
            return _period(parameter, text, today, zone)
        case Asked.DATE:
            return _date(parameter, text, today)
        case Asked.NUMBER:
            return _number(parameter, text)
        case Asked.CHOICE if text and text not in parameter.choices:
            return Unread(f"{parameter.label}: '{text}' is none of {_listed(parameter)}.")
        case _:
            return {parameter.name: text}


def _period(
    parameter: Parameter, text: str, today: date, zone: ZoneInfo
) -> dict[str, Cell] | Unread:
    span = read_span(text or "all", today)
    if span is None:
        return Unread(f"{parameter.label}: '{text}' is no period. Write {PERIOD_HINT}.")
    before = "" if parameter.name == "period" else f"{parameter.name}_"
    return {
        f"{before}from_at": midnight(span.first, zone),
        f"{before}until_at": midnight(span.until, zone),
        f"{before}from_on": span.first.isoformat(),
        f"{before}until_on": span.until.isoformat(),
    }


def _date(parameter: Parameter, text: str, today: date) -> dict[str, Cell] | Unread:
    span = read_span(text or "today", today)
    if span is None or span.until - span.first != timedelta(days=1):
        return Unread(f"{parameter.label}: '{text}' is no date. Write 2026-06-01 or today.")
    return {parameter.name: span.first.isoformat()}


def _number(parameter: Parameter, text: str) -> dict[str, Cell] | Unread:
    if not text:
        return {parameter.name: None}
    if not _NUMBER.fullmatch(text):
        return Unread(f"{parameter.label}: '{text}' is not a whole number.")
    return {parameter.name: int(text)}


def _listed(parameter: Parameter) -> str:
    return ", ".join(parameter.choices)


def midnight(on: date, zone: ZoneInfo) -> int:
    """When a local date begins (UTC seconds)."""
    return int(datetime.combine(on, time(), zone).timestamp())


def period_words(parameters: tuple[Parameter, ...], typed: Mapping[str, str], today: date) -> str:
    """The first period that a report asks for, in dates; empty where it asks for none."""
    for each in parameters:
        if each.kind is Asked.PERIOD:
            span = read_span(typed.get(each.name, "") or "all", today)
            return span.words if span else ""
    return ""


def filter_words(
    parameters: tuple[Parameter, ...], typed: Mapping[str, str]
) -> tuple[tuple[str, str], ...]:
    """What else was asked, as (label, words); what lets everything through is not said."""
    said = ((each, typed.get(each.name, "").strip()) for each in parameters)
    return tuple(
        (each.label, text)
        for each, text in said
        if text and text != "all" and each.kind is not Asked.PERIOD
    )


__all__ = ["PERIOD_HINT", "RECORDS", "Span", "Unread", "read_parameter", "read_span"]
