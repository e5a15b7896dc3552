"""Hours already done: from which minute on a price for "after so many hours" holds."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from coordinator.rules.rates.capped_weeks import counted_minutes, reached_at
from coordinator.rules.rates.card import SideCard
from coordinator.rules.rates.clock import Moment, Portion, first_minute, week_of
from coordinator.rules.rates.lines import hours_words


@dataclass(frozen=True, slots=True)
class Run:
    """A run of elapsed minutes from an instant, to be priced, of someone with his own wage.

    Of its `minutes` only `worked` were worked; `skip` at its beginning are paid otherwise.
    `day_before` and `week_before` were done on the local day, in the week, before it.
    """

    start: int
    minutes: int
    what: str
    own_rate: Decimal | None = None
    worked: int = 0
    ordered: int = 0
    skip: int = 0
    day_before: int = 0
    week_before: int = 0
    days_before: tuple[int, ...] = ()
    """Of the week's minutes before it those of each earlier day."""
    before_told: tuple[str, str] = ("", "")
    """On which details that was, of the day and of the week."""
    expected: bool = False
    """Hours that were estimated or ordered, for a price before anybody has worked."""

    def told_before(self, portion: Portion) -> str:
        """ "32 h before in the week: 26-0007.1 8 h ...", where a portion counts; or nothing."""
        day = portion.per == "day"
        minutes = self.day_before if day else self.week_before
        if portion.per == "detail" or not portion.after or not minutes:
            return ""
        where = self.before_told[0 if day else 1]
        counted = self._counted(portion, minutes)
        said = f"{hours_words(counted)} before in the {portion.per}"
        if counted != minutes:
            said += (
                f" count, at most {hours_words(portion.day_most)} a day, of {hours_words(minutes)}"
            )
        return f"{said}: {where}" if where else said

    def _counted(self, portion: Portion, minutes: int) -> int:
        """What of the minutes before counts, where of each day only so many do."""
        if not portion.day_most:
            return minutes
        return sum(min(each, portion.day_most) for each in (*self.days_before, self.day_before))


def is_reached(portion: Portion, moment: Moment, run: Run, side: SideCard, zone: ZoneInfo) -> bool:
    """Whether enough was done before the moment, and it was worked where that matters."""
    if portion.worked_only and moment.done >= run.worked:
        return False
    if portion.over_order:
        return moment.done >= run.ordered
    if portion.per == "detail" or not portion.after:
        return moment.done >= portion.after
    begins = moment.day if portion.per == "day" else week_of(moment.day, side.week_starts)
    if portion.day_most:
        return counted_minutes(portion, run, begins, zone, moment.done) >= portion.after
    return moment.done - _begun(portion, run, begins, zone) >= portion.after


def marks_of(
    portions: Iterable[Portion], run: Run, side: SideCard, zone: ZoneInfo
) -> Iterator[int]:
    """Minutes of the run at which one of these portions begins or ends."""
    yield run.worked
    yield run.skip
    for portion in portions:
        if portion.over_order:
            yield run.ordered
        elif portion.per == "detail":
            yield portion.after
        else:
            for begins in _periods(portion, run, side, zone):
                if portion.day_most:
                    yield from reached_at(portion, run, begins, zone)
                    continue
                yield _begun(portion, run, begins, zone) + portion.after


def _periods(portion: Portion, run: Run, side: SideCard, zone: ZoneInfo) -> Iterator[date]:
    """The first days of the days or weeks that the run touches."""
    day = datetime.fromtimestamp(run.start, zone).date()
    last = datetime.fromtimestamp(run.start + run.minutes * 60, zone).date()
    step = 1 if portion.per == "day" else 7
    day = day if portion.per == "day" else week_of(day, side.week_starts)
    while day <= last:
        yield day
        day += timedelta(days=step)


def _begun(portion: Portion, run: Run, begins: date, zone: ZoneInfo) -> int:
    """The minute of the run at which counting for a period starts, less what was done before."""
    offset = first_minute(run.start, begins, zone)
    if offset > 0:
        return offset
    return -(run.day_before if portion.per == "day" else run.week_before)
