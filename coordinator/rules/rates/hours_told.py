"""Which hours of a piece of work are at a price, and on which holiday: "12-24 12:00 to 18:00"."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import pairwise
from typing import NamedTuple
from zoneinfo import ZoneInfo

from coordinator.rules.rates.because import holiday_words
from coordinator.rules.rates.clock import EVERYTHING, Portion, Stretch
from coordinator.rules.rates.conditions import Situation
from coordinator.rules.rates.lines import Trace


class Hours(NamedTuple):
    """Minutes of the work, from how many done on to how many, and the holidays that they are of."""

    begin: int
    end: int
    holidays: str = ""


def hours_of(
    portions: Sequence[Portion], stretch: Stretch, situation: Situation
) -> tuple[Hours, ...]:
    """A stretch as hours to be told; none where no clause in force is about a part of the time."""
    asking = [portion for portion in portions if portion is not EVERYTHING]
    if not asking:
        return ()
    names = (holiday_words(portion, stretch.moment, situation) for portion in asking)
    done = stretch.moment.done
    return (Hours(done, done + stretch.minutes, ", ".join(filter(None, dict.fromkeys(names)))),)


def told(hours: Iterable[Hours], start: int, zone: ZoneInfo) -> Trace:
    """The hours in words; those that follow one another on the same days are one."""
    ordered = sorted(hours)
    begins = [ordered[0], *(b for a, b in pairwise(ordered) if not _joined(a, b))]
    ends = [*(a for a, b in pairwise(ordered) if not _joined(a, b)), ordered[-1]]
    words = (
        _span(first._replace(end=last.end), start, zone)
        for first, last in zip(begins, ends, strict=True)
    )
    return Trace("when", "; ".join(words))


def _joined(first: Hours, second: Hours) -> bool:
    return first.end == second.begin and first.holidays == second.holidays


def _span(hours: Hours, start: int, zone: ZoneInfo) -> str:
    first = datetime.fromtimestamp(start + 60 * hours.begin, zone)
    last = datetime.fromtimestamp(start + 60 * hours.end, zone)
    until = f"{last:%H:%M}" if last.date() == first.date() else f"{last:%Y-%m-%d %H:%M}"
    named = f" ({hours.holidays})" if hours.holidays else ""
    return f"{first:%Y-%m-%d %H:%M} to {until}{named}"
