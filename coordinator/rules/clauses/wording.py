"""Figures, dates and spans as clauses put them into words (English, independent of the locale)."""

from datetime import date, datetime, timedelta

from coordinator.rules.spans import Calendar, Span

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

LONG = timedelta(days=300)
"""From here on two dates without years may be taken for those of one year, or of another."""


def hours(seconds: int) -> str:
    """Seconds as decimal hours without needless noughts: '61.5'."""
    return f"{seconds / 3600:.2f}".rstrip("0").rstrip(".")


def minutes(seconds: int) -> str:
    """Seconds as whole minutes, rounded down: '25'."""
    return str(seconds // 60)


def day(when: date) -> str:
    """'Sun 8 Nov'."""
    return f"{WEEKDAYS[when.weekday()]} {when.day} {MONTHS[when.month - 1]}"


def iso_day(text: str) -> str:
    """An ISO date as '8 Nov 2026'."""
    when = date.fromisoformat(text)
    return f"{when.day} {MONTHS[when.month - 1]} {when.year}"


def moment(instant: int, calendar: Calendar) -> str:
    """'Sun 8 Nov 07:00', local."""
    wall = calendar.wall(instant)
    return f"{day(wall)} {wall:%H:%M}"


def moment_iso(instant: int, calendar: Calendar) -> str:
    """'2026-11-08T07:00', local: as case files write it."""
    return calendar.wall(instant).strftime("%Y-%m-%dT%H:%M")


def stretch(span: Span, calendar: Calendar) -> str:
    """'Sun 8 Nov 07:00 to 15:00', local; the second day is named when it is another one.

    What is nearly a year long or longer is told with its years.
    """
    start, end = calendar.wall(span[0]), calendar.wall(span[1])
    if end - start > LONG:
        return f"{day(start)} {start:%Y %H:%M} to {day(end)} {end:%Y %H:%M}"
    if end.date() == start.date():
        return f"{moment(span[0], calendar)} to {end:%H:%M}"
    return f"{moment(span[0], calendar)} to {moment(span[1], calendar)}"


def window(span: Span, calendar: Calendar) -> str:
    """'Sun 8 Nov to Sat 14 Nov' for whole local days, else the moments of start and end."""
    start, end = calendar.wall(span[0]), calendar.wall(span[1])
    if not (_is_midnight(start) and _is_midnight(end)):
        return stretch(span, calendar)
    last = calendar.wall(span[1] - 1)
    if last.date() == start.date():
        return day(start)
    if end - start > LONG:
        return f"{day(start)} {start.year} to {day(last)} {last.year}"
    return f"{day(start)} to {day(last)}"


def plural(number: int, word: str) -> str:
    """'day' of one, 'days' of any other number."""
    return word if number == 1 else f"{word}s"


def kind_name(kind: str) -> str:
    """A stored word as people say it: 'light_duty' is 'light duty'."""
    return kind.replace("_", " ")


def _is_midnight(wall: datetime) -> bool:
    return wall.hour == 0 and wall.minute == 0
