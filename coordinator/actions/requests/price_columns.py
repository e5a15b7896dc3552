"""Which prices hold when: by the weekday, by the hour, on holidays, and with what notice."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from coordinator.actions.requests.price_asking import AMPLE, Asking
from coordinator.rules.rates import RateCard
from coordinator.rules.rates.lines import PricedLine
from coordinator.rules.rates.price_table import HALF_HOURS, Columns

LONGEST_HOURS = 16
_NOTICES = (0, 1, 2, 3, 4, 6, 8, 12, 24, 36, 48, 72, 96, 120, 168, 240, 336, 504, 720)


def goes_by_clock(asking: Asking) -> bool:
    """Whether the same hours cost more at another hour of one day."""
    for day in range(7):
        midnight = asking.monday + timedelta(days=day)
        if len({_taste(asking, midnight + timedelta(hours=2 * n)) for n in range(10)}) > 1:
            return True
    return False


def _taste(asking: Asking, starts: datetime) -> str:
    """Two prices by which beginnings are told apart."""
    return repr([sorted(asking.cells(starts, minutes).items()) for minutes in (60, 240)])


@dataclass(slots=True)
class ColumnsFound:
    """The different columns, and by which two prices each is known again: most days are alike."""

    asking: Asking
    step: int
    found: list[Columns] = field(default_factory=list)
    tasted: dict[str, int] = field(default_factory=dict)

    def place(self, starts: datetime, *, whole: bool) -> int:
        """Which column holds for this beginning; `whole`: every length of it is asked for."""
        taste = _taste(self.asking, starts)
        if whole or taste not in self.tasted:
            column = self._column(starts)
            if column not in self.found:
                self.found.append(column)
            self.tasted[taste] = self.found.index(column)
        return self.tasted[taste]

    def _column(self, starts: datetime) -> Columns:
        lengths = range(self.step, LONGEST_HOURS * 60 + 1, self.step)
        rows = [self.asking.cells(starts, minutes) for minutes in lengths]
        names = (*self.asking.roles, *self.asking.things)
        return {name: tuple(row[name] for row in rows) for name in names}


def week_of(asking: Asking, columns: ColumnsFound, by_clock: bool) -> tuple[int, ...]:
    """Which column holds for each half hour of the week."""
    found: list[int] = []
    for day in range(7):
        midnight = asking.monday + timedelta(days=day)
        if not by_clock:
            found += [columns.place(midnight, whole=False)] * HALF_HOURS
            continue
        starts = (midnight + timedelta(minutes=30 * half) for half in range(HALF_HOURS))
        found += [columns.place(each, whole=True) for each in starts]
    return tuple(found)


def holidays_of(
    card: RateCard, today: date, until: date, columns: ColumnsFound, by_clock: bool
) -> Iterator[tuple[str, int | None]]:
    """Holidays: the column that holds from midnight to midnight, or None where that is not one."""
    for n in range((until - today).days):
        day = today + timedelta(days=n)
        if not card.days.name(day):
            continue
        midnight = datetime.combine(day, time())
        hours = (midnight + timedelta(hours=hour) for hour in (0, 6, 11, 15, 20))
        plain = not by_clock and len({_taste(columns.asking, each) for each in hours}) == 1
        yield day.isoformat(), columns.place(midnight, whole=False) if plain else None


def quiet_week(card: RateCard, zone: ZoneInfo, today: date) -> datetime:
    """Midnight of a Monday some weeks ahead, with no holiday and no change of clocks for 9 days."""
    monday = today + timedelta(days=35 - today.weekday())
    for week in range(40):
        first = monday + timedelta(weeks=week)
        days = [first + timedelta(days=n) for n in range(9)]
        if not any(map(card.days.name, days)) and not any(clock_changes(zone, first, days[-1])):
            return datetime.combine(first, time())
    return datetime.combine(monday, time())


def clock_changes(zone: ZoneInfo, today: date, until: date) -> Iterator[str]:
    for n in range(-1, (until - today).days + 2):
        day = today + timedelta(days=n)
        noons = [
            datetime.combine(day + timedelta(days=x), time(), zone).utcoffset() for x in (0, 1)
        ]
        if noons[0] != noons[1]:
            yield day.isoformat()


def least_notice(asking: Asking) -> int:
    """From how many hours of notice on nothing changes any more."""
    starts = asking.morning
    ample = _said(asking.lines(starts, 300))
    least = AMPLE
    for hours in reversed(_NOTICES):
        if _said(asking.lines(starts, 300, hours)) != ample:
            break
        least = hours
    return least


def _said(lines: Sequence[PricedLine]) -> list[tuple[str, int]]:
    return [(line.label, line.amount_cents) for line in lines]
