"""Which orders officers have had: the seats into which they were ordered and that they kept."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable

from coordinator.rules.spans import Span

_TAKEN_BACK = "('called_off', 'released')"
"""States in which an order counts no more."""


def earlier_orders(
    connection: sqlite3.Connection, officers: Iterable[int], span: Span, but_position: int
) -> dict[int, list[tuple[str, int]]]:
    """Officer → number and start (UTC seconds) of each seat into which he was ordered, of those
    that start in a span, the earliest first."""
    found: dict[int, list[tuple[str, int]]] = defaultdict(list)
    sql = (
        "SELECT position.number, assignment.starts_at FROM assignment "
        "JOIN position ON position.id = position_id WHERE officer_id = ? AND how = 'order' "
        "AND assignment.starts_at >= ? AND assignment.starts_at < ? AND position_id <> ? "
        f"AND assignment.state NOT IN {_TAKEN_BACK} ORDER BY assignment.starts_at, assignment.id"
    )
    for officer in officers:
        rows = connection.execute(sql, (officer, *span, but_position)).fetchall()
        if rows:
            found[officer] = [(str(number), int(at)) for number, at in rows]
    return dict(found)
