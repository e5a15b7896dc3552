"""What only some policies ask of officers: service, no-shows and call-offs, certificates by code,
statuses that are over, and what his other details are and for whom.

Read in a few passes over the book, and only where a clause of the policy wants it.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from coordinator.rules.clauses.needs import (
    DATES,
    ENDED,
    EVENT_PLACES,
    GROUPS,
    LATE_ARRIVALS,
    LEAVES,
    MISSED_HOURS,
    OUTSIDE,
    ROLES,
    TAKINGS,
    TIERS,
    TRAITS,
)
from coordinator.rules.facts import (
    DETAIL,
    MISSED,
    OUTSIDE_WORK,
    PLAIN_ROLE,
    Booking,
    EventSeen,
    OfficerFacts,
    PaperHeld,
    SpanFacts,
    StatusPeriod,
)
from coordinator.rules.spans import Span
from coordinator.rules.worked_tours import TOUR, scheduled
from storage.queries.distribution.stored_dates import NO_DATES, StoredDates, stored_dates
from storage.queries.people.leaves import LeaveKinds, leave_kinds
from storage.queries.people.other_time import OtherTime, missed_jobs, outside_work
from storage.queries.people.ties import Dated, DatedTie, declared_ties, memberships
from storage.queries.staffing.facts import LIVE

NOTHING = ("", "", "", False, "", None, "", "")
"""What a detail is of which nothing is known."""

_CALL_OFFS = (
    "SELECT assignment.officer_id, 'call_off', called_at, assignment.starts_at, reason, "
    "assignment.position_id FROM call_off "
    "JOIN assignment ON assignment.id = assignment_id "
    # Letting another work it is no call-off, nor is one within the grace.
    "WHERE given_to_id IS NULL AND coalesce(in_grace, 0) = 0 ORDER BY called_at"
)
_SICK = (
    "SELECT assignment.officer_id, 'sick_from_detail', called_at, assignment.starts_at, reason, "
    "assignment.position_id FROM call_off JOIN assignment ON assignment.id = assignment_id "
    "WHERE reason = 'sick' ORDER BY called_at"
)
_REFUSALS = (
    "SELECT officer_id, 'refusal', called_at, starts_at, coalesce(reason, ''), position_id "
    "FROM call_note "
    "JOIN position ON position.id = position_id WHERE outcome = 'refused' "
    "UNION ALL SELECT officer_id, 'refusal', coalesce(answered_at, offered_at), starts_at, "
    "coalesce(reason, ''), position_id FROM offer JOIN position ON position.id = position_id "
    "WHERE offer.state = 'declined'"
)
_NO_SHOWS = (
    "SELECT officer_id, 'no_show', starts_at, starts_at, '', position_id FROM assignment "
    "WHERE state = 'no_show' ORDER BY starts_at"
)
_LATE = (
    "SELECT a.officer_id, 'late', min(punch.at) AS came, "
    "coalesce(position.muster_at, a.starts_at) AS due, '', a.position_id "
    "FROM punch JOIN assignment AS a ON a.id = punch.assignment_id "
    "JOIN position ON position.id = a.position_id "
    "WHERE punch.kind = 'in' GROUP BY a.id HAVING came > due"
)
TAKING = "accepted"
"""By what word it is told that an officer took a detail."""

_TAKEN = (
    f"SELECT officer_id, '{TAKING}', awarded_at, starts_at, '', position_id FROM assignment "
    "WHERE officer_id IN (SELECT officer_id FROM call_note WHERE outcome = 'refused' "
    "UNION SELECT officer_id FROM offer WHERE state = 'declined') ORDER BY awarded_at"
)
_PLACED = (
    "SELECT event.*, employer.name, site.name, job.number FROM ({}) AS event "
    "JOIN position ON position.id = event.position_id JOIN detail ON detail.id = detail_id "
    "JOIN job ON job.id = job_id JOIN employer ON employer.id = job.employer_id "
    "JOIN site ON site.id = detail.site_id"
)
"""The same events, with for whom and where the job was."""

_PAPERS = (
    "SELECT officer_id, code, issued_on, expires_on FROM certificate "
    "JOIN certification ON certification.id = certification_id ORDER BY certificate.id"
)
_TIERS = "SELECT id, tier FROM officer WHERE tier IS NOT NULL"
_STATUSES = "SELECT officer_id, kind, from_on, until_on FROM officer_status ORDER BY from_on, id"
_TRAITS = (
    "SELECT detail.number, employer.kind, coalesce(run_by, ''), job.job_class, employer.exempt, "
    "employer.name, coalesce(posted_at, job.requested_at), site.name, job.number FROM detail "
    "JOIN job ON job.id = job_id JOIN site ON site.id = detail.site_id "
    "JOIN employer ON employer.id = job.employer_id"
)
_ROLES = (
    "SELECT a.officer_id, detail.number, a.starts_at, position.role FROM assignment AS a "
    "JOIN position ON position.id = a.position_id JOIN detail ON detail.id = position.detail_id "
    f"WHERE position.role <> '{PLAIN_ROLE}' AND a.{LIVE}"
)
_ADDED = frozenset({"hired", "events", "papers", "ties"}) | {
    ENDED, TRAITS, ROLES, LEAVES, OUTSIDE, MISSED_HOURS, GROUPS, TIERS, DATES
}  # fmt: skip
"""What is added to an officer's facts; other needs are about the position."""

