"""What binds officers, as lists show it: groups, declared interests, other work."""

import sqlite3
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Membership:
    """An officer's time in a group, in local dates, half-open."""

    id: int
    group: str
    officer_id: int
    badge: str
    officer: str
    from_on: str
    until_on: str | None


@dataclass(frozen=True, slots=True)
class Interest:
    """What ties an officer to an employer or to another officer; `whose` is the other side."""

    id: int
    officer_id: int
    badge: str
    officer: str
    relation: str
    employer_id: int | None
    other_officer_id: int | None
    whose: str
    from_on: str
    until_on: str | None
    words: str

    @property
    def sentence(self) -> str:
        """'family: Harbor Gas, from 2026-01-01'."""
        until = f" until {self.until_on}" if self.until_on else ""
        words = f" ({self.words})" if self.words else ""
        relation = self.relation.replace("_", " ")
        return f"{relation}: {self.whose}, from {self.from_on}{until}{words}"


@dataclass(frozen=True, slots=True)
class OutsideJob:
    """Work for others that an officer declared. UTC seconds, half-open."""

    id: int
    officer_id: int
    badge: str
    officer: str
    starts_at: int
    ends_at: int
    employer: str
    employer_kind: str
    job_class: str


_NAME = "trim(officer.last_name || ', ' || officer.first_name, ', ')"
_MEMBERS = (
    f"SELECT group_member.id, group_member.name, officer.id, badge, {_NAME}, from_on, until_on "
    "FROM group_member JOIN officer ON officer.id = officer_id "
)
_INTERESTS = (
    f"SELECT conflict.id, officer.id, officer.badge, {_NAME}, relation, conflict.employer_id, "
    "other_officer_id, coalesce(employer.name, '#' || other.badge || ' ' || other.last_name, ''), "
    "from_on, until_on, words FROM conflict JOIN officer ON officer.id = conflict.officer_id "
    "LEFT JOIN employer ON employer.id = conflict.employer_id "
    "LEFT JOIN officer AS other ON other.id = other_officer_id "
)
_OUTSIDE = (
    f"SELECT outside_work.id, officer.id, badge, {_NAME}, starts_at, ends_at, employer, "
    "employer_kind, job_class FROM outside_work JOIN officer ON officer.id = officer_id "
)


def group_names(connection: sqlite3.Connection) -> tuple[str, ...]:
    """Every group that anybody is or was in."""
    rows = connection.execute("SELECT DISTINCT name FROM group_member ORDER BY name")
    return tuple(name for (name,) in rows)


def members_of(connection: sqlite3.Connection, group: str, on: str) -> tuple[Membership, ...]:
    """Who is in a group ("": in any) on a local date."""
    rows = connection.execute(
        f"{_MEMBERS}WHERE (?1 = '' OR group_member.name = ?1) AND from_on <= ?2 "
        "AND (until_on IS NULL OR until_on > ?2) ORDER BY group_member.name, badge",
        (group, on),
    )
    return tuple(Membership(*row) for row in rows)


def groups_of(connection: sqlite3.Connection, officer_id: int) -> tuple[Membership, ...]:
    """Every time in a group of one officer, the latest first."""
    rows = connection.execute(
        f"{_MEMBERS}WHERE officer_id = ? ORDER BY from_on DESC, group_member.id DESC",
        (officer_id,),
    )
    return tuple(Membership(*row) for row in rows)


def interests_of(
    connection: sqlite3.Connection, officer_id: int = 0, employer_id: int = 0
) -> tuple[Interest, ...]:
    """What ties an officer (also by another's declaration), or whom to an employer, or all."""
    rows = connection.execute(
        f"{_INTERESTS}WHERE (?1 = 0 OR conflict.officer_id = ?1 OR other_officer_id = ?1) "
        "AND (?2 = 0 OR conflict.employer_id = ?2) ORDER BY from_on DESC, conflict.id DESC",
        (officer_id, employer_id),
    )
    return tuple(Interest(*row) for row in rows)


def outside_jobs(
    connection: sqlite3.Connection, officer_id: int = 0, since: int = 0, limit: int = 200
) -> tuple[OutsideJob, ...]:
    """Declared work for others that ends after an instant, the next first."""
    rows = connection.execute(
        f"{_OUTSIDE}WHERE (?1 = 0 OR officer_id = ?1) AND ends_at > ?2 "
        "ORDER BY starts_at, outside_work.id LIMIT ?3",
        (officer_id, since, limit),
    )
    return tuple(OutsideJob(*row) for row in rows)
