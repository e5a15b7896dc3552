"""The posts of one detail, as they are filled and printed: label, muster, rank, officer."""

import sqlite3
from dataclasses import dataclass

from storage.queries.money.money import AgencyBlock, agency_block
from storage.queries.staffing.details import DetailHead, detail_head
from storage.queries.staffing.jobs import LIVE

LEADING = ("commander", "supervisor", "sergeant", "lieutenant", "captain")
"""Roles that lead the others."""


@dataclass(frozen=True, slots=True)
class Post:
    """One seat as a post. Instants are UTC seconds; `level` is that of the least rank."""

    position_id: int
    number: str
    role: str
    label: str
    rank_id: int | None
    rank: str
    level: int
    needs: str
    starts_at: int
    ends_at: int
    muster_at: int | None
    officer_id: int | None
    badge: str
    officer: str
    officer_rank: str
    unit: str
    phone: str

    @property
    def open(self) -> bool:
        """Nobody holds it."""
        return self.officer_id is None

    @property
    def reports_at(self) -> int:
        """When its officer reports: at muster, or at the start."""
        return self.starts_at if self.muster_at is None else self.muster_at


_POSTS = f"""
SELECT position.id, position.number, position.role, position.label, position.rank_id,
       coalesce(rank.code, ''), coalesce(rank.level, 0),
       coalesce((SELECT group_concat(certification.code, '+') FROM requirement
                 JOIN certification ON certification.id = requirement.certification_id
                 WHERE requirement.position_id = position.id), ''),
       position.starts_at, position.ends_at, position.muster_at,
       officer.id, coalesce(officer.badge, ''),
       coalesce(officer.last_name || iif(officer.first_name = '', '',
                ', ' || officer.first_name), ''),
       coalesce((SELECT held.code FROM rank_held JOIN rank AS held ON held.id = rank_held.rank_id
                 WHERE rank_held.officer_id = officer.id
                 ORDER BY rank_held.from_on DESC LIMIT 1), ''),
       coalesce(officer.unit, ''), coalesce(officer.phone, '')
FROM position
LEFT JOIN rank ON rank.id = position.rank_id
LEFT JOIN assignment ON assignment.position_id = position.id AND assignment.state IN {LIVE}
LEFT JOIN officer ON officer.id = assignment.officer_id
WHERE position.detail_id = ? AND NOT position.cancelled ORDER BY position.id
"""


def posts_of(connection: sqlite3.Connection, detail_id: int) -> tuple[Post, ...]:
    """The posts of a detail that were not taken off, in the order in which they were entered."""
    return tuple(Post(*row) for row in connection.execute(_POSTS, (detail_id,)))


def rank_levels(connection: sqlite3.Connection, on: str) -> dict[int, int]:
    """Officer → the level of the rank that he holds on a local date."""
    rows = connection.execute(
        "SELECT officer_id, level FROM rank_held JOIN rank ON rank.id = rank_id"
        " WHERE from_on <= ? ORDER BY from_on",
        (on,),
    )
    return dict(rows.fetchall())


@dataclass(frozen=True, slots=True)
class Parade:
    """A large detail with all its posts, for its papers."""

    agency: AgencyBlock
    head: DetailHead
    posts: tuple[Post, ...]

    @property
    def leaders(self) -> tuple[Post, ...]:
        """The posts of the highest rank asked for, or of whoever leads by his role."""
        level = max((post.level for post in self.posts), default=0)
        return tuple(
            post for post in self.posts if post.role in LEADING or (level and post.level == level)
        )


def parade_of(connection: sqlite3.Connection, detail_id: int) -> Parade | None:
    """The detail with its posts, or None where there is none."""
    head = detail_head(connection, detail_id)
    if head is None:
        return None
    return Parade(agency_block(connection), head, posts_of(connection, detail_id))
