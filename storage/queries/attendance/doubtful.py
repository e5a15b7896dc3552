"""Punches that speak against themselves: for Today, until the hours are approved."""

import sqlite3
from collections.abc import Iterator

from storage.queries.staffing.jobs import LIVE
from storage.queries.staffing.need import Need

_DOUBTFUL = f"""
SELECT a.id, p.detail_id, punch.at, officer.last_name || ' wrote ' || upper(punch.kind)
       || CASE WHEN punch.presence = 'outside' THEN printf(' %,d m from the site', distance_m)
          ELSE ' with a word that is not the site''s' END || ': ' || p.number
FROM assignment AS a
CROSS JOIN punch ON punch.assignment_id = a.id
JOIN officer ON officer.id = a.officer_id JOIN position AS p ON p.id = a.position_id
WHERE a.starts_at BETWEEN :now - 172800 AND :now + 7200 AND a.state IN {LIVE}
  AND punch.kind IN ('in', 'out') AND (punch.presence = 'outside' OR punch.code_word = 0)
  AND NOT EXISTS (SELECT 1 FROM punch AS later WHERE later.assignment_id = a.id
                  AND later.kind = punch.kind
                  AND (later.received_at, later.id) > (punch.received_at, punch.id))
  AND NOT EXISTS (SELECT 1 FROM timesheet_entry AS entry
                  WHERE entry.assignment_id = a.id AND entry.state = 'approved')
ORDER BY punch.at DESC LIMIT 10
"""


def doubtful(connection: sqlite3.Connection, now: int) -> Iterator[Need]:
    """The last IN or OUT of a shift of these two days from outside the site's circle, or with a
    wrong word. `now` is UTC seconds."""
    for row in connection.execute(_DOUBTFUL, {"now": now}):
        yield Need("presence", "assignment", *row)
