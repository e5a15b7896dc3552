"""By when an officer must have asked for a detail."""

from datetime import datetime, timedelta
from fractions import Fraction

from coordinator.rules.distribution.comparing import LAST, Times
from coordinator.rules.distribution.document import Method
from coordinator.rules.distribution.facts import Facts
from coordinator.rules.distribution.signup_times import Clocked, Deadline, Late, Opening
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


def closing_of(
    deadline: Deadline | None, facts: Facts, starts_at: int, calendar: Calendar
) -> tuple[int, Late]:
    """The instant of a deadline, and what becomes of those who come later."""
    if deadline is None:
        return LAST, Late.BOTTOM
    closes = closes_at(deadline, starts_at, posted_at(facts), calendar)
    return LAST if closes is None else closes, deadline.late


def since_opened(
    asked: Times, method: Method, facts: Facts, starts_at: int, calendar: Calendar
) -> Times:
    """The sign-ups without those that came before the detail was open for them."""
    opens = opens_at(method, facts, starts_at, calendar)
    opening = opening_of(method, facts)
    if opens is None or opening is None:
        return asked
    if opening.waits:
        return {
            name: tuple(at if at is None else max(at, opens) for at in times)
            for name, times in asked.items()
        }
    return {
        name: tuple(at for at in times if at is None or at >= opens)
        for name, times in asked.items()
    }
