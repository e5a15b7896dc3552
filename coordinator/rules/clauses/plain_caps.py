"""Caps that kinds and times alone decide, as they are checked on thousands of officers.

`counts` and `most` (seconds) are the clause's; `own` is the position's time, empty where it does
not count itself.
"""

from collections.abc import Sequence

from coordinator.rules.clauses.clause import WITHIN, Check, Clause, Reason
from coordinator.rules.facts import OfficerFacts
from coordinator.rules.spans import Span, busiest, covered, disjoint, overlap


def calendar_check(
    clause: Clause, counts: frozenset[str], most: int, windows: Sequence[Span], own: Span
) -> Check:
    """At most so many seconds in each of some windows."""
    if len(windows) == 1:  # most details lie within one
        parts = [(*windows[0], own[1] - own[0])]
    else:
        parts = [(low, high, overlap((low, high), own)) for low, high in windows]

    def check(officer: OfficerFacts) -> Sequence[Reason]:
        found = WITHIN
        for low, high, total in parts:
            for _, start, end, kind in officer.work:
                if start >= high:
                    break
                if end > low and kind in counts:
                    if start >= low and end <= high:  # most are; spares two calls
                        total += end - start
                    else:
                        total += min(end, high) - max(start, low)
            # Spans that overlap were counted twice: the sum only rules out, it never convicts.
            if total > most:
                spans = [(row[1], row[2]) for row in officer.work if row[3] in counts]
                figure = covered([*spans, own], (low, high))
                if figure > most:
                    found += (Reason(clause, figure, most, (low, high)),)
        return found

    return check


def rolling_check(
    clause: Clause, counts: frozenset[str], most: int, length: int, span: Span, own: Span
) -> Check:
    """At most so many seconds in any window of a length that touches the position."""
    low, high, mine = span[0] - length, span[1] + length, own[1] - own[0]

    def check(officer: OfficerFacts) -> Sequence[Reason]:
        total, near = mine, [own]
        for _, start, end, kind in officer.work:
            if start >= high:
                break
            if end > low and kind in counts:
                total += end - start
                near.append((start, end))
        # Those who stay below the cap with all that touches the window need no laying out.
        if total <= most:
            return WITHIN
        near.sort()
        figure, where = busiest(disjoint(near), length, span)
        return (Reason(clause, figure, most, where),) if figure > most else WITHIN

    return check
