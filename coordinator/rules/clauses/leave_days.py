"""What leave taken in a window changes of a cap."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from coordinator.rules.clauses.clock_hours import ClockHours, between_hours
from coordinator.rules.clauses.counting import Cover, Factors, read_factors, weighed_as
from coordinator.rules.clauses.days_in_row import InRow, read_in_row
from coordinator.rules.clauses.leave_taken import (
    EVERY,
    LeaveDays,
    dates_of,
    is_leave,
    leave_names,
    read_leave_days,
)
from coordinator.rules.clauses.reading import seconds_of
from coordinator.rules.clauses.wording import hours, kind_name
from coordinator.rules.documents import Table
from coordinator.rules.facts import SpanFacts
from coordinator.rules.spans import HOUR, Calendar, Span, merged, overlap, without
from coordinator.rules.words import DutyKind

GREATEST_SHARE = 100
"""Of no hour more than a hundred are taken off."""

DAYS = ("any", "day_off", "duty_day")


@dataclass(frozen=True, slots=True)
class CapTerms:
    """When a cap holds, and what leave adds to it.

    `on` "duty_day" means windows in which a regular tour starts, "day_off" those in which none
    does. Hours of leave of the kinds in `leave_adds` ("any" for all of them) raise the cap, and so
    do those of the kinds in `grows_with`, by their percent. Of what was left in the window before,
    of the cap as it was raised there, at most `carries` seconds are added, and of what was over it
    at most `owes` taken off. Time on local dates with leave of the kinds in `leave_frees` ("any"
    for all of them) does not count.
    """

    when_leave: LeaveDays | None = None
    unless_leave: LeaveDays | None = None
    leave_adds: frozenset[str] = frozenset()
    on: str = "any"
    grows_with: Factors = ()
    carries: int = 0
    leave_frees: frozenset[str] = frozenset()
    owes: int = 0
    left_out: frozenset[str] = frozenset()
    """Days with leave of these kinds are no part of a window, which reaches that much further."""
    row: InRow | None = None
    """It holds only on days that are the last of so many in a row."""
    clock: ClockHours | None = None
    """Only work within these hours of the clock counts."""

    @property
    def row_kinds(self) -> frozenset[str]:
        """The kinds of work that make a row."""
        return self.row.kinds if self.row else frozenset()

    @property
    def far(self) -> int:
        """Seconds before a window in which a row, or leave, is looked for."""
        leave = [days.reach for days in (self.when_leave, self.unless_leave) if days is not None]
        return max([self.row.reach if self.row else 0, *leave])

    @property
    def looks_back(self) -> bool:
        """Whether the window before matters."""
        return bool(self.carries or self.owes)

    @property
    def lowers(self) -> bool:
        """Whether some time takes off it."""
        return any(percent < 0 for _, percent in self.grows_with)

    def moved_on(self, left: int) -> int:
        """Seconds that what was left in the window before adds, or what was over takes off."""
        return min(self.carries, left) if left > 0 else -min(self.owes, -left)

    def free_time(self, spans: Sequence[SpanFacts], calendar: Calendar) -> list[Span]:
        """The time, in order, in which work does not count: local days on which leave is taken that
        frees them, and all but the hours of the clock that are meant."""
        days = _days_of(spans, self.leave_frees, calendar) if self.leave_frees else []
        if self.clock is None:
            return days
        around = min(span.start for span in spans), max(span.end for span in spans)
        return merged(sorted([*days, *self.clock.others(around, calendar)]))

    def days_left_out(
        self, spans: Sequence[SpanFacts], own: Span, calendar: Calendar
    ) -> list[Span]:
        """The local days that are no part of a window; none on which the position itself lies."""
        if not self.left_out:
            return []
        days = _days_of(spans, self.left_out, calendar)
        return [day for day in days if not overlap(day, own)]

    def hold(self, spans: Sequence[SpanFacts], window: Span, own: Span, calendar: Calendar) -> bool:
        """Whether the cap holds in this window, for a position whose span is `own`."""
        if self.when_leave and not self.when_leave.taken(spans, window, own, calendar):
            return False
        if self.unless_leave and self.unless_leave.taken(spans, window, own, calendar):
            return False
        if self.row and not self.row.holds(spans, window, calendar):
            return False
        return self.on == "any" or _has_tour(spans, window) is (self.on == "duty_day")

    @property
    def asks_leave(self) -> bool:
        """Whether it matters which leave was taken, and not only that some was."""
        days = [leave for leave in (self.when_leave, self.unless_leave) if leave is not None]
        named = any(leave.kinds or leave.not_kinds for leave in days)
        return named or bool((self.leave_adds | self.leave_frees | self.left_out) - EVERY)

    @property
    def conditional(self) -> bool:
        """Whether it holds in some windows only."""
        return bool(self.when_leave or self.unless_leave or self.row or self.on != "any")

    def raised(self, spans: Sequence[SpanFacts]) -> Callable[[Span], int]:
        """Seconds that leave and other time of an officer add to the cap, by window."""
        named = {kind for kind, _ in self.grows_with}
        covers = [
            (Cover(span.span for span in spans if weighed_as(span, named) == kind), percent)
            for kind, percent in self.grows_with
        ]
        if self.leave_adds:
            covers.append((self._leave(spans), 100))
        return lambda window: sum(
            cover.within(window) * percent // 100 for cover, percent in covers
        )

    def words(self) -> str:
        """All of it, to stand behind 'at most so many hours in such a window'."""
        adds = leave_names(self.leave_adds)
        grown = [(f"{abs(part)} % of {kind_name(kind)}", part) for kind, part in self.grows_with]
        more, less = ([w for w, part in grown if (part < 0) is below] for below in (False, True))
        more += [f"the hours of leave ({adds})"] if adds else []
        more += [f"up to {hours(self.carries)} left of the one before"] if self.carries else []
        less += [f"up to {hours(self.owes)} over in the one before"] if self.owes else []
        when, unless = self.when_leave, self.unless_leave
        frees, outs = leave_names(self.leave_frees), leave_names(self.left_out)
        parts = [
            self.row.words() if self.row else "",
            {"any": "", "day_off": " without a tour", "duty_day": " with a tour"}[self.on],
            f" with at least {when.words()}" if when else "",
            f", unless with at least {unless.words()}" if unless else "",
            f", more by {' and by '.join(more)}" if more else "",
            f", less by {' and by '.join(less)}" if less else "",
            f", hours from {self.clock.words()} alone" if self.clock else "",
            f", without days of leave ({frees})" if frees else "",
            f", leaving out days of leave ({outs}) and reaching that much further" if outs else "",
        ]
        return "".join(parts)

    def _leave(self, spans: Sequence[SpanFacts]) -> Cover:
        return Cover(span.span for span in spans if is_leave(span, self.leave_adds))


def read_cap_terms(table: Table) -> CapTerms:
    """Read `when_leave`, `unless_leave`, `leave_adds`, `on`, `grows_with`, `carries_hours`,
    `owes_hours`, `not_on_leave_days`, `leaves_out_days` and `when_in_row`."""
    carries, owes = (seconds_of(table, key, HOUR, 0) for key in ("carries_hours", "owes_hours"))
    for key in ("carries_hours", "owes_hours"):
        if key in table and table.text("window", "") == "rolling":
            table.wrong(key, "cannot stand beside a rolling window.", "Leave one out.")
    for key in ("paid", "by_start"):
        if "not_on_leave_days" in table and key in table:
            table.wrong(
                "not_on_leave_days", f"cannot stand beside {key}.", "Leave one of them out."
            )
    return CapTerms(
        read_leave_days(table, "when_leave"),
        read_leave_days(table, "unless_leave"),
        frozenset(table.texts("leave_adds", ())),
        table.choice("on", DAYS, "any"),
        read_factors(table, "grows_with", least=-GREATEST_SHARE),
        carries,
        frozenset(table.texts("not_on_leave_days", ())),
        owes,
        _read_left_out(table),
        read_in_row(table),
        _read_clock(table),
    )


NO_HOURS = ("paid", "by_start", "on", "when_in_row", "grows_with", "leaves_out_days")
"""What looks at work as a whole, and has no meaning where only some hours of it are left."""

OF_THE_WHOLE = ("weekdays", "longer_than_hours")
"""Traits that a piece of work may not share with the whole."""


def _read_clock(table: Table) -> ClockHours | None:
    """Read `between` and `and_until`; and that nothing asks for the whole of work that is cut."""
    found = between_hours(table)
    for key in NO_HOURS if found else ():
        if key in table:
            table.wrong(key, "cannot stand beside between.", "Leave one of them out.")
    for kind in (DutyKind.LEAVE, DutyKind.SICK) if found else ():
        if kind in table.texts("counts", ()):
            message = f"counts {kind} time, which has no hours of the clock here."
            table.wrong("counts", message, "Leave it out, or leave between out.")
    cutting = [key for key in ("between", "not_on_leave_days", "leaves_out_days") if key in table]
    for side in ("only", "without"):
        for key in OF_THE_WHOLE:
            if cutting and key in table.table(side):
                said = f"cannot have {key} beside {cutting[0]}."
                table.wrong(side, said, "Leave one of them out.")
    return found


CHANGING = ("when_leave", "unless_leave", "on", "by_start", "not_on_leave_days")
"""What looks at days as they are, and has no meaning where some are left out."""


def _read_left_out(table: Table) -> frozenset[str]:
    found = frozenset(table.texts("leaves_out_days", ()))
    if found and table.text("window", "") != "rolling":
        said = 'Write window = "rolling" and window_days.'
        table.wrong("leaves_out_days", "needs a window that rolls.", said)
    for key in CHANGING if found else ():
        if key in table:
            table.wrong("leaves_out_days", f"cannot stand beside {key}.", "Leave one of them out.")
    return found


def _days_of(spans: Sequence[SpanFacts], kinds: frozenset[str], calendar: Calendar) -> list[Span]:
    """The local days, in order, with leave of some kinds ("any": of all)."""
    taken = [span.span for span in spans if is_leave(span, kinds)]
    days = set[str]().union(*(dates_of(span, span, calendar) for span in taken))
    first = [date.fromisoformat(day) for day in sorted(days)]
    return [(calendar.midnight(day), calendar.midnight(day + timedelta(days=1))) for day in first]


def _has_tour(spans: Sequence[SpanFacts], window: Span) -> bool:
    return any(
        span.kind == DutyKind.REGULAR and window[0] <= span.start < window[1] for span in spans
    )


def off_free_time(spans: Sequence[SpanFacts], free: Sequence[Span]) -> list[SpanFacts]:
    """The spans without what lies in free time; leave and sick time stay."""
    found = []
    for span in spans:
        leave = span.kind in (DutyKind.LEAVE, DutyKind.SICK)
        pieces = [span.span] if leave else without(span.span, free)
        found += [span._replace(start=start, end=end) for start, end in pieces]
    return found
