"""Workbooks (.xlsx, ECMA-376): the rows of one sheet as delimited text, as one reads its cells.

Formulas count as what was last worked out of them; nothing is run, and no link is followed.
"""

import csv
import io
import zipfile
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from storage.imports.encoding import Opener
from storage.imports.problems import BadFile

PACKED = b"PK\x03\x04"
UNPACKED_BYTES = 512 << 20
"""Most bytes that a workbook's parts may have when unpacked."""

PARTS = 2_000
LEAST_ROWS = 2
"""A list has a header and a row; a sheet with less is a cover."""


def is_workbook(opener: Opener) -> bool:
    """Whether the bytes are a packed file, as every .xlsx is."""
    with opener() as stream:
        return stream.read(4) == PACKED


def delimited(opener: Opener, limit: int) -> tuple[str, bytes]:
    """The name of the first visible sheet that holds a list, and its rows as CSV in UTF-8.

    Row numbers are those of the sheet. `limit` is in bytes of the text. Raises BadFile.
    """
    from openpyxl import load_workbook

    with opener() as stream:
        _refuse_hostile(stream)
        try:
            book = load_workbook(stream, read_only=True, data_only=True, keep_links=False)
            sheets = [s for s in book.worksheets if s.sheet_state == "visible"]
            found = ((sheet.title, _text(sheet, limit)) for sheet in sheets)
            return next((title, data) for title, (data, rows) in found if rows >= LEAST_ROWS)
        except StopIteration:
            raise BadFile("No sheet of the workbook has a header and a row below it.") from None
        except BadFile:
            raise
        except Exception as error:
            # A broken part makes the reader raise whatever it meets.
            raise BadFile(
                f"The workbook cannot be read ({type(error).__name__}). Open it, save it again "
                "as .xlsx or as CSV UTF-8, and take that."
            ) from error


def _refuse_hostile(stream: Any) -> None:
    """Not a workbook, or one that unpacks to more than any list needs."""
    try:
        parts = zipfile.ZipFile(stream).infolist()
    except (zipfile.BadZipFile, ValueError, OverflowError) as error:
        raise BadFile("The workbook is damaged: ask for it again, or for CSV UTF-8.") from error
    if not any(part.filename == "xl/workbook.xml" for part in parts):
        raise BadFile("This is a packed file but no .xlsx workbook. Take CSV UTF-8 or .xlsx.")
    if len(parts) > PARTS or sum(part.file_size for part in parts) > UNPACKED_BYTES:
        raise BadFile(
            f"The workbook unpacks to more than {UNPACKED_BYTES >> 20} MB. "
            "Save the sheet as CSV UTF-8 and take that."
        )
    stream.seek(0)


def _text(sheet: Any, limit: int) -> tuple[bytes, int]:
    """The sheet as CSV, and how many of its rows hold anything."""
    # What a sheet says of its own extent is often wrong.
    sheet.reset_dimensions()
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    filled = 0
    for row in _without_tail(_words(cells) for cells in sheet.iter_rows()):
        writer.writerow(row)
        filled += any(row)
        if out.tell() > limit:
            raise BadFile(f"The sheet is larger than {limit >> 20} MB. Split it and take parts.")
    return out.getvalue().encode(), filled


def _words(cells: Iterable[Any]) -> list[str]:
    words = [_word(cell) for cell in cells]
    while words and not words[-1]:
        words.pop()
    return words


def _without_tail(rows: Iterable[list[str]]) -> Iterator[list[str]]:
    """The rows without the empty ones below the last that holds anything."""
    empty = 0
    for row in rows:
        if not row:
            empty += 1
            continue
        for _ in range(empty):
            yield []
        empty = 0
        yield row


def _word(cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    shape = str(getattr(cell, "number_format", "") or "")
    for kind, shown in _SHOWN:
        if isinstance(value, kind):
            return shown(value, shape)
    return str(value)


def _truth(value: bool, _shape: str) -> str:
    return "yes" if value else "no"


def _moment(value: datetime, shape: str) -> str:
    """A date alone where the cell shows no clock; to the minute, unless it has seconds."""
    value = (value + timedelta(microseconds=500_000)).replace(microsecond=0)
    if value.time() == time() and "h" not in shape.lower():
        return value.date().isoformat()
    return value.isoformat(" ", "seconds" if value.second else "minutes")


def _day(value: date, _shape: str) -> str:
    return value.isoformat()


def _clock(value: time, _shape: str) -> str:
    return value.isoformat("seconds" if value.second else "minutes")


def _length(value: timedelta, _shape: str) -> str:
    minutes = round(value.total_seconds() / 60)
    return f"{'-' if minutes < 0 else ''}{abs(minutes) // 60}:{abs(minutes) % 60:02}"


def _number(value: int | float, shape: str) -> str:
    """As typed; a badge 7 that the sheet shows as 0007 by its format is 0007."""
    if isinstance(value, float) and not value.is_integer():
        return format(value, ".15g")
    padded = len(shape) if shape and not shape.strip("0") else 0
    return str(int(value)).zfill(padded)


_SHOWN: tuple[tuple[type, Callable[[Any, str], str]], ...] = (
    (bool, _truth),
    (datetime, _moment),
    (date, _day),
    (time, _clock),
    (timedelta, _length),
    (int, _number),
    (float, _number),
)
