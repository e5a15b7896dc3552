"""What a line that is no TOML was meant to say: times, dates and sums as people write them."""

import re
from collections.abc import Callable
from typing import Final

Slip = tuple[str, str]
"""What is wrong, and how to write it."""
MENDS: Final = "Mend the line; a text stands in quotes, a list in [ ]."


def slip_near(line: str, column: int) -> Slip | None:
    """The first thing near a column (from 0) that is written otherwise here, or None."""
    for pattern, say in _SLIPS:
        for found in pattern.finditer(line):
            if found.start() - 2 <= column <= found.end() + 1:
                said = say(found)
                if said is not None:
                    return said
    return None


def _time(found: re.Match[str]) -> Slip | None:
    hours, minutes, seconds = found[1], found[2], found[3]
    if int(hours) == 24 and minutes == "00":
        hint = "Midnight at the end is that of the next day: [18:00:00, 00:00:00]."
        return f"{found[0]} is no clock time.", f"Write 00:00:00. {hint}"
    if int(hours) >= 24 or (seconds is not None and len(hours) == 2):
        return None
    said = f"{found[0]} is no clock time: hours have two digits, and seconds stand behind."
    return said, f"Write {hours:0>2}:{minutes}{seconds or ':00'}."


def _date(found: re.Match[str]) -> Slip | None:
    first, second, year = int(found[1]), int(found[2]), found[3]
    ways = [(first, second), (second, first)] if first != second else [(first, second)]
    days = [f"{year}-{month:02}-{day:02}" for month, day in ways if month <= 12 and day <= 31]
    if not days:
        return None
    return f"{found[0]} is no date here.", f"Write {' or '.join(days)}: year, month, day."


def _percentage(found: re.Match[str]) -> Slip:
    return f"{found[0]} is no number here.", f"Write {found[1]}, such as percent = {found[1]}."


def _sum(found: re.Match[str]) -> Slip:
    plain = found[2].replace(",", "")
    said = "no sign of a currency and no commas stand in a number."
    return f"{found[0]} is no number here: {said}", f"Write {plain}."


_SLIPS: Final[tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Slip | None]], ...]] = (
    (re.compile(r"(?<![\d:])(\d{1,2}):([0-5]\d)(:[0-5]\d)?(?![\d:])"), _time),
    (re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})/(\d{4})(?![\d/])"), _date),
    (re.compile(r"(?<![\w.])(\d+(?:\.\d+)?)\s?%"), _percentage),
    (re.compile(r"([$€£])\s?(\d[\d,]*(?:\.\d+)?)"), _sum),
    (re.compile(r"(?<![\d,])()(\d{1,3}(?:,\d{3})+(?:\.\d+)?)(?![\d,])"), _sum),
)
