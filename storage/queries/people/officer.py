"""One officer: what the roster says, periods of status, papers, exclusions, and what lies ahead."""

import sqlite3
from dataclasses import dataclass
from typing import Any

from storage.queries.book.custom_fields import own_words
from storage.queries.book.notes import IN_WORDS
from storage.queries.people.availability import StatedTime, stated_times
from storage.queries.people.bonds import (
    Interest,
    Membership,
    OutsideJob,
    groups_of,
    interests_of,
    outside_jobs,
)
from storage.queries.staffing.facts import LIVE, LONG


@dataclass(frozen=True, slots=True)
class OfficerCard:
    """What the roster says of an officer. Dates are local ISO dates; `rank` is today's code."""

    id: int
    badge: str
    last_name: str
    first_name: str
    unit: str
    hired_on: str | None
    seniority_on: str | None
    email: str
    phone: str
    channel: str
    approved: bool
    rank: str
    rank_name: str
    tier: str = ""
    eligible_on: str | None = None
    figures: str = ""
    """JSON: further dates and numbers by which a policy may order."""
    custom: str = ""
    """JSON: the agency's own fields."""

    @property
    def name(self) -> str:
        """Adams, Chris"""
        return f"{self.last_name}, {self.first_name}".rstrip(", ")


@dataclass(frozen=True, slots=True)
class StatusRow:
    """A period of status, half-open."""

    id: int
    kind: str
    from_on: str
    until_on: str | None
    note: str

    def holds_on(self, on: str) -> bool:
        """Whether it stands on a local date."""
        return self.from_on <= on and (self.until_on is None or on < self.until_on)


@dataclass(frozen=True, slots=True)
class Paper:
    """A certificate; valid through the whole of `expires_on`."""

    id: int
    code: str
    name: str
    issued_on: str | None
    expires_on: str | None


@dataclass(frozen=True, slots=True)
class KeptApart:
    """An employer whom the officer is kept apart from."""

    id: int
    employer: str
    side: str
    reason: str
    from_on: str
    until_on: str | None
    decided_by: str


@dataclass(frozen=True, slots=True)
class Held:
    """A detail that the officer holds or worked. Instants are UTC seconds."""

    assignment_id: int
    position_id: int
    detail_id: int
    number: str
    starts_at: int
    ends_at: int
    state: str
    employer: str
    title: str
    site: str


@dataclass(frozen=True, slots=True)
class OfficerFile:
    """Everything that the officer's screen says besides his time."""

    card: OfficerCard
    ranks: tuple[tuple[str, str], ...]
    statuses: tuple[StatusRow, ...]
    papers: tuple[Paper, ...]
    apart: tuple[KeptApart, ...]
    own: tuple[str, ...]
    """The agency's own fields in words: 'Shirt size: XL'."""
    lacking: tuple[str, ...]
    """Codes of the papers that every officer needs and he never had."""
    notes: tuple[str, ...]
    call_offs: int
    no_shows: int
    groups: tuple[Membership, ...] = ()
    interests: tuple[Interest, ...] = ()
    outside: tuple[OutsideJob, ...] = ()
    """What of it is not over, the next first."""
    stated: tuple[StatedTime, ...] = ()
    """When he says that he would work, or cannot."""


def officer_card(connection: sqlite3.Connection, officer_id: int, today: str) -> OfficerCard | None:
    """What the roster says of one officer, or None."""
    row = connection.execute(
        "SELECT officer.id, badge, last_name, first_name, unit, hired_on, seniority_on, email,"
        " phone, channel, approved, coalesce(rank.code, ''), coalesce(rank.name, ''),"
        " coalesce(tier, ''), eligible_on, coalesce(figures, ''), coalesce(custom, '')"
        " FROM officer LEFT JOIN rank ON rank.id = (SELECT rank_id FROM rank_held"
        " WHERE officer_id = officer.id AND from_on <= ? ORDER BY from_on DESC, id DESC LIMIT 1)"
        " WHERE officer.id = ?",
        (today, officer_id),
    ).fetchone()
    if row is None:
        return None
    known: tuple[Any, ...] = (*row[:10], bool(row[10]), *row[11:])
    return OfficerCard(*known)


