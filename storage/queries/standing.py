"""What only some policies ask of officers: service, no-shows and call-offs, certificates by code,
statuses that are over, and what his other details are and for whom.

Read in a few passes over the book, and only where a clause of the policy wants it.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from coordinator.rules.clauses.needs import (
    ENDED,
    GROUPS,
    LEAVES,
    MISSED_HOURS,
    OUTSIDE,
    TIERS,
    TRAITS,
)
from coordinator.rules.facts import (
    DETAIL,
    MISSED,
    OUTSIDE_WORK,
    Booking,
    EventSeen,
    OfficerFacts,
    PaperHeld,
    SpanFacts,
    StatusPeriod,
)
from coordinator.rules.spans import Span
from storage.queries.leaves import LeaveKinds, leave_kinds
from storage.queries.other_time import OtherTime, missed_jobs, outside_work
from storage.queries.ties import Dated, DatedTie, declared_ties, memberships

NOTHING = ("", "", "", False, "")
"""What a detail is of which nothing is known."""

_CALL_OFFS = (
    "SELECT assignment.officer_id, 'call_off', called_at, assignment.starts_at, reason "
    "FROM call_off "
    "JOIN assignment ON assignment.id = assignment_id "
    # Letting another work it is no call-off, nor is one within the grace.
    "WHERE given_to_id IS NULL AND coalesce(in_grace, 0) = 0 ORDER BY called_at"
)
_SICK = (
    "SELECT assignment.officer_id, 'sick_from_detail', called_at, assignment.starts_at, reason "
    "FROM call_off JOIN assignment ON assignment.id = assignment_id WHERE reason = 'sick' "
    "ORDER BY called_at"
)
_REFUSALS = (
    "SELECT officer_id, 'refusal', called_at, starts_at, coalesce(reason, '') FROM call_note "
    "JOIN position ON position.id = position_id WHERE outcome = 'refused' "
    "UNION ALL SELECT officer_id, 'refusal', coalesce(answered_at, offered_at), starts_at, "
    "coalesce(reason, '') FROM offer JOIN position ON position.id = position_id "
    "WHERE offer.state = 'declined'"
)
_NO_SHOWS = (
    "SELECT officer_id, 'no_show', starts_at, starts_at, '' FROM assignment "
    "WHERE state = 'no_show' ORDER BY starts_at"
)
_PAPERS = (
    "SELECT officer_id, code, issued_on, expires_on FROM certificate "
    "JOIN certification ON certification.id = certification_id ORDER BY certificate.id"
)
_TIERS = "SELECT id, tier FROM officer WHERE tier IS NOT NULL"
_STATUSES = "SELECT officer_id, kind, from_on, until_on FROM officer_status ORDER BY from_on, id"
_TRAITS = (
    "SELECT detail.number, employer.kind, coalesce(run_by, ''), job.job_class, employer.exempt, "
    "employer.name FROM detail JOIN job ON job.id = job_id "
    "JOIN employer ON employer.id = job.employer_id"
)
_ADDED = frozenset({"hired", "events", "papers", "ties"}) | {
    ENDED, TRAITS, LEAVES, OUTSIDE, MISSED_HOURS, GROUPS, TIERS
}  # fmt: skip
"""What is added to an officer's facts; other needs are about the position."""

Traits = tuple[str, str, str, bool, str]
"""(kind of employer, who runs it, job class, whether exempt, employer's name) of a detail."""


