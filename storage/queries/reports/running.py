"""Running one query of a report, so that it can only read, only what it may, and not for ever."""

import re
import sqlite3
import time
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from coordinator.rules.reports.report import Cell
from storage.connections import open_scratch
from storage.queries.reports.allowed import judge_for
from storage.queries.reports.functions import add_functions
from storage.queries.reports.views import lay_views

STEPS: Final = 4_000
"""Steps of SQLite's machine between two looks at the clock: some tenths of a millisecond."""
LONGEST_VALUE: Final = 1_000_000
"""Bytes of a single value."""
FETCHED: Final = 500
CACHE_KIB: Final = 32_768


@dataclass(frozen=True, slots=True)
class Limits:
    """How long (seconds) a query may run, and how many rows it may give."""

    seconds: float = 5.0
    rows: int = 10_000


@dataclass(frozen=True, slots=True)
class Rows:
    """What a query gave; `cut` where there were more rows than it may give, `notes` what the
    reader has to know of them, `hidden` the columns that it wanted and that nobody asked for."""

    names: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    cut: bool
    notes: tuple[str, ...] = ()
    hidden: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class QueryTrouble:
    """Why a query gave nothing: one sentence."""

    sentence: str


def never() -> bool:
    """Nobody stops it."""
    return False


def run_query(
    book: Path,
    sql: str,
    values: Mapping[str, Cell],
    limits: Limits,
    stop: Callable[[], bool] = never,
    hidden: frozenset[tuple[str, str]] = frozenset(),
) -> Rows | QueryTrouble:
    """Run it on a connection of its own. `stop` is asked now and then whether to go on.

    `values` hold at least now_at (UTC seconds) and today (a local date); columns that are `hidden`
    read as NULL.
    """
    met: set[tuple[str, str]] = set()
    with closing(open_scratch(book)) as connection:
        try:
            through = guard(connection, int(values["now_at"] or 0), str(values["today"]))
            connection.set_authorizer(judge_for(through, hidden, met))
            found = _fetch(connection, sql, values, limits, stop)
            if not met:
                return found
            connection.set_authorizer(judge_for(through))
            names = _names(connection, sql, values)
            return replace(found, names=names, hidden=frozenset(met))
        except (sqlite3.Error, sqlite3.Warning, ValueError, OverflowError) as error:
            return QueryTrouble(_words(error, limits, stopped=stop()))


def guard(connection: sqlite3.Connection, now: int, today: str) -> frozenset[str]:
    """Give it the functions and views of reports, then forbid all but reading. Gives the names of
    the views through which notes and the log are read."""
    (zone,) = connection.execute("SELECT timezone FROM agency").fetchone()
    add_functions(connection, ZoneInfo(zone))
    # What a query sorts goes to a file of its own when it is much: memory has no limit of seconds.
    connection.execute("PRAGMA temp_store = FILE")
    connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
    connection.execute("PRAGMA trusted_schema = OFF")
    through = lay_views(connection, now, today)
    # What json_each needs to be there at all is no mere reading, so it is made now.
    connection.execute("SELECT 1 FROM json_each('[]') AS a, json_tree('[]') AS b")
    connection.execute("PRAGMA query_only = ON")
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_VALUE)
    connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    connection.set_authorizer(judge_for(through))
    return through


def _names(connection: sqlite3.Connection, sql: str, values: Mapping[str, Cell]) -> tuple[str, ...]:
    """What the query calls its columns; SQLite calls one that may not be read NULL."""
    cursor = connection.execute(f"SELECT * FROM (\n{sql}\n) LIMIT 0", dict(values))
    return tuple(re.sub(r":\d+$", "", column[0]) for column in cursor.description)


def _fetch(
    connection: sqlite3.Connection,
    sql: str,
    values: Mapping[str, Cell],
    limits: Limits,
    stop: Callable[[], bool],
) -> Rows:
    until = time.monotonic() + limits.seconds
    connection.set_progress_handler(lambda: int(time.monotonic() > until or stop()), STEPS)
    cursor = connection.execute(sql, dict(values))
    names = tuple(column[0] for column in cursor.description or ())
    rows: list[tuple[Cell, ...]] = []
    while len(rows) <= limits.rows and (more := cursor.fetchmany(FETCHED)):
        rows += more if _all_plain(more) else [tuple(map(_plain, row)) for row in more]
    return Rows(names, tuple(rows[: limits.rows]), len(rows) > limits.rows)


def _all_plain(rows: list[tuple[Cell, ...]]) -> bool:
    """Whether there are no bytes among the values, as mostly: told without a step for each."""
    return bytes not in set(map(type, chain.from_iterable(rows)))


def _plain(value: object) -> Cell:
    return value if isinstance(value, str | int | float | None) else "(bytes)"


def _words(error: Exception, limits: Limits, *, stopped: bool) -> str:
    said = str(error)
    if said == "interrupted":
        return "Stopped." if stopped else f"It ran longer than {limits.seconds:g} seconds."
    if "prohibited" in said or "not authorized" in said:
        return f"A report only reads, and not everything: {said}."
    if "only execute one statement" in said:
        return "A report holds one query, and nothing after it."
    return f"The query does not run: {said}."
