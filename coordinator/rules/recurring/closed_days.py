"""When an employer needs nobody: a calendar of public holidays, and dates of its own.

In words: `US-IL; 12-24; 2026-07-01..2026-07-14`. The calendar is a country of ISO 3166-1, with a
subdivision where there is one; its holidays come from the `holidays` library, days in lieu among
them. A date without a year is every year's. In the book it is JSON:
`{"calendar": "US-IL", "dates": ["12-24", "2026-07-01..2026-07-14"]}`.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, Final

HINT: Final = "US-IL; 12-24; 2026-07-01..2026-07-14: a holiday calendar, and dates of its own"
MOST_DATES: Final = 200
LONGEST_DAYS: Final = 400
_CALENDAR: Final = re.compile(r"([A-Za-z]{2})(?:-([A-Za-z0-9]{1,6}))?\Z")
_YEARLY: Final = re.compile(r"(\d{1,2})-(\d{1,2})\Z", re.ASCII)
_LEAP: Final = 2000


class NotClosedDays(Exception):
    """What was written are no closed days, in one sentence."""


@dataclass(frozen=True, slots=True)
class ClosedDays:
    """`why(on)` says why the employer needs nobody on a date, or nothing."""

    calendar: str = ""
    dates: tuple[str, ...] = ()
    _spans: tuple[tuple[date, date], ...] = field(default=(), repr=False, compare=False)

    def __bool__(self) -> bool:
        return bool(self.calendar or self.dates)

    @property
    def words(self) -> str:
        """As a person writes it."""
        return "; ".join(filter(None, (self.calendar, *self.dates)))

    @property
    def json(self) -> str | None:
        """As the book keeps it; None where it is always open."""
        if not self:
            return None
        kept: dict[str, Any] = {"calendar": self.calendar} if self.calendar else {}
        return json.dumps({**kept, **({"dates": self.dates} if self.dates else {})})

    def why(self, on: date) -> str:
        """'Thanksgiving Day', 'closed', or empty where it is open."""
        if f"{on:%m-%d}" in self.dates or any(first <= on <= last for first, last in self._spans):
            return "closed"
        return holiday_name(self.calendar, on) if self.calendar else ""


ALWAYS_OPEN: Final = ClosedDays()


def read_closed_days(text: str) -> ClosedDays:
    """What a person wrote. Raises NotClosedDays."""
    calendar, dates = "", []
    for part in (each.strip() for each in re.split(r"[;,]", text)):
        if not part:
            continue
        if _CALENDAR.match(part) and not calendar:
            calendar = _known(part)
        else:
            dates.append(_date(part))
    return _made(calendar, dates)


def closed_days_of(kept: str | None) -> ClosedDays:
    """What the book keeps of an employer; what cannot be read there closes nothing."""
    try:
        found = json.loads(kept or "{}")
        return _made(str(found.get("calendar", "")), [str(each) for each in found.get("dates", ())])
    except (ValueError, AttributeError, TypeError, NotClosedDays):
        return ALWAYS_OPEN


def holiday_name(calendar: str, on: date) -> str:
    """The holiday of a calendar on a date, days in lieu too; empty where it is none."""
    if on.year < 1900 or on.year > 2200:
        return ""
    try:
        return str(_year(calendar, on.year).get(on, ""))
    except (NotImplementedError, KeyError):
        return ""


@lru_cache(maxsize=64)
def _year(calendar: str, year: int) -> dict[date, str]:
    # Not needed where nothing recurs, and slow to load.
    import holidays

    country, _, part = calendar.partition("-")
    return dict(holidays.country_holidays(country, subdiv=part or None, years=year))


def _made(calendar: str, dates: Iterable[str]) -> ClosedDays:
    known = tuple(dict.fromkeys(dates))
    if len(known) > MOST_DATES:
        raise NotClosedDays(f"At most {MOST_DATES} dates of its own.")
    spans = tuple(_span(each) for each in known if not _YEARLY.match(each))
    return ClosedDays(calendar, known, spans)


def _known(text: str) -> str:
    calendar = text.upper()
    try:
        _year(calendar, _LEAP)
    except (NotImplementedError, KeyError):
        raise NotClosedDays(
            f"There is no holiday calendar {calendar}: a country and its part, such as US-IL."
        ) from None
    return calendar


def _date(text: str) -> str:
    """A date, a span or a date of every year, in the one form that is kept."""
    if found := _YEARLY.match(text):
        try:
            return date(_LEAP, int(found[1]), int(found[2])).strftime("%m-%d")
        except ValueError:
            raise NotClosedDays(f"'{text}' is no date of a year such as 12-24.") from None
    first, last = _span(text)
    return first.isoformat() if first == last else f"{first}..{last}"


def _span(text: str) -> tuple[date, date]:
    first, dots, last = text.partition("..")
    try:
        begins = date.fromisoformat(first.strip())
        ends = date.fromisoformat(last.strip()) if dots else begins
    except ValueError:
        raise NotClosedDays(f"'{text}' is neither a calendar nor a date. Write {HINT}.") from None
    if not timedelta(0) <= ends - begins <= timedelta(days=LONGEST_DAYS):
        raise NotClosedDays(f"'{text}' must run forward, over at most {LONGEST_DAYS} days.")
    return begins, ends
