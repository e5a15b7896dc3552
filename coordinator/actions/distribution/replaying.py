"""Working decisions out again from their packets: the answer to a grievance."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from coordinator.actions.policy.policies import policy_of
from coordinator.rules.decision import decode, replay
from storage.queries.staffing.decisions import DecisionRow, decisions


@dataclass(frozen=True, slots=True)
class ReplayedDecision:
    """One decision worked out again: who for which position, and what came out differently."""

    decision_id: int
    position: str
    badge: str
    decided_at: int
    differences: tuple[str, ...]

    @property
    def same(self) -> bool:
        """The packet gives the same order and verdicts again."""
        return not self.differences


def replay_decisions(
    connection: sqlite3.Connection, position_id: int | None = None
) -> Iterator[ReplayedDecision]:
    """Replay every decision, or those about one position, in the order in which they were made."""
    for row in decisions(connection, position_id):
        differences = _differences(connection, row)
        yield ReplayedDecision(row.id, row.position, row.badge, row.decided_at, differences)


def _differences(connection: sqlite3.Connection, row: DecisionRow) -> tuple[str, ...]:
    if row.packet is None:
        return ("The packet is not in the book.",)
    try:
        packet = decode(row.packet)
        if packet["award"]["officer_id"] != row.officer_id:
            return ("The packet is about another officer.",)
        return replay(packet, policy_of(connection, row.policy_id)).differences
    except (KeyError, TypeError, ValueError) as error:
        return (f"The packet cannot be read: {error}",)
