"""Dates and times as people type them."""

import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})\Z", re.ASCII)
_MONTH_DAY = re.compile(r"(\d{1,2})/(\d{1,2})(?:/(\d{2,4}))?\Z", re.ASCII)
_DAYS = re.compile(r"([+-]\d{1,4})\Z", re.ASCII)
_DAY = re.compile(r"(\d{1,2})\Z", re.ASCII)
_TIME = re.compile(r"(\d{1,2}):?(\d{2})\Z", re.ASCII)
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

DATE_HINT = "2026-11-22 · 11/22 · 22 · +3 · fri · empty is today"


def read_date(text: str, today: date) -> date | None:
    """The date meant by a text; empty is today; None where it cannot be read."""
    text = text.strip().lower()
    if text in ("", "today"):
        return today
    for pattern, reader in _READERS:
        if found := pattern.match(text):
            try:
                return reader(found, today)
            except (ValueError, OverflowError):
                return None
    if text[:3] in _WEEKDAYS:
        ahead = (_WEEKDAYS.index(text[:3]) - today.weekday()) % 7
        return today + timedelta(days=ahead)
    return None


def _iso(found: re.Match[str], today: date) -> date:
    return date(*(int(part) for part in found.groups()))


def _month_day(found: re.Match[str], today: date) -> date:
    month, day, year = found.groups()
    return date(_year(year) if year else today.year, int(month), int(day))


def _year(text: str) -> int:
    return int(text) + (2000 if len(text) == 2 else 0)


def _days(found: re.Match[str], today: date) -> date:
    return today + timedelta(days=int(found[1]))


def _day(found: re.Match[str], today: date) -> date:
    """The next day of that number, today included."""
    day = int(found[1])
    month = today.replace(day=1)
    while True:
        if day >= (today.day if (month.year, month.month) == (today.year, today.month) else 1):
            try:
                return month.replace(day=day)
            except ValueError:
                if day > 31:
                    raise
        month = (month + timedelta(days=32)).replace(day=1)


_READERS = ((_ISO, _iso), (_MONTH_DAY, _month_day), (_DAYS, _days), (_DAY, _day))


def read_time(text: str) -> tuple[int, int] | None:
    """Hour and minute of 6:00, 06:00, 0600 or 1430; 24:00 and worse are None."""
    found = _TIME.match(text.strip())
    if found is None:
        return None
    hour, minute = int(found[1]), int(found[2])
    return (hour, minute) if hour < 24 and minute < 60 else None


def instants(on: date, hour: int, minute: int, zone: ZoneInfo) -> tuple[int, ...]:
    """The UTC instants that a wall time stands for: none in a gap, two in a fold of the clock."""
    found: list[int] = []
    for fold in (0, 1):
        wall = datetime(on.year, on.month, on.day, hour, minute, tzinfo=zone, fold=fold)
        at = int(wall.timestamp())
        back = datetime.fromtimestamp(at, UTC).astimezone(zone)
        if (back.hour, back.minute) == (hour, minute) and at not in found:
            found.append(at)
    return tuple(found)
