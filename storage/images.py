"""Every row of a logged table against the last image that the log has of it."""

import sqlite3
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from storage.changes import CHANGE_COLUMNS, ChangeRow, LoggedTable, closed_leaf, read_object
from storage.findings import Finding
from storage.queries.book.log import heads


class Rows:
    """The running state of one walk along the tables, streaming."""

    def __init__(self, connection: sqlite3.Connection, *, public: bool = False) -> None:
        self.connection = connection
        self.public = public
        self.rows = 0

    def findings(self, table: LoggedTable) -> Iterator[Finding]:
        """Every row as the log last saw it; none missing, none unlogged."""
        images = _images(self.connection, table, public=self.public)
        rows = _rows(self.connection, table)
        row, image = next(rows, None), next(images, None)
        while row is not None or image is not None:
            if image is None or (row is not None and row[0] < image[0]):
                assert row is not None
                yield Finding(f"{table.name} {row[0]}", "is not in the log")
                row = next(rows, None)
            elif row is None or image[0] < row[0]:
                if image[1] is not _CLOSED:
                    yield Finding(f"{table.name} {image[0]}", "is in the log but not in the table")
                image = next(images, None)
            else:
                self.rows += 1
                yield from _compare(table.name, row, image[1])
                row, image = next(rows, None), next(images, None)


_Image = tuple[int, dict[str, Any]]


def _images(
    connection: sqlite3.Connection, table: LoggedTable, *, public: bool
) -> Iterator[_Image]:
    """The last image of each row that the log says is there, by row id; of a `public` copy also
    those of which the log says nothing any more."""
    # A change whose row is no number was edited, and the chain has named it.
    order = LogOrder(connection)
    changes = connection.execute(
        f"SELECT {CHANGE_COLUMNS} FROM change "
        "WHERE tbl = ? AND typeof(row) = 'integer' ORDER BY row, id",
        (table.name,),
    )
    for row, history in groupby((ChangeRow(*change) for change in changes), lambda c: c.row):
        image: dict[str, Any] | None = None
        for change in order.sorted(history):
            if public and closed_leaf(change) is not None:
                image = _CLOSED
                break
            image = _next_image(image, change)
        if image is not None:
            yield row, image


class LogOrder:
    """The order of changes when several stations wrote them: by (lamport, station, id).

    Ids tell it within one station; between two, the lamport of the actions that cover them does.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._several = len(heads(connection)) > 1
        self._first: list[int] = []
        self._lamport: list[int] = []
        if self._several:
            for first, lamport in connection.execute(
                "SELECT first, lamport FROM action WHERE typeof(first) = 'integer' "
                "AND typeof(lamport) = 'integer' ORDER BY first"
            ):
                self._first.append(first)
                self._lamport.append(lamport)

    def sorted(self, changes: Iterable[ChangeRow]) -> Iterable[ChangeRow]:
        """Changes that stand by id, in the order of the log."""
        if not self._several:
            return changes
        return sorted(changes, key=self.place)

    def place(self, change: ChangeRow) -> tuple[int, int]:
        """What a change is ordered by; one that no action covers comes after the one before it."""
        before = bisect_right(self._first, change.id) - 1
        return (self._lamport[before] if before >= 0 else 0), change.id


def _next_image(image: dict[str, Any] | None, change: ChangeRow) -> dict[str, Any] | None:
    if change.after is None:
        return None
    values = read_object(change.after)
    if change.private is not None:
        for column, kept in read_object(change.private).items():
            # What was redacted is blank in the row; nothing is left to compare it with.
            is_open = isinstance(kept, list) and len(kept) == 3
            values[column] = kept[2] if is_open else _REDACTED
    return {**image, **values} if image else values


_REDACTED = object()
_CLOSED: dict[str, Any] = {}
"""The image of a row of which a public copy says nothing: it may be there or not."""


def _rows(connection: sqlite3.Connection, table: LoggedTable) -> Iterator[_Image]:
    columns = (*table.plain, *table.private)
    named = ", ".join(f'"{column}"' for column in columns)
    for row in connection.execute(f'SELECT id, {named} FROM "{table.name}" ORDER BY id'):
        yield row[0], dict(zip(columns, row[1:], strict=True))


def _compare(table: str, row: _Image, image: dict[str, Any]) -> Iterator[Finding]:
    row_id, values = row
    if image is _CLOSED or values == image:
        return
    differing = [
        column
        for column, value in values.items()
        if image.get(column) != value and image.get(column) is not _REDACTED
    ]
    if differing:
        yield Finding(f"{table} {row_id}", f"differs from the log: {', '.join(differing)}")
