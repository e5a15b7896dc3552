"""What seats and those who hold them want of the coordinator, each kind as the SQL of its needs.

Each gives the columns of `need.Need`; parameters :now, :late (seconds) and :limit.
"""

from typing import Final

from storage.queries.staffing.jobs import LIVE

CALL_OFFS_SHOWN_SECONDS = 7 * 86400
"""A call-off older than this is history, refilled or not."""

_SEAT = """
JOIN detail ON detail.id = position.detail_id
JOIN job ON job.id = detail.job_id
JOIN employer ON employer.id = job.employer_id
"""

CALLED_OFF = f"""
SELECT 'call-off', 'position', position.id, detail.id, position.starts_at,
       position.number || ' ' || employer.name || ' - ' || officer.last_name
       || ' called off (' || call_off.reason || ')'
FROM call_off
JOIN position ON position.id = call_off.position_id
{_SEAT}
JOIN assignment ON assignment.id = call_off.assignment_id
JOIN officer ON officer.id = assignment.officer_id
WHERE call_off.called_at > :now - {CALL_OFFS_SHOWN_SECONDS} AND position.ends_at > :now
  AND NOT position.cancelled AND detail.state = 'planned'
  AND call_off.id = (SELECT id FROM call_off AS later WHERE later.position_id = position.id
                     ORDER BY called_at DESC, id DESC LIMIT 1)
  AND NOT EXISTS (SELECT 1 FROM assignment AS live
                  WHERE live.position_id = position.id AND live.state IN {LIVE})
ORDER BY position.starts_at LIMIT :limit
"""

_OPEN = f"""
SELECT 'open', 'position', position.id, detail.id, position.starts_at,
       position.number || ' ' || employer.name || ' - ' || job.title
FROM position
{_SEAT}
WHERE position.starts_at BETWEEN :now - 14400 AND :now + 172800 AND position.ends_at > :now
  AND NOT position.cancelled AND detail.state = 'planned'
  AND NOT EXISTS (SELECT 1 FROM assignment AS live
                  WHERE live.position_id = position.id AND live.state IN {LIVE})
  AND NOT EXISTS (SELECT 1 FROM call_off WHERE call_off.position_id = position.id
                  AND call_off.called_at > :now - {CALL_OFFS_SHOWN_SECONDS})
ORDER BY position.starts_at LIMIT :limit
"""

_CALL_AGAIN = """
SELECT 'ring back', 'position', position.id, position.detail_id, call_note.again_at,
       officer.last_name || ' rings back about ' || position.number
FROM call_note
JOIN officer ON officer.id = call_note.officer_id
JOIN position ON position.id = call_note.position_id
WHERE call_note.again_at IS NOT NULL AND call_note.again_at < :now + 3600
  AND position.ends_at > :now
  AND call_note.id = (SELECT id FROM call_note AS later
                      WHERE later.position_id = call_note.position_id
                        AND later.officer_id = call_note.officer_id
                      ORDER BY called_at DESC, id DESC LIMIT 1)
ORDER BY call_note.again_at LIMIT :limit
"""

_EXCHANGES = """
SELECT 'exchange', 'exchange', exchange.id, position.detail_id, given.starts_at,
       position.number || ' ' || taker.last_name || ' for ' || giver.last_name || ' - waits for '
       || CASE WHEN giver_agreed_at IS NULL AND taker_agreed_at IS NULL THEN 'both'
               WHEN giver_agreed_at IS NULL THEN giver.last_name ELSE taker.last_name END
FROM exchange
JOIN assignment AS given ON given.id = exchange.assignment_id
JOIN position ON position.id = given.position_id
JOIN officer AS giver ON giver.id = given.officer_id
JOIN officer AS taker ON taker.id = exchange.officer_id
WHERE exchange.state = 'proposed' AND given.starts_at > :now
  AND given.state IN ('assigned', 'confirmed')
ORDER BY given.starts_at LIMIT :limit
"""

_ASKED = """
SELECT iif(min(coalesce(reply_code.closes_at, detail.starts_at), detail.starts_at) <= :now,
           'overdue', 'asked'), 'approval_request', question.id, detail.id,
       question.asked_at, question.asked_of || ' is asked: ' || question.words
FROM approval_request AS question
LEFT JOIN position ON question.subject GLOB 'position:[0-9]*'
  AND position.id = CAST(substr(question.subject, 10) AS INTEGER)
JOIN detail ON detail.id = iif(question.subject GLOB 'detail:[0-9]*',
  CAST(substr(question.subject, 8) AS INTEGER), position.detail_id)
LEFT JOIN reply_code ON reply_code.approval_id = question.id
WHERE question.state = 'open' AND detail.ends_at > :now
ORDER BY question.asked_at LIMIT :limit
"""
"""Questions to those who decide; overdue once the code has closed or the seat's time has begun."""

_FOLLOW_UP = """
SELECT 'follow-up', 'note', note.id, NULL, note.due_at, note.text
FROM note WHERE note.due_at IS NOT NULL AND note.due_at < :now + 86400 AND note.done_at IS NULL
ORDER BY note.due_at LIMIT :limit
"""

_UNCONFIRMED = f"""
SELECT 'unconfirmed', 'assignment', assignment.id, position.detail_id, assignment.starts_at,
       officer.last_name || ' has not confirmed ' || position.number
FROM assignment
JOIN officer ON officer.id = assignment.officer_id
JOIN position ON position.id = assignment.position_id
WHERE assignment.state = 'assigned' AND assignment.starts_at BETWEEN :now AND :now + 43200
  AND assignment.state IN {LIVE}
ORDER BY assignment.starts_at LIMIT :limit
"""

_NOT_SEEN = f"""
SELECT 'not seen', 'assignment', assignment.id, position.detail_id, assignment.starts_at,
       officer.last_name || ' has not been seen on ' || position.number
FROM assignment
JOIN officer ON officer.id = assignment.officer_id
JOIN position ON position.id = assignment.position_id
JOIN detail ON detail.id = position.detail_id
WHERE assignment.starts_at BETWEEN :now - 43200 AND :now + 21600 AND assignment.ends_at > :now
  AND coalesce(assignment.expected_at, position.muster_at, assignment.starts_at) <= :now - :late
  AND assignment.state IN {LIVE} AND assignment.seen_at IS NULL
  AND position.role <> 'backup' AND NOT position.cancelled AND detail.state = 'planned'
ORDER BY assignment.starts_at LIMIT :limit
"""

SEAT_NEEDS: Final = (
    _OPEN,
    _CALL_AGAIN,
    _EXCHANGES,
    _ASKED,
    _FOLLOW_UP,
    _NOT_SEEN,
    _UNCONFIRMED,
)
"""In the order in which they press; what was called off comes before all of them."""
