"""Holds: what may not be deleted while a grievance, a claim or an inquiry runs."""

import sqlite3
from dataclasses import dataclass
from typing import Final

from storage.queries.lists import Listing


@dataclass(frozen=True, slots=True)
class HoldLine:
    """One hold: on an officer, an employer, a job, or on everything. Instants are UTC seconds."""

    id: int
    officer_id: int | None
    employer_id: int | None
    job_id: int | None
    badge: str
    name: str
    employer: str
    job: str
    ground: str
    placed_at: int
    placed_by: str
    lifted_at: int | None
    lifted_by: str
    words: str

    @property
    def about(self) -> str:
        """What it holds, in words."""
        if self.officer_id is not None:
            return f"officer {self.name} #{self.badge}"
        if self.employer_id is not None:
            return f"employer {self.employer}"
        return f"job {self.job}" if self.job_id is not None else "the whole book"


_COLUMNS = (
    "h.id, h.officer_id, h.employer_id, h.job_id, coalesce(officer.badge, ''),"
    " coalesce(officer.last_name, ''), coalesce(employer.name, ''), coalesce(job.number, ''),"
    " h.ground, h.placed_at, h.placed_by, h.lifted_at, h.lifted_by, h.words"
)
_TABLES = (
    "hold AS h LEFT JOIN officer ON officer.id = h.officer_id"
    " LEFT JOIN employer ON employer.id = h.employer_id LEFT JOIN job ON job.id = h.job_id"
)

HOLDS: Listing[HoldLine] = Listing(
    make=HoldLine,
    key="h.id",
    columns=_COLUMNS,
    tables=_TABLES,
    orders={"placed": "h.placed_at"},
    words=("h.ground", "officer.last_name", "officer.badge", "employer.name", "job.number"),
    flags={"running": "h.lifted_at IS NULL", "lifted": "h.lifted_at IS NOT NULL"},
    fields={"from": "h.placed_at >= ?", "until": "h.placed_at < ?"},
)


@dataclass(frozen=True, slots=True)
class Held:
    """All running holds, to be asked about one record after the other."""

    all: str
    officers: dict[int, str]
    employers: dict[int, str]
    jobs: dict[int, str]

    def ground(self, officer: int | None, employer: int | None, job: int | None) -> str:
        """Why a record about these may not go; empty where it may."""
        return (
            self.all
            or self.officers.get(officer or 0, "")
            or self.employers.get(employer or 0, "")
            or self.jobs.get(job or 0, "")
        )


def running_holds(connection: sqlite3.Connection) -> Held:
    """What is held now. Who holds a job holds its employer's and officers' records about it."""
    rows = connection.execute(
        "SELECT officer_id, employer_id, job_id, ground FROM hold WHERE lifted_at IS NULL"
    ).fetchall()
    return Held(
        next((row[3] for row in rows if row[:3] == (None, None, None)), ""),
        *({row[at]: row[3] for row in rows if row[at] is not None} for at in range(3)),
    )


_SUBJECTS: Final = {
    "officer": "SELECT id, NULL, NULL FROM officer WHERE id = ?",
    "employer": "SELECT NULL, id, NULL FROM employer WHERE id = ?",
    "job": "SELECT NULL, employer_id, id FROM job WHERE id = ?",
    "detail": "SELECT NULL, employer_id, job.id FROM detail JOIN job ON job.id = job_id"
    " WHERE detail.id = ?",
    "request": "SELECT asked_officer_id, employer_id, NULL FROM request WHERE id = ?",
    "audit_finding": "SELECT officer_id, employer_id, NULL FROM audit_finding WHERE id = ?",
}


_WITH: Final = (
    "SELECT ground FROM hold AS h WHERE lifted_at IS NULL AND (job_id IS NOT NULL"
    " OR employer_id IS NOT NULL) AND (EXISTS (SELECT 1 FROM ("
    "SELECT p.detail_id FROM assignment AS a JOIN position AS p ON p.id = a.position_id"
    " WHERE a.officer_id = :officer"
    " UNION SELECT detail_id FROM message WHERE officer_id = :officer"
    " UNION SELECT detail_id FROM received WHERE officer_id = :officer) AS met"
    " JOIN detail AS d ON d.id = met.detail_id JOIN job AS j ON j.id = d.job_id"
    " WHERE j.id = h.job_id OR j.employer_id = h.employer_id)"
    " OR h.employer_id IN (SELECT employer_id FROM exclusion WHERE officer_id = :officer"
    " UNION SELECT employer_id FROM conflict WHERE officer_id = :officer)) ORDER BY id"
)


def held_with_officer(connection: sqlite3.Connection, officer: int) -> tuple[str, ...]:
    """Why nothing of an officer may be closed: the grounds of what holds him, and of what holds a
    job or an employer with which he had to do."""
    own = held_subject(connection, f"officer:{officer}")
    met = [ground for (ground,) in connection.execute(_WITH, {"officer": officer})]
    return tuple(dict.fromkeys((own, *met) if own else met))


def held_subject(connection: sqlite3.Connection, subject: str) -> str:
    """Why nothing of a record ('job:12') may be deleted; empty where it may."""
    table, _, row = subject.partition(":")
    found = None
    if table in _SUBJECTS and row.isdecimal():
        found = connection.execute(_SUBJECTS[table], (int(row),)).fetchone()
    return running_holds(connection).ground(*(found or (None, None, None)))
