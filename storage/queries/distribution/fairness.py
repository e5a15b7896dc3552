"""What every officer was offered, answered, asked for, won and worked, for the fairness statement.

Everything is about the positions that begin in a span of UTC seconds, half-open, and is read set by
set: a fixed number of queries, however many officers there are.
"""

import sqlite3
from collections.abc import Iterator
from hashlib import sha256
from typing import Any, NamedTuple, TypeVar

from coordinator.rules.spans import Span
from coordinator.rules.words import BY_ARRANGEMENT
from storage.queries.messages.outbox_states import LAST_ATTEMPT, STATE

R = TypeVar("R")


class PersonRow(NamedTuple):
    """An officer of the roster; `hired_on` is a local ISO date."""

    id: int
    badge: str
    name: str
    unit: str
    hired_on: str | None
    approved: int


class StatusRow(NamedTuple):
    """A dated status, local ISO dates, half-open."""

    officer_id: int
    kind: str
    from_on: str
    until_on: str | None


class OfferRow(NamedTuple):
    """Offers to one officer by what became of them; `offered` is their sum."""

    officer_id: int
    offered: int
    accepted: int
    declined: int
    no_answer: int
    not_reached: int
    withdrawn: int
    waiting: int


class CallRow(NamedTuple):
    """Telephone calls to one officer with one outcome."""

    officer_id: int
    outcome: str
    calls: int


class AwardRow(NamedTuple):
    """A position that an officer was given, and what he worked and is paid.

    `starts_at` to `ends_at` are the hours entered, or else those planned, less `break_minutes`.
    They count where `counts` is 1: he kept the position, and it was not cancelled.
    """

    officer_id: int
    position_id: int
    awarded_at: int
    state: str
    counts: int
    starts_at: int
    ends_at: int
    break_minutes: int
    pay_cents: int | None


class InterestRow(NamedTuple):
    """An officer asked for a position, and may have withdrawn."""

    officer_id: int
    position_id: int
    expressed_at: int
    withdrawn_at: int | None


class DecisionRow(NamedTuple):
    """A decision; `packet` is None where its body is gone or is not the one that was logged."""

    id: int
    position: str
    officer_id: int
    decided_at: int
    reason: str
    override_by: str
    packet: bytes | None


class PolicyRow(NamedTuple):
    """A version of the policy, in force from a local ISO date."""

    name: str
    effective_on: str
    sha256: str


_BEGINS = "position.starts_at >= :since AND position.starts_at < :until"

# A message about an offer that never left; the span is wider, since a seat may begin after its
# detail does.
_UNREACHED = f"""
SELECT m.officer_id, m.detail_id FROM message AS m {LAST_ATTEMPT}
JOIN detail ON detail.id = m.detail_id
WHERE m.event = 'offered' AND m.officer_id IS NOT NULL
  AND detail.starts_at >= :since - 172800 AND detail.starts_at < :until + 172800
GROUP BY m.officer_id, m.detail_id
HAVING sum({STATE} = 'sent') = 0 AND sum({STATE} IN ('failed', 'unreachable', 'expired')) > 0
"""

_FATE = f"""
WITH unreached (officer_id, detail_id) AS MATERIALIZED ({_UNREACHED})
SELECT offer.officer_id, CASE
  WHEN offer.state IN ('accepted', 'declined', 'withdrawn') THEN offer.state
  WHEN offer.state = 'unreached' THEN 'not_reached'
  WHEN offer.state = 'expired' AND offer.window IS NOT NULL THEN 'no_answer'
  WHEN offer.state = 'open' AND (coalesce(offer.expires_at, position.starts_at) > :now
    OR (offer.window IS NOT NULL AND position.starts_at > :now)) THEN 'waiting'
  WHEN (offer.officer_id, position.detail_id) IN unreached OR EXISTS (
    SELECT 1 FROM call_note WHERE call_note.position_id = offer.position_id
      AND call_note.officer_id = offer.officer_id AND outcome = 'wrong_number')
    THEN 'not_reached'
  ELSE 'no_answer' END AS fate
FROM offer JOIN position ON position.id = offer.position_id WHERE {_BEGINS}
"""

