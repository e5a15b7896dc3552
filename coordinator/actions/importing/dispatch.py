"""A dispatch log against the book: lines of call signs that a detail has, each once."""

from collections.abc import Iterable, Sequence
from sqlite3 import Connection
from typing import TYPE_CHECKING

from coordinator.actions.importing.plans import FileFacts, Item, Plan, State
from coordinator.rules.dispatch_log import plain_sign
from storage.imports.dispatch import DispatchRecord
from storage.imports.problems import by_row
from storage.imports.rows import Reading

if TYPE_CHECKING:
    from storage.transaction import Transaction

KIND = "dispatch"
_Line = tuple[str, int, int | None]


def compare_dispatch(
    connection: Connection, reading: Reading[DispatchRecord], file: FileFacts
) -> Plan:
    """The plan of a log. A line that an earlier file brought, or this one twice, changes nothing.

    Lines of call signs that no detail has are left out: a log holds the whole department.
    """
    signs = _signs(connection)
    ours = [each for each in reading.records if plain_sign(each.call_sign) in signs]
    known = _known(connection, ours)
    steps: list[DispatchRecord] = []
    for record in ours:
        if (line := _line(record)) not in known:
            known.add(line)
            steps.append(record)
    items = tuple(Item(State.NEW, each.call_sign, each.words) for each in steps)
    left = len(reading.records) - len(ours)
    notes = (f"{left} lines of call signs that no detail has are left out.",) if left else ()
    return Plan(
        KIND,
        file,
        items,
        len(ours) - len(steps),
        by_row(reading.problems),
        notes=(*reading.notes, *notes),
        steps=tuple(steps),
    )


def write_dispatch(tx: "Transaction", steps: Sequence[DispatchRecord], batch: str) -> None:
    """Write every line inside the caller's action; `batch` is the file's hash."""
    # Imported late: the models cost more than the first screen.
    from storage.models import DispatchEntry

    tx.add_all(
        DispatchEntry(
            batch=batch,
            call_sign=each.call_sign,
            starts_at=each.starts_at,
            ends_at=each.ends_at,
            words=each.words,
        )
        for each in steps
    )


def _signs(connection: Connection) -> set[str]:
    rows = connection.execute("SELECT DISTINCT call_sign FROM detail WHERE call_sign <> ''")
    return {plain_sign(sign) for (sign,) in rows}


def _known(connection: Connection, records: Iterable[DispatchRecord]) -> set[_Line]:
    starts = [record.starts_at for record in records]
    if not starts:
        return set()
    rows = connection.execute(
        "SELECT call_sign, starts_at, ends_at FROM dispatch_entry WHERE starts_at BETWEEN ? AND ?",
        (min(starts), max(starts)),
    )
    return {(plain_sign(sign), starts_at, ends_at) for sign, starts_at, ends_at in rows}


def _line(record: DispatchRecord) -> _Line:
    return plain_sign(record.call_sign), record.starts_at, record.ends_at
