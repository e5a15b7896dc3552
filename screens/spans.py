"""Dates and hours of details as they are typed into forms, read into UTC instants."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from screens.dates import instants, read_date, read_time

DATES_HINT = "2026-11-22 · fri · 22, 23, 29 · 2026-11-22..2026-11-27 · empty is today"
END_HINT = "14:00 (of the next day where it is not later than the start), or +4 hours"
MOST_DATES = 400
_HOURS = re.compile(r"\+(\d{1,2})(?:[.](\d))?h?\Z", re.ASCII)


class Unclear(Exception):
    """What was typed cannot be read, in one sentence."""


def read_dates(text: str, today: date) -> tuple[date, ...]:
    """The dates of a list such as '22, 23' or '2026-11-22..2026-11-27'. Raises Unclear."""
    found: list[date] = []
    for part in text.split(",") if text.strip() else [""]:
        first, dots, last = part.partition("..")
        begins = _date(first, today)
        ends = _date(last, begins) if dots else begins
        if ends < begins:
            raise Unclear(f"'{part.strip()}' ends before it begins.")
        found += [begins + timedelta(days=n) for n in range((ends - begins).days + 1)]
        if len(found) > MOST_DATES:
            raise Unclear(f"More than {MOST_DATES} dates at once: enter them in parts.")
    return tuple(dict.fromkeys(found))


def read_span(on: date, start: str, end: str, zone: ZoneInfo) -> tuple[int, int]:
    """The instants of a start and an end on a local date. Raises Unclear, in a gap too."""
    begins = _instant(on, start, zone)
    if plus := _HOURS.match(end.strip()):
        return begins, begins + int(plus[1]) * 3600 + int(plus[2] or 0) * 360
    ends = _instant(on, end, zone)
    if ends <= begins:
        ends = _instant(on + timedelta(days=1), end, zone)
    return begins, ends


def read_day_span(values: Mapping[str, str], today: date, zone: ZoneInfo) -> tuple[int, int]:
    """The instants of a form's fields date, start and end. Raises Unclear."""
    (on,) = read_dates(values["date"], today)
    return read_span(on, values["start"], values["end"], zone)


def _date(text: str, today: date) -> date:
    found = read_date(text, today)
    if found is None:
        raise Unclear(f"'{text.strip()}' is no date. Write {DATES_HINT}.")
    return found


def _instant(on: date, text: str, zone: ZoneInfo) -> int:
    wall = read_time(text)
    if wall is None:
        raise Unclear(f"'{text.strip()}' is no time. Write 06:00 or 1430.")
    found = instants(on, *wall, zone)
    if not found:
        raise Unclear(f"There is no {text.strip()} on {on}: the clocks go forward over it.")
    # In the hour that comes twice the first one is taken; the form says so.
    return found[0]


_BETWEEN = re.compile(r"(?<=\d)[Tt](?=\d)")
"""What ISO 8601 has between date and time; a day may be Tue or Thu."""
MOMENT_HINT = "fri 18:30 · 2026-11-22 18:30 · 18:30 is today's"


def read_moment(text: str, today: date, zone: ZoneInfo) -> int | None:
    """The instant of a date with a time, or of a time of today; None of nothing. Raises Unclear."""
    day, _, clock = _BETWEEN.sub(" ", text.strip()).rpartition(" ")
    return _instant(_date(day, today), clock, zone) if clock else None


def twice(on: date, text: str, zone: ZoneInfo) -> bool:
    """Whether a wall time comes twice on that date."""
    wall = read_time(text)
    return wall is not None and len(instants(on, *wall, zone)) == 2
