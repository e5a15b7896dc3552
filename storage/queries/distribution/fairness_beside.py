"""Wishes for officers, officers kept apart from employers, and hours that were ordered.

All of it about the seats that begin in a span of time.
"""

import sqlite3
from datetime import date

from coordinator.rules.fairness_beside import AskedFor, KeptApart, OrderedHours
from coordinator.rules.spans import Calendar, Span
from coordinator.rules.words import ORDERED
from storage.queries.staffing.facts import LIVE

_BEGINS = "position.starts_at >= :since AND position.starts_at < :until"

_ASKED = f"""
SELECT officer.id, officer.badge, officer.last_name, employer.name, count(*),
       sum(EXISTS (SELECT 1 FROM assignment WHERE assignment.position_id = position.id
                   AND assignment.officer_id = officer.id AND assignment.{LIVE}))
FROM job JOIN officer ON officer.id = job.asked_officer_id
JOIN employer ON employer.id = job.employer_id
JOIN detail ON detail.job_id = job.id AND detail.state = 'planned'
JOIN position ON position.detail_id = detail.id AND NOT position.cancelled
WHERE job.asked_officer_id IS NOT NULL AND {_BEGINS}
GROUP BY officer.id, employer.id ORDER BY 5 DESC, officer.badge
"""

_APART = """
SELECT officer.id, officer.badge, officer.last_name, employer.name, exclusion.side,
       exclusion.decided_by, exclusion.reply IS NOT NULL AND trim(exclusion.reply) <> '',
       employer.id, exclusion.from_on, exclusion.until_on
FROM exclusion JOIN officer ON officer.id = exclusion.officer_id
JOIN employer ON employer.id = exclusion.employer_id
WHERE exclusion.from_on < :last AND (exclusion.until_on IS NULL OR exclusion.until_on > :first)
ORDER BY officer.badge, exclusion.from_on, exclusion.id
"""

_SEATS = f"""
SELECT count(*) FROM job
JOIN detail ON detail.job_id = job.id AND detail.state = 'planned'
JOIN position ON position.detail_id = detail.id AND NOT position.cancelled
WHERE job.employer_id = :employer AND {_BEGINS}
"""

_ORDERED = f"""
SELECT officer.id, officer.badge, officer.last_name, count(*),
       sum((coalesce(entry.ended_at, assignment.ends_at)
            - coalesce(entry.started_at, assignment.starts_at)) / 60
           - coalesce(entry.break_minutes, 0))
FROM assignment INDEXED BY assignment_uncommon
JOIN position ON position.id = assignment.position_id AND NOT position.cancelled
JOIN detail ON detail.id = position.detail_id AND detail.state = 'planned'
JOIN officer ON officer.id = assignment.officer_id
LEFT JOIN timesheet_entry AS entry ON entry.assignment_id = assignment.id
     AND entry.state <> 'replaced'
WHERE assignment.how IN ('{ORDERED}', 'take over') AND assignment.how = '{ORDERED}'
  AND assignment.{LIVE} AND assignment.starts_at >= :since AND assignment.starts_at < :until
GROUP BY officer.id ORDER BY 5 DESC, officer.badge
"""


def asked_for(connection: sqlite3.Connection, span: Span) -> tuple[AskedFor, ...]:
    """Whom employers asked for by name, and how often he held the seat."""
    values = {"since": span[0], "until": span[1]}
    return tuple(AskedFor(*row) for row in connection.execute(_ASKED, values))


def kept_apart(
    connection: sqlite3.Connection, span: Span, calendar: Calendar
) -> tuple[KeptApart, ...]:
    """Who was kept from which employer in the local dates of a span, and from how many seats."""
    days = {"first": calendar.local_iso(span[0]), "last": calendar.local_iso(span[1])}
    found = []
    for row in connection.execute(_APART, days).fetchall():
        *told, employer, from_on, until_on = row
        since = max(span[0], calendar.midnight(date.fromisoformat(from_on)))
        ends = calendar.midnight(date.fromisoformat(until_on)) if until_on else span[1]
        values = {"employer": employer, "since": since, "until": min(span[1], ends)}
        (seats,) = connection.execute(_SEATS, values).fetchone()
        found.append(KeptApart._make((*told, from_on, until_on, seats)))
    return tuple(found)


def ordered_hours(connection: sqlite3.Connection, span: Span) -> tuple[OrderedHours, ...]:
    """Whoever was ordered to work, with the hours as entered, or else as scheduled."""
    values = {"since": span[0], "until": span[1]}
    return tuple(OrderedHours(*row) for row in connection.execute(_ORDERED, values))
