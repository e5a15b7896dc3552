"""Pay periods: half-open spans of local dates, by the agency's way of paying."""

from datetime import date, timedelta

KINDS = ("weekly", "two_weekly", "twice_monthly", "monthly")
_DAYS = {"weekly": 7, "two_weekly": 14}

Period = tuple[date, date]
"""The first day, and the day after the last."""


def period_of(kind: str, anchor: date, on: date) -> Period:
    """The period in which a date lies; `anchor` is the first day of any weekly or two-weekly one.

    Twice a month is from the 1st to the 15th and from the 16th on.
    """
    if kind in _DAYS:
        days = _DAYS[kind]
        first = on - timedelta(days=(on - anchor).days % days)
        return first, first + timedelta(days=days)
    if kind == "twice_monthly" and on.day <= 15:
        return on.replace(day=1), on.replace(day=16)
    first = on.replace(day=16 if kind == "twice_monthly" else 1)
    return first, month_after(on)


def last_ended(kind: str, anchor: date, today: date) -> Period:
    """The latest period that has ended before today."""
    first, _ = period_of(kind, anchor, today)
    return period_of(kind, anchor, first - timedelta(days=1))


def month_after(on: date) -> date:
    """The first day of the next month."""
    return (on.replace(day=1) + timedelta(days=32)).replace(day=1)


def month_of(month: str) -> Period:
    """The days of a month given as 2026-10. Raises ValueError."""
    first = date.fromisoformat(f"{month}-01")
    return first, month_after(first)
