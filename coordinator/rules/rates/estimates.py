"""A detail as it was expected or ordered: what a deposit is reckoned from."""

from dataclasses import replace
from datetime import datetime, timedelta

from coordinator.rules.rates.card import SideCard
from coordinator.rules.rates.facts import Equipment, Estimate, Event, Work

SATURDAY = 5


def estimated(column: SideCard, event: Event) -> Event:
    """The event as estimated or, without an estimate, as ordered; not cancelled, nothing dropped.

    An estimate goes on from the start of the event, every weekday at the same hour; over weekends
    too where it begins on one.
    """
    if event.estimate is not None:
        return _of_estimate(column, event, event.estimate)
    work = tuple(_as_ordered(each) for each in (*event.work, *event.dropped))
    return replace(event, work=work, cancelled_at=None, reduced_at=None, dropped=())


def _as_ordered(work: Work) -> Work:
    if work.ordered_start is None:
        return replace(work, expected=True)
    end = work.first_ordered_end or work.ordered_end
    return replace(
        work,
        started_at=work.ordered_start,
        ended_at=end,
        break_minutes=0,
        extra=(),
        ordered_end=end,
        expected=True,
    )


def _day_after(first: datetime, days: int) -> datetime:
    if first.weekday() >= SATURDAY:
        return first + timedelta(days=days)
    weeks, over = divmod(first.weekday() + days, SATURDAY)
    return first + timedelta(days=weeks * 7 + over - first.weekday())


def _of_estimate(column: SideCard, event: Event, told: Estimate) -> Event:
    first = event.work[0] if event.work else Work("", "officer")
    kinds = [thing.kind for thing in event.equipment] or [row.kind for row in column.equipment]
    zone = event.local_zone
    wall = datetime.fromtimestamp(event.starts_at, zone).replace(tzinfo=None)
    work: list[Work] = []
    things: list[Equipment] = []
    for day in range(told.days):
        start = int(_day_after(wall, day).replace(tzinfo=zone).timestamp())
        end = start + told.minutes_each * 60
        work.append(
            Work(
                f"day:{day}",
                first.role,
                first.rank,
                start,
                end,
                ordered_start=start,
                ordered_end=end,
                count=told.officers,
                own_rate=first.own_rate,
                expected=True,
            )
        )
        if told.vehicles and kinds:
            things.append(Equipment("", kinds[0], start, end, count=told.vehicles))
    return replace(
        event, work=tuple(work), equipment=tuple(things), cancelled_at=None, reduced_at=None,
        dropped=(), estimate=None,
    )  # fmt: skip
