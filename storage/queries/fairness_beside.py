"""Wishes for officers, and hours that were ordered, of the seats that begin in a span of time."""

import sqlite3

from coordinator.rules.fairness_beside import AskedFor, OrderedHours
from coordinator.rules.spans import Span
from coordinator.rules.words import ORDERED
from storage.queries.facts import LIVE

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


def ordered_hours(connection: sqlite3.Connection, span: Span) -> tuple[OrderedHours, ...]:
    """Whoever was ordered to work, with the hours as entered, or else as scheduled."""
    values = {"since": span[0], "until": span[1]}
    return tuple(OrderedHours(*row) for row in connection.execute(_ORDERED, values))
