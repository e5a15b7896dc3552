"""Hours of an officer on other details of the same local day and week, before the work at hand."""

from collections.abc import Iterable, Sequence
from datetime import datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from coordinator.rules.rates import SideCard
from coordinator.rules.rates.clock import week_of
from coordinator.rules.rates.lines import hours_words
from storage.queries.money.billing import PricedDetail
from storage.queries.money.officers_work import OtherWork

Before = tuple[int, str]
"""Minutes, and on which details they were."""
NONE: Before = (0, "")


def hours_before(
    mine: Sequence[OtherWork],
    column: SideCard,
    detail: PricedDetail,
    started_at: int | None,
    zone_name: str,
) -> tuple[Before, Before]:
    """Those of the local day, and those of the week; `mine` is all work of the officer around."""
    if started_at is None or len(mine) < 2 or column.other_details == "none":
        return NONE, NONE
    zone = ZoneInfo(zone_name)
    day = datetime.fromtimestamp(started_at, zone).date()
    counting = [each for each in mine if _counts(column.other_details, each, detail, started_at)]
    of_day, of_week = (
        _since(counting, int(datetime.combine(first, time(), zone).timestamp()))
        for first in (day, week_of(day, column.week_starts))
    )
    return of_day, of_week


def days_before(
    mine: Sequence[OtherWork],
    column: SideCard,
    detail: PricedDetail,
    started_at: int | None,
    zone_name: str,
) -> tuple[int, ...]:
    """The minutes of each day of the week before the one on which the work begins."""
    if started_at is None or len(mine) < 2 or column.other_details == "none":
        return ()
    zone = ZoneInfo(zone_name)
    day = datetime.fromtimestamp(started_at, zone).date()
    first = week_of(day, column.week_starts)
    counting = [each for each in mine if _counts(column.other_details, each, detail, started_at)]
    midnights = [
        int(datetime.combine(first + timedelta(days=more), time(), zone).timestamp())
        for more in range((day - first).days + 1)
    ]
    since = [sum(_minutes_after(each, begin) for each in counting) for begin in midnights]
    return tuple(one - other for one, other in pairwise(since))


def _since(counting: Iterable[OtherWork], begin: int) -> Before:
    found = [(each.number, _minutes_after(each, begin)) for each in counting]
    told = ", ".join(f"{number} {hours_words(minutes)}" for number, minutes in found if minutes)
    return sum(minutes for _, minutes in found), told


def _counts(which: str, other: OtherWork, detail: PricedDetail, started_at: int) -> bool:
    if other.detail_id == detail.id or other.started_at >= started_at:
        return False
    if which == "employer":
        return other.employer_id == detail.employer_id
    return which == "all" or other.job_id == detail.job_id


def _minutes_after(other: OtherWork, begin: int) -> int:
    """The minutes of a piece of work after an instant; a break counts by its share of them."""
    whole = (other.ended_at - other.started_at) // 60
    after = max(0, other.ended_at - max(other.started_at, begin)) // 60
    return after - (other.break_minutes * after // whole if whole else 0)