def officer_file(
    connection: sqlite3.Connection, officer_id: int, today: str, now: int = 0
) -> OfficerFile | None:
    """The whole file of an officer, or None where there is none; other work that ends after now."""
    card = officer_card(connection, officer_id, today)
    if card is None:
        return None
    ranks = connection.execute(
        "SELECT rank.code, from_on FROM rank_held JOIN rank ON rank.id = rank_id"
        " WHERE officer_id = ? ORDER BY from_on DESC, rank_held.id DESC",
        (officer_id,),
    )
    notes = connection.execute(
        f"SELECT {IN_WORDS} FROM note WHERE subject = ? ORDER BY id DESC LIMIT 20",
        (f"officer:{officer_id}",),
    )
    gone = dict(
        connection.execute(
            "SELECT state, count(*) FROM assignment WHERE officer_id = ?"
            " AND state IN ('called_off', 'no_show') GROUP BY state",
            (officer_id,),
        ).fetchall()
    )
    return OfficerFile(
        card,
        tuple(ranks.fetchall()),
        statuses(connection, officer_id),
        papers(connection, officer_id),
        apart(connection, officer_id),
        own_words(connection, "officer", card.custom),
        lacking(connection, officer_id),
        tuple(row[0] for row in notes),
        gone.get("called_off", 0),
        gone.get("no_show", 0),
        groups_of(connection, officer_id),
        interests_of(connection, officer_id),
        outside_jobs(connection, officer_id, now, 20),
        stated_times(connection, officer_id, now, 20),
    )


def statuses(connection: sqlite3.Connection, officer_id: int) -> tuple[StatusRow, ...]:
    """Every period of status, the latest first."""
    rows = connection.execute(
        "SELECT id, kind, from_on, until_on, note FROM officer_status WHERE officer_id = ?"
        " ORDER BY from_on DESC, id DESC",
        (officer_id,),
    )
    return tuple(StatusRow(*row) for row in rows)


def papers(connection: sqlite3.Connection, officer_id: int) -> tuple[Paper, ...]:
    """Every certificate, by kind, the longest valid first."""
    rows = connection.execute(
        "SELECT certificate.id, code, name, issued_on, expires_on FROM certificate"
        " JOIN certification ON certification.id = certification_id WHERE officer_id = ?"
        " ORDER BY code, coalesce(expires_on, '9999') DESC",
        (officer_id,),
    )
    return tuple(Paper(*row) for row in rows)


def lacking(connection: sqlite3.Connection, officer_id: int) -> tuple[str, ...]:
    """Codes of the papers that every officer needs and he has none of."""
    rows = connection.execute(
        "SELECT code FROM certification WHERE for_all AND id NOT IN "
        "(SELECT certification_id FROM certificate WHERE officer_id = ?) ORDER BY code",
        (officer_id,),
    )
    return tuple(code for (code,) in rows)


def apart(connection: sqlite3.Connection, officer_id: int) -> tuple[KeptApart, ...]:
    """Every exclusion, the latest first."""
    rows = connection.execute(
        "SELECT exclusion.id, employer.name, side, reason, from_on, until_on, decided_by"
        " FROM exclusion JOIN employer ON employer.id = employer_id WHERE officer_id = ?"
        " ORDER BY from_on DESC",
        (officer_id,),
    )
    return tuple(KeptApart(*row) for row in rows)


def held_details(
    connection: sqlite3.Connection, officer_id: int, since: int, until: int
) -> tuple[Held, ...]:
    """The details that an officer holds or worked within [since, until), by start."""
    rows = connection.execute(
        "SELECT assignment.id, position.id, detail.id, detail.number, assignment.starts_at,"
        " assignment.ends_at, assignment.state, employer.name, job.title, site.name"
        " FROM assignment INDEXED BY assignment_by_officer"
        " JOIN position ON position.id = assignment.position_id"
        " JOIN detail ON detail.id = position.detail_id JOIN job ON job.id = detail.job_id"
        " JOIN employer ON employer.id = job.employer_id JOIN site ON site.id = detail.site_id"
        f" WHERE assignment.officer_id = ? AND assignment.{LIVE}"
        f" AND assignment.starts_at >= ? - {LONG} AND assignment.starts_at < ?"
        " AND assignment.ends_at > ? ORDER BY assignment.starts_at",
        (officer_id, since, until, since),
    )
    return tuple(Held(*row) for row in rows)


def wanted_around(
    connection: sqlite3.Connection, officer_id: int, since: int, until: int
) -> tuple[tuple[int, bool], ...]:
    """(position, held) of all that he holds or has asked for and that starts in [since, until)."""
    rows = connection.execute(
        "SELECT position_id, 1, starts_at FROM assignment INDEXED BY assignment_by_officer"
        f" WHERE officer_id = ?1 AND {LIVE} AND starts_at >= ?2 AND starts_at < ?3"
        " UNION SELECT position.id, 0, position.starts_at FROM interest"
        " JOIN position ON position.id = position_id"
        " WHERE interest.officer_id = ?1 AND withdrawn_at IS NULL"
        " AND position.starts_at >= ?2 AND position.starts_at < ?3 ORDER BY 3, 1",
        (officer_id, since, until),
    )
    return tuple((position, held == 1) for position, held, _ in rows)
