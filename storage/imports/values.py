"""Strict readings of single values: text, whole numbers, money, hours, yes and no, addresses.

Each takes the cell's text and returns the value, or raises Unreadable with reason and remedy.
Nothing is guessed: NaN, 1e3, Arabic digits, 1,5 and -0 are refused.
"""

import re
from collections.abc import Iterable

LINE = 200
"""Most characters of a one-line value."""

TEXT = 2_000
"""Most characters of a value that may run over several lines."""

DAY_HOURS = 24

_WHOLE = re.compile(r"[0-9]{1,9}")
_MONEY = re.compile(r"\$?\s?([0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,9})(?:\.([0-9]{1,2}))?")
_CLOCK = re.compile(r"([0-9]{1,2}):([0-5][0-9])(?::00)?")
_RUN = re.compile(r"[0-9]{3,4}")
_DECIMAL = re.compile(r"([0-9]{1,2})(?:\.([0-9]{1,4}))?")
_EMAIL = re.compile(r"[^\s@,;<>()\"\\]+@[A-Za-z0-9](?:[A-Za-z0-9-]*\.)+[A-Za-z]{2,24}")
_PHONE = re.compile(r"\+?[0-9 ()./-]{7,25}(?: ?(?:x|ext\.?|#) ?[0-9]{1,6})?", re.IGNORECASE)
_BADGE = re.compile(r"[^\s,;][^\n\r\t,;]{0,39}")
_YES = {"y", "yes", "true", "1", "x", "t", "exempt"}
_NO = {"n", "no", "false", "0", "", "f"}


class Unreadable(Exception):
    """A value that is refused, with the reason and what to do about it."""

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(reason)
        self.reason, self.remedy = reason, remedy


def line(text: str) -> str:
    """One line: blanks and line breaks inside become one blank."""
    return _within(" ".join(text.split()), LINE)


def lines(text: str) -> str:
    """Text that may keep its line breaks."""
    return _within("\n".join(" ".join(part.split()) for part in text.splitlines()).strip(), TEXT)


def _within(text: str, limit: int) -> str:
    if len(text) > limit:
        raise Unreadable(f"is {len(text)} characters long", f"shorten it to {limit}")
    return text


def badge(text: str) -> str:
    """A badge or employee number as it is printed, leading zeros kept."""
    bare = line(text)
    if not _BADGE.fullmatch(bare):
        raise Unreadable("is no badge number", "give one number of at most 40 characters")
    return bare


def whole(text: str) -> int:
    """A whole number from nothing up."""
    bare = text.strip()
    if not _WHOLE.fullmatch(bare):
        raise Unreadable("is no whole number", "write digits only, such as 30")
    return int(bare)


def cents(text: str) -> int:
    """Money in cents, from '46', '46.5', '46.50' or '$1,046.50'."""
    found = _MONEY.fullmatch(text.strip())
    if not found:
        raise Unreadable("is no amount of money", "write it as 1234.50, nothing below zero")
    return int(found.group(1).replace(",", "")) * 100 + int((found.group(2) or "0").ljust(2, "0"))


def writes_hhmm(values: Iterable[str]) -> bool:
    """Whether a column of hours is written 0530: some value has three digits or four in a row."""
    return any(_RUN.fullmatch(value.strip()) for value in values)


def minutes(text: str, *, hhmm: bool = False) -> int:
    """Minutes, from '8', '8.25', '8:15', or with `hhmm` from '0815' or, zeros lost, '815'."""
    bare = text.strip()
    if clock := _CLOCK.fullmatch(bare):
        return _within_a_day(int(clock.group(1)) * 60 + int(clock.group(2)))
    if hhmm and bare.isascii() and bare.isdigit() and len(bare) <= 4:
        return _within_a_day(_run(bare))
    decimal = _DECIMAL.fullmatch(bare)
    if not decimal or hhmm:
        raise Unreadable("is no number of hours", "write it as 8, 8.25 or 8:15")
    return _within_a_day(int(decimal.group(1)) * 60 + _part(decimal.group(2) or ""))


def _run(bare: str) -> int:
    hours, rest = divmod(int(bare), 100)
    if rest >= 60:
        raise Unreadable(f"has {rest} minutes in its hour", "write hours and minutes as 0530")
    return hours * 60 + rest


def _part(digits: str) -> int:
    """The minutes in a decimal part of an hour; .33 and .67 stand for thirds."""
    parts: int = 10 ** len(digits)
    scaled, rest = divmod(60 * int(digits or "0"), parts)
    if rest and digits[:2] not in ("33", "66", "67", "16", "17", "83", "08"):
        raise Unreadable("is not a whole number of minutes", "write it as hours:minutes")
    return scaled + (1 if rest * 2 >= parts else 0)


def _within_a_day(found: int) -> int:
    if found > DAY_HOURS * 60:
        raise Unreadable("is more than 24 hours", "give the hours of one turn")
    return found


def yes_or_no(text: str) -> bool:
    """A tick in a column of ticks."""
    bare = text.strip().casefold()
    if bare not in _YES and bare not in _NO:
        raise Unreadable("is neither yes nor no", "write yes or no")
    return bare in _YES


def email(text: str) -> str:
    """One mail address, looked at lightly; an empty one is allowed."""
    bare = text.strip()
    if bare and (not _EMAIL.fullmatch(bare) or ".." in bare or len(bare) > LINE):
        raise Unreadable("is not one mail address", "write it as name@example.org")
    return bare


def phone(text: str) -> str:
    """A telephone number as it was written, looked at lightly; an empty one is allowed."""
    bare = " ".join(text.split())
    digits = sum(1 for character in bare if character.isdigit())
    if bare and (not _PHONE.fullmatch(bare) or not 7 <= digits <= 21):
        raise Unreadable("is no telephone number", "write it with its area code: 617-555-0123")
    return bare
