"""A detail as the conditions of clauses see it: for one person, one thing, or as a whole."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from decimal import Decimal

from coordinator.rules.rates.card import RateCard, SideCard
from coordinator.rules.rates.conditions import Situation
from coordinator.rules.rates.facts import Event, Work


def situation_of(
    card: RateCard,
    event: Event,
    side: SideCard | None = None,
    **words: str,
) -> Situation:
    """The event as conditions see it, with the words of one thing."""
    known = {"vehicle_available": "yes", **event.facts, **words}
    if event.cancelled_at is not None:
        known["is_cancelled"] = "yes"
    if event.reduced_at is not None:
        known["is_reduced"] = "yes"
    by_request = side is not None and side.dated_by == "requested"
    asked = event.requested_at if by_request else None
    return Situation(
        words=known,
        zone=event.local_zone,
        starts_at=event.starts_at,
        starts_on=event.starts_on,
        ends_at=event.ends_at,
        requested_at=event.requested_at,
        approved_at=event.approved_at,
        cancelled_at=event.cancelled_at,
        reduced_at=event.reduced_at,
        holidays=card.days,
        things=frozenset(thing.kind for thing in event.equipment),
        numbers=_numbers(event, side),
        dated_on=None if asked is None else event.local_date(asked),
    )


def situation_of_work(whole: Situation, work: Work) -> Situation:
    """The event as the conditions see it for one post of it."""
    numbers = whole.numbers
    if numbers:
        hours = {
            "hours_worked": Decimal(work.worked_minutes) / 60,
            "hours_ordered": Decimal(work.ordered_minutes) / 60,
        }
        numbers = {**numbers, **hours}
    # Written out: `dataclasses.replace` takes three times as long, for every post there is.
    return Situation(
        words={**whole.words, "role": work.role, "rank": work.rank},
        zone=whole.zone,
        starts_at=whole.starts_at,
        starts_on=whole.starts_on,
        ends_at=whole.ends_at,
        requested_at=whole.requested_at,
        approved_at=whole.approved_at,
        cancelled_at=whole.cancelled_at,
        reduced_at=whole.reduced_at if work.reduced_at is None else work.reduced_at,
        holidays=whole.holidays,
        things=whole.things,
        numbers=numbers,
        dated_on=whole.dated_on,
    )


def local_days(event: Event, start: int, minutes: int) -> int:
    """How many local dates a stretch of time touches."""
    first = event.local_date(start)
    last = event.local_date(start + max(0, minutes * 60 - 1))
    return (last - first) // timedelta(days=1) + 1


def most_at_once(people: Sequence[Work]) -> int:
    """How many of them are on the detail at the same time, at most."""
    changes: list[tuple[int, int]] = []
    for work in people:
        ends = work.ended_at or work.ordered_end or work.anchor
        changes += [(work.anchor, work.count), (max(ends, work.anchor + 1), -work.count)]
    there = most = 0
    for _, change in sorted(changes):
        there += change
        most = max(most, there)
    return most


def _numbers(event: Event, side: SideCard | None) -> Mapping[str, Decimal]:
    if side is not None and not side.asks_numbers:
        return {}
    found = {
        "officers": Decimal(most_at_once(event.work)),
        "vehicles": Decimal(sum(thing.count for thing in event.equipment)),
        "hours_ordered": Decimal(max((x.ordered_minutes for x in event.work), default=0)) / 60,
        "hours_worked": Decimal(max((x.worked_minutes for x in event.work), default=0)) / 60,
    }
    return {**found, **event.numbers}
