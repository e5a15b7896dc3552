"""Which records of each kind are past their term: their ids, and whom and what they are about.

Each query gives (id, officer, employer, job) of what still holds words, oldest first, before an
instant `:before` (UTC seconds) or a local date `:before_on`.
"""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from storage.queries.oversight.holds import Held


@dataclass(frozen=True, slots=True)
class Kind:
    """Where a kind lies: its table, the personal columns that go (all where none), the query."""

    table: str
    sql: str
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Past:
    """What is past its term: what may go, and what is held, with the grounds."""

    rows: tuple[int, ...]
    held: int
    grounds: tuple[str, ...]


_OF_DETAIL: Final = (
    "LEFT JOIN detail AS d ON d.id = {of}.detail_id LEFT JOIN job AS j ON j.id = d.job_id"
)
_OF_SEAT: Final = (
    "JOIN assignment AS a ON a.id = {of}.assignment_id JOIN position AS p ON p.id = a.position_id"
    " JOIN detail AS d ON d.id = p.detail_id JOIN job AS j ON j.id = d.job_id"
)

KINDS: Final[dict[str, Kind]] = {
    "positions": Kind(
        "punch",
        "SELECT x.id, a.officer_id, j.employer_id, j.id FROM punch AS x "
        + _OF_SEAT.format(of="x")
        + " WHERE x.lat IS NOT NULL AND x.received_at < :before ORDER BY x.received_at",
    ),
    "messages": Kind(
        "message",
        "SELECT m.id, m.officer_id, coalesce(j.employer_id, c.employer_id), j.id FROM message AS m "
        + _OF_DETAIL.format(of="m")
        + " LEFT JOIN contact AS c ON c.id = m.contact_id"
        " WHERE m.queued_at < :before AND m.not_after_at < :before"
        " AND (m.body <> '' OR m.address <> '') ORDER BY m.queued_at",
    ),
    "answers": Kind(
        "received",
        "SELECT r.id, r.officer_id, coalesce(r.employer_id, j.employer_id), j.id"
        " FROM received AS r "
        + _OF_DETAIL.format(of="r")
        + " WHERE r.received_at < :before AND r.state <> 'waiting'"
        " AND (r.text <> '' OR r.subject <> '' OR r.address <> '') ORDER BY r.received_at",
    ),
    "raw_mails": Kind(
        "received",
        "SELECT r.id, r.officer_id, coalesce(r.employer_id, j.employer_id), j.id"
        " FROM raw_mail JOIN received AS r ON r.id = raw_mail.received_id "
        + _OF_DETAIL.format(of="r")
        + " WHERE r.received_at < :before AND r.state <> 'waiting' ORDER BY r.received_at",
    ),
    "requests": Kind(
        "request",
        "SELECT r.id, r.asked_officer_id, r.employer_id, NULL FROM request AS r"
        " WHERE r.state IN ('refused', 'withdrawn')"
        " AND coalesce(r.decided_at, r.received_at) < :before"
        " AND (r.asker <> '' OR r.phone <> '' OR r.email <> '' OR r.words <> '') ORDER BY r.id",
    ),
    "papers": Kind(
        "kept_file",
        "SELECT k.id, CASE WHEN k.subject LIKE 'officer:%' THEN substr(k.subject, 9) + 0 END,"
        " CASE WHEN k.subject LIKE 'employer:%' THEN substr(k.subject, 10) + 0 ELSE j.employer_id"
        " END, j.id FROM kept_file AS k"
        " LEFT JOIN detail AS d ON k.subject = 'detail:' || d.id"
        " LEFT JOIN job AS j ON j.id = d.job_id OR k.subject = 'job:' || j.id"
        " WHERE k.name <> '' AND coalesce(k.expires_on, strftime('%Y-%m-%d',"
        " coalesce(k.removed_at, k.added_at), 'unixepoch')) < :before_on ORDER BY k.id",
    ),
    "status_notes": Kind(
        "officer_status",
        "SELECT s.id, s.officer_id, NULL, NULL FROM officer_status AS s"
        " WHERE s.note <> '' AND s.until_on < :before_on ORDER BY s.id",
    ),
    "time_notes": Kind(
        "availability",
        "SELECT t.id, t.officer_id, NULL, NULL FROM availability AS t"
        " WHERE t.words <> '' AND t.ends_at < :before ORDER BY t.id",
    ),
    "spot_checks": Kind(
        "spot_check",
        "SELECT x.id, a.officer_id, j.employer_id, j.id FROM spot_check AS x "
        + _OF_SEAT.format(of="x")
        + " WHERE x.words <> '' AND x.checked_at < :before ORDER BY x.id",
    ),
    "feedback": Kind(
        "feedback",
        "SELECT f.id, f.officer_id, j.employer_id, j.id FROM feedback AS f "
        + _OF_DETAIL.format(of="f")
        + " WHERE f.words <> '' AND f.given_at < :before ORDER BY f.id",
    ),
    "dispatch": Kind(
        "dispatch_entry",
        "SELECT e.id, NULL, NULL, NULL FROM dispatch_entry AS e"
        " WHERE e.words <> '' AND e.starts_at < :before ORDER BY e.id",
    ),
    "outside_work": Kind(
        "outside_work",
        "SELECT o.id, o.officer_id, NULL, NULL FROM outside_work AS o"
        " WHERE o.employer <> '' AND o.ends_at < :before ORDER BY o.id",
    ),
    "cases": Kind(
        "overlap_case",
        "SELECT x.id, x.officer_id, j.employer_id, j.id FROM overlap_case AS x "
        + _OF_SEAT.format(of="x")
        + " WHERE x.state IN ('cleared', 'upheld', 'gone')"
        " AND coalesce(x.decided_at, x.found_at) < :before"
        " AND (x.answer <> '' OR x.words <> '') ORDER BY x.id",
    ),
    "bank_details": Kind(
        "bank_account",
        "SELECT b.id, b.officer_id, NULL, NULL FROM bank_account AS b"
        " WHERE b.sealed <> '' AND b.until_on < :before_on ORDER BY b.id",
    ),
    "contacts": Kind(
        "contact",
        "SELECT c.id, NULL, c.employer_id, NULL FROM contact AS c"
        " WHERE (c.name <> '' OR c.email <> '' OR c.phone <> '')"
        " AND EXISTS (SELECT 1 FROM job AS j JOIN detail AS d ON d.job_id = j.id"
        " WHERE j.employer_id = c.employer_id)"
        " AND NOT EXISTS (SELECT 1 FROM job AS j JOIN detail AS d ON d.job_id = j.id"
        " WHERE j.employer_id = c.employer_id AND d.ends_at >= :before) ORDER BY c.id",
    ),
    "departed": Kind(
        "officer",
        "SELECT o.id, o.id, NULL, NULL FROM officer AS o WHERE o.last_name <> ''"
        " AND (SELECT s.kind = 'departed' AND s.until_on IS NULL AND s.from_on < :before_on"
        " FROM officer_status AS s WHERE s.officer_id = o.id ORDER BY s.from_on DESC LIMIT 1)"
        " ORDER BY o.id",
    ),
}


def past_term(
    connection: sqlite3.Connection, kind: str, before: int, before_on: str, held: Held
) -> Past:
    """What of a kind is past its term."""
    rows: list[int] = []
    grounds: dict[str, None] = {}
    many = 0
    for row, officer, employer, job in _read(connection, kind, before, before_on):
        ground = held.ground(officer, employer, job)
        if ground:
            grounds[ground] = None
            many += 1
        else:
            rows.append(row)
    return Past(tuple(rows), many, tuple(grounds))


def _read(
    connection: sqlite3.Connection, kind: str, before: int, before_on: str
) -> Iterator[tuple[int, int | None, int | None, int | None]]:
    seen: set[int] = set()
    asked = {"before": before, "before_on": before_on}
    for row in connection.execute(KINDS[kind].sql, asked):
        if row[0] not in seen:
            seen.add(row[0])
            yield row
