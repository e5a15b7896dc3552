"""Fields of the agency's own: what may be written in each, and how it reads."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from coordinator.rules.request_words import CustomKind

Value = str | int | float | bool

OWN = "own_"
"""Before the key of such a field in the heads of files, so that it cannot be taken for another."""

KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")
"""What a field's key looks like; it heads a column, and stands in filters and files."""
_LONGEST = 2_000
_YES, _NO = ("yes", "y", "true", "1"), ("no", "n", "false", "0")


@dataclass(frozen=True, slots=True)
class CustomDef:
    """One field. `record` is employer, officer or job; `choices` are what may be chosen."""

    id: int
    record: str
    key: str
    label: str
    kind: str
    choices: tuple[str, ...] = ()
    ordinal: int = 0
    retired: bool = False


@dataclass(frozen=True, slots=True)
class Misfit:
    """What is wrong with a text that was written into a field."""

    words: str


def read_value(field: CustomDef, text: str) -> Value | Misfit | None:
    """The value that a text stands for; None for nothing."""
    text = text.strip()
    if not text:
        return None
    if len(text) > _LONGEST:
        return Misfit(f"{field.label}: at most {_LONGEST:,} letters.")
    return _READERS[field.kind](field, text)


def shown_value(value: Value | None) -> str:
    """How a value reads, and may be written again."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def _text(_field: CustomDef, text: str) -> Value | Misfit:
    return text


def _number(field: CustomDef, text: str) -> Value | Misfit:
    try:
        number = Decimal(text.replace(",", ""))
    except InvalidOperation:
        return Misfit(f"{field.label}: '{text}' is no number.")
    if not number.is_finite() or abs(number) > 10**12:
        return Misfit(f"{field.label}: '{text}' is no number.")
    return int(number) if number == number.to_integral_value() else float(number)


def _date(field: CustomDef, text: str) -> Value | Misfit:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return Misfit(f"{field.label}: '{text}' is no date. Write it as 2026-11-22.")


def _yes_no(field: CustomDef, text: str) -> Value | Misfit:
    plain = text.casefold()
    if plain in _YES or plain in _NO:
        return plain in _YES
    return Misfit(f"{field.label}: '{text}' is neither yes nor no.")


def _choice(field: CustomDef, text: str) -> Value | Misfit:
    found = [each for each in field.choices if each.casefold() == text.casefold()]
    if found:
        return found[0]
    return Misfit(f"{field.label}: '{text}' is none of {', '.join(field.choices)}.")


_READERS: Mapping[str, Callable[[CustomDef, str], Value | Misfit]] = {
    CustomKind.TEXT: _text,
    CustomKind.NUMBER: _number,
    CustomKind.DATE: _date,
    CustomKind.YES_NO: _yes_no,
    CustomKind.CHOICE: _choice,
}
