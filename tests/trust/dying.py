"""Processes that die in the middle of an action: at a chosen statement, or when killed."""

import os
import re
import sqlite3
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

import storage.database
from storage.connections import open_writer
from storage.database import Book
from storage.schema import logged_tables

Act = Callable[[Book], object]

DIED, FAILED = 9, 7

_UNLOGGED = ("high_water", "packet", "shift", "delivery", "action", "change")
_CHANCE = {("message", "key"), ("action", "hash"), ("action", "prev"), ("action", "leaves"),
           ("change", "private"), ("change", "after"), ("reply_code", "code")}  # fmt: skip
"""Columns that hold something drawn by lot, or its hash."""

_CODE = re.compile(r"\b[1-9][0-9]{5}\b")
"""A number to answer with, as it stands in the words of messages."""


def in_child(work: Callable[[], object]) -> int:
    """Run the work in a forked process; returns its exit code: 0, or FAILED on an exception."""
    child = os.fork()
    if child == 0:
        try:
            work()
            os._exit(0)
        except BaseException:  # noqa: BLE001 - it must never come back to the test run
            traceback.print_exc()
            os._exit(FAILED)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


class Countdown:
    """Counts the statements of every writer, those inside triggers too; dies at the last."""

    def __init__(self, deadly: int | None) -> None:
        self.deadly, self.count = deadly, 0

    def open(self, path: Path) -> sqlite3.Connection:
        connection = open_writer(path)
        connection.set_trace_callback(self.step)
        return connection

    def step(self, _sql: str) -> None:
        self.count += 1
        if self.count == self.deadly:
            os._exit(DIED)


def act_until(path: Path, act: Act, deadly: int | None) -> int:
    """Do it in this process, counting the writer's statements; returns how many there were."""
    countdown = Countdown(deadly)
    storage.database.open_writer = countdown.open  # type: ignore[attr-defined]
    try:
        book = Book(path)
        act(book)
        book.close()
    finally:
        storage.database.open_writer = open_writer  # type: ignore[attr-defined]
    return countdown.count


def state_of(book: Book) -> dict[str, Any]:
    """Everything in the book but what is drawn by lot."""
    names = [table.name for table in logged_tables()] + list(_UNLOGGED)
    return {name: _rows(book.reader(), name) for name in names}


def _rows(connection: sqlite3.Connection, table: str) -> list[tuple[Any, ...]]:
    cursor = connection.execute(f'SELECT * FROM "{table}" ORDER BY 1')
    columns = [column[0] for column in cursor.description]
    blank = [place for place, name in enumerate(columns) if (table, name) in _CHANCE]
    return [
        tuple(None if place in blank else _plain(table, value) for place, value in enumerate(row))
        for row in cursor
    ]


def _plain(table: str, value: Any) -> Any:
    return _CODE.sub("CODE", value) if table == "message" and isinstance(value, str) else value
