"""Decisions and the packets that they were made from."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """One decision; `packet` is None where its body is gone or is not the one that was logged."""

    id: int
    position: str
    officer_id: int
    badge: str
    kind: str
    policy_id: int | None
    decided_at: int
    reason: str
    override_by: str
    packet: bytes | None


def decisions(
    connection: sqlite3.Connection, position_id: int | None = None
) -> Iterator[DecisionRow]:
    """Every decision, or those about one position, the oldest first."""
    where, values = ("WHERE position.id = ? ", (position_id,)) if position_id else ("", ())
    rows = connection.execute(
        "SELECT decision.id, position.number, officer_id, badge, kind, policy_id, decided_at, "
        "reason, override_by, packet_sha256, body FROM decision "
        "JOIN position ON position.id = position_id JOIN officer ON officer.id = officer_id "
        f"LEFT JOIN packet ON packet.sha256 = packet_sha256 {where}ORDER BY decision.id",
        values,
    )
    for row in rows:
        digest, body = row[-2:]
        whole = body is not None and sha256(body).hexdigest() == digest
        known: tuple[Any, ...] = (*row[:-2], body if whole else None)
        yield DecisionRow(*known)
