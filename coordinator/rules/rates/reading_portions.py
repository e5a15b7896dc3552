"""The part of the time that a price is for, as read: `after`, `on`, `between`, `week`, `judged`."""

from datetime import time
from decimal import Decimal

from coordinator.rules.documents import Table
from coordinator.rules.rates.clock import HOLIDAY, WEEKDAYS, DayList, Portion
from coordinator.rules.rates.reading_steps import whole_minutes

JUDGED = ("part", "start", "any")


def read_portion(table: Table, days: DayList) -> Portion:
    """Read the portion of a rate, premium or equipment table."""
    return Portion(
        after=whole_minutes(table, "after", Decimal(0)),
        days=_days(table, days),
        between=_between(table),
        week=_week(table),
        judged=table.choice("judged", JUDGED, "part"),
    )


def _days(table: Table, days: DayList) -> frozenset[str]:
    words = table.texts("on", ())
    names = {*days.yearly.values(), *days.single.values()}
    for word in words:
        if word == HOLIDAY and not days:
            table.wrong("on", "means holidays, but the card lists none.", "Add [[holiday]] tables.")
        elif word not in (*WEEKDAYS, HOLIDAY) and word not in names:
            hint = "Use monday to sunday, holiday, or the name of a [[holiday]]."
            table.wrong("on", f"{word!r} is not a day.", hint)
    return frozenset(words)


def _between(table: Table) -> tuple[time, time] | None:
    clocks = table.values("between", ())
    if not clocks:
        return None
    if len(clocks) == 2 and all(isinstance(x, time) for x in clocks) and clocks[0] != clocks[1]:
        return clocks[0], clocks[1]
    table.wrong("between", "is not two times.", "Write between = [22:00:00, 06:00:00].")
    return None


def _week(table: Table) -> tuple[tuple[int, time], tuple[int, time]] | None:
    words = table.texts("week", ())
    if not words:
        return None
    ends = [_week_end(word) for word in words]
    if len(ends) == 2 and ends[0] and ends[1] and ends[0] != ends[1]:
        return ends[0], ends[1]
    table.wrong("week", "is not two ends.", 'Write week = ["friday 17:00", "monday 07:00"].')
    return None


def _week_end(word: str) -> tuple[int, time] | None:
    day, _, clock = word.partition(" ")
    try:
        return WEEKDAYS.index(day), time.fromisoformat(clock)
    except ValueError:
        return None
