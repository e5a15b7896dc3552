"""AVAIL and BUSY: when an officer would work, or cannot."""

import re
from datetime import date, datetime, timedelta

from coordinator.actions.answers.answers import Asked, Done, Waits, waits_for_desk, zone_of
from coordinator.rules.spans import Span, instant_of
from coordinator.rules.words import AvailabilityKind
from notify.replies import Word
from notify.times import short_span
from storage.models import Availability

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
FARTHEST_DAYS = 366
"""Whoever names a day further ahead has mistyped it."""

_DAY_MINUTES = 1440


def availability(asked: Asked) -> Done | Waits:
    """Note a span of the officer's time. What is over, or too far ahead, waits."""
    kind = AvailabilityKind.AVAILABLE
    if asked.command.word is Word.BUSY:
        kind = AvailabilityKind.UNAVAILABLE
    if not asked.may("availability"):
        return waits_for_desk(asked, f"He says when he is {kind}")
    span = said_span(asked)
    if span is None:
        return Waits(
            f"The day {asked.command.day!r} is not understood, or over.",
            "Which day? Write a weekday or a date: AVAIL SAT 0800-1600.",
        )
    with asked.book.action(asked.actor, "state availability", f"officer:{asked.officer_id}") as tx:
        tx.add(
            Availability(
                officer_id=asked.officer_id,
                kind=kind,
                starts_at=span[0],
                ends_at=span[1],
                stated_at=min(asked.at, tx.now),
                source=asked.how,
                words=asked.received.text[:200],
            )
        )
    when = short_span(*span, zone_of(asked.connection))
    return Done(f"Noted: {'free' if kind == AvailabilityKind.AVAILABLE else 'busy'} {when}.")


def said_span(asked: Asked) -> Span | None:
    """The span that he means, counted from the day on which he wrote."""
    zone = zone_of(asked.connection)
    today = datetime.fromtimestamp(asked.at, zone).date()
    day = day_meant(asked.command.day, today)
    if day is None or not 0 <= (day - today).days <= FARTHEST_DAYS:
        return None
    first, last = asked.command.times or (0, _DAY_MINUTES)
    midnight = datetime(day.year, day.month, day.day)  # noqa: DTZ001 - a wall time, read below
    span = (
        instant_of(midnight + timedelta(minutes=first), zone).instant,
        instant_of(midnight + timedelta(minutes=last), zone).instant,
    )
    return span if span[0] < span[1] and span[1] > asked.at else None


def day_meant(said: str, today: date) -> date | None:
    """A day as people write it: a weekday is the next such day, today among them; 6/14 is month
    and day, of next year where this year's is over."""
    if said in ("", "today", "tonight"):
        return today
    if said in ("tomorrow", "tmrw"):
        return today + timedelta(days=1)
    if said[:3] in WEEKDAYS:
        return today + timedelta(days=(WEEKDAYS.index(said[:3]) - today.weekday()) % 7)
    try:
        return _dated(said, today)
    except ValueError:
        return None


def _dated(said: str, today: date) -> date:
    found = re.fullmatch(r"(\d{1,2})/(\d{1,2})(?:/(\d{4}))?", said, re.ASCII)
    if not found:
        return date.fromisoformat(said)
    month, day, year = found.groups()
    meant = date(int(year or today.year), int(month), int(day))
    return meant if year or meant >= today else meant.replace(year=today.year + 1)
