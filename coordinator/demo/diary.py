"""Who is free: the demo's own simple way of filling positions within the standard policy."""

from bisect import insort
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from coordinator.demo.people import Member

HOUR = 3_600
TRAVEL = HOUR
REST_BEFORE_DUTY = 6 * HOUR
IN_24_HOURS = 16 * HOUR
DETAILS_A_WEEK = 20 * HOUR
ALL_A_WEEK = 62 * HOUR

NEAR = 30 * HOUR


@dataclass(slots=True)
class Diary:
    """Everybody's spans of duty and details so far, and hours by week."""

    zone: ZoneInfo
    _spans: dict[int, list[tuple[int, int, bool]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    _weeks: dict[tuple[int, str, bool], int] = field(default_factory=lambda: defaultdict(int))
    _worked: dict[int, int] = field(default_factory=lambda: defaultdict(int))

    def note(self, officer_id: int, start: int, end: int, *, duty: bool) -> None:
        """Keep a span (UTC seconds) of an officer's time."""
        insort(self._spans[officer_id], (start, end, duty))
        self._weeks[officer_id, self._week(start), duty] += end - start
        if not duty:
            self._worked[officer_id] += end - start

    def first_free(
        self, members: Iterable[Member], day: str, start: int, end: int
    ) -> Member | None:
        """The member with the fewest detail hours who may take the span, if there is one."""
        in_turn = sorted(members, key=lambda m: (self._worked[m.id], m.id))
        return next((m for m in in_turn if _present(m, day) and self._may(m.id, start, end)), None)

    def _may(self, officer_id: int, start: int, end: int) -> bool:
        near = [
            span
            for span in self._spans[officer_id]
            if span[0] < end + NEAR and span[1] > start - NEAR
        ]
        return (
            all(_apart(span, start, end) for span in near)
            and self._within_day([*near, (start, end, False)])
            and self._within_week(officer_id, start, end)
        )

    def _within_week(self, officer_id: int, start: int, end: int) -> bool:
        week = self._week(start)
        details = self._weeks[officer_id, week, False] + end - start
        return (
            details <= DETAILS_A_WEEK
            and details + self._weeks[officer_id, week, True] <= ALL_A_WEEK
        )

    def _within_day(self, spans: list[tuple[int, int, bool]]) -> bool:
        """In no 24 hours more than 16: the fullest window begins or ends with some span."""
        edges = [start for start, _, _ in spans] + [end - 24 * HOUR for _, end, _ in spans]
        return all(_inside(spans, edge) <= IN_24_HOURS for edge in edges)

    def _week(self, instant: int) -> str:
        day = datetime.fromtimestamp(instant, UTC).astimezone(self.zone).date()
        return (day - timedelta(days=(day.weekday() + 1) % 7)).isoformat()


def _apart(span: tuple[int, int, bool], start: int, end: int) -> bool:
    before_next = REST_BEFORE_DUTY if span[2] else TRAVEL
    return span[1] + TRAVEL <= start or span[0] >= end + before_next


def _inside(spans: list[tuple[int, int, bool]], edge: int) -> int:
    return sum(max(0, min(end, edge + 24 * HOUR) - max(start, edge)) for start, end, _ in spans)


def _present(member: Member, day: str) -> bool:
    return not any(first <= day < until for first, until in member.absent)
