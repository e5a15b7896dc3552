"""About which positions something happened before they came to be filled."""

import json
import sqlite3
from collections.abc import Iterable


def spoken_of(connection: sqlite3.Connection, positions: Iterable[int]) -> frozenset[int]:
    """Those of the positions that somebody once had, or was called about or offered."""
    wanted = json.dumps(sorted(positions))
    tables = ("assignment", "call_note", "offer")
    sql = " UNION ".join(
        f"SELECT position_id FROM {table} "
        f"WHERE position_id IN (SELECT value FROM json_each(:wanted))"
        for table in tables
    )
    return frozenset(position for (position,) in connection.execute(sql, {"wanted": wanted}))
