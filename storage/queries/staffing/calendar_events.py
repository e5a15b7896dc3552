"""What stands in calendars: officers' seats, and details, within a span."""

import sqlite3
from collections import defaultdict
from dataclasses import dataclass

from storage.queries.people.told_names import name_on_paper
from storage.queries.staffing.jobs import LIVE

AGENCY = ("agency", 1)
"""What every event rests on: its name and telephone stand in it."""


@dataclass(frozen=True, slots=True)
class _Ordered:
    """What was ordered, where and by whom; coordinates are microdegrees."""

    job_id: int
    title: str
    site_id: int
    site: str
    address: str
    lat: int | None
    lon: int | None
    employer_id: int
    employer: str

    @property
    def order_rows(self) -> tuple[tuple[str, int], ...]:
        """Tables and ids that it rests on."""
        return (
            ("job", self.job_id),
            ("site", self.site_id),
            ("employer", self.employer_id),
            AGENCY,
        )


@dataclass(frozen=True, slots=True)
class CalendarSeat(_Ordered):
    """An officer's assignment, held or given up. The span is half-open, UTC seconds."""

    assignment_id: int
    officer_id: int
    awarded_at: int
    starts_at: int
    ends_at: int
    stands: bool
    role: str
    position_id: int
    detail_id: int
    detail: str
    call_sign: str

    @property
    def rows(self) -> tuple[tuple[str, int], ...]:
        """What it rests on: tables and ids."""
        return (
            ("assignment", self.assignment_id),
            ("position", self.position_id),
            ("detail", self.detail_id),
            *self.order_rows,
        )


@dataclass(frozen=True, slots=True)
class CalendarDetail(_Ordered):
    """A detail with its seats; `officers` as employers hear of them."""

    id: int
    number: str
    starts_at: int
    ends_at: int
    stands: bool
    seats: int
    badges: tuple[str, ...]
    officers: tuple[str, ...]
    crew_rows: tuple[tuple[str, int], ...]

    @property
    def rows(self) -> tuple[tuple[str, int], ...]:
        """What it rests on: tables and ids."""
        return (("detail", self.id), *self.order_rows, *self.crew_rows)


_ORDERED = "j.id, j.title, s.id, s.name, s.address, s.lat, s.lon, e.id, e.name"
_ORDER = """
JOIN job AS j ON j.id = d.job_id
JOIN site AS s ON s.id = d.site_id
JOIN employer AS e ON e.id = j.employer_id
"""

_SEATS = f"""
SELECT {_ORDERED}, a.id, a.officer_id, a.awarded_at, a.starts_at, a.ends_at,
       a.state IN {LIVE} AND d.state = 'planned' AND NOT p.cancelled, p.role, p.id,
       d.id, d.number, d.call_sign
FROM assignment AS a INDEXED BY assignment_by_start
JOIN position AS p ON p.id = a.position_id
JOIN detail AS d ON d.id = p.detail_id
{_ORDER}
JOIN officer ON officer.id = a.officer_id
WHERE a.starts_at >= ?1 AND a.starts_at < ?2
  AND NOT EXISTS (SELECT 1 FROM officer_status AS gone WHERE gone.officer_id = officer.id
                  AND gone.kind = 'departed' AND gone.until_on IS NULL)
ORDER BY a.starts_at, a.id
"""

_DETAILS = f"""
SELECT d.id, {_ORDERED}, d.id, d.number, d.starts_at, d.ends_at, d.state = 'planned'
FROM detail AS d
{_ORDER}
WHERE d.starts_at >= ?1 AND d.starts_at < ?2
ORDER BY d.starts_at, d.id
"""

_CREWS = """
SELECT p.detail_id, p.id, p.cancelled OR p.role IN ('backup', 'trainee'), a.id, officer.id,
       a.state IN {live}, officer.badge, {name}
FROM detail AS d
JOIN position AS p ON p.detail_id = d.id
LEFT JOIN assignment AS a ON a.position_id = p.id
LEFT JOIN officer ON officer.id = a.officer_id
WHERE d.starts_at >= ?1 AND d.starts_at < ?2
ORDER BY p.id, a.id
"""


def calendar_seats(
    connection: sqlite3.Connection, since: int, until: int
) -> tuple[CalendarSeat, ...]:
    """Every assignment that begins within the span, of officers who are here."""
    rows = connection.execute(_SEATS, (since, until))
    return tuple(CalendarSeat(*row) for row in rows)


def calendar_details(
    connection: sqlite3.Connection, since: int, until: int
) -> tuple[CalendarDetail, ...]:
    """Every detail that begins within the span, with whoever is on it."""
    crews = _crews(connection, since, until)
    found = []
    for detail, *row in connection.execute(_DETAILS, (since, until)):
        crew = crews[detail]
        who = len(crew.seats), tuple(crew.badges), tuple(crew.officers), tuple(crew.rows)
        found.append(CalendarDetail(*(*row, *who)))
    return tuple(found)


class _Crew:
    """The seats of one detail while they are read."""

    def __init__(self) -> None:
        self.seats: set[int] = set()
        self.badges: list[str] = []
        self.officers: list[str] = []
        self.rows: list[tuple[str, int]] = []


def _crews(connection: sqlite3.Connection, since: int, until: int) -> defaultdict[int, _Crew]:
    crews: defaultdict[int, _Crew] = defaultdict(_Crew)
    sql = _CREWS.format(live=LIVE, name=name_on_paper(connection))
    for row in connection.execute(sql, (since, until)):
        detail, position, aside, assignment, officer, live, badge, name = row
        crew = crews[detail]
        crew.rows.append(("position", position))
        if not aside:
            crew.seats.add(position)
        if assignment is not None:
            crew.rows += (("assignment", assignment), ("officer", officer))
        if live and not aside:
            crew.badges.append(badge)
            crew.officers.append(name)
    return crews
