"""The officers as the book has them, gathered set-wise for a comparison."""

import json
from collections import defaultdict
from dataclasses import dataclass, field
from sqlite3 import Connection
from typing import NamedTuple

from coordinator.rules.words import StatusKind

COLUMNS = (
    "last_name", "first_name", "unit", "hired_on", "seniority_on", "seniority_tie",
    "email", "phone", "channel", "tier", "eligible_on",
)  # fmt: skip
"""The officer's own columns that a roster may change. An empty cell changes nothing."""


class Period(NamedTuple):
    """A status that holds today or later. Local ISO dates, half-open."""

    id: int
    kind: str
    from_on: str
    until_on: str | None


class Held(NamedTuple):
    """A certificate that an officer holds."""

    id: int
    expires_on: str | None


@dataclass(frozen=True, slots=True)
class OfficerFacts:
    """One officer with his rank of today, what holds of his statuses, and his certificates."""

    id: int
    badge: str
    columns: dict[str, str | int | None]
    rank_id: int | None = None
    statuses: list[Period] = field(default_factory=list)
    certificates: dict[str, Held] = field(default_factory=dict)
    figures: dict[str, str | int | float] = field(default_factory=dict)
    groups: dict[str, int] = field(default_factory=dict)
    """The groups that he is in today, and the rows that say so."""
    custom: str | None = None
    """The agency's own fields (JSON)."""

    @property
    def here(self) -> bool:
        """Whether he has not departed."""
        return all(period.kind != StatusKind.DEPARTED for period in self.statuses)

    @property
    def name(self) -> str:
        """Last name, first name."""
        parts = (self.columns["last_name"], self.columns["first_name"])
        return ", ".join(str(part) for part in parts if part)


def load_officers(connection: Connection, today: str) -> dict[str, OfficerFacts]:
    """All officers by badge. `today` is the agency's local date, ISO."""
    ranks = dict(
        connection.execute(
            # The latest row governs: it is the last to enter the dictionary.
            "SELECT officer_id, rank_id FROM rank_held WHERE from_on <= ? ORDER BY from_on, id",
            (today,),
        ).fetchall()
    )
    statuses = _statuses(connection, today)
    certificates = _certificates(connection)
    groups = _groups(connection, today)
    rows = connection.execute(
        f"SELECT id, badge, figures, custom, {', '.join(COLUMNS)} FROM officer ORDER BY id"
    )
    return {
        row[1]: OfficerFacts(
            row[0],
            row[1],
            dict(zip(COLUMNS, row[4:], strict=True)),
            ranks.get(row[0]),
            statuses[row[0]],
            certificates[row[0]],
            json.loads(row[2]) if row[2] else {},
            groups[row[0]],
            row[3],
        )
        for row in rows
    }


def _statuses(connection: Connection, today: str) -> defaultdict[int, list[Period]]:
    found: defaultdict[int, list[Period]] = defaultdict(list)
    rows = connection.execute(
        "SELECT officer_id, id, kind, from_on, until_on FROM officer_status "
        "WHERE until_on IS NULL OR until_on > ? ORDER BY id",
        (today,),
    )
    for officer, *period in rows:
        found[officer].append(Period(*period))
    return found


def _groups(connection: Connection, today: str) -> defaultdict[int, dict[str, int]]:
    found: defaultdict[int, dict[str, int]] = defaultdict(dict)
    rows = connection.execute(
        "SELECT officer_id, name, id FROM group_member WHERE from_on <= ?1 "
        "AND (until_on IS NULL OR until_on > ?1) ORDER BY id",
        (today,),
    )
    for officer, name, row in rows:
        found[officer][name] = row
    return found


def _certificates(connection: Connection) -> defaultdict[int, dict[str, Held]]:
    found: defaultdict[int, dict[str, Held]] = defaultdict(dict)
    rows = connection.execute(
        "SELECT officer_id, upper(code), certificate.id, expires_on FROM certificate "
        "JOIN certification ON certification.id = certification_id ORDER BY certificate.id"
    )
    for officer, code, *held in rows:
        found[officer][code] = Held(*held)
    return found
