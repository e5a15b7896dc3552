"""An officer's time that is neither on duty nor a detail: other work, and jobs that he missed.

Read for everybody at once, and only where a clause of the policy counts it.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable

from coordinator.rules.facts import MISSED, OUTSIDE_WORK, SpanFacts
from coordinator.rules.spans import Span
from storage.queries.staffing.facts import LONG

OtherTime = dict[int, list[SpanFacts]]
"""By officer, in order of start."""

_OUTSIDE = (
    "SELECT officer_id, starts_at, ends_at, employer_kind, job_class, employer FROM outside_work "
    "WHERE starts_at < ?1 AND ends_at > ?2"
)
_NO_SHOWS = (
    "SELECT officer_id, starts_at, ends_at, 'no_show' FROM assignment "
    "INDEXED BY assignment_by_start "
    "WHERE state = 'no_show' AND starts_at < ?1 AND ends_at > ?2 "
    f"AND starts_at > ?2 - {LONG}"
)
_CALL_OFFS = (
    "SELECT officer_id, starts_at, ends_at, 'call_off' FROM call_off "
    "JOIN assignment ON assignment.id = assignment_id WHERE starts_at < ?1 AND ends_at > ?2 "
    # Letting another work it is no call-off, nor is one within the grace.
    "AND given_to_id IS NULL AND coalesce(in_grace, 0) = 0"
)
_SICK = (
    "SELECT officer_id, starts_at, ends_at, 'sick_from_detail' FROM call_off "
    "JOIN assignment ON assignment.id = assignment_id "
    "WHERE call_off.reason = 'sick' AND starts_at < ?1 AND ends_at > ?2"
)


def outside_work(connection: sqlite3.Connection, window: Span) -> OtherTime:
    """Declared work for others that overlaps a window."""
    rows = connection.execute(_OUTSIDE, (window[1], window[0]))
    return _by_officer(
        (officer, SpanFacts(start, end, OUTSIDE_WORK, "", kind, "", of, employer=whose))
        for officer, start, end, kind, of, whose in rows
    )


def missed_jobs(connection: sqlite3.Connection, window: Span) -> OtherTime:
    """The hours of jobs that were missed: a sick call is a call-off and sick from a detail."""
    window = window[1], window[0]
    return _by_officer(
        (officer, SpanFacts(start, end, kind))
        for query in (_NO_SHOWS, _CALL_OFFS, _SICK)
        for officer, start, end, kind in connection.execute(query, window)
        if kind in MISSED
    )


def _by_officer(spans: Iterable[tuple[int, SpanFacts]]) -> OtherTime:
    found: OtherTime = defaultdict(list)
    for officer, span in spans:
        found[officer].append(span)
    return found