Traits = tuple[str, str, str, bool, str, int | None, str, str]
"""(kind of employer, who runs it, job class, whether exempt, employer's name, since when it is
known, site, number of the job) of a detail."""

Roles = Mapping[tuple[int, str, int], str]
"""(officer id, number of a detail, start) → the role of his post, where it is no plain one."""


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
    roles: Roles | None
    leaves: LeaveKinds | None
    groups: Mapping[int, tuple[Dated, ...]]
    tiers: Mapping[int, str]
    ties: Mapping[int, tuple[DatedTie, ...]]
    other_time: tuple[OtherTime, ...]
    dates: StoredDates
    of_some: frozenset[int] | None = field(init=False)
    """The officers of whom there is anything to add; None: it may be all."""

    def __post_init__(self) -> None:
        apart = (self.hired, self.events, self.papers, self.groups, self.tiers, self.ties)
        dates = (self.dates.stored, self.dates.ranks)
        some = {officer for found in (*apart, *dates, *self.other_time) for officer in found}
        some |= {officer for officer, _, _ in self.leaves or ()}
        of_all = any(each is not None for each in (self.statuses, self.traits, self.roles))
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
            dates=self.dates.on(key, on),
            numbers=self.dates.numbers.get(key, ()),
            ties=tuple(each.tie for each in self.ties.get(key, ()) if each.period.holds(on)),
        )

    @property
    def _tells(self) -> bool:
        return any(each is not None for each in (self.traits, self.roles, self.leaves))

    def _told(self, officer: OfficerFacts, other: list[SpanFacts]) -> tuple[SpanFacts, ...]:
        leaves = self.leaves or {}
        apart = (DETAIL, OUTSIDE_WORK, *MISSED)
        missed = officer.tours_missed

        def code(span: Span, kind: str) -> str:
            # What is left of a tour has the word of the whole.
            whole = scheduled(missed, span) if missed and kind == TOUR else None
            return leaves.get((officer.id, *(whole or span)), "")

        told = [
            SpanFacts(start, end, kind, code((start, end), kind))
            for _, start, end, kind in officer.work
            if kind not in apart
        ]
        told += other
        told += [self._detail(booking) for booking in officer.details]
        return tuple(sorted(told, key=lambda span: (span.start, span.end, span.kind)))

    def _detail(self, booking: Booking) -> SpanFacts:
        officer, start, end, kind, number, *_ = booking
        traits = (self.traits or {}).get(number, NOTHING)
        employer_kind, run_by, job_class, exempt, employer, known_at, site, job = traits
        return SpanFacts(
            start,
            end,
            kind,
            employer_kind=employer_kind,
            run_by=run_by,
            job_class=job_class,
            exempt=exempt,
            employer=employer,
            notice=None if known_at is None else start - known_at,
            role=(self.roles or {}).get((officer, number, start), ""),
            site=site,
            job=job,
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
        _events(connection, needs) if "events" in needs else {},
        _grouped(connection.execute(_PAPERS)) if "papers" in needs else {},
        _grouped(connection.execute(_STATUSES)) if ENDED in needs else None,
        _traits(connection) if TRAITS in needs else None,
        _roles(connection) if ROLES in needs else None,
        leave_kinds(connection, window) if LEAVES in needs else None,
        memberships(connection) if GROUPS in needs else {},
        dict(connection.execute(_TIERS)) if TIERS in needs else {},
        declared_ties(connection) if "ties" in needs else {},
        tuple(read(connection, window) for need, read in other_time.items() if need in needs),
        stored_dates(connection) if DATES in needs else NO_DATES,
    )


def _traits(connection: sqlite3.Connection) -> dict[str, Traits]:
    return {
        number: (kind, run_by, job_class, exempt == 1, *whose)
        for number, kind, run_by, job_class, exempt, *whose in connection.execute(_TRAITS)
    }


def _roles(connection: sqlite3.Connection) -> Roles:
    rows = connection.execute(_ROLES)
    return {(officer, number, start): role for officer, number, start, role in rows}


def _events(
    connection: sqlite3.Connection, needs: frozenset[str]
) -> dict[int, tuple[EventSeen, ...]]:
    apart = {TAKINGS: _TAKEN, LATE_ARRIVALS: _LATE}
    more = [query for need, query in apart.items() if need in needs]
    queries = (_NO_SHOWS, _CALL_OFFS, _SICK, _REFUSALS, *more)
    placed = EVENT_PLACES in needs
    asked = [_PLACED.format(query) for query in queries] if placed else queries
    rows = [row for query in asked for row in connection.execute(query)]
    found = {}
    for officer, mine in _grouped(sorted(rows, key=lambda row: row[2])).items():
        events = [EventSeen(kind, at, job, why, tuple(of)) for kind, at, job, why, _, *of in mine]
        # Where it matters whose a detail was, each one taken does.
        found[officer] = tuple(events if placed else _parting(events))
    return found


def _parting(events: list[EventSeen]) -> Iterator[EventSeen]:
    """The events without details taken one after the other: the first of them ends a row."""
    before = TAKING
    for event in events:
        if event.kind != TAKING or before != TAKING:
            yield event
        before = event.kind


def _grouped(rows: Iterable[tuple[Any, ...]]) -> dict[int, tuple[Any, ...]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for officer, *values in rows:
        found[officer].append(tuple(values))
    return {officer: tuple(values) for officer, values in found.items()}
