"""What only some policies ask of officers: service, no-shows and call-offs, certificates by code.

Read in a few passes over the book, and only where a clause of the policy wants it.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from coordinator.rules.facts import EventSeen, OfficerFacts, PaperHeld
from storage.queries.facts import LIVE

_CALL_OFFS = (
    "SELECT assignment.officer_id, 'call_off', called_at, assignment.starts_at FROM call_off "
    "JOIN assignment ON assignment.id = assignment_id ORDER BY called_at"
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


class Standing(NamedTuple):
    """By officer: date of hire, events in order of time, certificates."""

    hired: Mapping[int, str | None]
    events: Mapping[int, tuple[EventSeen, ...]]
    papers: Mapping[int, tuple[PaperHeld, ...]]

    def added(self, officer: OfficerFacts) -> OfficerFacts:
        """The officer's facts with these."""
        key = officer.id
        return officer._replace(
            hired_on=self.hired.get(key),
            events=self.events.get(key, ()),
            papers=self.papers.get(key, ()),
        )


def standing_facts(connection: sqlite3.Connection, needs: frozenset[str]) -> Standing | None:
    """What these needs of a policy ("hired", "events", "papers") want; None for no needs."""
    if not needs & {"hired", "events", "papers"}:
        return None
    hired = connection.execute("SELECT id, hired_on FROM officer") if "hired" in needs else ()
    return Standing(
        dict(hired),
        _events(connection) if "events" in needs else {},
        _grouped(connection.execute(_PAPERS)) if "papers" in needs else {},
    )


def crew_ranks(connection: sqlite3.Connection, position_id: int, on: str) -> tuple[str, ...]:
    """Rank codes on a local date of those in the plain posts beside a position."""
    return tuple(code for (code,) in connection.execute(_CREW, (position_id, on)))


def all_crews(connection: sqlite3.Connection) -> dict[int, tuple[tuple[int, str], ...]]:
    """Detail → (position, rank code) of everybody in its plain posts."""
    return _grouped(connection.execute(_CREWS))


def _events(connection: sqlite3.Connection) -> dict[int, tuple[Any, ...]]:
    rows = [*connection.execute(_NO_SHOWS), *connection.execute(_CALL_OFFS)]
    return _grouped(sorted(rows, key=lambda row: row[2]))


def _grouped(rows: Iterable[tuple[Any, ...]]) -> dict[int, tuple[Any, ...]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for officer, *values in rows:
        found[officer].append(tuple(values))
    return {officer: tuple(values) for officer, values in found.items()}
