"""The life of one record and of what belongs to it: every change, with the action that made it."""

import sqlite3
from dataclasses import dataclass
from typing import Any

from storage.changes import CHANGE_COLUMNS, ChangeRow
from storage.queries.book.history import (
    FieldChange,
    covering_action,
    field_changes,
    in_order,
    kind_of,
)
from storage.queries.book.labels import label

_PARTS: dict[str, tuple[tuple[str, str], ...]] = {
    "officer": (
        ("rank_held", "SELECT id FROM rank_held WHERE officer_id = ?"),
        ("officer_status", "SELECT id FROM officer_status WHERE officer_id = ?"),
        ("certificate", "SELECT id FROM certificate WHERE officer_id = ?"),
        ("exclusion", "SELECT id FROM exclusion WHERE officer_id = ?"),
    ),
    "employer": (
        ("contact", "SELECT id FROM contact WHERE employer_id = ?"),
        ("site", "SELECT id FROM site WHERE employer_id = ?"),
        ("exclusion", "SELECT id FROM exclusion WHERE employer_id = ?"),
    ),
    "detail": (
        ("position", "SELECT id FROM position WHERE detail_id = ?"),
        (
            "assignment",
            "SELECT assignment.id FROM position JOIN assignment"
            " ON assignment.position_id = position.id WHERE detail_id = ?",
        ),
        (
            "timesheet_entry",
            "SELECT timesheet_entry.id FROM position JOIN assignment"
            " ON assignment.position_id = position.id JOIN timesheet_entry"
            " ON timesheet_entry.assignment_id = assignment.id WHERE detail_id = ?",
        ),
        (
            "call_off",
            "SELECT call_off.id FROM position JOIN call_off"
            " ON call_off.position_id = position.id WHERE detail_id = ?",
        ),
        (
            "exchange",
            "SELECT exchange.id FROM position JOIN assignment"
            " ON assignment.position_id = position.id JOIN exchange"
            " ON exchange.assignment_id = assignment.id WHERE detail_id = ?",
        ),
    ),
    "job": (("standing_assignment", "SELECT id FROM standing_assignment WHERE job_id = ?"),),
    "assignment": (("timesheet_entry", "SELECT id FROM timesheet_entry WHERE assignment_id = ?"),),
    "invoice": (("payment", "SELECT id FROM payment WHERE invoice_id = ?"),),
}
"""Table → the rows that belong to one of its records, as far as the book has them now."""


@dataclass(frozen=True, slots=True)
class LogLine:
    """One change. `at` is UTC; without an action (`who` empty) another program wrote it."""

    id: int
    at: int | None
    who: str
    verb: str
    reason: str
    table: str
    row: int
    kind: str
    fields: tuple[FieldChange, ...]


def record_log(
    connection: sqlite3.Connection, table: str, row: int, limit: int = 300
) -> tuple[LogLine, ...]:
    """Every change of a record and of what belongs to it, the newest first; at most `limit`."""
    wanted = [(table, row)]
    for part, sql in _PARTS.get(table, ()):
        wanted += [(part, found[0]) for found in connection.execute(sql, (row,))]
    changes: list[tuple[Any, ...]] = []
    for name, key in wanted:
        rows = connection.execute(
            f"SELECT {CHANGE_COLUMNS} FROM change WHERE tbl = ? AND row = ?"
            " ORDER BY id DESC LIMIT ?",
            (name, key, limit),
        )
        changes += rows.fetchall()
    newest = in_order(connection, sorted(changes))[::-1]
    return tuple(_line(connection, change) for change in newest[:limit])


def action_log(
    connection: sqlite3.Connection, action_id: int, limit: int = 300
) -> tuple[LogLine, ...]:
    """Every change that one action made, in its order; at most `limit`."""
    rows = connection.execute(
        f"SELECT {CHANGE_COLUMNS} FROM change, "
        "(SELECT first, first + length(leaves) / 32 AS beyond FROM action WHERE action.id = ?) "
        "WHERE change.id >= first AND change.id < beyond ORDER BY change.id LIMIT ?",
        (action_id, limit),
    )
    return tuple(_line(connection, ChangeRow(*row)) for row in rows)


def _line(connection: sqlite3.Connection, change: ChangeRow) -> LogLine:
    action = covering_action(connection, change.id)
    at, who, verb, reason = (
        (action.at, action.who, action.verb, action.reason) if action else (None, "", "", "")
    )
    kind = kind_of(change)
    fields = tuple(_named(connection, field) for field in field_changes(change))
    return LogLine(change.id, at, who, verb, reason, change.tbl, change.row, kind, fields)


def _named(connection: sqlite3.Connection, field: FieldChange) -> FieldChange:
    """The names of the records that a column refers to, in place of their ids."""
    table, _, is_link = field.column.rpartition("_")
    if is_link != "id" or not table:
        return field

    def name(value: object) -> object:
        return label(connection, f"{table}:{value}") if isinstance(value, int) else value

    return FieldChange(field.column, name(field.before), name(field.after))
