"""Writing the whole book as plain files: each table as CSV and JSON, the papers, a manifest.

The folder is made beside its name and takes it when all is in it, so one that is there is whole.
The same book gives the same bytes.
"""

import csv
import io
import json
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO

from storage import kept_files
from storage.connections import open_reader
from storage.errors import BookDamaged, FileTrouble, book_error
from storage.seals import book_head
from storage.version import stored_version
from storage.whole_export.cells import csv_cell, json_value
from storage.whole_export.manifest import (
    FORMATS,
    NAME,
    PAPERS,
    TABLES,
    ExportedTable,
    ExportTrouble,
    FileSeal,
    Manifest,
    file_of,
)
from storage.whole_export.tables import PlainTable, plain_tables
from storage.whole_file import flush, sync_folder

Progress = Callable[[int, int], bool | None]
"""Called with (rows done, rows in all)."""

AT_A_TIME = 256
"""Rows that are held in memory."""


@dataclass(frozen=True, slots=True)
class Exported:
    """A whole export lies in a folder."""

    folder: Path
    tables: int
    rows: int
    papers: int
    head: str


def export_all(
    book: Path,
    folder: Path,
    formats: tuple[str, ...] = FORMATS,
    progress: Progress = lambda done, total: None,
) -> Exported:
    """Write the book as it stands at one moment into a folder that is not there yet, or is empty.

    Raises ExportTrouble where the folder is taken, BookError where the disk or the book refuses.
    """
    if folder.is_symlink() or (folder.exists() and (not folder.is_dir() or any(folder.iterdir()))):
        raise ExportTrouble(f"{folder} is there already and not empty; nothing was written.")
    unfinished = folder.with_name(folder.name + ".unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    try:
        (unfinished / TABLES).mkdir(parents=True)
        with closing(open_reader(book)) as connection:
            connection.execute("BEGIN")
            manifest = _write(connection, book, unfinished, formats, progress)
        _put(unfinished / NAME, manifest.text().encode())
        os.replace(unfinished, folder)
        sync_folder(folder.parent)
    except FileTrouble as error:
        if isinstance(error, sqlite3.OperationalError) and "UTF-8" in str(error):
            raise BookDamaged(
                f"The book holds bytes that are no text ({error}): verify it."
            ) from error
        raise book_error(error) or error from error
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    rows = sum(table.rows for table in manifest.tables)
    return Exported(folder, len(manifest.tables), rows, len(manifest.papers), manifest.head)


def _write(
    connection: sqlite3.Connection,
    book: Path,
    folder: Path,
    formats: tuple[str, ...],
    progress: Progress,
) -> Manifest:
    tables = plain_tables(connection)
    count = 'SELECT count(*) FROM "{}"'
    total = sum(connection.execute(count.format(t.name)).fetchone()[0] for t in tables)
    written: list[ExportedTable] = []
    for table in tables:
        done = sum(each.rows for each in written)
        tell = _telling(progress, done, total)
        written.append(_write_table(connection, table, folder, formats, tell))
    papers = _copy_papers(connection, book, folder)
    return Manifest(stored_version(book), book_head(connection), tuple(written), papers)


def _telling(progress: Progress, before: int, total: int) -> Callable[[int], None]:
    def tell(done: int) -> None:
        if progress(before + done, total) is False:
            raise ExportTrouble("The export was stopped; nothing was written.")

    return tell


def _write_table(
    connection: sqlite3.Connection,
    table: PlainTable,
    folder: Path,
    formats: tuple[str, ...],
    tell: Callable[[int], None],
) -> ExportedTable:
    rows = 0
    with ExitStack() as stack:
        outs = [stack.enter_context(_SealedFile(file_of(folder, table.name, f))) for f in formats]
        forms = [_FORMS[form](table) for form in formats]
        for out, form in zip(outs, forms, strict=True):
            out.write(form.head())
        found = connection.execute(table.select)
        while chunk := found.fetchmany(1 if table.wide else AT_A_TIME):
            for out, form in zip(outs, forms, strict=True):
                out.write(form.rows(chunk, first=rows == 0))
            rows += len(chunk)
            tell(rows)
        for out, form in zip(outs, forms, strict=True):
            out.write(form.tail())
    seals = {form: out.seal for form, out in zip(formats, outs, strict=True)}
    return ExportedTable(table.name, table.columns, rows, seals)


class _Csv:
    """A line of names, then a line a row."""

    def __init__(self, table: PlainTable) -> None:
        self.table = table

    def head(self) -> str:
        return self._lines([list(self.table.columns)])

    def rows(self, rows: list[tuple[Any, ...]], *, first: bool) -> str:
        numbers = self.table.numbers
        return self._lines(
            [csv_cell(value, number=n) for value, n in zip(row, numbers, strict=True)]
            for row in rows
        )

    def tail(self) -> str:
        return ""

    def _lines(self, rows: Any) -> str:
        text = io.StringIO(newline="")
        csv.writer(text).writerows(rows)
        return text.getvalue()


class _Json:
    """A list of objects, one a line."""

    def __init__(self, table: PlainTable) -> None:
        self.columns = table.columns

    def head(self) -> str:
        return "["

    def rows(self, rows: list[tuple[Any, ...]], *, first: bool) -> str:
        told = ",\n".join(_ENCODE(self._object(row)) for row in rows)
        return ("\n" if first else ",\n") + told

    def tail(self) -> str:
        return "\n]\n"

    def _object(self, row: tuple[Any, ...]) -> dict[str, Any]:
        return dict(zip(self.columns, map(json_value, row), strict=True))


_ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_FORMS: dict[str, Callable[[PlainTable], _Csv | _Json]] = {"csv": _Csv, "json": _Json}


class _SealedFile:
    """A file that is hashed as it is written."""

    def __init__(self, path: Path) -> None:
        self._stream: BinaryIO = path.open("wb")
        self._hash = sha256()
        self._bytes = 0

    def __enter__(self) -> "_SealedFile":
        return self

    def __exit__(self, *_: object) -> None:
        flush(self._stream)
        self._stream.close()

    def write(self, text: str) -> None:
        data = text.encode()
        self._hash.update(data)
        self._bytes += len(data)
        self._stream.write(data)

    @property
    def seal(self) -> FileSeal:
        return FileSeal(self._bytes, self._hash.hexdigest())


def _copy_papers(connection: sqlite3.Connection, book: Path, folder: Path) -> dict[str, int]:
    """The kept papers that rows still name. Raises PaperLost where one is gone or altered."""
    papers = {digest: len(data) for digest, data in _papers(connection, book, folder)}
    return dict(sorted(papers.items()))


def _papers(
    connection: sqlite3.Connection, book: Path, folder: Path
) -> Iterator[tuple[str, bytes]]:
    kept = folder / PAPERS
    found = connection.execute(
        "SELECT DISTINCT sha256 FROM kept_file WHERE removed_at IS NULL OR length > 0"
    )
    for (digest,) in found.fetchall():
        data = _paper(connection, book, digest)
        if data is not None:
            kept.mkdir(exist_ok=True)
            _put(kept / digest, data)
            yield digest, data


def _paper(connection: sqlite3.Connection, book: Path, digest: str) -> bytes | None:
    """The bytes; None of a paper that no record names any more and that is gone."""
    named = "SELECT 1 FROM kept_file WHERE sha256 = ? AND removed_at IS NULL"
    try:
        return kept_files.read(book, digest)
    except kept_files.PaperLost:
        if connection.execute(named, (digest,)).fetchone():
            raise
        return None


def _put(path: Path, data: bytes) -> None:
    with path.open("wb") as stream:
        stream.write(data)
        flush(stream)
