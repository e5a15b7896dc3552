"""What is open and what a week holds: the board and the week grid."""

import sqlite3
from dataclasses import dataclass

from storage.queries.lists import Listing
from storage.queries.staffing.jobs import HELD, LIVE, SEATS


@dataclass(frozen=True, slots=True)
class OpenSeat:
    """One open position. `called_off` is the reason where it was given back."""

    id: int
    number: str
    detail_id: int
    starts_at: int
    ends_at: int
    employer: str
    title: str
    site: str
    rank: str
    called_off: str
    offers: int


OPEN_SEATS: Listing[OpenSeat] = Listing(
    make=OpenSeat,
    key="position.id",
    columns="""position.id, position.number, detail.id, position.starts_at, position.ends_at,
        employer.name, job.title, site.name, coalesce(rank.code, ''),
        coalesce((SELECT reason FROM call_off WHERE call_off.position_id = position.id
                  ORDER BY called_at DESC, id DESC LIMIT 1), ''),
        (SELECT count(*) FROM offer WHERE offer.position_id = position.id
                  AND offer.state = 'open')""",
    tables="position JOIN detail ON detail.id = position.detail_id"
    " JOIN job ON job.id = detail.job_id JOIN employer ON employer.id = job.employer_id"
    " JOIN site ON site.id = detail.site_id LEFT JOIN rank ON rank.id = position.rank_id",
    orders={
        "start": "position.starts_at",
        "employer": "employer.name",
        "site": "site.name",
    },
    words=("position.number", "employer.name", "job.title", "site.name"),
    flags={"called-off": "EXISTS (SELECT 1 FROM call_off WHERE position_id = position.id)"},
    where=f"""position.starts_at > :now - 86400 AND position.ends_at > :now
        AND NOT position.cancelled AND detail.state = 'planned'
        AND NOT EXISTS (SELECT 1 FROM assignment WHERE assignment.position_id = position.id
                        AND assignment.state IN {LIVE})""",
)


def open_between(connection: sqlite3.Connection, since: int, until: int) -> tuple[int, ...]:
    """Open positions that start in [since, until), in the order in which they are awarded."""
    rows = connection.execute(
        "SELECT position.id FROM position JOIN detail ON detail.id = detail_id "
        "WHERE position.starts_at >= ? AND position.starts_at < ? AND NOT position.cancelled "
        "AND detail.state = 'planned' AND NOT EXISTS (SELECT 1 FROM assignment "
        f"WHERE assignment.position_id = position.id AND assignment.state IN {LIVE}) "
        "ORDER BY position.starts_at, position.number",
        (since, until),
    )
    return tuple(key for (key,) in rows)


@dataclass(frozen=True, slots=True)
class WeekLine:
    """One detail in the week grid."""

    id: int
    number: str
    starts_at: int
    ends_at: int
    state: str
    employer: str
    positions: int
    filled: int


def week_lines(
    connection: sqlite3.Connection, since: int, until: int, limit: int = 3000
) -> tuple[WeekLine, ...]:
    """The details that start in [since, until), by start; at most `limit`."""
    found = connection.execute(
        "SELECT detail.id, detail.number, detail.starts_at, detail.ends_at, detail.state,"
        f" employer.name, (SELECT count(*) {SEATS}), (SELECT count(*) {HELD})"
        " FROM detail JOIN job ON job.id = detail.job_id"
        " JOIN employer ON employer.id = job.employer_id"
        " WHERE detail.starts_at >= ? AND detail.starts_at < ?"
        " ORDER BY detail.starts_at, detail.id LIMIT ?",
        (since, until, limit),
    )
    return tuple(WeekLine(*row) for row in found)


@dataclass(frozen=True, slots=True)
class DayCount:
    """One planned detail: when it starts (UTC seconds), its seats and how many are held."""

    starts_at: int
    positions: int
    filled: int


def day_counts(
    connection: sqlite3.Connection, since: int, until: int, limit: int = 20_000
) -> tuple[DayCount, ...]:
    """The planned details that start in [since, until), for a count by local day."""
    found = connection.execute(
        f"SELECT detail.starts_at, (SELECT count(*) {SEATS}), (SELECT count(*) {HELD})"
        " FROM detail WHERE detail.starts_at >= ? AND detail.starts_at < ?"
        " AND detail.state = 'planned' ORDER BY detail.starts_at, detail.id LIMIT ?",
        (since, until, limit),
    )
    return tuple(DayCount(*row) for row in found)
