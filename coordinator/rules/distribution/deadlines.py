"""By when an officer must have asked for a detail."""

from fractions import Fraction

from coordinator.rules.distribution.comparing import LAST, Times
from coordinator.rules.distribution.document import Method
from coordinator.rules.distribution.facts import Facts
from coordinator.rules.distribution.signup_times import Deadline, Late, Opening
from coordinator.rules.spans import Calendar


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
    return opening.moment.instant(starts_at, posted_at(facts), calendar)


def posted_at(facts: Facts) -> int | None:
    """When a detail was posted, as its facts say."""
    posted = facts.get("notice_at")
    return int(posted) if isinstance(posted, Fraction) else None


def closing_of(
    deadline: Deadline | None, facts: Facts, starts_at: int, calendar: Calendar
) -> tuple[int, Late]:
    """The instant of a deadline, and what becomes of those who come later."""
    if deadline is None:
        return LAST, Late.BOTTOM
    closes = deadline.moment.instant(starts_at, posted_at(facts), calendar)
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
