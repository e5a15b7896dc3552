"""Regular officers: who regularly works a job's details, and the open seats that wait for them."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from storage.queries.staffing.facts import LIVE


@dataclass(frozen=True, slots=True)
class RegularLine:
    """A standing assignment; dates are local and half-open, `until_on` None while it has no end."""

    id: int
    job_id: int
    job: str
    employer: str
    officer_id: int
    badge: str
    officer: str
    role: str
    weekdays: str
    from_on: str
    until_on: str | None
    decided_by: str

    @property
    def words(self) -> str:
        """'Adams #1001, from 2026-01-01 until 2026-12-31, officer, mo we'."""
        until = f"until {self.until_on}" if self.until_on else "without an end"
        parts = [f"{self.officer} #{self.badge}, from {self.from_on} {until}"]
        return ", ".join([*parts, *filter(None, (self.role, self.weekdays))])


@dataclass(frozen=True, slots=True)
class OpenSeat:
    """A seat of a job that nobody holds. Instants are UTC seconds."""

    position_id: int
    number: str
    detail_id: int
    role: str
    starts_at: int


_REGULARS = """
SELECT standing_assignment.id, job.id, job.number, employer.name, officer.id, officer.badge,
       officer.last_name, role, weekdays, from_on, until_on, decided_by
FROM standing_assignment
JOIN job ON job.id = standing_assignment.job_id
JOIN employer ON employer.id = job.employer_id
JOIN officer ON officer.id = standing_assignment.officer_id
"""


def regulars_of(connection: sqlite3.Connection, job_id: int) -> tuple[RegularLine, ...]:
    """The regular officers of a job, in the order in which they were entered."""
    rows = connection.execute(
        f"{_REGULARS} WHERE job.id = ? ORDER BY standing_assignment.id", (job_id,)
    )
    return tuple(RegularLine(*row) for row in rows)


def regulars_of_detail(
    connection: sqlite3.Connection, detail_id: int
) -> tuple[int, str, tuple[RegularLine, ...]]:
    """The id and number of a detail's job, and the job's regular officers."""
    job_id, number = connection.execute(
        "SELECT job.id, job.number FROM detail JOIN job ON job.id = job_id WHERE detail.id = ?",
        (detail_id,),
    ).fetchone()
    return job_id, number, regulars_of(connection, job_id)


def all_regulars(connection: sqlite3.Connection, on: str) -> tuple[RegularLine, ...]:
    """Whoever is regular on a local date or will be, those whose term ends first in front."""
    rows = connection.execute(
        f"{_REGULARS} WHERE until_on IS NULL OR until_on > ? "
        "ORDER BY until_on IS NULL, until_on, standing_assignment.id",
        (on,),
    )
    return tuple(RegularLine(*row) for row in rows)


def open_seats_of_job(
    connection: sqlite3.Connection, job_id: int, now: int
) -> tuple[OpenSeat, ...]:
    """The open seats of a job's coming details, by start."""
    return _open(connection, "detail.job_id = ? AND position.starts_at > ?", (job_id, now))


def open_seats_of_details(
    connection: sqlite3.Connection, details: Iterable[int], now: int
) -> tuple[OpenSeat, ...]:
    """The open seats of some details, by start."""
    wanted = tuple(details)
    marks = ", ".join("?" * len(wanted))
    where = f"detail.id IN ({marks}) AND position.starts_at > ?"
    return _open(connection, where, (*wanted, now))


def _open(
    connection: sqlite3.Connection, where: str, values: tuple[int, ...]
) -> tuple[OpenSeat, ...]:
    rows = connection.execute(
        "SELECT position.id, position.number, detail.id, position.role, position.starts_at "
        "FROM detail JOIN position ON position.detail_id = detail.id "
        f"WHERE {where} AND NOT position.cancelled AND detail.state = 'planned' AND NOT EXISTS "
        f"(SELECT 1 FROM assignment WHERE position_id = position.id AND {LIVE}) "
        "ORDER BY position.starts_at, position.id",
        values,
    )
    return tuple(OpenSeat(*row) for row in rows)
