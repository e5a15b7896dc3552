"""Wall-clock times of the agency's zone as instants, each doubtful one with what was taken.

Instants are integer Unix seconds, UTC. A time that a clock change skips or repeats is never
settled silently: the note says which instant was taken.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from storage.imports.dates import read_date, read_time, split_stamp
from storage.imports.values import Unreadable

DAY = 86_400
CACHED = 100_000
_OFFSET = re.compile(r"(.*[0-9]) ?(Z|UTC|GMT|[+-][0-9]{2}:?[0-9]{2})")
_EPOCH = date(1970, 1, 1)


class Moment(NamedTuple):
    """An instant, and what had to be decided to find it; usually nothing."""

    at: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class _Day:
    """A local day: its midnight, and whether the clock runs through it without a change."""

    midnight: int
    even: bool


class Clock:
    """Reads wall-clock texts of one zone. Keeps what it has read, since schedules repeat times."""

    def __init__(self, zone: str, order: str = "") -> None:
        self.zone = ZoneInfo(zone)
        self.order = order
        self._days: dict[date, _Day] = {}
        self._stamps: dict[str, Moment] = {}

    def stamp(self, text: str, *, later: bool = False) -> Moment:
        """A date with a time. `later` takes the second of two equal times. Raises Unreadable."""
        found = None if later else self._stamps.get(text)
        if found is None:
            found = self._read(text, later=later)
            if len(self._stamps) < CACHED and not later:
                self._stamps[text] = found
        return found

    def wall(self, day: date, seconds: int, *, later: bool = False) -> Moment:
        """`seconds` after midnight by the clock on the wall; 24:00 is the next midnight."""
        day, seconds = day + timedelta(days=seconds // DAY), seconds % DAY
        known = self._days.get(day) or self._learn(day)
        if known.even:
            return Moment(known.midnight + seconds)
        return self._doubtful(day, seconds, later=later)

    def text(self, instant: int) -> str:
        """The wall time of an instant, as 2026-11-01T01:30."""
        return datetime.fromtimestamp(instant, self.zone).strftime("%Y-%m-%dT%H:%M")

    def offset(self, instant: int) -> int:
        """Seconds that the zone is ahead of UTC at an instant."""
        ahead = datetime.fromtimestamp(instant, self.zone).utcoffset()
        return int(ahead.total_seconds()) if ahead else 0

    def day(self, instant: int) -> date:
        """The local date of an instant."""
        return datetime.fromtimestamp(instant, self.zone).date()

    def _read(self, text: str, *, later: bool) -> Moment:
        first, rest = split_stamp(text)
        if not rest:
            raise Unreadable("is no date with a time", "write it as 2026-11-30T07:30")
        day = read_date(first, self.order)
        if offset := _OFFSET.fullmatch(rest):
            return self._fixed(day, read_time(offset[1]), offset[2])
        return self.wall(day, read_time(rest), later=later)

    def _fixed(self, day: date, seconds: int, offset: str) -> Moment:
        ahead = 0
        if offset[0] in "+-":
            digits = offset[1:].replace(":", "")
            ahead = (int(digits[:2]) * 3600 + int(digits[2:]) * 60) * (
                -1 if offset[0] == "-" else 1
            )
        if abs(ahead) > DAY:
            raise Unreadable("has an offset that no zone has", "write it as -05:00")
        return Moment((day - _EPOCH).days * DAY + seconds - ahead)

    def _learn(self, day: date) -> _Day:
        midnight, next_one = self._instant(day, 0, 0), self._instant(day + timedelta(1), 0, 0)
        known = self._days[day] = _Day(midnight, next_one - midnight == DAY)
        return known

    def _instant(self, day: date, seconds: int, fold: int) -> int:
        naive = datetime(day.year, day.month, day.day) + timedelta(seconds=seconds)  # noqa: DTZ001
        return int(naive.replace(tzinfo=self.zone, fold=fold).timestamp())

    def _doubtful(self, day: date, seconds: int, *, later: bool) -> Moment:
        first, second = (self._instant(day, seconds, fold) for fold in (0, 1))
        if first == second:
            return Moment(first)
        said = f"{day} {seconds // 3600:02d}:{seconds // 60 % 60:02d}"
        if first < second:
            taken = second if later else first
            which = "second" if later else "first"
            return Moment(
                taken, f"{said} comes twice that night; the {which} ({_utc(taken)}) taken"
            )
        return Moment(first, f"{said} is skipped that night; {self.text(first)[11:]} taken")


def _utc(instant: int) -> str:
    return datetime.fromtimestamp(instant, UTC).strftime("%H:%M UTC")
