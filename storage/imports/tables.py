"""Tables of text cells from delimited files: any of three encodings, three delimiters; or .xlsx.

A table can be walked as often as wanted; each walk reads the file anew, so a file of a million
rows never lies in memory whole. csv.Sniffer is not used: it fails on ordinary files.
"""

import csv
import io
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import NamedTuple, TextIO

from storage.imports.encoding import Content, Opener, inspect, measure, surrogates
from storage.imports.problems import BadFile
from storage.imports.quoting import is_mended, unguarded
from storage.imports.workbooks import delimited, is_workbook

ORDINARY_BYTES = 64 << 20
"""Most bytes of a roster, employer or detail file."""

LARGE_BYTES = 1 << 30
"""Most bytes of an on-duty file."""

DELIMITERS = (",", ";", "\t")
SAMPLE_ROWS = 50
COLUMNS = 500
"""More columns than this are no list of ours."""


class Record(NamedTuple):
    """One row's cells, as many as there are headers, and its number as a spreadsheet counts."""

    number: int
    cells: tuple[str, ...]
    fault: str = ""
    """Why the row cannot be read at all; empty when it can."""


@dataclass(frozen=True, slots=True)
class Table:
    """A delimited file with a header row. `header_row` is the header's own row number."""

    name: str
    opener: Opener
    content: Content
    delimiter: str
    header_row: int
    headers: tuple[str, ...]

    def records(self) -> Iterator[Record]:
        """The rows below the header, in file order; empty rows are left out.

        Raises BadFile where the quoting breaks, since everything after it would be misread.
        """
        width, mended = len(self.headers), is_mended(self.headers)
        plain = self.content.plain and not mended
        for number, cells in _rows(self.opener, self.content.encoding, self.delimiter):
            if number <= self.header_row or not any(cells):
                continue
            if plain and len(cells) == width:
                yield Record(number, tuple(cells))
            else:
                yield _careful(number, [unguarded(c) for c in cells] if mended else cells, width)

    def expected(self) -> int:
        """About how many rows there are, for a progress bar: by the length of the first ones."""
        first = self.sample()
        length = sum(len(cell) + 1 for record in first for cell in record.cells)
        wide = 2 if self.content.encoding == "utf-16" else 1
        return max(len(first), self.content.size * len(first) // (length * wide or 1))

    def sample(self, count: int = SAMPLE_ROWS) -> tuple[Record, ...]:
        """The first rows."""
        return tuple(islice(self.records(), count))


def open_table(path: Path, limit: int = ORDINARY_BYTES) -> Table:
    """Find a file's encoding, delimiter and headers; of a workbook, those of its first list.

    Raises BadFile, OSError.
    """
    return _opened(path.name, lambda: path.open("rb"), limit)


def table_of(data: bytes, name: str = "", limit: int = ORDINARY_BYTES) -> Table:
    """The same for bytes in memory."""
    return _opened(name, lambda: io.BytesIO(data), limit)


def _opened(name: str, opener: Opener, limit: int) -> Table:
    if not is_workbook(opener):
        return _table(name, opener, limit)
    digest, _, _ = measure(opener, limit)
    sheet, data = delimited(opener, limit)
    table = _table(f"{name}, sheet {sheet}", lambda: io.BytesIO(data), limit)
    # What the book keeps of a file is the hash of what was handed in.
    return replace(table, content=replace(table.content, sha256=digest))


def _table(name: str, opener: Opener, limit: int) -> Table:
    content = inspect(opener, limit)
    delimiter = _delimiter(opener, content.encoding)
    begins = _from_header(list(islice(_rows(opener, content.encoding, delimiter), SAMPLE_ROWS)))
    if not begins:
        raise BadFile("The file has no header row.")
    number, cells = begins[0]
    if len(cells) > COLUMNS:
        raise BadFile(f"The file has more than {COLUMNS} columns.")
    return Table(name, opener, content, delimiter, number, _headers(cells))


def _from_header(rows: list[tuple[int, list[str]]]) -> list[tuple[int, list[str]]]:
    """The first rows from the header on: empty lines and titles above it are left out."""
    filled = [
        (number, cells, sum(1 for cell in cells if cell.strip()))
        for number, cells in rows
        if not _names_separator(cells)
    ]
    wide = sum(1 for _, _, count in filled if count > 1)
    least = 2 if wide * 2 >= sum(1 for _, _, count in filled if count) else 1
    first = next((n for n, _, count in filled if count >= least), None)
    return [row for row in rows if first is not None and row[0] >= first]


def _rows(opener: Opener, encoding: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    with _text(opener, encoding) as text:
        reader = csv.reader(text, delimiter=delimiter, strict=True)
        number = 0
        try:
            for number, cells in enumerate(reader, 1):
                yield number, cells
        except csv.Error as error:
            raise BadFile(
                f"The quoting breaks after row {number} (line {reader.line_num}): {error}. "
                "Look for a quotation mark there that is not closed, or not doubled."
            ) from error


def _text(opener: Opener, encoding: str) -> TextIO:
    errors = surrogates(encoding)
    return io.TextIOWrapper(opener(), encoding=encoding, errors=errors, newline="")


def _careful(number: int, cells: list[str], width: int) -> Record:
    """A row that is not known to be plain: its width and its characters are looked at."""
    if len(cells) > width and any(cells[width:]):
        fault = f"has {len(cells)} cells where the header has {width}"
        return Record(number, tuple(cells[:width]), fault)
    cells = (cells + [""] * width)[:width]
    fault = next((fault for cell in cells if (fault := _odd(cell))), "")
    return Record(number, tuple(unicodedata.normalize("NFC", cell) for cell in cells), fault)


def _odd(cell: str) -> str:
    if "\0" in cell:
        return "holds a NUL character"
    if any("\ud800" <= character <= "\udfff" for character in cell):
        return "holds half a character (a lone surrogate)"
    return ""


def _headers(cells: list[str]) -> tuple[str, ...]:
    """The header cells, each made unique, so that a column can be named."""
    taken: dict[str, int] = {}
    names = []
    for place, cell in enumerate(cells, 1):
        name = unicodedata.normalize("NFC", " ".join(cell.split())) or f"column {place}"
        if _odd(name):
            raise BadFile(f"The header of column {place} {_odd(name)}.")
        taken[name] = taken.get(name, 0) + 1
        names.append(name if taken[name] == 1 else f"{name} ({taken[name]})")
    return tuple(names)


def _delimiter(opener: Opener, encoding: str) -> str:
    """The delimiter under which most rows have as many cells as the header, then the widest."""
    with _text(opener, encoding) as text:
        first = text.readline().rstrip("\r\n").strip('"')
    if first[:4].casefold() == "sep=" and first[4:] in DELIMITERS:
        return first[4:]
    best = max(DELIMITERS, key=lambda delimiter: _fit(opener, encoding, delimiter))
    return best if _fit(opener, encoding, best)[0] else DELIMITERS[0]


def _fit(opener: Opener, encoding: str, delimiter: str) -> tuple[float, int]:
    rows: list[tuple[int, list[str]]] = []
    # Broken quoting is reported when the rows are read; here it ends the sample.
    with suppress(BadFile):
        rows.extend(islice(_rows(opener, encoding, delimiter), SAMPLE_ROWS))
    sample = [cells for _, cells in _from_header(rows) if any(cells)]
    if not sample or len(sample[0]) < 2:
        return (0.0, 0)
    width = len(sample[0])
    even = sum(1 for cells in sample if len(cells) == width)
    return (even / sum(1 for _, cells in rows if any(cells)), width)


def _names_separator(cells: list[str]) -> bool:
    return cells[:1] != [] and cells[0].casefold().startswith("sep=") and not any(cells[1:])
