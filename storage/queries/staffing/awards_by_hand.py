"""Decisions of a span of time with what they were made from, for the report of awards by hand."""

import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision. `decided_at` is in UTC seconds; `packet` is None where its body is gone."""

    detail_id: int
    decided_at: int
    position: str
    employer: str
    officer: str
    kind: str
    authoriser: str
    reason: str
    policy: str
    packet: bytes | None


_DECIDED = """
SELECT d.id, x.decided_at, p.number, employer.name,
  o.badge || ' ' || o.last_name || ', ' || o.first_name, x.kind, x.override_by, x.reason,
  coalesce(policy.name || ' ' || policy.effective_on, ''), packet.body
FROM decision AS x
JOIN position AS p ON p.id = x.position_id
JOIN detail AS d ON d.id = p.detail_id
JOIN job AS j ON j.id = d.job_id
JOIN employer ON employer.id = j.employer_id
JOIN officer AS o ON o.id = x.officer_id
LEFT JOIN policy ON policy.id = x.policy_id
LEFT JOIN packet ON packet.sha256 = x.packet_sha256
WHERE x.decided_at >= :from_at AND x.decided_at < :until_at
  AND (:kind = 'all' OR x.override_by <> '')
  AND (:officer IS NULL OR x.officer_id = :officer) AND (:reason = '' OR x.reason LIKE :reason)
ORDER BY x.decided_at DESC, x.id DESC
"""


def decided(connection: sqlite3.Connection, values: Mapping[str, object]) -> Iterator[Decided]:
    """The latest first, one at a time, since packets are big. `values` are those of the report:
    from_at, until_at (UTC seconds), kind, officer (id or None), reason (as LIKE has it)."""
    for row in connection.execute(_DECIDED, dict(values)):
        yield Decided(*row)


def names_of(connection: sqlite3.Connection) -> dict[int, str]:
    """Everybody as reports name him, by id."""
    rows = connection.execute(
        "SELECT id, badge || ' ' || last_name || ', ' || first_name FROM officer"
    )
    return dict(rows.fetchall())
