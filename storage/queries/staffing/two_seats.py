"""Who is in two seats of one detail at once."""

import sqlite3

from coordinator.rules.distribution.periods import BEGINNING
from coordinator.rules.spans import Span
from storage.queries.staffing.facts import LIVE


def doubled(connection: sqlite3.Connection, window: Span) -> set[tuple[int, int]]:
    """(officer id, detail id) of whoever is in two seats of one detail that start at once."""
    index = "assignment_by_officer" if window[0] == BEGINNING else "assignment_by_start"
    rows = connection.execute(
        "SELECT a.officer_id, position.detail_id FROM (SELECT officer_id, starts_at "
        f"FROM assignment INDEXED BY {index} WHERE starts_at >= ? AND starts_at < ? "
        "GROUP BY starts_at, officer_id HAVING count(*) > 1) AS twice "
        "CROSS JOIN assignment AS a INDEXED BY assignment_by_officer "
        "ON a.officer_id = twice.officer_id AND a.starts_at = twice.starts_at "
        "CROSS JOIN position ON position.id = a.position_id "
        f"WHERE a.{LIVE} GROUP BY a.officer_id, position.detail_id HAVING count(*) > 1",
        window,
    )
    return set(rows)
