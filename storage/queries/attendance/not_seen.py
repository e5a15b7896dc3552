"""Officers who should be on site by now and whom nobody has seen."""

import sqlite3
from dataclasses import dataclass

from storage.queries.book.settings import setting
from storage.queries.lists import Listing
from storage.queries.staffing.jobs import LIVE


@dataclass(frozen=True, slots=True)
class NotSeen:
    """One seat whose officer is awaited. `due_at` (UTC seconds) is when he said or should come.

    `said` is what he last let hear of himself: "late 20", "en route", or nothing. `client_phone` is
    whom to ring at the site.
    """

    id: int
    number: str
    position_id: int
    detail_id: int
    due_at: int
    starts_at: int
    ends_at: int
    officer_id: int
    badge: str
    name: str
    phone: str
    employer: str
    site: str
    said: str
    client: str
    client_phone: str

    def minutes_late(self, now: int) -> int:
        """Whole minutes since he was due."""
        return max(0, now - self.due_at) // 60


ALARM_MINUTES = 15


def alarm_minutes(connection: sqlite3.Connection) -> int:
    """So many minutes after he was due he is late: red on the board, and a line on Today.

    Setting `messages.not_seen_minutes`, by which people are told; 0 there tells nobody.
    """
    return int(setting(connection, "messages.not_seen_minutes", ALARM_MINUTES)) or ALARM_MINUTES


_DUE = "coalesce(a.expected_at, p.muster_at, a.starts_at)"
NOT_SEEN: Listing[NotSeen] = Listing(
    make=NotSeen,
    key="a.id",
    columns=f"""a.id, p.number, p.id, detail.id, {_DUE}, a.starts_at, a.ends_at, officer.id,
        officer.badge, officer.last_name || iif(officer.first_name = '', '',
        ', ' || officer.first_name), officer.phone, employer.name, site.name,
        coalesce((SELECT replace(kind, '_', ' ') || coalesce(' ' || minutes, '') FROM punch
                  WHERE assignment_id = a.id AND kind IN ('late', 'en_route')
                  ORDER BY punch.received_at DESC, punch.id DESC LIMIT 1), ''),
        coalesce(contact.name, ''), coalesce(nullif(contact.phone, ''), employer.phone)""",
    tables="""assignment AS a JOIN position AS p ON p.id = a.position_id
        JOIN detail ON detail.id = p.detail_id JOIN job ON job.id = detail.job_id
        JOIN employer ON employer.id = job.employer_id JOIN site ON site.id = detail.site_id
        JOIN officer ON officer.id = a.officer_id
        LEFT JOIN contact ON contact.id = job.contact_id""",
    orders={"due": _DUE, "site": "site.name", "officer": "officer.last_name"},
    words=("p.number", "officer.last_name", "officer.badge", "employer.name", "site.name"),
    flags={"said": "EXISTS (SELECT 1 FROM punch WHERE assignment_id = a.id)"},
    where=f"""a.starts_at > :now - 86400 AND a.starts_at < :now + 21600 AND a.ends_at > :now
        AND {_DUE} <= :now AND a.seen_at IS NULL AND a.state IN {LIVE}
        AND p.role <> 'backup' AND NOT p.cancelled AND detail.state = 'planned'""",
)