@dataclass(frozen=True, slots=True)
class Standing:
    """By officer: date of hire, events in order of time, certificates, all statuses, groups, ties,
    other time; by the number of a detail: what it is; by span: which leave it is.

    None where nobody asks for it.
    """

    hired: Mapping[int, str | None]
    events: Mapping[int, tuple[EventSeen, ...]]
    papers: Mapping[int, tuple[PaperHeld, ...]]
    statuses: Mapping[int, tuple[StatusPeriod, ...]] | None
    traits: Mapping[str, Traits] | None
    leaves: LeaveKinds | None
    groups: Mapping[int, tuple[Dated, ...]]
    tiers: Mapping[int, str]
    ties: Mapping[int, tuple[DatedTie, ...]]
    other_time: tuple[OtherTime, ...]
    of_some: frozenset[int] | None = field(init=False)
    """The officers of whom there is anything to add; None: it may be all."""

    def __post_init__(self) -> None:
        apart = (self.hired, self.events, self.papers, self.groups, self.tiers, self.ties)
        some = {officer for found in (*apart, *self.other_time) for officer in found}
        some |= {officer for officer, _, _ in self.leaves or ()}
        of_all = self.statuses is not None or self.traits is not None
        object.__setattr__(self, "of_some", None if of_all else frozenset(some))

    def added(self, officer: OfficerFacts, on: str) -> OfficerFacts:
        """The officer's facts with these, as they are on a local date (that of the position)."""
        key = officer.id
        if self.of_some is not None and key not in self.of_some:
            return officer  # most have nothing of it, and adding nothing takes as long
        other = [span for each in self.other_time for span in each.get(key, ())]
        if other:
            more = [(key, span.start, span.end, span.kind) for span in other]
            officer = officer._replace(work=sorted([*officer.work, *more]))
        return officer._replace(
            hired_on=self.hired.get(key),
            events=self.events.get(key, ()),
            papers=self.papers.get(key, ()),
            statuses=officer.statuses if self.statuses is None else self.statuses.get(key, ()),
            told=self._told(officer, other) if self._tells else officer.told,
            tier=self.tiers.get(key, ""),
            groups=tuple(group.what for group in self.groups.get(key, ()) if group.holds(on)),
            ties=tuple(each.tie for each in self.ties.get(key, ()) if each.period.holds(on)),
        )

    @property
    def _tells(self) -> bool:
        return self.traits is not None or self.leaves is not None

    def _told(self, officer: OfficerFacts, other: list[SpanFacts]) -> tuple[SpanFacts, ...]:
        leaves = self.leaves or {}
        apart = (DETAIL, OUTSIDE_WORK, *MISSED)
        told = [
            SpanFacts(start, end, kind, leaves.get((officer.id, start, end), ""))
            for _, start, end, kind in officer.work
            if kind not in apart
        ]
        told += other
        told += [self._detail(booking) for booking in officer.details]
        return tuple(sorted(told, key=lambda span: (span.start, span.end, span.kind)))

    def _detail(self, booking: Booking) -> SpanFacts:
        _, start, end, kind, number, *_ = booking
        traits = (self.traits or {}).get(number, NOTHING)
        employer_kind, run_by, job_class, exempt, employer = traits
        return SpanFacts(
            start,
            end,
            kind,
            employer_kind=employer_kind,
            run_by=run_by,
            job_class=job_class,
            exempt=exempt,
            employer=employer,
        )


def standing_facts(
    connection: sqlite3.Connection, needs: frozenset[str], window: Span
) -> Standing | None:
    """What these needs of a policy want (see `clauses.needs`); None where nothing is.

    `window` is the time around the positions that the policy looks at.
    """
    if needs.isdisjoint(_ADDED):
        return None
    hired = connection.execute("SELECT id, hired_on FROM officer") if "hired" in needs else ()
    other_time = {OUTSIDE: outside_work, MISSED_HOURS: missed_jobs}
    return Standing(
        dict(hired),
        _events(connection) if "events" in needs else {},
        _grouped(connection.execute(_PAPERS)) if "papers" in needs else {},
        _grouped(connection.execute(_STATUSES)) if ENDED in needs else None,
        _traits(connection) if TRAITS in needs else None,
        leave_kinds(connection, window) if LEAVES in needs else None,
        memberships(connection) if GROUPS in needs else {},
        dict(connection.execute(_TIERS)) if TIERS in needs else {},
        declared_ties(connection) if "ties" in needs else {},
        tuple(read(connection, window) for need, read in other_time.items() if need in needs),
    )


def _traits(connection: sqlite3.Connection) -> dict[str, Traits]:
    return {
        number: (kind, run_by, job_class, exempt == 1, employer)
        for number, kind, run_by, job_class, exempt, employer in connection.execute(_TRAITS)
    }


def _events(connection: sqlite3.Connection) -> dict[int, tuple[EventSeen, ...]]:
    queries = (_NO_SHOWS, _CALL_OFFS, _SICK, _REFUSALS)
    rows = [row for query in queries for row in connection.execute(query)]
    grouped = _grouped(sorted(rows, key=lambda row: row[2]))
    return {officer: tuple(EventSeen(*row) for row in rows) for officer, rows in grouped.items()}


def _grouped(rows: Iterable[tuple[Any, ...]]) -> dict[int, tuple[Any, ...]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for officer, *values in rows:
        found[officer].append(tuple(values))
    return {officer: tuple(values) for officer, values in found.items()}
