"""Settling what two stations said differently: one side is taken, the other stays on record."""

import json
import sqlite3
from dataclasses import dataclass
from typing import Any

from coordinator.actions.messages.joining import join
from coordinator.actions.results import Actor, Refused
from coordinator.actions.staffing.seats import detail_of, leaving, tell_of
from coordinator.rules.message_words import Event
from coordinator.rules.words import LIVE_ASSIGNMENT
from storage.database import Book
from storage.errors import Missing
from storage.merging.clashes import RETIRED, Unique, stepped_aside, uniques
from storage.merging.states import State, state_of
from storage.merging.three_way import disputed
from storage.models import Assignment, MergeConflict
from storage.queries.book.labels import label
from storage.stations import letter
from storage.transaction import Transaction

SETTLE = "settle conflict"
_MOVED = "It was changed since the merge: settle it as it now stands, then change it by hand."


@dataclass(frozen=True, slots=True)
class Settled:
    """One side was taken."""

    conflict_id: int
    sentence: str


class _CannotError(Exception):
    """Why a side cannot be taken."""


def settle(book: Book, actor: Actor, conflict_id: int, station: int) -> Settled | Refused:
    """Take the side of one of the two stations. What the other said stays in the log."""
    with book.action(actor, SETTLE, f"merge_conflict:{conflict_id}") as tx:
        try:
            conflict = tx.get(MergeConflict, conflict_id)
        except Missing:
            tx.abandon()
            return Refused((f"There is no conflict {conflict_id}.",))
        problem = _problem(conflict, station)
        if problem:
            tx.abandon()
            return Refused((problem,))
        tx.subject = f"{conflict.tbl}:{conflict.row}"
        tx.reason = f"the side of station {letter(station)}"
        name = label(tx.connection, tx.subject)
        try:
            told = _take(tx, conflict, station)
        except (_CannotError, sqlite3.IntegrityError) as error:
            tx.abandon()
            return Refused((_why(error, name),))
        conflict.taken, conflict.settled_at, conflict.settled_by = station, tx.now, tx.who
        tx.save(conflict)
        return Settled(
            conflict_id, f"{name}: station {letter(station)}'s side holds{told} · u undoes"
        )


def _problem(conflict: MergeConflict, station: int) -> str:
    if conflict.taken is not None:
        return f"It was settled already, for station {letter(conflict.taken)}."
    if station not in (conflict.lower_station, conflict.higher_station):
        sides = f"{letter(conflict.lower_station)} or {letter(conflict.higher_station)}"
        return f"The sides are those of station {sides}."
    return ""


def _why(error: Exception, name: str) -> str:
    if isinstance(error, sqlite3.IntegrityError):
        return f"{name}: other records stand on it as it is now; change those first."
    return f"{name}: {error}"


def _take(tx: Transaction, conflict: MergeConflict, station: int) -> str:
    """Make the side hold; gives what else is to be said."""
    if conflict.kind == "clash":
        return _take_clash(tx, conflict, station)
    if station == conflict.stands:
        return ""
    base, lower, higher = (
        _state(text) for text in (conflict.base, conflict.lower, conflict.higher)
    )
    wanted, standing = (lower, higher) if station == conflict.lower_station else (higher, lower)
    if wanted is None:
        tx.connection.execute(f'DELETE FROM "{conflict.tbl}" WHERE id = ?', (conflict.row,))
        return ""
    now = state_of(tx.connection, (conflict.tbl, conflict.row))
    columns = disputed(base, lower, higher) or list(wanted)
    if now is None or standing is None or any(now[c] != standing[c] for c in columns):
        raise _CannotError(_MOVED)
    _update(tx, conflict.tbl, conflict.row, {column: wanted[column] for column in columns})
    return ""


def _take_clash(tx: Transaction, conflict: MergeConflict, station: int) -> str:
    """Two rows of which one stepped aside: it comes forward where its side is taken."""
    assert conflict.other_row is not None
    lower, higher = _state(conflict.lower), _state(conflict.higher)
    assert lower is not None
    assert higher is not None
    aside = conflict.other_row
    if station == conflict.higher_station:
        if state_of(tx.connection, (conflict.tbl, aside)) is None:
            _update(tx, conflict.tbl, conflict.row, higher)
        else:
            _change_places(tx, conflict, lower, higher)
            aside = conflict.row
    return _tell_who_leaves(tx, conflict.tbl, aside)


def _change_places(
    tx: Transaction, conflict: MergeConflict, lower: dict[str, Any], higher: dict[str, Any]
) -> None:
    assert conflict.other_row is not None
    table = conflict.tbl
    now = state_of(tx.connection, (table, conflict.row))
    unique = _rule(tx, table, lower, higher)
    if now is None or unique is None:
        raise _CannotError(_MOVED)
    left = stepped_aside(tx.connection, table, unique, now, conflict.lower_station)
    if left is None:
        raise _CannotError("The two cannot change places; change them by hand.")
    _update(tx, table, conflict.row, {name: left[name] for name in left if left[name] != now[name]})
    back = (*unique.columns, *RETIRED.get(table, {}))
    _update(tx, table, conflict.other_row, {name: higher[name] for name in back})


def _rule(tx: Transaction, table: str, lower: State, higher: State) -> Unique | None:
    """By what rule the two rows cannot both stand."""
    for unique in uniques(tx.connection, table):
        if all((lower or {})[name] == (higher or {})[name] for name in unique.columns):
            return unique
    return None


def _tell_who_leaves(tx: Transaction, table: str, row: int) -> str:
    """Both were told that the seat is theirs: the one who has it not is told so."""
    if table != "assignment":
        return ""
    assignment = tx.get(Assignment, row)
    if assignment.state in LIVE_ASSIGNMENT:
        return ""
    detail = detail_of(tx, assignment.position_id)
    if detail.ends_at <= tx.now:
        return ""
    reason = "the position had been given to somebody else"
    told = tell_of(tx, Event.UNASSIGNED, detail, assignment.officer_id, reason=reason)
    join(tx, Event.UNASSIGNED)
    return f"; {leaving(told)}" if told else ""


def _state(text: str | None) -> State:
    return dict(json.loads(text)) if text else None


def _update(tx: Transaction, table: str, row: int, values: dict[str, Any]) -> None:
    if values:
        sets = ", ".join(f'"{name}" = ?' for name in values)
        tx.connection.execute(f'UPDATE "{table}" SET {sets} WHERE id = ?', (*values.values(), row))
