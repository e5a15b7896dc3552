"""Two rows of which only one can stand as it was: the same badge, the same seat, the same month.

The row of the station with the lower number stays as it was. Of the other all is kept that can be:
a row with states leaves the one that clashes, an empty place is left empty, a text is marked with
the station's letter; where none of this helps the row goes, and what refers to it refers to the
one that stays.
"""

import re
import sqlite3
from dataclasses import dataclass
from typing import Any

from storage.merging.states import State
from storage.stations import letter

RETIRED: dict[str, dict[str, Any]] = {
    "assignment": {"state": "released"},
    "timesheet_entry": {"state": "replaced"},
    "charge": {"released": 1},
}
"""Table → what a row holds that no longer stands in another's place."""

GOES_ALONG = {("closed_month", "posting")}
"""(table, table that refers to it): rows that go with the one that goes, since the other has its
own of them."""

QUIET = {"message": "occasion", "received": "key", "reply_code": "position_id"}
"""Where nothing is to be decided: both told, heard or asked the same. Table → the column. A code
that lost its place is known still, and what comes in with it waits for the coordinator."""

_DATED = re.compile(r".*_on|month")
_FAILED = re.compile(r"UNIQUE constraint failed: (.+)")


@dataclass(frozen=True, slots=True)
class Unique:
    """What the database keeps unique: columns, and of which rows (SQL; empty for all)."""

    columns: tuple[str, ...]
    where: str


def uniques(connection: sqlite3.Connection, table: str) -> tuple[Unique, ...]:
    """Everything that is unique in a table, but the id."""
    found = []
    for _number, name, unique, _origin, partial in connection.execute(
        f'PRAGMA index_list("{table}")'
    ).fetchall():
        if unique:
            columns = connection.execute(f'PRAGMA index_info("{name}")').fetchall()
            where = _where(connection, name) if partial else ""
            found.append(Unique(tuple(column[2] for column in columns), where))
    return tuple(found)


def _where(connection: sqlite3.Connection, index: str) -> str:
    sql = connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", (index,)).fetchone()
    return str(sql[0]).partition(" WHERE ")[2]


def failed_columns(error: sqlite3.IntegrityError) -> tuple[str, ...]:
    """The columns that were not unique; nothing where the database minded something else."""
    found = _FAILED.fullmatch(str(error))
    return tuple(name.partition(".")[2] for name in found[1].split(", ")) if found else ()


def opponent(
    connection: sqlite3.Connection, table: str, columns: tuple[str, ...], state: dict[str, Any]
) -> tuple[int, Unique]:
    """The row that stands in the way, and by which rule. Raises LookupError."""
    for unique in uniques(connection, table):
        if set(unique.columns) == set(columns):
            same = " AND ".join(f'"{name}" = ?' for name in columns)
            only = f" AND ({unique.where})" if unique.where else ""
            found = connection.execute(
                f'SELECT id FROM "{table}" WHERE {same}{only}', [state[name] for name in columns]
            ).fetchone()
            if found:
                return int(found[0]), unique
    raise LookupError(f"nothing in {table} has the same {', '.join(columns)}")


def stepped_aside(
    connection: sqlite3.Connection, table: str, unique: Unique, state: dict[str, Any], station: int
) -> State:
    """The loser of a clash, so that both can stand; None where only its going helps."""
    if unique.where and table in RETIRED:
        return {**state, **RETIRED[table]}
    if table == "message" and state["state"] in ("queued", "held"):
        state = {**state, "state": "recalled"}  # the other says the same
    kinds = {
        name: (kind, needed)
        for _place, name, kind, needed, *_ in connection.execute(f'PRAGMA table_info("{table}")')
    }
    for name in reversed(unique.columns):
        if not kinds[name][1]:
            return {**state, name: None}
    name = unique.columns[0]
    if len(unique.columns) == 1 and kinds[name][0].startswith("VARCHAR"):
        return None if _DATED.fullmatch(name) else _marked(connection, table, name, state, station)
    return None


def _marked(
    connection: sqlite3.Connection, table: str, name: str, state: dict[str, Any], station: int
) -> dict[str, Any]:
    text, number = f"{state[name]} ({letter(station)})", 1
    while connection.execute(f'SELECT 1 FROM "{table}" WHERE "{name}" = ?', (text,)).fetchone():
        number += 1
        text = f"{state[name]} ({letter(station)}{number})"
    return {**state, name: text}
