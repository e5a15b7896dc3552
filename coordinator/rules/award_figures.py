"""What stands behind a figure: the tours, details and events that a clause counted.

Worked out from a packet's facts and the clause alone: "62 of 60 h" is these tours, these details
and the position itself.
"""

from collections.abc import Iterator, Sequence

from coordinator.rules.clauses import Clause
from coordinator.rules.clauses.counting import last_minute, weighed_as
from coordinator.rules.clauses.hours import MaxHours
from coordinator.rules.clauses.jobs import MaxJobs
from coordinator.rules.clauses.leave_days import off_free_time
from coordinator.rules.clauses.penalty import Penalty
from coordinator.rules.clauses.selection import Selection
from coordinator.rules.clauses.wording import hours, kind_name, moment, stretch
from coordinator.rules.facts import DETAIL, OfficerFacts, Question, SpanFacts
from coordinator.rules.spans import Span, overlap

MOST = 60
"""So many are named; of more, how many there are."""


def behind_figure(
    clause: Clause, window: Span | None, officer: OfficerFacts, question: Question
) -> tuple[str, ...]:
    """A line for each tour, detail or event that the clause counted in a window (UTC seconds).

    Nothing of clauses whose reason names all that it rests on.
    """
    if isinstance(clause, Penalty):
        return _few(list(_events(clause, officer, question)))
    selection = getattr(clause, "selection", None)
    if window is None or not isinstance(selection, Selection):
        return ()
    return _few(list(_spans(clause, selection, window, officer, question)))


def _few(lines: Sequence[str]) -> tuple[str, ...]:
    if len(lines) <= MOST:
        return tuple(lines)
    return (*lines[:MOST], f"and {len(lines) - MOST} more")


def _spans(
    clause: Clause, selection: Selection, window: Span, officer: OfficerFacts, question: Question
) -> Iterator[str]:
    own, percents = question.position.own, dict(getattr(clause, "factors", ()))
    counting = selection.beside(own, question.calendar)
    whole = isinstance(clause, MaxJobs) or getattr(clause, "by_start", False)
    numbers = {(start, end): number for _, start, end, _, number, *_ in officer.details}
    spans = sorted([*officer.spans, own], key=lambda each: each[:3])
    free = clause.cap.free_time(spans, question.calendar) if isinstance(clause, MaxHours) else []
    for span in spans:
        pieces = off_free_time([span], free) if free else [span]
        part = sum(_counted(counting, piece, window, whole=whole) for piece in pieces)
        if part:
            name = _name(span, numbers, question) + _weight(
                percents.get(weighed_as(span, percents), 100)
            )
            told = f"{hours(part)}{_of(part, span.end - span.start)}"
            yield f"{stretch(span.span, question.calendar)} {name}, {told}"


def _counted(selection: Selection, span: SpanFacts, window: Span, *, whole: bool) -> int:
    """Seconds of a span that lie in the window; all of them where it counts where it starts."""
    if not selection.counts(span):
        return 0
    start, end = selection.time(span)
    beyond = selection.beyond(span)
    if whole:
        return end - start + beyond if window[0] <= start < window[1] else 0
    ends_here = window[0] <= last_minute(span) < window[1]
    return overlap((start, end), window) + (beyond if ends_here else 0)


def _of(part: int, long: int) -> str:
    if part > long:
        return " h paid"
    return " h" if part == long else f" of {hours(long)} h"


def _name(span: SpanFacts, numbers: dict[Span, str], question: Question) -> str:
    if span == question.position.own:
        return "this detail"
    number = numbers.get(span.span) if span.kind == DETAIL else None
    told = f"detail {number}" if number else kind_name(span.kind)
    more = kind_name(span.leave_kind) or span.employer
    return f"{told} ({more})" if more else told


def _weight(percent: int) -> str:
    return "" if percent == 100 else f" (counts {percent} %)"


def _events(clause: Penalty, officer: OfficerFacts, question: Question) -> Iterator[str]:
    calendar = question.calendar
    seen = clause.counting(clause.about(officer.events, question.position))
    for event in sorted(seen, key=lambda each: each.at):
        if calendar.local_iso(event.at) <= question.first_on:
            job = event.job_start
            about = f", of the job {moment(job, calendar)}" if job is not None else ""
            reason = f" ({kind_name(event.reason)})" if event.reason else ""
            yield f"{moment(event.at, calendar)} {kind_name(event.kind)}{reason}{about}"
