"""By when an officer must have asked for a detail."""

from datetime import datetime, timedelta
from fractions import Fraction

from coordinator.rules.distribution.document import Method
from coordinator.rules.distribution.facts import Facts
from coordinator.rules.distribution.signup_times import Clocked, Deadline, Opening
from coordinator.rules.spans import Calendar, instant_of


def deadline_of(method: Method, facts: Facts) -> Deadline | None:
    """The first deadline of a method that fits a detail."""
    return next((each for each in method.deadlines if each.condition.met(facts)), None)


def opening_of(method: Method, facts: Facts) -> Opening | None:
    """The first opening of a method that fits a detail."""
    return next((each for each in method.openings if each.condition.met(facts)), None)


def opens_at(method: Method, facts: Facts, starts_at: int, calendar: Calendar) -> int | None:
    """From when on officers may ask for a detail; None where the method does not say."""
    opening = opening_of(method, facts)
    if opening is None:
        return None
    return closes_at(opening.moment, starts_at, posted_at(facts), calendar)


def posted_at(facts: Facts) -> int | None:
    """When a detail was posted, as its facts say."""
    posted = facts.get("notice_at")
    return int(posted) if isinstance(posted, Fraction) else None


def closes_at(
    deadline: Deadline | Clocked, starts_at: int, posted_at: int | None, calendar: Calendar
) -> int | None:
    """The instant of a deadline; None where it counts from a posting that is not known."""
    if deadline.hours_before is not None:
        return starts_at - _seconds(deadline.hours_before)
    if deadline.hours_after_posting is not None:
        return None if posted_at is None else posted_at + _seconds(deadline.hours_after_posting)
    day = calendar.local_date(starts_at) - timedelta(days=deadline.days_before)
    if deadline.weekday is not None:
        day -= timedelta(days=(day.weekday() - deadline.weekday) % 7)
    return instant_of(datetime.combine(day, deadline.at), calendar.zone).instant


def _seconds(hours: Fraction) -> int:
    return int(hours * 3600)
