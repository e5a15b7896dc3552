"""Leave taken in a window, where it changes what a cap says."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from coordinator.rules.documents import Table
from coordinator.rules.facts import SpanFacts
from coordinator.rules.spans import DAY, Calendar, Span, overlap
from coordinator.rules.words import DutyKind


@dataclass(frozen=True, slots=True)
class LeaveDays:
    """At least `days` local dates of leave of these kinds in a window.

    A span of less than 24 hours is one day, that of its start; a longer one each date it touches.
    With `no_duty` there must be no regular tour in the window either.
    """

    days: int
    kinds: frozenset[str]
    not_kinds: frozenset[str]
    no_duty: bool

    def taken(self, spans: Sequence[SpanFacts], window: Span, calendar: Calendar) -> bool:
        """Whether so much leave lies in the window."""
        dates = set[str]()
        for span in spans:
            if span.kind == DutyKind.LEAVE and self._meant(span) and overlap(span.span, window):
                dates |= _dates(span.span, window, calendar)
        if self.no_duty and any(
            span.kind == DutyKind.REGULAR and overlap(span.span, window) for span in spans
        ):
            return False
        return len(dates) >= self.days

    def _meant(self, span: SpanFacts) -> bool:
        if self.kinds and span.leave_kind not in self.kinds:
            return False
        return span.leave_kind not in self.not_kinds


def read_leave_days(table: Table, key: str) -> LeaveDays | None:
    """Read such a condition; None where the document has none."""
    if key not in table:
        table.known(key)
        return None
    below = table.table(key)
    found = LeaveDays(
        below.whole("days", 1, least=1),
        frozenset(below.texts("kinds", ())),
        frozenset(below.texts("not_kinds", ())),
        below.flag("no_duty"),
    )
    below.finish()
    return found


def _dates(span: Span, window: Span, calendar: Calendar) -> set[str]:
    if span[1] - span[0] < DAY:
        inside = window[0] <= span[0] < window[1]
        return {calendar.local_iso(span[0])} if inside else set()
    low, high = max(span[0], window[0]), min(span[1], window[1])
    first, last = calendar.local_date(low), calendar.local_date(high - 1)
    count = (last - first).days + 1
    return {(first + timedelta(days=n)).isoformat() for n in range(count)}
