"""Hours as each side states them: the officer's punches, his claim, the employer's certificate."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stated:
    """What one side says of one assignment. Instants are UTC seconds."""

    id: int
    assignment_id: int
    stated_by: str
    started_at: int
    ended_at: int
    break_minutes: int
    said_by: str
    said_at: int
    words: str

    @property
    def minutes(self) -> int:
        """Whole minutes, without the break."""
        return max(0, (self.ended_at - self.started_at) // 60 - self.break_minutes)


_COLUMNS = (
    "id, assignment_id, stated_by, started_at, ended_at, break_minutes, said_by, said_at, words"
)


def latest_statements(
    connection: sqlite3.Connection, assignments: Iterable[int]
) -> Mapping[int, Mapping[str, Stated]]:
    """Assignment → side → what that side said last."""
    found: dict[int, dict[str, Stated]] = defaultdict(dict)
    for each in _read(connection, assignments):
        found[each.assignment_id][each.stated_by] = each
    return found


def every_statement(connection: sqlite3.Connection, assignment: int) -> tuple[Stated, ...]:
    """All that was ever stated of one assignment, the earliest first."""
    return tuple(_read(connection, (assignment,)))


def _read(connection: sqlite3.Connection, assignments: Iterable[int]) -> Iterable[Stated]:
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM stated_hours"
        " WHERE assignment_id IN (SELECT value FROM json_each(?)) ORDER BY id",
        (json.dumps(list(assignments)),),
    )
    return (Stated(*row) for row in rows)
