"""What the book knows of the hours behind the lines of an invoice, for a dispute."""

import json
import sqlite3
from dataclasses import dataclass

from storage.queries.people.told_names import NAME_AND_BADGE


@dataclass(frozen=True, slots=True)
class StatedSpan:
    """Hours as one side states them: punched, claimed, certified. UTC seconds."""

    by: str
    span: tuple[int, int]
    name: str
    words: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """One line of an invoice with the facts behind it."""

    charge_id: int
    detail: str
    position: str
    label: str
    officer: str
    cents: int
    ordered: tuple[int, int] | None
    stated: tuple[StatedSpan, ...]
    approved: tuple[int, int] | None
    approved_by: str
    approved_at: int | None
    reason: str
    decision: str
    card: str
    trace: tuple[tuple[str, str], ...]


_LINES = """
SELECT charge.id, detail.number, coalesce(position.number, ''), charge.label,
       coalesce({officer}, ''), charge.amount_cents,
       position.starts_at, position.ends_at, assignment.id,
       entry.started_at, entry.ended_at, coalesce(entry.approved_by, ''), entry.approved_at,
       coalesce(entry.reason, ''), assignment.decision_id, assignment.how, charge.trace
FROM charge JOIN detail ON detail.id = charge.detail_id
LEFT JOIN assignment ON assignment.id = charge.assignment_id
LEFT JOIN position ON position.id = assignment.position_id
LEFT JOIN officer ON officer.id = assignment.officer_id
LEFT JOIN timesheet_entry AS entry ON entry.id = charge.entry_id
WHERE charge.invoice_id = :invoice AND charge.side = 'bill' AND charge.kind <> 'agency'
  AND (:charge IS NULL OR charge.id = :charge)
ORDER BY detail.starts_at, charge.id
"""


def evidence(
    connection: sqlite3.Connection,
    invoice_id: int,
    charge_id: int | None = None,
    officer: str = NAME_AND_BADGE,
) -> tuple[Evidence, ...]:
    """The lines of an invoice, or the one named, each with its facts.

    `officer` is SQL: how officers are named (`told_names.name_in_evidence` for employers).
    """
    query = _LINES.format(officer=officer)
    rows = connection.execute(query, {"invoice": invoice_id, "charge": charge_id}).fetchall()
    return tuple(_evidence(connection, row) for row in rows)


def _evidence(connection: sqlite3.Connection, row: tuple[object, ...]) -> Evidence:
    known = json.loads(str(row[16]))
    steps = tuple((step["clause"], step["words"]) for step in known.get("steps", ()))
    return Evidence(
        charge_id=_int(row[0]),
        detail=str(row[1]),
        position=str(row[2]),
        label=str(row[3]),
        officer=str(row[4]),
        cents=_int(row[5]),
        ordered=_span(row[6], row[7]),
        stated=_stated(connection, row[8]),
        approved=_span(row[9], row[10]),
        approved_by=str(row[11]),
        approved_at=None if row[12] is None else _int(row[12]),
        reason=str(row[13]),
        decision=_decision(connection, row[14], str(row[15] or "")),
        card=str(known.get("card", "")),
        trace=steps,
    )


def _stated(connection: sqlite3.Connection, assignment: object) -> tuple[StatedSpan, ...]:
    rows = connection.execute(
        "SELECT stated_by, started_at, ended_at, said_by, words FROM stated_hours"
        " WHERE assignment_id = ? ORDER BY said_at, id",
        (assignment,),
    )
    return tuple(StatedSpan(row[0], (row[1], row[2]), row[3], row[4]) for row in rows)


def _decision(connection: sqlite3.Connection, decision: object, how: str) -> str:
    row = connection.execute(
        "SELECT decision.kind, coalesce(policy.name, ''), decision.reason, decision.override_by,"
        " substr(packet_sha256, 1, 16) FROM decision"
        " LEFT JOIN policy ON policy.id = policy_id WHERE decision.id = ?",
        (decision,),
    ).fetchone()
    if row is None:
        return how
    kind, policy, reason, override, packet = row
    parts = [kind, f"by {policy}" if policy else "", reason]
    parts += [f"override by {override}"] if override else []
    return ", ".join(filter(None, (*parts, f"record {packet}")))


def _span(start: object, end: object) -> tuple[int, int] | None:
    return None if start is None or end is None else (_int(start), _int(end))


def _int(value: object) -> int:
    return int(str(value))
