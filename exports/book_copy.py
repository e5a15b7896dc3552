"""A read-only copy of the book as a plain SQLite file: listed columns and nothing else.

It is not the book with something taken out, of which free pages, the log or the search index might
still tell: the file is new, and what is listed is read from the book and put into it. Beside each
instant (`starts_at`, UTC seconds) stands the agency's wall time (`starts_local`). The table `about`
says of whom, for whom, of when and from which state of the book it is.
"""

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import BinaryIO
from zoneinfo import ZoneInfo

from coordinator.rules.copies import CopiedTable, CopiedView, CopyPlan
from exports.files import FileTakenError, write_file

APPLICATION_ID = 0x434F5059
"""Of a copy ("COPY"), in the file's header; the book itself has another."""

_HEADER_MAGIC, _ID_AT = b"SQLite format 3\x00", 68


def write_copy(
    book: sqlite3.Connection, plan: CopyPlan, about: Mapping[str, str], path: Path
) -> int:
    """Write the copy in place of an older one; how many rows it has. `about` is told in it.

    Raises FileTakenError where something else has that name, sqlite3.Error for a view that does not
    fit its tables, OSError where the disk refuses.
    """
    if not is_copy(path):
        raise FileTakenError(f"{path} is there already and is no copy of ours.")
    with tempfile.TemporaryDirectory(prefix="copy-") as folder:
        built, packed = Path(folder, "built"), Path(folder, "packed")
        rows = _build(book, plan, about, built, packed)
        write_file(path, partial(_pour, packed), replace=True)
    return rows


def is_copy(path: Path) -> bool:
    """Whether the name is free, or held by a copy that may be written over."""
    if path.is_symlink() or (path.exists() and not path.is_file()):
        return False
    if not path.exists():
        return True
    with path.open("rb") as stream:
        head = stream.read(100)
    return head.startswith(_HEADER_MAGIC) and head[_ID_AT : _ID_AT + 4] == (
        APPLICATION_ID.to_bytes(4, "big")
    )


def _pour(source: Path, stream: BinaryIO) -> None:
    with source.open("rb") as built:
        shutil.copyfileobj(built, stream)


def _build(
    book: sqlite3.Connection, plan: CopyPlan, about: Mapping[str, str], built: Path, packed: Path
) -> int:
    copy = sqlite3.connect(built, isolation_level=None)
    try:
        copy.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        copy.execute("BEGIN")
        _fill_about(copy, plan, about)
        # One state of the book, whatever is written to it meanwhile.
        book.execute("BEGIN")
        try:
            rows = sum(_fill(book, copy, table) for table in plan.tables)
        finally:
            book.execute("COMMIT")
        for view in plan.views:
            _make_view(copy, view)
        copy.execute("COMMIT")
        copy.execute("VACUUM INTO ?", (str(packed),))
    finally:
        copy.close()
    return rows


def _fill_about(copy: sqlite3.Connection, plan: CopyPlan, about: Mapping[str, str]) -> None:
    copy.execute("CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL)")
    told = {"title": plan.title, "words": plan.words.strip(), **about}
    told |= {f"view {view.name}": view.words for view in plan.views}
    copy.executemany("INSERT INTO about VALUES (?, ?)", told.items())


def _fill(book: sqlite3.Connection, copy: sqlite3.Connection, table: CopiedTable) -> int:
    kinds = {row[1]: row[2] for row in book.execute(f'PRAGMA table_info("{table.name}")')}
    (zone_name,) = book.execute("SELECT timezone FROM agency").fetchone()
    instants = tuple(n for n, name in enumerate(table.columns) if name.endswith("_at"))
    columns = [f'"{name}" {_declared(name, kinds[name])}' for name in table.columns]
    columns += [f'"{_local_name(table.columns[n])}" TEXT' for n in instants]
    copy.execute(f'CREATE TABLE "{table.name}" ({", ".join(columns)})')
    names = ", ".join(f'"{name}"' for name in table.columns)
    rows = book.execute(f'SELECT {names} FROM "{table.name}" ORDER BY rowid')
    slots = ", ".join("?" * len(columns))
    zone = ZoneInfo(zone_name)
    filled = copy.executemany(
        f'INSERT INTO "{table.name}" VALUES ({slots})', _with_walls(rows, instants, zone)
    )
    return max(filled.rowcount, 0)


def _declared(name: str, kind: str) -> str:
    return "INTEGER PRIMARY KEY" if name == "id" else kind


def _local_name(column: str) -> str:
    return f"{column.removesuffix('_at')}_local"


def _with_walls(
    rows: sqlite3.Cursor, instants: tuple[int, ...], zone: ZoneInfo
) -> Iterator[tuple[object, ...]]:
    for row in rows:
        yield (*row, *(_wall(row[n], zone) for n in instants))


def _wall(instant: int | None, zone: ZoneInfo) -> str | None:
    if instant is None:
        return None
    return f"{datetime.fromtimestamp(instant, zone):%Y-%m-%d %H:%M}"


def _make_view(copy: sqlite3.Connection, view: CopiedView) -> None:
    copy.execute(f'CREATE VIEW "{view.name}" AS {view.sql}')
    # A view that names what is not there shows itself only when it is read.
    copy.execute(f'SELECT * FROM "{view.name}" LIMIT 0')
