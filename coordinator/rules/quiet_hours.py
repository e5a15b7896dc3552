"""Quiet hours: the earliest moment at which somebody may be written to."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo


def earliest(at: int, quiet_from: str, quiet_until: str, zone: ZoneInfo) -> int:
    """The first instant from `at` on whose local clock is outside the quiet hours (UTC seconds).

    The hours are local HH:MM, the end not included, over midnight where the end is the earlier;
    without both, or with both the same, nothing is quiet. Where clocks are put back over the end,
    it is quiet again; where they are put forward over it, it ends with the gap.
    """
    if not quiet_from or not quiet_until or quiet_from == quiet_until:
        return at
    begin, end = time.fromisoformat(quiet_from), time.fromisoformat(quiet_until)
    if not _quiet(at, begin, end, zone):
        return at
    found = [each for each in _ends(at, end, zone) if each > at]
    return min(each for each in found if not _quiet(each, begin, end, zone))


def _quiet(at: int, begin: time, end: time, zone: ZoneInfo) -> bool:
    clock = datetime.fromtimestamp(at, zone).time().replace(second=0, microsecond=0, fold=0)
    return begin <= clock < end if begin < end else clock >= begin or clock < end


def _ends(at: int, end: time, zone: ZoneInfo) -> list[int]:
    """Where the quiet may end: both passes of its end on the next days, and changes of clocks."""
    today = datetime.fromtimestamp(at, zone).date()
    days = [today + timedelta(days=n) for n in range(3)]
    passes = [_instant(day, end, fold, zone) for day in days for fold in (0, 1)]
    edges = [at + n * 43_200 for n in range(6)]
    changes = [
        _change(low, low + 43_200, zone) for low in edges if _differ(low, low + 43_200, zone)
    ]
    return sorted({*passes, *changes})


def _instant(day: date, clock: time, fold: int, zone: ZoneInfo) -> int:
    return int(datetime.combine(day, clock, zone).replace(fold=fold).timestamp())


def _offset(at: int, zone: ZoneInfo) -> timedelta | None:
    return datetime.fromtimestamp(at, zone).utcoffset()


def _differ(low: int, high: int, zone: ZoneInfo) -> bool:
    return _offset(low, zone) != _offset(high, zone)


def _change(low: int, high: int, zone: ZoneInfo) -> int:
    """The instant between the two at which the clocks change."""
    before = _offset(low, zone)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if _offset(middle, zone) == before else (low, middle)
    return high
