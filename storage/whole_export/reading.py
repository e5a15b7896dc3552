"""Reading the files of a whole export back, row by row, believing nothing."""

import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any, TextIO

from storage.whole_export.cells import Value, from_csv, from_json, loads
from storage.whole_export.manifest import ExportedTable, ExportTrouble, FileSeal, file_of
from storage.whole_export.tables import PlainTable

Row = tuple[Value, ...]

LONGEST = 256 << 20
"""Characters of one row: more is no row of a book."""
ALTERED = "is not as it was written"
_AT_ONCE = 1 << 20


class TableFile:
    """One file of a table, read once from its begin to its end; then `altered` may be asked.

    `row` is the row that was given last, counted from 1.
    """

    def __init__(self, folder: Path, told: ExportedTable, table: PlainTable, form: str) -> None:
        self.path = file_of(folder, table.name, form)
        self.row = 0
        self._told, self._table, self._form = told, table, form
        self._seal: FileSeal | None = None

    @property
    def altered(self) -> bool:
        """Whether its bytes are not those that the manifest names."""
        return self._seal != self._told.files[self._form]

    def rows(self) -> Iterator[Row]:
        """Its rows. Raises ExportTrouble with file and row where one is none, or the count is
        not that of the manifest."""
        try:
            with _opened(self.path) as (stream, raw):
                found = _csv_rows if self._form == "csv" else _json_rows
                for row in found(stream, self._table):
                    self.row += 1
                    yield row
                self._seal = raw.seal
        except OSError as error:
            raise ExportTrouble(f"{self.path}: {error.strerror or error}.") from error
        except (ValueError, csv.Error) as error:
            raise self.trouble(self.row + 1, _words(error)) from error
        if self.row != self._told.rows:
            raise ExportTrouble(
                f"{self.path} has {self.row} rows; the manifest says {self._told.rows}."
            )

    def trouble(self, row: int, words: str) -> ExportTrouble:
        """What is wrong with a row, and whether the file was altered since it was written."""
        fits = seal_of(self.path) == self._told.files[self._form]
        altered = "" if fits else f" The file {ALTERED}: its SHA-256 is not that of the manifest."
        return ExportTrouble(f"{self.path}, row {row}: {words}.{altered}")


def seal_of(path: Path) -> FileSeal:
    """Length and SHA-256 of a file as it lies there now. Raises ExportTrouble."""
    try:
        with _opened(path) as (_text, raw):
            while raw.read(_AT_ONCE):
                pass
            return raw.seal
    except OSError as error:
        raise ExportTrouble(f"{path}: {error.strerror or error}.") from error


def _words(error: Exception) -> str:
    return "is not UTF-8" if isinstance(error, UnicodeError) else str(error)


def _json_rows(stream: TextIO, table: PlainTable) -> Iterator[Row]:
    if stream.readline(LONGEST) != "[\n":
        raise ValueError("the list does not begin")
    more = True
    while (line := stream.readline(LONGEST)) != "]\n":
        if not more:
            raise ValueError("a comma is missing before it")
        more = line.endswith(",\n")
        found = loads(line[:-2] if more else line)
        if not isinstance(found, dict) or tuple(found) != table.columns:
            raise ValueError("its columns are not those of the table")
        yield tuple(map(from_json, found.values()))
    if stream.read(1):
        raise ValueError("something follows the list")


def _csv_rows(stream: TextIO, table: PlainTable) -> Iterator[Row]:
    lines = csv.reader(stream, strict=True)
    if next(lines, None) != list(table.columns):
        raise ValueError("its columns are not those of the table")
    for cells in lines:
        if len(cells) != len(table.columns):
            raise ValueError(f"has {len(cells)} cells instead of {len(table.columns)}")
        yield tuple(from_csv(c, number=n) for c, n in zip(cells, table.numbers, strict=True))


@contextmanager
def _opened(path: Path) -> Iterator[tuple[TextIO, "_Hashed"]]:
    limit = csv.field_size_limit(LONGEST)
    try:
        if path.is_symlink():
            raise OSError(0, "is a link, and none is followed")
        with path.open("rb", buffering=0) as file:
            raw = _Hashed(file)
            text = io.TextIOWrapper(io.BufferedReader(raw, 1 << 16), "utf-8", newline="")
            yield text, raw
    finally:
        csv.field_size_limit(limit)


class _Hashed(io.RawIOBase):
    """A stream that is hashed as it is read."""

    def __init__(self, stream: io.FileIO) -> None:
        self._stream = stream
        self._hash = sha256()
        self._bytes = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        number = self._stream.readinto(buffer) or 0
        self._hash.update(memoryview(buffer)[:number])
        self._bytes += number
        return number

    @property
    def seal(self) -> FileSeal:
        return FileSeal(self._bytes, self._hash.hexdigest())
