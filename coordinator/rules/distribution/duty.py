"""How a detail lies in an officer's duty: on a day off, before a tour, after one, or during it."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from coordinator.rules.spans import DAY, Calendar, Span, overlap
from coordinator.rules.words import DutyKind
from coordinator.rules.worked_tours import worked

DAY_OFF, ON_DUTY, ON_LEAVE, BEFORE_TOUR, AFTER_TOUR = (
    "day_off", "on_duty", "on_leave", "before_tour", "after_tour",
)  # fmt: skip
DUTY_WORDS = (DAY_OFF, BEFORE_TOUR, AFTER_TOUR, ON_DUTY, ON_LEAVE)
"""What an officer's duty may be to a detail, as documents name it."""

OFF_DUTY = "off_duty"
"""The happening that somebody came off duty, which `longest_since` may compare."""

LOOKED_BACK = 14 * DAY
"""How far back the last time on duty is looked for."""

LOOKED_BESIDE = 7
"""How many days beside a detail leave is looked for."""

AT_WORK = (DutyKind.REGULAR, DutyKind.OVERTIME, DutyKind.COURT, DutyKind.TRAINING)
AWAY = (DutyKind.LEAVE, DutyKind.SICK)


class Tour(NamedTuple):
    """One span of the schedule (UTC, half-open); kind is a DutyKind."""

    start: int
    end: int
    kind: str


def duty_word(spans: Iterable[Tour], detail: Span, calendar: Calendar) -> str:
    """On duty at the same time; on leave or sick on one of its dates; after a tour that ended on
    one of them, before one that starts on one; or else on a day off. Nobody is on duty in what
    leave or sickness takes of a tour."""
    days = calendar.dates(detail)
    near = [span for span in _worked(spans) if overlap((span.start, span.end), days)]
    if any(span.kind in AT_WORK and overlap((span.start, span.end), detail) for span in near):
        return ON_DUTY
    if any(span.kind in AWAY for span in near):
        return ON_LEAVE
    tours = [span for span in near if span.kind == DutyKind.REGULAR]
    if any(span.end <= detail[0] for span in tours):
        return AFTER_TOUR
    return BEFORE_TOUR if tours else DAY_OFF


def beside_leave(spans: Iterable[Tour], detail: Span, calendar: Calendar) -> bool:
    """Leave on the day before a detail's first date or after its last one, or with nothing but days
    off between; as far as a week. On a day off no tour starts."""
    mine = list(spans)
    leave = [(span.start, span.end) for span in mine if span.kind == DutyKind.LEAVE]
    if not leave:
        return False
    first, last = calendar.local_date(detail[0]), calendar.local_date(detail[1] - 1)
    tours = {calendar.local_date(span.start) for span in mine if span.kind == DutyKind.REGULAR}
    for edge, step in ((first, -1), (last, 1)):
        for away in range(1, LOOKED_BESIDE + 1):
            day = edge + timedelta(days=step * away)
            if any(overlap(span, _day(day, calendar)) for span in leave):
                return True
            if day in tours:
                break
    return False


def _day(day: date, calendar: Calendar) -> Span:
    return calendar.midnight(day), calendar.midnight(day + timedelta(days=1))


def came_off(spans: Iterable[Tour], at: int) -> int | None:
    """When somebody last came off duty before an instant, or that instant where he is on duty."""
    mine = _worked(spans)
    ends = [min(span.end, at) for span in mine if span.kind in AT_WORK and span.start < at]
    return max(ends, default=None)


def _worked(spans: Iterable[Tour]) -> list[Tour]:
    mine = list(spans)
    if not any(span.kind in AWAY for span in mine):
        return mine  # nearly everybody, at every position
    return [Tour(*row[1:]) for row in worked([(0, *span) for span in mine]).work]