_AWARDS = f"""
SELECT assignment.officer_id, assignment.position_id, assignment.awarded_at, assignment.state,
  assignment.state IN ('assigned', 'confirmed', 'worked')
    AND position.cancelled = 0 AND detail.state = 'planned',
  coalesce(entry.started_at, assignment.starts_at), coalesce(entry.ended_at, assignment.ends_at),
  coalesce(entry.break_minutes, 0), paid.cents
FROM position JOIN assignment ON assignment.position_id = position.id
JOIN detail ON detail.id = position.detail_id
LEFT JOIN timesheet_entry AS entry
  ON entry.assignment_id = assignment.id AND entry.state <> 'replaced'
LEFT JOIN (
  SELECT charge.assignment_id, sum(amount_cents) AS cents FROM charge
  WHERE side = 'pay' AND released = 0 AND charge.assignment_id IN (
    SELECT assignment.id FROM position JOIN assignment ON assignment.position_id = position.id
    WHERE {_BEGINS})
  GROUP BY charge.assignment_id) AS paid ON paid.assignment_id = assignment.id
WHERE {_BEGINS} ORDER BY assignment.id
"""


def roster(connection: sqlite3.Connection) -> tuple[PersonRow, ...]:
    """Everybody who is or was on the roster."""
    sql = """SELECT id, badge, last_name || CASE first_name WHEN '' THEN '' ELSE ', ' END
             || first_name, unit, hired_on, approved FROM officer ORDER BY id"""
    return tuple(map(PersonRow._make, connection.execute(sql)))


def statuses(connection: sqlite3.Connection) -> tuple[StatusRow, ...]:
    """Every dated status."""
    sql = "SELECT officer_id, kind, from_on, until_on FROM officer_status ORDER BY id"
    return tuple(map(StatusRow._make, connection.execute(sql)))


def offers(connection: sqlite3.Connection, span: Span, now: int) -> tuple[OfferRow, ...]:
    """What became of the offers to each officer.

    Not reached: nothing shows that a message of the offer got to him, or the number was wrong. No
    answer: he was told, and the offer ran out. Waiting: it stands at `now` (UTC seconds).
    """
    fates = ", ".join(f"sum(fate = '{fate}')" for fate in OfferRow._fields[2:])
    sql = f"SELECT officer_id, count(*), {fates} FROM ({_FATE}) GROUP BY officer_id"
    return _rows(connection, OfferRow, sql, span, now=now)


def calls(connection: sqlite3.Connection, span: Span) -> tuple[CallRow, ...]:
    """Telephone calls by officer and outcome."""
    sql = f"""SELECT officer_id, outcome, count(*) FROM position
              JOIN call_note ON call_note.position_id = position.id
              WHERE {_BEGINS} GROUP BY officer_id, outcome"""
    return _rows(connection, CallRow, sql, span)


def interests(connection: sqlite3.Connection, span: Span) -> tuple[InterestRow, ...]:
    """Who asked for which position."""
    sql = f"""SELECT officer_id, position_id, expressed_at, withdrawn_at FROM position
              JOIN interest ON interest.position_id = position.id
              WHERE {_BEGINS} ORDER BY interest.id"""
    return _rows(connection, InterestRow, sql, span)


def awards(connection: sqlite3.Connection, span: Span) -> tuple[AwardRow, ...]:
    """Every award, kept or not, the oldest first."""
    return _rows(connection, AwardRow, _AWARDS, span)


def decisions_of(connection: sqlite3.Connection, span: Span) -> Iterator[DecisionRow]:
    """Every decision about the positions by the policy's order, with its packet; one at a time,
    since packets are big."""
    rows = connection.execute(
        f"""SELECT decision.id, position.number, officer_id, decided_at, reason, override_by,
            packet_sha256, body FROM position JOIN decision ON decision.position_id = position.id
            LEFT JOIN packet ON packet.sha256 = packet_sha256
            WHERE {_BEGINS} AND decision.kind NOT IN {BY_ARRANGEMENT} ORDER BY decision.id""",
        {"since": span[0], "until": span[1]},
    )
    for *row, digest, body in rows:
        whole = body is not None and sha256(body).hexdigest() == digest
        yield DecisionRow._make((*row, body if whole else None))


def policies_in_force(
    connection: sqlite3.Connection, first: str, until: str
) -> tuple[PolicyRow, ...]:
    """The versions in force on any local ISO date of [first, until), the earliest first."""
    sql = """SELECT name, effective_on, sha256 FROM policy WHERE effective_on < :until
             AND effective_on >= coalesce(
               (SELECT max(effective_on) FROM policy WHERE effective_on <= :first), '')
             ORDER BY effective_on"""
    rows = connection.execute(sql, {"first": first, "until": until})
    return tuple(map(PolicyRow._make, rows))


def _rows(
    connection: sqlite3.Connection, make: type[R], sql: str, span: Span, **more: Any
) -> tuple[R, ...]:
    values = {"since": span[0], "until": span[1], **more}
    return tuple(make(*row) for row in connection.execute(sql, values))
