"""How values look on the screen: outside text as plain text, times, money and hours as words.

Nothing here lets text from outside style the terminal: a cell is a `Text`, never a string of
markup, and characters that could steer the terminal or turn the line round are shown as marks.
"""

import unicodedata
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from rich.text import Text

from coordinator.rules.outside_text import dot, marked

_COMBINING_RUN = 4
_LINE_ENDS = str.maketrans({"\n": " ", "\r": " ", "\t": " "})


def visible(text: str) -> str:
    """The text on one line, each character that is not seen replaced by a mark."""
    if text.isascii() and text.isprintable():
        return text
    out: list[str] = []
    combining = 0
    for char in text.translate(_LINE_ENDS):
        combining = combining + 1 if unicodedata.combining(char) else 0
        if combining > _COMBINING_RUN:
            continue
        out.append(char)
    return marked("".join(out), dot)


def cell(text: object, style: str = "", *, right: bool = False) -> Text:
    """One table cell: outside text, cut by the column, never wrapped, never markup."""
    words = "" if text is None else visible(str(text)[:500])
    return Text(
        words,
        style=style,
        no_wrap=True,
        overflow="ellipsis",
        justify="right" if right else "left",
        end="",
    )


def lines(text: str, limit: int = 4000) -> str:
    """Outside text of several lines, safe to show with markup off."""
    return "\n".join(visible(line) for line in text[:limit].splitlines())


def local(at: int, zone: ZoneInfo) -> datetime:
    """A UTC instant as the agency's wall time."""
    return datetime.fromtimestamp(at, UTC).astimezone(zone)


def clock(at: int, zone: ZoneInfo) -> str:
    """06:00"""
    return f"{local(at, zone):%H:%M}"


def day(at: int, zone: ZoneInfo) -> str:
    """Sun 22 Nov"""
    return day_of(local(at, zone).date())


def day_of(on: date) -> str:
    """Sun 22 Nov, of a local date."""
    return f"{on:%a} {on.day} {on:%b}"


def day_and_clock(at: int | None, zone: ZoneInfo) -> str:
    """Sun 22 Nov 06:00, or nothing."""
    return "" if at is None else f"{day(at, zone)} {clock(at, zone)}"


def near(at: int, now: int, zone: ZoneInfo) -> str:
    """'today 06:00', or with the date where it is another day."""
    if local(at, zone).date() == local(now, zone).date():
        return f"today {clock(at, zone)}"
    return day_and_clock(at, zone)


def span(starts_at: int, ends_at: int, zone: ZoneInfo) -> str:
    """06:00-14:00, with +1 where it ends on a later day."""
    first, last = local(starts_at, zone), local(ends_at, zone)
    later = (last.date() - first.date()).days
    return f"{first:%H:%M}-{last:%H:%M}" + (f"+{later}" if later else "")


def stamp(at: int, zone: ZoneInfo) -> str:
    """2026-11-22 06:00"""
    return f"{local(at, zone):%Y-%m-%d %H:%M}"


def hours(minutes: int | None) -> str:
    """7.5 from 450 minutes; at most two decimals, none that say nothing."""
    if minutes is None:
        return ""
    whole, rest = divmod(abs(minutes) * 100 // 60, 100)
    text = f"{whole}.{rest:02d}".rstrip("0").rstrip(".")
    return f"-{text}" if minutes < 0 else text


def money(cents: int | None) -> str:
    """1,234.50 from 123450 cents."""
    if cents is None:
        return ""
    whole, rest = divmod(abs(cents), 100)
    return f"{'-' if cents < 0 else ''}{whole:,}.{rest:02d}"


def until(starts_at: int, now: int) -> str:
    """How long until it starts: 'in 45 min', 'in 7 h', 'in 3 days', 'began 20 min ago'."""
    seconds = starts_at - now
    if seconds < 0:
        return f"began {_long(-seconds)} ago"
    return f"in {_long(seconds)}"


def ago(at: int, now: int) -> str:
    """How long ago it was: '3 min ago', '5 h ago', 'now'."""
    return f"{_long(now - at)} ago" if now - at >= 60 else "now"


def _long(seconds: int) -> str:
    minutes = seconds // 60
    if minutes < 120:
        return f"{minutes} min"
    if minutes < 48 * 60:
        return f"{minutes // 60} h"
    return f"{minutes // 1440} days"


def midnight(on: date, zone: ZoneInfo) -> int:
    """The UTC instant at which a local date begins."""
    return int(datetime(on.year, on.month, on.day, tzinfo=zone).timestamp())


def week_of(on: date) -> tuple[date, ...]:
    """The seven dates of the week, Monday first."""
    monday = on - timedelta(days=on.weekday())
    return tuple(monday + timedelta(days=n) for n in range(7))


def counted(count: int, one: str, many: str = "") -> str:
    """1 detail, 2 details."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


_NAMES = {
    "question_mark": "?",
    "slash": "/",
    "minus": "-",
    "plus": "+",
    "equals_sign": "=",
    "colon": ":",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "escape": "esc",
    "enter": "enter",
    "full_stop": ".",
    "less_than_sign": "<",
    "greater_than_sign": ">",
}


def key_names(keys: str) -> str:
    """'u,ctrl+z' as it is printed on keys: 'u ctrl+z'."""
    return " ".join(
        _NAMES.get(key, key.upper() if key[0] == "f" and key[1:] else key)
        for key in keys.split(",")
    )
