"""Seats drawn for a visit, and what was found there."""

import sqlite3
from dataclasses import dataclass

from storage.queries.lists import Listing
from storage.queries.staffing.jobs import LIVE


@dataclass(frozen=True, slots=True)
class SpotLine:
    """One seat drawn. Instants are UTC seconds; without a result nobody was there yet."""

    id: int
    number: str
    detail_id: int
    badge: str
    name: str
    employer: str
    site: str
    address: str
    call_sign: str
    starts_at: int
    ends_at: int
    seed: str
    place: int
    result: str | None
    checked_at: int | None
    checked_by: str
    words: str


SPOT_CHECKS: Listing[SpotLine] = Listing(
    make=SpotLine,
    key="s.id",
    columns="""s.id, p.number, p.detail_id, officer.badge, officer.last_name
        || iif(officer.first_name = '', '', ', ' || officer.first_name), employer.name, site.name,
        site.address, detail.call_sign, a.starts_at, a.ends_at, s.seed, s.place, s.result,
        s.checked_at, s.checked_by, s.words""",
    tables="""spot_check AS s JOIN assignment AS a ON a.id = s.assignment_id
        JOIN position AS p ON p.id = a.position_id JOIN detail ON detail.id = p.detail_id
        JOIN job ON job.id = detail.job_id JOIN employer ON employer.id = job.employer_id
        JOIN site ON site.id = detail.site_id JOIN officer ON officer.id = a.officer_id""",
    orders={"start": "a.starts_at", "officer": "officer.last_name", "site": "site.name"},
    words=("p.number", "officer.last_name", "officer.badge", "site.name", "s.seed"),
    flags={
        "waiting": f"s.result IS NULL AND a.state IN {LIVE}",
        "present": "s.result = 'present'",
        "absent": "s.result = 'absent'",
        "other": "s.result = 'other'",
    },
    fields={"seed": "s.seed = ?"},
)


def seats_to_draw(
    connection: sqlite3.Connection, since: int, until: int
) -> tuple[tuple[int, str], ...]:
    """Seats held that begin in [since, until): assignment and number."""
    rows = connection.execute(
        "SELECT a.id, p.number FROM assignment AS a JOIN position AS p ON p.id = a.position_id "
        "JOIN detail ON detail.id = p.detail_id WHERE a.starts_at >= ? AND a.starts_at < ? "
        f"AND a.state IN {LIVE} AND p.role <> 'backup' AND NOT p.cancelled "
        "AND detail.state = 'planned' ORDER BY p.number, a.id",
        (since, until),
    )
    return tuple((row[0], row[1]) for row in rows)


def drawn_with(connection: sqlite3.Connection, seed: str) -> frozenset[int]:
    """The assignments that were drawn with a seed."""
    rows = connection.execute("SELECT assignment_id FROM spot_check WHERE seed = ?", (seed,))
    return frozenset(row for (row,) in rows)


def waiting_check(connection: sqlite3.Connection, number: str) -> tuple[int, int] | None:
    """The latest check of the seat of that number that nobody has recorded, and its officer."""
    row = connection.execute(
        "SELECT s.id, a.officer_id FROM spot_check AS s JOIN assignment AS a "
        "ON a.id = s.assignment_id JOIN position AS p ON p.id = a.position_id "
        "WHERE p.number = ? COLLATE NOCASE AND s.result IS NULL ORDER BY s.id DESC LIMIT 1",
        (number,),
    ).fetchone()
    return (row[0], row[1]) if row else None
