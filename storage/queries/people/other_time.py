"""An officer's time that is neither on duty nor a detail: other work, and jobs that he missed.

Read for everybody at once, and only where a clause of the policy counts it.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from coordinator.rules.facts import OUTSIDE_WORK, PLAIN_ROLE, SpanFacts
from coordinator.rules.spans import Span
from storage.queries.staffing.facts import LONG

OtherTime = dict[int, list[SpanFacts]]
"""By officer, in order of start."""

_OUTSIDE = (
    "SELECT officer_id, starts_at, ends_at, employer_kind, job_class, employer FROM outside_work "
    "WHERE starts_at < ?1 AND ends_at > ?2"
)
_MISSED = (
    "SELECT a.officer_id, a.starts_at, a.ends_at, '{kind}', employer.kind, "
    "coalesce(job.run_by, ''), job.job_class, employer.exempt, employer.name, position.role, "
    "site.name, job.number FROM {assignments} "
    "JOIN position ON position.id = a.position_id JOIN detail ON detail.id = position.detail_id "
    "JOIN job ON job.id = detail.job_id JOIN employer ON employer.id = job.employer_id "
    "JOIN site ON site.id = detail.site_id WHERE a.starts_at < ?1 AND a.ends_at > ?2 AND {which}"
)
_OF_CALL_OFF = "call_off JOIN assignment AS a ON a.id = assignment_id"
_NO_SHOWS = _MISSED.format(
    kind="no_show",
    assignments="assignment AS a INDEXED BY assignment_by_start",
    which=f"a.state = 'no_show' AND a.starts_at > ?2 - {LONG}",
)
_CALL_OFFS = _MISSED.format(
    kind="call_off",
    assignments=_OF_CALL_OFF,
    # Letting another work it is no call-off, nor is one within the grace.
    which="given_to_id IS NULL AND coalesce(in_grace, 0) = 0",
)
_SICK = _MISSED.format(
    kind="sick_from_detail", assignments=_OF_CALL_OFF, which="call_off.reason = 'sick'"
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
        (officer, _missed(*row))
        for query in (_NO_SHOWS, _CALL_OFFS, _SICK)
        for officer, *row in connection.execute(query, window)
    )


def _missed(start: int, end: int, kind: str, *job: Any) -> SpanFacts:
    employer_kind, run_by, job_class, exempt, employer, role, site, number = job
    return SpanFacts(
        start,
        end,
        kind,
        employer_kind=employer_kind,
        run_by=run_by,
        job_class=job_class,
        exempt=exempt == 1,
        employer=employer,
        role="" if role == PLAIN_ROLE else role,
        site=site,
        job=number,
    )


def _by_officer(spans: Iterable[tuple[int, SpanFacts]]) -> OtherTime:
    found: OtherTime = defaultdict(list)
    for officer, span in spans:
        found[officer].append(span)
    return found
