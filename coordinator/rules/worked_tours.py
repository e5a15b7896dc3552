"""What of the scheduled tours is worked, where leave or sickness lies over them.

A schedule often keeps the tour of an officer who is away and adds the absence to it. What the
absence covers of a regular tour is then not worked: clauses see what is left of the tour, and the
absence itself as it stands. Overtime, court and training may be worked on a day of leave, and stay.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import itemgetter
from typing import NamedTuple

from coordinator.rules.facts import SpanFacts, Stretch
from coordinator.rules.spans import Span, merged, without
from coordinator.rules.words import DutyKind

AWAY = frozenset(map(str, (DutyKind.LEAVE, DutyKind.SICK)))
"""The kinds of span in which a tour is not worked."""

TOUR = str(DutyKind.REGULAR)


class Worked(NamedTuple):
    """An officer's time as it is worked, in order of start; and as they were scheduled those tours
    of which some or all was not."""

    work: list[Stretch]
    tours_missed: tuple[Span, ...]


def worked(work: list[Stretch]) -> Worked:
    """One officer's time without what leave and sickness take of his tours.

    The same list comes back where he was never away; what touches no absence stays as it is.
    """
    away = merged(sorted(row[1:3] for row in work if row[3] in AWAY))
    if not away:
        return Worked(work, ())
    ends = [end for _, end in away]
    found: list[Stretch] = []
    missed: list[Span] = []
    for row in work:
        officer, start, end, kind = row
        first = bisect_right(ends, start)  # a whole life has many, of which few are near
        if kind != TOUR or first == len(away) or away[first][0] >= end:
            found.append(row)
            continue
        missed.append((start, end))
        last = bisect_left(away, (end,), first)
        left = without((start, end), away[first:last])
        found += [(officer, low, high, kind) for low, high in left]
    return Worked(sorted(found), tuple(missed))


def worked_spans(spans: Sequence[SpanFacts]) -> tuple[list[SpanFacts], tuple[Span, ...]]:
    """The same of spans with all that is known of them, in order of start, end and kind."""
    rows = [(place, span.start, span.end, str(span.kind)) for place, span in enumerate(spans)]
    left, missed = worked(rows)
    found = [_piece(spans[place], (start, end)) for place, start, end, _ in left]
    return sorted(found, key=itemgetter(0, 1, 2)), missed


def _piece(span: SpanFacts, left: Span) -> SpanFacts:
    if left == span.span:
        return span
    # What is paid is known of the whole tour alone.
    return span._replace(start=left[0], end=left[1], paid=None)


def away_in(rows: Sequence[Stretch]) -> set[int]:
    """The officers who have some leave or sickness among spans of many."""
    return {row[0] for row in rows if row[3] in AWAY}


def scheduled(tours_missed: Sequence[Span], piece: Span) -> Span | None:
    """The scheduled tour of which a span is what is left; None where nothing of it was missed."""
    for tour in tours_missed:
        if tour[0] <= piece[0] and piece[1] <= tour[1]:
            return tour
    return None
