"""The coordinator's day: every detail of a span of time, and what needs a hand now."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, replace

from storage.queries.jobs import DETAILS, LIVE

CALL_OFFS_SHOWN_SECONDS = 7 * 86400
"""A call-off older than this is history, refilled or not."""


@dataclass(frozen=True, slots=True)
class AgencyWords:
    """The agency as the screens name it."""

    name: str
    timezone: str
    currency: str


@dataclass(frozen=True, slots=True)
class Need:
    """One thing to be done now: its kind, the record it is about, and the words that say it.

    `table` and `record` are where enter leads; `at` is the instant that makes it urgent.
    """

    kind: str
    table: str
    record: int
    detail_id: int | None
    at: int
    words: str


def agency_words(connection: sqlite3.Connection) -> AgencyWords:
    """The agency's name, IANA time zone and ISO currency."""
    return AgencyWords(
        *connection.execute("SELECT name, timezone, currency FROM agency WHERE id = 1").fetchone()
    )


DAY = replace(
    DETAILS,
    where="detail.starts_at > :since - 172800 AND detail.starts_at < :until"
    " AND detail.ends_at > :since",
)
"""The details that touch [since, until); none longer than two days is looked for."""


def needs(
    connection: sqlite3.Connection, now: int, today: str, soon: str, limit: int = 50
) -> tuple[Need, ...]:
    """What needs a hand, the most pressing kinds first.

    `today` and `soon` are local ISO dates: certificates that run out between them are listed.
    """
    values = {"now": now, "today": today, "soon": soon, "limit": limit}
    found: list[Need] = []
    for sql in _NEEDS:
        found += [Need(*row) for row in connection.execute(sql, values)]
    return (*found, *_not_told(connection, now))


def _not_told(connection: sqlite3.Connection, now: int) -> Iterator[Need]:
    """Messages that reached nobody and will not by themselves."""
    # Imported here since the first frame does without it.
    from storage.queries.outbox import needing_hand

    for row in needing_hand(connection, now):
        words = f"{row.name} not told ({row.state}): {row.subject} - {row.answer}"
        at = row.last_at or row.queued_at
        yield Need("failed", "message", row.id, row.detail_id, at, words)


_SEAT = """
JOIN detail ON detail.id = position.detail_id
JOIN job ON job.id = detail.job_id
JOIN employer ON employer.id = job.employer_id
"""

_CALLED_OFF = f"""
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
  AND call_off.id = (SELECT max(id) FROM call_off AS later WHERE later.position_id = position.id)
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
  AND call_note.id = (SELECT max(id) FROM call_note AS later
                      WHERE later.position_id = call_note.position_id
                        AND later.officer_id = call_note.officer_id)
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
WHERE assignment.starts_at BETWEEN :now - 43200 AND :now - 900 AND assignment.ends_at > :now
  AND assignment.state IN {LIVE} AND assignment.seen_at IS NULL
ORDER BY assignment.starts_at LIMIT :limit
"""

_UNAPPROVED = """
SELECT 'hours', 'timesheet_entry', 0, NULL, min(ended_at),
       count(*) || ' timesheet entries are not approved'
FROM timesheet_entry WHERE state = 'entered' HAVING count(*) > 0
"""

_OVERLAPS = """
SELECT 'cases', 'overlap_case', 0, NULL, min(worked_from_at),
       count(*) || CASE count(*) WHEN 1 THEN ' detail' ELSE ' details' END
       || ' already worked against a later on-duty record'
FROM overlap_case WHERE state IN ('open', 'asked') HAVING count(*) > 0
"""

_SUSPENSIONS = """
SELECT 'suspension', 'suspension', suspension.id, NULL, proposed_at,
       officer.last_name || ': ' || days || ' days of suspension proposed, ' || clause
FROM suspension JOIN officer ON officer.id = officer_id
WHERE suspension.state = 'proposed' ORDER BY proposed_at LIMIT 5
"""

_CERTIFICATES = """
SELECT 'certificate', 'officer', officer.id, NULL, CAST(strftime('%s', expires_on) AS INTEGER),
       officer.last_name || ', ' || certification.name || ' runs out on ' || expires_on
FROM certificate
JOIN officer ON officer.id = certificate.officer_id
JOIN certification ON certification.id = certificate.certification_id
WHERE expires_on BETWEEN :today AND :soon
ORDER BY expires_on LIMIT :limit
"""

_UNINVOICED = """
SELECT 'invoice', 'employer', employer.id, NULL, min(entry.ended_at),
       employer.name || ': worked and not invoiced'
FROM timesheet_entry AS entry INDEXED BY timesheet_entry_unbilled
JOIN assignment ON assignment.id = entry.assignment_id
JOIN position ON position.id = assignment.position_id
JOIN detail ON detail.id = position.detail_id
JOIN job ON job.id = detail.job_id
JOIN employer ON employer.id = job.employer_id
WHERE entry.state = 'approved' AND entry.invoice_id IS NULL
  AND NOT instr(replace(job.rate_facts, ' ', ''), '"payer":"agency"') > 0
GROUP BY employer.id ORDER BY 5 LIMIT 5
"""

_NEEDS = (
    _CALLED_OFF,
    _OPEN,
    _CALL_AGAIN,
    _EXCHANGES,
    _FOLLOW_UP,
    _NOT_SEEN,
    _UNCONFIRMED,
    _UNAPPROVED,
    _OVERLAPS,
    _SUSPENSIONS,
    _CERTIFICATES,
    _UNINVOICED,
)
