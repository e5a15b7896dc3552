"""Hand changes of the schedule as the log tells them."""

import json
import sqlite3
from collections.abc import Iterator

from coordinator.rules.spans import Span
from storage.changes import ChangeRow


def spans_by_hand(connection: sqlite3.Connection, change: ChangeRow) -> Iterator[Span]:
    """The time (UTC) of a change of `shift_overlay`: what it adds, and the shift that it hides."""
    for image in filter(None, (change.before, change.after)):
        row = json.loads(image)
        if row.get("starts_at") is not None and row.get("ends_at") is not None:
            yield row["starts_at"], row["ends_at"]
        if row.get("hides_shift_id") is not None:
            found = connection.execute(
                "SELECT starts_at, ends_at FROM shift WHERE id = ?", (row["hides_shift_id"],)
            ).fetchone()
            if found is not None:
                yield found
