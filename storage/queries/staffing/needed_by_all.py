"""The papers without which nobody works any detail, and from when each has been required."""

import sqlite3
from collections.abc import Iterable, Iterator
from operator import itemgetter
from typing import NamedTuple

from coordinator.rules.spans import Calendar
from storage.changes import CHANGE_COLUMNS, read_object
from storage.queries.book.history import in_order, sealed_at

Required = tuple[int, str]
"""A certification: (id, code)."""


class NeededByAll(NamedTuple):
    """A certification that everybody needs whose work starts at `from_at` (UTC) or later."""

    id: int
    code: str
    from_at: int


def needed_by_all(connection: sqlite3.Connection) -> tuple[NeededByAll, ...]:
    """Every such certification, by code.

    A requirement condemns no work of earlier days: it counts from the beginning of the agency's
    local date on which, by the log, it was made; from ever where the log is silent.
    """
    found = connection.execute(
        "SELECT id, code FROM certification WHERE for_all ORDER BY code"
    ).fetchall()
    if not found:
        return ()
    (zone,) = connection.execute("SELECT timezone FROM agency WHERE id = 1").fetchone()
    calendar = Calendar(zone)
    return tuple(NeededByAll(key, code, _begun(connection, key, calendar)) for key, code in found)


def required(
    own: Iterable[Required], everybody: Iterable[NeededByAll], starts_at: int
) -> tuple[Required, ...]:
    """What a position requires that starts at an instant, by code: its own, and what all need."""
    of_all = ((one.id, one.code) for one in everybody if one.from_at <= starts_at)
    return tuple(sorted({*own, *of_all}, key=itemgetter(1)))


def _begun(connection: sqlite3.Connection, certification: int, calendar: Calendar) -> int:
    begun, ended, before = 0, -1, False
    for at, needed in _said(connection, certification):
        day = calendar.midnight(calendar.local_date(at))
        if before and not needed:
            ended = day
        elif needed and not before and day != ended:  # set again on the day itself: it never ended
            begun = day
        before = needed
    return begun


def _said(connection: sqlite3.Connection, certification: int) -> Iterator[tuple[int, bool]]:
    """When it was said (UTC) that everybody needs it, or no longer, in the order of the log."""
    rows = connection.execute(
        f"SELECT {CHANGE_COLUMNS} FROM change WHERE tbl = 'certification' AND row = ? "
        "AND json_type(after, '$.for_all') IS NOT NULL ORDER BY id",
        (certification,),
    )
    for change in in_order(connection, rows):
        needed = read_object(change.after or "")["for_all"]
        yield sealed_at(connection, change.id), needed == 1
