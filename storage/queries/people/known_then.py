"""What the book knew, and when: imports that were in force then, and how a detail was given."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from coordinator.rules.spans import Span, overlap
from storage.queries.book.history import sealed_at
from storage.queries.people.duty import LONG, Batch, governing


class Import(NamedTuple):
    """An import that is or was in force: from when, and until when (None: it still is)."""

    batch: Batch
    withdrawn_at: int | None
    file_name: str


class Known(NamedTuple):
    """What the book knew of a record: when it came in; since when it had had a schedule of that
    time when the detail was given (None: it had none); whether that held the record."""

    came_at: int
    known_at: int | None
    knew: bool


class Given(NamedTuple):
    """An assignment as it was given: when, for which position, and who allowed it, if anybody."""

    position_id: int
    awarded_at: int
    allowed_by: str
    allowed_at: int | None


def imports(connection: sqlite3.Connection) -> tuple[Import, ...]:
    """Every import that ever came into force, by id."""
    rows = connection.execute(
        "SELECT id, source, imported_at, from_at, until_at, state, file_name FROM shift_batch "
        "WHERE state <> 'arriving' ORDER BY id"
    ).fetchall()
    return tuple(
        Import(Batch(*row[:5]), _changed_at(connection, row[0]) if gone else None, row[6])
        for row in rows
        for gone in (row[5] == "withdrawn",)
    )


def _changed_at(connection: sqlite3.Connection, batch_id: int) -> int:
    return _logged_at(connection, "shift_batch", batch_id, "max")


def entered_at(connection: sqlite3.Connection, overlay_id: int) -> int:
    """When a hand change of the schedule was entered; 0 where the log does not say."""
    return _logged_at(connection, "shift_overlay", overlay_id, "min")


def _logged_at(connection: sqlite3.Connection, table: str, row: int, which: str) -> int:
    found = connection.execute(
        f"SELECT {which}(id) FROM change WHERE tbl = ? AND row = ?", (table, row)
    ).fetchone()
    return 0 if found[0] is None else sealed_at(connection, found[0])


def given(connection: sqlite3.Connection, assignment_id: int) -> Given:
    """How an assignment came about."""
    row = connection.execute(
        "SELECT a.position_id, awarded_at, coalesce(override_by, ''), decided_at "
        "FROM assignment AS a LEFT JOIN decision ON decision.id = a.decision_id WHERE a.id = ?",
        (assignment_id,),
    ).fetchone()
    return Given(*row)


def standing_then(known: Iterable[Import], at: int, near: Span) -> list[Batch]:
    """The imports that were in force at an instant and cover some of a span."""
    return [
        one.batch
        for one in known
        if one.batch.imported_at <= at
        and (one.withdrawn_at is None or one.withdrawn_at > at)
        and one.batch.from_at < near[1]
        and one.batch.until_at > near[0]
    ]


def was_known(
    connection: sqlite3.Connection, batches: Iterable[Batch], officer_id: int, kind: str, when: Span
) -> bool:
    """Whether these imports, together, said that the officer had time of a kind in a span."""
    spans: dict[int, list[Span]] = defaultdict(list)
    for batch_id, first, until in governing(batches):
        spans[batch_id].append((first, until))
    rows = connection.execute(
        "SELECT starts_at, ends_at, batch_id FROM shift INDEXED BY shift_by_officer "
        "WHERE officer_id = ? AND starts_at < ? AND ends_at > ? AND kind = ?",
        (officer_id, when[1], when[0], kind),
    )
    return any(_met(row, spans, when) for row in rows)


def _met(row: tuple[int, int, int], spans: dict[int, list[Span]], when: Span) -> bool:
    start, end, batch = row
    if end - start <= LONG:
        return any(low <= start < high for low, high in spans.get(batch, ()))
    return any(
        overlap((max(start, low), min(end, high)), when) > 0 for low, high in spans.get(batch, ())
    )
