"""The backups of a detail: whoever is asked first when somebody on it calls off."""

import sqlite3
from dataclasses import dataclass

from coordinator.rules.words import BACKUP
from storage.queries.people.approvals import ApprovalLine, asked_about
from storage.queries.people.availability import StatedTime, said_of_seat
from storage.queries.staffing.facts import LIVE


@dataclass(frozen=True, slots=True)
class Backup:
    """An officer who holds a backup seat over the hours of another seat."""

    assignment_id: int
    position: str
    officer_id: int
    badge: str
    name: str
    phone: str
    state: str

    @property
    def words(self) -> str:
        """'Adams #1001 · +1617… · confirmed'."""
        parts = (f"{self.name} #{self.badge}", self.phone, self.state)
        return " · ".join(filter(None, parts))


@dataclass(frozen=True, slots=True)
class First:
    """Who comes to mind first for a seat: its backups, and whom the employer asked for by name."""

    backups: tuple[Backup, ...]
    asked_id: int | None
    asked: str
    question: ApprovalLine | None = None
    """What somebody who decides is asked about the seat, and has not answered."""
    said: tuple[StatedTime, ...] = ()
    """What officers said of the time of the seat."""


def first_for(connection: sqlite3.Connection, position_id: int) -> First:
    """The backups of a seat, whom the employer named, and what is asked about it."""
    row = connection.execute(
        "SELECT officer.id, officer.last_name || ' #' || officer.badge FROM position "
        "JOIN detail ON detail.id = detail_id JOIN job ON job.id = job_id "
        "JOIN officer ON officer.id = asked_officer_id WHERE position.id = ?",
        (position_id,),
    ).fetchone()
    asked_id, asked = row or (None, "")
    question = asked_about(connection, f"position:{position_id}")
    said = said_of_seat(connection, position_id)
    return First(backups_for(connection, position_id), asked_id, asked, question, said)


def backups_for(connection: sqlite3.Connection, position_id: int) -> tuple[Backup, ...]:
    """Who stands by for a seat: live on a backup seat of its detail that covers its hours."""
    rows = connection.execute(
        "SELECT assignment.id, position.number, officer.id, badge, last_name, phone, state "
        "FROM position AS wanted JOIN position ON position.detail_id = wanted.detail_id "
        f"JOIN assignment ON assignment.position_id = position.id AND assignment.{LIVE} "
        "JOIN officer ON officer.id = officer_id "
        "WHERE wanted.id = ? AND wanted.role <> ?2 AND position.role = ?2 "
        "AND position.id <> wanted.id AND NOT position.cancelled "
        "AND assignment.starts_at <= wanted.starts_at AND assignment.ends_at >= wanted.ends_at "
        "ORDER BY state = 'confirmed' DESC, assignment.awarded_at, assignment.id",
        (position_id, BACKUP),
    )
    return tuple(Backup(*row) for row in rows)
