"""Holidays of a policy ([[holiday]], as rate cards have them): a circumstance of each position."""

from datetime import date

from coordinator.rules.facts import PositionFacts
from coordinator.rules.rates.days import NO_DAYS, DayList
from coordinator.rules.spans import Calendar

HOLIDAY, NO_HOLIDAY = "holiday", "no_holiday"

__all__ = ["HOLIDAY", "NO_DAYS", "NO_HOLIDAY", "DayList", "is_holiday", "with_holiday"]


def is_holiday(holidays: DayList, at: int, calendar: Calendar) -> bool:
    """Whether an instant lies on a holiday, or in the part of one that is kept."""
    wall = calendar.wall(at)
    return bool(holidays.names(wall.date(), wall.time()))


def with_holiday(
    position: PositionFacts,
    holidays: DayList,
    calendar: Calendar,
    others: frozenset[date] = frozenset(),
) -> PositionFacts:
    """The position with the circumstance that it starts on a holiday, or on none.

    Nothing is said where the policy names no holidays; `others` are dates that a case file names.
    """
    if not holidays and not others:
        return position
    kept = calendar.local_date(position.starts_at) in others
    held = kept or is_holiday(holidays, position.starts_at, calendar)
    word = HOLIDAY if held else NO_HOLIDAY
    return position._replace(circumstances=(*position.circumstances, word))
