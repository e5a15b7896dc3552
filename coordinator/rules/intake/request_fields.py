"""The fields of the request form as PDF: their names, and what may stand in them.

form            which form it is, read-only: {"format": …, "event": …, "intake": …, "terms": …}
title, place, firm, asker, phone, email, po_number, words
q-KEY           the answer to a question of the intake document
date-1, from-1, to-1 … date-6, from-6, to-6     2026-06-05, 18:00, 02:00
often           one of OFTEN; until             2026-12-31
crew-ROLE       how many at a time
accept          ticked where the terms are accepted
"""

import re
from datetime import date, datetime, time, timedelta
from typing import Final

MARK: Final = "form"
LINES: Final = ("title", "place", "firm", "asker", "phone", "email", "po_number")
WORDS: Final = "words"
ACCEPT: Final = "accept"
OFTEN_FIELD: Final = "often"
UNTIL: Final = "until"
QUESTION: Final = "q-"
CREW: Final = "crew-"
DATES: Final = 6
OFTEN: Final = {
    "only on these dates": "",
    "every week": "FREQ=WEEKLY",
    "every second week": "FREQ=WEEKLY;INTERVAL=2",
    "every month": "FREQ=MONTHLY",
}
"""What is offered → its RRULE; by the weekday, or the day of the month, of the first date."""

_CLOCK = re.compile(r"(\d{1,2})(?::?([0-5]\d))?\s*([ap])?\.?m?\.?\Z", re.IGNORECASE | re.ASCII)


def day_of(words: str) -> date | None:
    """A date as somebody writes it into the form: year, month, day. None where it is none."""
    found = re.fullmatch(r"(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})", words.strip(), re.ASCII)
    try:
        return date(*(int(part) for part in found.groups())) if found else None
    except ValueError:
        return None


def clock_of(words: str) -> time | None:
    """A time of the day: 18:00, 1800, 6 pm, 6:30 PM. None where it is none."""
    found = _CLOCK.match(words.strip())
    if found is None:
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").lower()
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    elif found[2] is None:
        return None
    return time(hour, minute) if hour < 24 else None


def span_of(on: str, begins: str, ends: str) -> tuple[datetime, datetime] | None:
    """A date with its hours; an end at or before the start is on the next day."""
    day, start, end = day_of(on), clock_of(begins), clock_of(ends)
    if day is None or start is None or end is None:
        return None
    starts, last = datetime.combine(day, start), datetime.combine(day, end)
    return starts, last if last > starts else last + timedelta(days=1)
