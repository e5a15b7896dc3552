"""Seats that were cut down after they had been ordered, by what the log says of them.

Hours that were cut by changing the detail, and seats that were taken off it, count; what was put
right again, undone, or cut into pieces does not.
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from storage.changes import CHANGE_COLUMNS, read_object
from storage.queries.book.history import covering_action, in_order

SHORTENED: Final = "change detail"
TAKEN_OFF: Final = "cancel position"
"""Verbs of the actions by which an order is cut down."""


@dataclass(frozen=True, slots=True)
class OrderCut:
    """A seat with the minutes for which it was ordered at first, and when it was cut (UTC)."""

    position_id: int
    number: str
    role: str
    rank: str
    starts_at: int
    first_minutes: int
    at: int
    dropped: bool


_SEATS = """
SELECT position.detail_id, position.id, position.number, position.role, coalesce(rank.code, ''),
       position.starts_at, position.ends_at, position.cancelled
FROM position LEFT JOIN rank ON rank.id = position.rank_id
WHERE position.detail_id IN (SELECT value FROM json_each(?)) AND position.role <> 'trainee'
  AND position.split_from_id IS NULL
  AND NOT EXISTS (SELECT 1 FROM position AS piece WHERE piece.split_from_id = position.id)
  AND EXISTS (SELECT 1 FROM change WHERE tbl = 'position' AND change.row = position.id
              AND before IS NOT NULL AND after IS NOT NULL)
ORDER BY position.detail_id, position.number
"""


def order_cuts(
    connection: sqlite3.Connection, details: Iterable[int]
) -> Mapping[int, tuple[OrderCut, ...]]:
    """The seats of each detail that were cut down."""
    found: dict[int, list[OrderCut]] = defaultdict(list)
    for detail, *seat in connection.execute(_SEATS, (json.dumps(list(details)),)).fetchall():
        cut = _cut(connection, *seat)
        if cut is not None:
            found[detail].append(cut)
    return {detail: tuple(cuts) for detail, cuts in found.items()}


def _cut(
    connection: sqlite3.Connection,
    position: int,
    number: str,
    role: str,
    rank: str,
    starts_at: int,
    ends_at: int,
    cancelled: int,
) -> OrderCut | None:
    now = {"starts_at": starts_at, "ends_at": ends_at, "cancelled": cancelled}
    first, cut_at = 0, 0
    for change, was, then in _steps(connection, position, now):
        before, after = _minutes(was), _minutes(then)
        if after >= max(before, first) > 0:
            first, cut_at = 0, 0
        action = covering_action(connection, change) if after < before else None
        if action is not None and action.verb in (SHORTENED, TAKEN_OFF):
            first, cut_at = max(first, before), action.at
    if not first:
        return None
    return OrderCut(position, number, role, rank, starts_at, first, cut_at, bool(cancelled))


def _steps(
    connection: sqlite3.Connection, position: int, now: Mapping[str, Any]
) -> Iterator[tuple[int, Mapping[str, Any], Mapping[str, Any]]]:
    """Every change of a seat, the oldest first: its id, the seat before it and after it."""
    rows = connection.execute(
        f"SELECT {CHANGE_COLUMNS} FROM change WHERE tbl = 'position' AND row = ?"
        " AND before IS NOT NULL AND after IS NOT NULL ORDER BY id",
        (position,),
    )
    steps = []
    for change in reversed(in_order(connection, rows.fetchall())):
        was = {**now, **{k: v for k, v in read_object(change.before or "").items() if k in now}}
        steps.append((change.id, was, now))
        now = was
    yield from reversed(steps)


def _minutes(seat: Mapping[str, Any]) -> int:
    return 0 if seat["cancelled"] else (seat["ends_at"] - seat["starts_at"]) // 60
