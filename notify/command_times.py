"""Clock times and days as people text them: 0800-1215, 8am-12:15pm, SAT, 6/14."""

import re

DAY_MINUTES = 1440

_CLOCK = r"(?P<{0}h>\d{{1,2}})(?:[:.]?(?P<{0}m>\d{{2}}))?(?:\s?(?P<{0}x>[ap])\.?m?\.?)?(?![\w])"
_RANGE = re.compile(
    rf"(?<![\d:.\w/-]){_CLOCK.format('a')}\s*(?P<by>-|to|until|till)\s*{_CLOCK.format('b')}(?![-/]\d)",
    re.ASCII,
)
_PAIR = re.compile(
    r"(?<!\d)(?P<ah>\d{2})(?P<am>\d{2})\s+(?P<bh>\d{2})(?P<bm>\d{2})(?!\d)", re.ASCII
)
_THREES = re.compile(r"\d{3}\s*-\s*\d{3}", re.ASCII)

_DAYS = """
    mon monday tue tues tuesday wed weds wednesday thu thur thurs thursday fri friday
    sat saturday sun sunday today tonight tomorrow tmrw
"""
_NAMES = frozenset(_DAYS.split())
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}|\d{1,2}/\d{1,2}(?:/\d{4})?", re.ASCII)


def take_times(text: str) -> tuple[tuple[int, int] | None, str]:
    """The one span of clock times in the text, as minutes after midnight, and the text without it.

    The end is after 1440 where it is the next day's. None where there is none, or several, or
    where 8-4 could mean morning or night. A code written 482-137 is left alone.
    """
    found = [m for m in _RANGE.finditer(text) if _span(m) is not None]
    if len(found) > 1:
        found = [m for m in found if not _THREES.fullmatch(m.group())]
    if not found:
        found = [m for m in _PAIR.finditer(text) if _span(m) is not None]
    if len(found) != 1:
        return None, text
    match = found[0]
    return _span(match), f"{text[: match.start()]} {text[match.end() :]}"


def take_day(text: str) -> tuple[str, str]:
    """The one day named in the text, as it was written, and the text without it."""
    words = text.split()
    days = [w for w in words if w in _NAMES or _DATE.fullmatch(w)]
    if len(days) != 1:
        return "", text
    return days[0], " ".join(word for word in words if word != days[0])


def _span(match: re.Match[str]) -> tuple[int, int] | None:
    parts = {name: value for name, value in match.groupdict().items() if value}
    start, end = _minutes(parts, "a"), _minutes(parts, "b")
    if start is None or end is None or start == DAY_MINUTES:
        return None
    half = parts.get("ax", ""), parts.get("bx", "")
    if not any(half):
        return _plain(parts, start, end)
    if not all(half):
        start, end = _completed(start, end, *half)
    return start, end if end > start else end + DAY_MINUTES


def _plain(parts: dict[str, str], start: int, end: int) -> tuple[int, int] | None:
    """Clock times of 24 hours. 8-4 is not guessed at: it may be the afternoon's four."""
    vague = "am" not in parts and "bm" not in parts
    if end <= start:
        return None if vague else (start, end + DAY_MINUTES)
    return start, end


def _completed(start: int, end: int, before: str, after: str) -> tuple[int, int]:
    """Half a day for the time that has none: 8-12:15pm, 10pm-2. The shortest span is meant."""
    starts = (start,) if before or start > 780 else (start % 720, start % 720 + 720)
    ends = (end,) if after or end > 780 else (end % 720, end % 720 + 720)
    pairs = [(s, e if e > s else e + DAY_MINUTES) for s in starts for e in ends]
    return min(pairs, key=lambda pair: pair[1] - pair[0])


def _minutes(parts: dict[str, str], which: str) -> int | None:
    hour, minute = int(parts[f"{which}h"]), int(parts.get(f"{which}m", "0"))
    half = parts.get(f"{which}x", "")
    if minute > 59 or hour > 24 or (hour == 24 and minute):
        return None
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "p" else 0)
    return hour * 60 + minute
