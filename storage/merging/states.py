"""What a row held: before two copies parted, on either side, and by the order of the log."""

import json
import secrets
import sqlite3
from collections.abc import Iterable
from typing import Any

from storage.changes import ChangeRow, LoggedTable, spelt
from storage.merging.parting import Key

State = dict[str, Any] | None
"""The columns of a row but its id; None where there is no such row."""


def state_of(connection: sqlite3.Connection, key: Key) -> State:
    """What a row holds now."""
    cursor = connection.execute(f'SELECT * FROM "{key[0]}" WHERE id = ?', (key[1],))
    found = cursor.fetchone()
    if found is None:
        return None
    names = (column[0] for column in cursor.description)
    return {name: value for name, value in zip(names, found, strict=True) if name != "id"}


def taken_back(state: State, changes: Iterable[tuple[int, ChangeRow]]) -> State:
    """What a row held before changes of it, which stand in the order of the log.

    What was redacted since stays blank: nobody knows it any more.
    """
    for _lamport, change in reversed(list(changes)):
        before = json.loads(change.before) if change.before is not None else None
        if before is None:
            state = None
            continue
        for column, kept in json.loads(change.private or "{}").items():
            if isinstance(kept, list):
                before[column] = kept[1]
        state = before if change.after is None else {**(state or {}), **before}
    return state


def replayed(state: State, changes: Iterable[tuple[int, ChangeRow]]) -> State:
    """What the log says that a row holds: the image after changes, which need not be whole."""
    for _lamport, change in sorted(changes, key=lambda each: (each[0], each[1].id)):
        if change.after is None:
            state = None
            continue
        after = json.loads(change.after)
        for column, kept in json.loads(change.private or "{}").items():
            if isinstance(kept, list):
                after[column] = kept[2]
            elif state and column in state:
                after[column] = state[column]
        state = {**state, **after} if state else after
    return state


def is_whole(state: State, table: LoggedTable) -> bool:
    """Whether it holds every column."""
    return state is not None and all(name in state for name in (*table.plain, *table.private))


def change_between(
    change_id: int, table: LoggedTable, row: int, before: State, after: State
) -> ChangeRow | None:
    """The row of the log that leads from one state to the other, as the triggers would write it.

    None where nothing differs. A state before that is not whole counts as no row.
    """
    if not is_whole(before, table) and after is not None:
        before = None
    if after is None:
        if before is None:
            return None
        return ChangeRow(
            change_id,
            table.name,
            row,
            _plain(before, table.plain),
            None,
            _salted(table.private, before, None),
        )
    if before is None:
        return ChangeRow(
            change_id,
            table.name,
            row,
            None,
            _plain(after, table.plain),
            _salted(table.private, None, after),
        )
    plain = [name for name in table.plain if before[name] != after[name]]
    private = [name for name in table.private if before[name] != after[name]]
    if not plain and not private:
        return None
    return ChangeRow(
        change_id,
        table.name,
        row,
        _plain(before, plain),
        _plain(after, plain),
        _salted(private, before, after),
    )


def _plain(state: dict[str, Any], columns: Iterable[str]) -> str:
    told = {name: state.get(name) for name in columns}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def _salted(columns: Iterable[str], before: State, after: State) -> str | None:
    told = {
        name: [secrets.token_hex(16).upper(), (before or {}).get(name), (after or {}).get(name)]
        for name in columns
    }
    return spelt(told) or None


def told(state: State) -> str | None:
    """A state as a conflict keeps it."""
    if state is None:
        return None
    return json.dumps(state, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
