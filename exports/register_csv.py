"""A list as CSV that a spreadsheet can open: heads, then a line a record.

A cell that a spreadsheet would read as a formula gets a quote before it.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import BinaryIO

from exports.text import one_line

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")
LONGEST = 1_000
"""Characters of a cell."""


def write_csv(
    stream: BinaryIO, heads: Sequence[str], rows: Iterable[Sequence[str | int | None]]
) -> None:
    """Write the register as UTF-8 CSV with a byte order mark, as spreadsheets expect it."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(heads)
    writer.writerows([_cell(value) for value in row] for row in rows)
    stream.write(text.getvalue().encode("utf-8-sig"))


def _cell(value: str | int | None) -> str | int:
    if not isinstance(value, str):
        return "" if value is None else value
    safe = one_line(value, LONGEST)
    return f"'{safe}" if safe.startswith(FORMULA) else safe
