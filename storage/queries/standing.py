"""What only some policies ask of officers: service, no-shows and call-offs, certificates by code,
statuses that are over, and what his other details are and for whom.

Read in a few passes over the book, and only where a clause of the policy wants it.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from coordinator.rules.clauses.needs import ENDED, TRAITS
from coordinator.rules.facts import (
    DETAIL,
    EventSeen,
    OfficerFacts,
    PaperHeld,
    SpanFacts,
    StatusPeriod,
)
from storage.queries.facts import LIVE

_CALL_OFFS = (
    "SELECT assignment.officer_id, 'call_off', called_at, assignment.starts_at FROM call_off "
    "JOIN assignment ON assignment.id = assignment_id ORDER BY called_at"
)
_SICK = (
    "SELECT assignment.officer_id, 'sick_from_detail', called_at, assignment.starts_at "
    "FROM call_off JOIN assignment ON assignment.id = assignment_id WHERE reason = 'sick' "
    "ORDER BY called_at"
)
_REFUSALS = (
    "SELECT officer_id, 'refusal', called_at, starts_at FROM call_note "
    "JOIN position ON position.id = position_id WHERE outcome = 'refused' "
    "UNION ALL SELECT officer_id, 'refusal', coalesce(answered_at, offered_at), starts_at "
    "FROM offer JOIN position ON position.id = position_id WHERE offer.state = 'declined'"
)
_NO_SHOWS = (
    "SELECT officer_id, 'no_show', starts_at, starts_at FROM assignment "
    "WHERE state = 'no_show' ORDER BY starts_at"
)
_PAPERS = (
    "SELECT officer_id, code, issued_on, expires_on FROM certificate "
    "JOIN certification ON certification.id = certification_id ORDER BY certificate.id"
)
_CREW = (
    "SELECT coalesce(rank.code, '') FROM assignment AS a "
    "JOIN position ON position.id = a.position_id "
    "LEFT JOIN rank ON rank.id = (SELECT rank_id FROM rank_held "
    "WHERE rank_held.officer_id = a.officer_id AND from_on <= ?2 "
    "ORDER BY from_on DESC, rank_held.id DESC LIMIT 1) "
    "WHERE position.detail_id = (SELECT detail_id FROM position WHERE id = ?1) "
    f"AND position.id <> ?1 AND position.role = 'officer' AND a.{LIVE} ORDER BY position.number"
)

_CREWS = (
    "SELECT position.detail_id, position.id, coalesce(rank.code, '') FROM assignment AS a "
    "JOIN position ON position.id = a.position_id "
    "LEFT JOIN rank ON rank.id = (SELECT rank_id FROM rank_held "
    "WHERE rank_held.officer_id = a.officer_id AND from_on <= date(a.starts_at, 'unixepoch') "
    "ORDER BY from_on DESC, rank_held.id DESC LIMIT 1) "
    f"WHERE position.role = 'officer' AND a.{LIVE} ORDER BY position.number"
)


_STATUSES = "SELECT officer_id, kind, from_on, until_on FROM officer_status ORDER BY from_on, id"
_TRAITS = (
    "SELECT detail.number, employer.kind, job.job_class, employer.name FROM detail "
    "JOIN job ON job.id = job_id JOIN employer ON employer.id = job.employer_id"
)

Traits = tuple[str, str, str]
"""(kind of employer, job class, employer's name) of a detail."""


class Standing(NamedTuple):
    """By officer: date of hire, events in order of time, certificates, all statuses; by the number
    of a detail: what it is. `statuses` and `traits` are None where nobody asks for them."""

    hired: Mapping[int, str | None]
    events: Mapping[int, tuple[EventSeen, ...]]
    papers: Mapping[int, tuple[PaperHeld, ...]]
    statuses: Mapping[int, tuple[StatusPeriod, ...]] | None
    traits: Mapping[str, Traits] | None

    def added(self, officer: OfficerFacts) -> OfficerFacts:
        """The officer's facts with these."""
        key = officer.id
        return officer._replace(
            hired_on=self.hired.get(key),
            events=self.events.get(key, ()),
            papers=self.papers.get(key, ()),
            statuses=officer.statuses if self.statuses is None else self.statuses.get(key, ()),
            told=officer.told if self.traits is None else self._told(officer, self.traits),
        )

    def _told(self, officer: OfficerFacts, traits: Mapping[str, Traits]) -> tuple[SpanFacts, ...]:
        told = [SpanFacts(*stretch[1:]) for stretch in officer.work if stretch[3] != DETAIL]
        for _, start, end, kind, number, *_ in officer.details:
            employer_kind, job_class, employer = traits.get(number, ("", "", ""))
            told.append(
                SpanFacts(
                    start,
                    end,
                    kind,
                    employer_kind=employer_kind,
                    job_class=job_class,
                    employer=employer,
                )
            )
        return tuple(sorted(told, key=lambda span: (span.start, span.end, span.kind)))


def standing_facts(connection: sqlite3.Connection, needs: frozenset[str]) -> Standing | None:
    """What these needs of a policy want (see `clauses.needs`); None where nothing is."""
    if not needs & {"hired", "events", "papers", ENDED, TRAITS}:
        return None
    hired = connection.execute("SELECT id, hired_on FROM officer") if "hired" in needs else ()
    return Standing(
        dict(hired),
        _events(connection) if "events" in needs else {},
        _grouped(connection.execute(_PAPERS)) if "papers" in needs else {},
        _grouped(connection.execute(_STATUSES)) if ENDED in needs else None,
        {number: (kind, of, whose) for number, kind, of, whose in connection.execute(_TRAITS)}
        if TRAITS in needs
        else None,
    )


def crew_ranks(connection: sqlite3.Connection, position_id: int, on: str) -> tuple[str, ...]:
    """Rank codes on a local date of those in the plain posts beside a position."""
    return tuple(code for (code,) in connection.execute(_CREW, (position_id, on)))


def all_crews(connection: sqlite3.Connection) -> dict[int, tuple[tuple[int, str], ...]]:
    """Detail → (position, rank code) of everybody in its plain posts."""
    return _grouped(connection.execute(_CREWS))


def _events(connection: sqlite3.Connection) -> dict[int, tuple[Any, ...]]:
    queries = (_NO_SHOWS, _CALL_OFFS, _SICK, _REFUSALS)
    rows = [row for query in queries for row in connection.execute(query)]
    return _grouped(sorted(rows, key=lambda row: row[2]))


def _grouped(rows: Iterable[tuple[Any, ...]]) -> dict[int, tuple[Any, ...]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for officer, *values in rows:
        found[officer].append(tuple(values))
    return {officer: tuple(values) for officer, values in found.items()}
