"""The rows of the day sheet: every detail of a day with its posts, officers and equipment."""

import json
import sqlite3
from collections import defaultdict
from dataclasses import dataclass

from storage.queries.staffing.jobs import LIVE


@dataclass(frozen=True, slots=True)
class SheetPost:
    """One position on the sheet; without an officer it is open. Instants are UTC seconds."""

    number: str
    role: str
    label: str
    starts_at: int
    ends_at: int
    badge: str
    officer: str
    rank: str
    phone: str
    state: str
    muster_at: int | None = None
    """When its officer reports before it begins."""

    @property
    def open(self) -> bool:
        """Nobody holds it."""
        return not self.badge


@dataclass(frozen=True, slots=True)
class SheetDetail:
    """One detail on the sheet."""

    id: int
    number: str
    starts_at: int
    ends_at: int
    title: str
    call_sign: str
    employer: str
    site: str
    address: str
    contact: str
    contact_phone: str
    post_orders: str
    posts: tuple[SheetPost, ...]
    equipment: tuple[str, ...]

    @property
    def open_posts(self) -> int:
        """How many positions nobody holds."""
        return sum(1 for post in self.posts if post.open)


@dataclass(frozen=True, slots=True)
class DaySheet:
    """All details that begin on one local day, or still run when it begins."""

    agency: str
    timezone: str
    day: str
    details: tuple[SheetDetail, ...]

    @property
    def posts(self) -> int:
        """Positions on all details."""
        return sum(len(detail.posts) for detail in self.details)

    @property
    def open_posts(self) -> int:
        """Positions that nobody holds."""
        return sum(detail.open_posts for detail in self.details)


_LONGEST = 172_800
"""Seconds. No detail is looked for that began earlier than this before the day."""

_DETAILS = """
SELECT detail.id, detail.number, detail.starts_at, detail.ends_at, job.title, detail.call_sign,
       employer.name, site.name, site.address,
       coalesce(contact.name, ''), coalesce(contact.phone, employer.phone), job.post_orders
FROM detail
JOIN job ON job.id = detail.job_id
JOIN employer ON employer.id = job.employer_id
JOIN site ON site.id = detail.site_id
LEFT JOIN contact ON contact.id = job.contact_id
WHERE detail.starts_at > :since - :longest AND detail.starts_at < :until
  AND detail.ends_at > :since AND detail.state = 'planned'
ORDER BY detail.starts_at, site.name, detail.number
"""

_POSTS = f"""
SELECT position.detail_id, position.number, position.role, position.label,
       position.starts_at, position.ends_at, coalesce(officer.badge, ''),
       coalesce(officer.last_name || CASE officer.first_name WHEN '' THEN '' ELSE ', ' END
                || officer.first_name, ''),
       coalesce((SELECT rank.name FROM rank_held JOIN rank ON rank.id = rank_held.rank_id
                 WHERE rank_held.officer_id = officer.id AND from_on <= :day
                 ORDER BY from_on DESC LIMIT 1), ''),
       coalesce(officer.phone, ''), coalesce(assignment.state, ''), position.muster_at
FROM position
LEFT JOIN assignment ON assignment.position_id = position.id AND assignment.state IN {LIVE}
LEFT JOIN officer ON officer.id = assignment.officer_id
WHERE position.detail_id IN (SELECT value FROM json_each(:details)) AND NOT position.cancelled
ORDER BY position.detail_id, position.number
"""


def day_sheet(connection: sqlite3.Connection, day: str, since: int, until: int) -> DaySheet:
    """The sheet of a local ISO date, whose instants are [since, until)."""
    found = connection.execute(
        _DETAILS, {"since": since, "until": until, "longest": _LONGEST}
    ).fetchall()
    ids = json.dumps([row[0] for row in found])
    posts = _posts(connection, ids, day)
    equipment = _equipment(connection, ids)
    agency, zone = connection.execute("SELECT name, timezone FROM agency WHERE id = 1").fetchone()
    details = tuple(
        SheetDetail(*(*row, tuple(posts[row[0]]), tuple(equipment[row[0]]))) for row in found
    )
    return DaySheet(agency, zone, day, details)


def _posts(connection: sqlite3.Connection, ids: str, day: str) -> dict[int, list[SheetPost]]:
    posts: dict[int, list[SheetPost]] = defaultdict(list)
    for detail, *values in connection.execute(_POSTS, {"details": ids, "day": day}):
        posts[detail].append(SheetPost(*values))
    return posts


def _equipment(connection: sqlite3.Connection, ids: str) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    rows = connection.execute(
        "SELECT detail_id, kind, label, quantity, coalesce(officer.last_name, ''), mileage_out,"
        " mileage_in FROM equipment_use LEFT JOIN officer ON officer.id = officer_id"
        " WHERE detail_id IN (SELECT value FROM json_each(?)) ORDER BY detail_id, equipment_use.id",
        (ids,),
    )
    for detail, kind, label, quantity, officer, out, back in rows:
        count = f"{quantity} x " if quantity != 1 else ""
        words = count + kind.replace("_", " ") + (f" {label}" if label else "")
        miles = "" if out is None else f"out {out:,}" + ("" if back is None else f" in {back:,}")
        more = ", ".join(filter(None, (officer, miles)))
        found[detail].append(f"{words} ({more})" if more else words)
    return found
