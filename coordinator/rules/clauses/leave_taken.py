"""Leave that was taken: of which kinds, and how much of it lies in a window."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from coordinator.rules.clauses.reading import seconds_of
from coordinator.rules.clauses.wording import hours, kind_name
from coordinator.rules.documents import Table
from coordinator.rules.facts import SpanFacts
from coordinator.rules.spans import DAY, HOUR, Calendar, Span, covered, overlap
from coordinator.rules.words import DutyKind

ANY_LEAVE = "any"
EVERY = frozenset({ANY_LEAVE})
"""All kinds of leave. Sick time is leave only where a clause names it."""


def is_of_kinds(span: SpanFacts, kinds: frozenset[str]) -> bool:
    """Whether a span is of one of these kinds of leave ("any": of all that is no sick time); sick
    time is of the kind "sick", beside the one that is on record."""
    if span.kind == DutyKind.SICK and DutyKind.SICK in kinds:
        return True
    return span.leave_kind in kinds or (span.kind == DutyKind.LEAVE and ANY_LEAVE in kinds)


def is_leave(span: SpanFacts, kinds: frozenset[str]) -> bool:
    """Whether a span is leave, or sick time, of one of some kinds."""
    return span.kind in (DutyKind.LEAVE, DutyKind.SICK) and is_of_kinds(span, kinds)


def leave_names(kinds: frozenset[str]) -> str:
    """'sick or vacation'; 'any but sick time'."""
    any_but = {ANY_LEAVE: "any but sick time"} if DutyKind.SICK not in kinds else {}
    return " or ".join(sorted(any_but.get(kind, kind_name(kind)) for kind in kinds))


@dataclass(frozen=True, slots=True)
class LeaveDays:
    """At least `days` local dates, or `seconds`, of leave of these kinds in a window.

    Hours are those within the window. In days a span of less than 24 hours is one day, that of
    its start; a longer one each date it touches. With `no_duty` there must be no regular tour
    in the window either. With `within_days` the window is another one: so many local dates before
    that of the position, up to its start.
    """

    days: int
    kinds: frozenset[str]
    not_kinds: frozenset[str]
    no_duty: bool
    seconds: int = 0
    within_days: int = 0

    @property
    def reach(self) -> int:
        """Seconds before a position in which it looks."""
        return (self.within_days + 1) * DAY if self.within_days else 0

    def taken(
        self, spans: Sequence[SpanFacts], window: Span, own: Span, calendar: Calendar
    ) -> bool:
        """Whether so much leave lies in the window, or before the position, whose span is `own`."""
        if self.within_days:
            first = calendar.local_date(own[0]) - timedelta(days=self.within_days)
            window = calendar.midnight(first), own[0]
        if self.no_duty and any(
            span.kind == DutyKind.REGULAR and overlap(span.span, window) for span in spans
        ):
            return False
        meant = [span.span for span in spans if self._meant(span) and overlap(span.span, window)]
        if self.seconds:
            return covered(meant, window) >= self.seconds
        dates = (dates_of(span, window, calendar) for span in meant)
        return len(set[str]().union(*dates)) >= self.days

    def words(self) -> str:
        """'3 days of leave (vacation) and no tour'."""
        long = f"{hours(self.seconds)} hours" if self.seconds else f"{self.days} days"
        kinds, but = leave_names(self.kinds or EVERY), leave_names(self.not_kinds)
        tour = " and no tour" if self.no_duty else ""
        before = f" in the {self.within_days} days before the job" if self.within_days else ""
        return f"{long} of leave ({kinds}{f', not {but}' if but else ''}){tour}{before}"

    def _meant(self, span: SpanFacts) -> bool:
        return is_leave(span, self.kinds or EVERY) and not is_of_kinds(span, self.not_kinds)


def read_leave_days(table: Table, key: str) -> LeaveDays | None:
    """Read such a condition; None where the document has none."""
    if key not in table:
        table.known(key)
        return None
    below = table.table(key)
    not_within = "within_days" not in below
    if "hours" in below and "days" in below:
        below.wrong("hours", "cannot stand beside days.", "Leave one of them out.")
    if "hours" in below and not_within and table.text("window", "") == "rolling":
        below.wrong("hours", "cannot stand beside a rolling window.", "Count the leave in days.")
    found = LeaveDays(
        below.whole("days", 1, least=1),
        frozenset(below.texts("kinds", ())),
        frozenset(below.texts("not_kinds", ())),
        below.flag("no_duty"),
        seconds_of(below, "hours", HOUR, 0),
        below.whole("within_days", 0),
    )
    below.finish()
    return found


def dates_of(span: Span, window: Span, calendar: Calendar) -> set[str]:
    """The local dates of leave in a window: of a span of less than a day that of its start."""
    if span[1] - span[0] < DAY:
        inside = window[0] <= span[0] < window[1]
        return {calendar.local_iso(span[0])} if inside else set()
    low, high = max(span[0], window[0]), min(span[1], window[1])
    first, last = calendar.local_date(low), calendar.local_date(high - 1)
    count = (last - first).days + 1
    return {(first + timedelta(days=n)).isoformat() for n in range(count)}
