"""A detail as the conditions of clauses see it: for one person, one thing, or as a whole."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from zoneinfo import ZoneInfo

from coordinator.rules.rates.card import RateCard, SideCard
from coordinator.rules.rates.clock import moment_at
from coordinator.rules.rates.conditions import Situation
from coordinator.rules.rates.facts import Event, Work
from coordinator.rules.words import TRAINEE


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
    counted = side is None or card.asks_numbers
    crew = _crew(card, event) if counted else {}
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
        numbers=_numbers(event, crew) if counted else {},
        dated_on=None if side is None else _dated_on(side, event.requested_at, event.local_zone),
        crew=crew,
    )


def dated_for(side: SideCard, situation: Situation) -> Situation:
    """The situation by the date that a side goes by: the employer's price is his, whatever date
    the pay side goes by that is worked out from it."""
    day = _dated_on(side, situation.requested_at, situation.zone)
    return situation if day == situation.dated_on else replace(situation, dated_on=day)


def _dated_on(side: SideCard, requested_at: int | None, zone: ZoneInfo) -> date | None:
    if side.dated_by != "requested" or requested_at is None:
        return None
    return moment_at(requested_at, 0, zone).day


def situation_of_work(whole: Situation, work: Work) -> Situation:
    """The event as the conditions see it for one post of it."""
    numbers = whole.numbers
    if numbers:
        hours = {
            "hours_worked": Decimal(work.worked_minutes) / 60,
            "hours_ordered": Decimal(work.ordered_minutes) / 60,
        }
        told = {**numbers, **hours, **_supervised(whole.crew, work.role)}
        numbers = {**_figures(work.facts), **told} if work.facts else told
    dated_on = whole.dated_on
    if work.requested_at is not None and dated_on is not None:
        dated_on = moment_at(work.requested_at, 0, whole.zone).day
    # Written out: `dataclasses.replace` takes three times as long, for every post there is.
    return Situation(
        words={**dict(work.facts), **whole.words, "role": work.role, "rank": work.rank},
        zone=whole.zone,
        starts_at=whole.starts_at,
        starts_on=whole.starts_on,
        ends_at=whole.ends_at,
        requested_at=whole.requested_at if work.requested_at is None else work.requested_at,
        approved_at=whole.approved_at,
        cancelled_at=whole.cancelled_at,
        reduced_at=whole.reduced_at if work.reduced_at is None else work.reduced_at,
        holidays=whole.holidays,
        things=whole.things,
        numbers=numbers,
        dated_on=dated_on,
        crew=whole.crew,
    )


def _figures(facts: Sequence[tuple[str, str]]) -> Mapping[str, Decimal]:
    """Those facts that read as numbers."""
    found: dict[str, Decimal] = {}
    for name, value in facts:
        with suppress(InvalidOperation):
            found[name] = Decimal(value)
    return {name: value for name, value in found.items() if value.is_finite()}


def days_touched(event: Event, start: int, end: int) -> tuple[date, ...]:
    """The local dates that a stretch of time touches; the midnight at its end is none of them."""
    first = event.local_date(start)
    last = event.local_date(max(start, end - 1))
    return tuple(first + timedelta(days=more) for more in range((last - first).days + 1))


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


def _crew(card: RateCard, event: Event) -> Mapping[str, tuple[int, bool]]:
    """How many there are of each role at once, and whether a [[crew]] table has it supervise."""
    by_role: dict[str, list[Work]] = defaultdict(list)
    for work in event.work:
        by_role[work.role].append(work)
    found = event.crew or {role: most_at_once(works) for role, works in by_role.items()}
    above = {row.role for row in card.crew if row.supervises}
    return {role: (many, role in above) for role, many in found.items()}


def _supervised(crew: Mapping[str, tuple[int, bool]], role: str) -> Mapping[str, Decimal]:
    """Whom a post of this role supervises, and how many of them fall on each of it."""
    own, below = crew.get(role, (1, True))[0] or 1, _below(crew, role)
    return {"supervised": Decimal(below), "supervised_each": Decimal(-(-below // own))}


def _below(crew: Mapping[str, tuple[int, bool]], role: str) -> int:
    return sum(many for each, (many, above) in crew.items() if each != role and not above)


def _minutes(work: Work) -> int:
    return work.ordered_minutes if work.started_at is None else work.worked_minutes


def _numbers(event: Event, crew: Mapping[str, tuple[int, bool]]) -> Mapping[str, Decimal]:
    # A trainee is paid and not billed: both sides have to see the same hours.
    counted = [work for work in event.work if work.role != TRAINEE]
    found = {
        "supervised": Decimal(_below(crew, "")),
        "officers": Decimal(most_at_once(event.work)),
        "vehicles": Decimal(sum(thing.count for thing in event.equipment)),
        "hours_ordered": Decimal(max((x.ordered_minutes for x in event.work), default=0)) / 60,
        "hours_worked": Decimal(max((x.worked_minutes for x in event.work), default=0)) / 60,
        "officer_hours": Decimal(sum(_minutes(x) * x.count for x in counted)) / 60,
        "days": Decimal(len(days_touched(event, event.starts_at, event.ends_at))),
    }
    return {**found, **event.numbers}
