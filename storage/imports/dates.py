"""Calendar dates and times of day in the ways that agencies write them, strictly.

01/02/2026 is read only when the order of day and month is known: from the mapping, or because
some value of the file can be read one way only.
"""

import re
from collections.abc import Iterable
from datetime import date

from storage.imports.values import Unreadable

MONTH_FIRST, DAY_FIRST = "mdy", "dmy"
YEARS = (1900, 2199)

_ISO = re.compile(r"([0-9]{4})[-/.]?([0-9]{2})[-/.]?([0-9]{2})")
_PARTS = re.compile(r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})")
_NAMED = re.compile(r"([0-9]{1,2})[ -]([A-Za-z]{3,9})\.?[ ,-]+([0-9]{4})")
_NAMED_FIRST = re.compile(r"([A-Za-z]{3,9})\.? ([0-9]{1,2}),? ([0-9]{4})")
_STAMP = re.compile(
    r"(.+?[0-9])(?:T| )"
    r"((?:[0-9]{1,2}:[0-9]{2}[^ ]*|[0-9]{3,4}h?)(?: ?(?:[AaPp]\.?[Mm]\.?|hrs|hours))?"
    r"(?: ?(?:UTC|GMT|[+-][0-9:]{4,6}))?)"
)
_TIME = re.compile(
    r"([0-9]{1,2}):([0-5][0-9])(?::([0-5][0-9])(?:\.0+)?)?\s*([AaPp])?(?:\.?[Mm]\.?)?"
)
_RUN = re.compile(r"([0-9]{1,2})([0-5][0-9])\s*(?:h|hrs|hours)?")
_MONTHS = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6,
    "jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip
_CENTURY = 69
"""Two-digit years from 69 on are of the 1900s, as POSIX has it."""

_REMEDY = "write it as 2026-11-30"


def order_of(values: Iterable[str]) -> str | None:
    """The one order in which all of these dates can be read; "" when none depends on it.

    None when it stays open (nothing above 12) or when the values contradict one another.
    """
    first = second = open_ones = False
    for value in values:
        if found := _PARTS.match(value.strip()):
            one, two = int(found.group(1)), int(found.group(3))
            first, second = first or one > 12, second or two > 12
            open_ones = open_ones or one != two
    if first != second:
        return DAY_FIRST if first else MONTH_FIRST
    return None if first or open_ones else ""


def read_date(text: str, order: str) -> date:
    """A date. `order` is "mdy", "dmy", or "" where it does not matter. Raises Unreadable."""
    bare = " ".join(text.split())
    year, month, day = _parts(bare, order)
    if not YEARS[0] <= year <= YEARS[1]:
        raise Unreadable("is no year of ours", _REMEDY)
    try:
        return date(year, month, day)
    except ValueError:
        raise Unreadable("is no day of the calendar", _REMEDY) from None


def _parts(bare: str, order: str) -> tuple[int, int, int]:
    if found := _ISO.fullmatch(bare):
        return int(found[1]), int(found[2]), int(found[3])
    if found := _PARTS.fullmatch(bare):
        one, two = int(found[1]), int(found[3])
        day, month = (one, two) if order == DAY_FIRST else (two, one)
        return _year(found[4]), month, day
    if found := _NAMED.fullmatch(bare):
        return int(found[3]), _month(found[2]), int(found[1])
    if found := _NAMED_FIRST.fullmatch(bare):
        return int(found[3]), _month(found[1]), int(found[2])
    raise Unreadable("is no date", _REMEDY)


def _year(digits: str) -> int:
    if len(digits) == 4:
        return int(digits)
    return int(digits) + (1900 if int(digits) >= _CENTURY else 2000)


def _month(name: str) -> int:
    return _MONTHS.get(name[:3].casefold(), 0)


def split_stamp(text: str) -> tuple[str, str]:
    """The date and the time of day of a timestamp; the time is empty where there is none."""
    bare = " ".join(text.split())
    found = _STAMP.fullmatch(bare)
    return (found[1], found[2]) if found else (bare, "")


def read_time(text: str) -> int:
    """Seconds since midnight, from '07:30', '7:30 pm', '0730' or '24:00'. Raises Unreadable."""
    bare = text.strip()
    found = _TIME.fullmatch(bare)
    if found:
        hour, minute, second = int(found[1]), int(found[2]), int(found[3] or 0)
        hour = _on_24(hour, found[4])
    elif run := _RUN.fullmatch(bare):
        hour, minute, second = int(run[1]), int(run[2]), 0
    else:
        raise Unreadable("is no time of day", "write it as 07:30 or 19:30")
    if hour > 24 or (hour == 24 and (minute or second)):
        raise Unreadable("is no time of day", "the day ends at 24:00")
    return hour * 3600 + minute * 60 + second


def _on_24(hour: int, half: str | None) -> int:
    if half is None:
        return hour
    if not 1 <= hour <= 12:
        raise Unreadable("is no time of day", "write it as 7:30 PM or 19:30")
    return hour % 12 + (12 if half in "Pp" else 0)
