"""What the log says was changed of officers' facts after awards had been made upon them."""

import sqlite3
from collections.abc import Iterator
from itertools import groupby
from typing import Any, NamedTuple

from coordinator.rules.corrections_of_facts import ANSWERS, CORRECTABLE, Correction
from coordinator.rules.spans import Calendar
from storage.changes import read_object

DATES = ("from_on", "issued_on")
"""From when on a row is so; without one of these it always was."""

REDRESSING = ("keep redress", "give remedy", "waive remedy")
"""What is done about an error is no error, nor is the tally entry by which it is done."""


class LateChange(NamedTuple):
    """One action that changed facts: when (UTC), who, and what takes its changes back."""

    at: int
    who: str
    verb: str
    subject: str
    undone: tuple[Correction, ...]


def late_changes(
    connection: sqlite3.Connection, since: int, calendar: Calendar
) -> tuple[LateChange, ...]:
    """Every action since an instant that corrected such facts for the past, the oldest first.

    What holds only from the day of the change on is news and no correction; so is who is new, and
    an answer that was given.
    """
    own = ", ".join("?" * len(REDRESSING))
    tables = (*CORRECTABLE, *ANSWERS)
    rows = connection.execute(
        "SELECT action.id, action.at, who, verb, subject, tbl, row, before, after FROM action "
        "JOIN change ON change.id >= action.first "
        "AND change.id < action.first + length(leaves) / 32 "
        f"WHERE action.at >= ? AND tbl IN ({', '.join('?' * len(tables))}) "
        f"AND verb NOT IN ({own}) ORDER BY lamport DESC, change.id DESC",
        (since, *tables, *REDRESSING),
    )
    found = []
    for _, group in groupby(rows, key=lambda row: row[0]):
        changes = list(group)
        on = calendar.local_iso(changes[0][1])
        undone = tuple(each for row in changes for each in _undone(row[5:], on))
        if undone:
            found.append(LateChange._make((*changes[0][1:5], undone)))
    return tuple(reversed(found))


def _undone(row: tuple[Any, ...], on: str) -> Iterator[Correction]:
    """The row as it was before a change that was made on a local date, if that corrected it."""
    table, key, before, after = row
    if (table in ANSWERS and after is not None) or (table == "officer" and None in (before, after)):
        return
    if _is_news(before, after, on) or (table == "tally_entry" and _is_remedy(before, after)):
        return
    if before is None:
        yield Correction(table, key, None)
        return
    values = {name: value for name, value in read_object(before).items() if name != "id"}
    if values:
        yield Correction(table, key, values)


def _is_remedy(before: str | None, after: str | None) -> bool:
    told = [read_object(side) for side in (before, after) if side is not None]
    return any(str(side.get("words", "")).startswith("remedy ") for side in told)


def _is_news(before: str | None, after: str | None, on: str) -> bool:
    """Whether all dates that a change tells lie no earlier than itself."""
    told = [read_object(side) for side in (before, after) if side is not None]
    dates = [side[name] for side in told for name in DATES if side.get(name)]
    return bool(dates) and min(dates) >= on
