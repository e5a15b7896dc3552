"""Awards by hand and overrides, with whom the order would have taken: that only packets tell."""

import sqlite3
from collections.abc import Mapping
from typing import Final

from coordinator.actions.reports.computed import MOST, STOPPED, Run
from coordinator.rules.decision import decode, expected_first
from coordinator.rules.reports.report import Cell
from storage.queries.reports.running import QueryTrouble, Rows
from storage.queries.staffing.awards_by_hand import decided, names_of

NAMES: Final = (
    "detail_id", "decided_at", "position", "employer", "expected", "officer", "kind", "authoriser",
    "reason", "policy",
)  # fmt: skip


def overrides(
    connection: sqlite3.Connection, values: Mapping[str, Cell], run: Run
) -> Rows | QueryTrouble:
    """A row for each decision, the latest first."""
    people = names_of(connection)
    rows: list[tuple[Cell, ...]] = []
    for each in decided(connection, values):
        if run():
            return STOPPED
        if len(rows) == MOST:
            return Rows(NAMES, tuple(rows), cut=True)
        rows.append(
            (each.detail_id, each.decided_at, each.position, each.employer,
             _expected(each.packet, people), each.officer, each.kind, each.authoriser, each.reason,
             each.policy)
        )  # fmt: skip
    return Rows(NAMES, tuple(rows), cut=False)


def _expected(body: bytes | None, people: Mapping[int, str]) -> str:
    """Whom the order would have taken; empty where nobody, or where the packet is gone."""
    try:
        first = expected_first(decode(body)) if body is not None else None
    except (ValueError, KeyError, TypeError):
        return ""
    return people.get(first or 0, "")
