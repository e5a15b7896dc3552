"""A payroll run in the columns that a payroll system wants, as its layout says.

What could become a formula, break a line, or is longer than its column is refused by name and
nothing is written. In records of fixed width texts are filled with blanks on the right, figures on
the left; they hold ASCII alone, so that a letter is as wide in bytes as it looks.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from typing import BinaryIO

from coordinator.rules.accounts.layout import (
    DATES,
    FIGURES,
    Layout,
    LayoutColumn,
    PayItem,
    Row,
    Uncoded,
    figure,
    grouped,
)
from exports.payroll import NotWritableError, Totals, unwritable


def write_layout(stream: BinaryIO, layout: Layout, items: Sequence[PayItem]) -> Totals:
    """Write the items in the layout's columns, UTF-8; gives what the rows add up to.

    Raises NotWritableError where a cell cannot be carried or an item has no pay code.
    """
    try:
        rows = grouped(layout, items)
    except Uncoded as error:
        raise NotWritableError([str(error)]) from error
    problems: list[str] = []
    written = [_cells(layout, row, problems) for row in rows]
    if problems:
        raise NotWritableError(problems)
    heads = [[column.header for column in layout.columns]] if layout.header else []
    sums = [row.item for row in rows]
    totals = Totals(len(rows), sum(x.minutes for x in sums), sum(x.cents for x in sums))
    foot = [_totals(layout, totals)] if layout.totals else []
    set_rows = _as_csv if layout.separator else _as_records
    stream.write(set_rows(layout, (*heads, *written, *foot)))
    return totals


def _as_records(layout: Layout, rows: Iterable[Sequence[str]]) -> bytes:
    """Each cell fills its column; raises NotWritableError for a head that is too long for its."""
    problems = [
        f"The head {cell!r} is longer than {column.width} characters."
        for row in rows
        for column, cell in zip(layout.columns, row, strict=True)
        if len(cell) > column.width
    ]
    if problems:
        raise NotWritableError(problems)
    lines = [
        "".join(
            cell.rjust(column.width) if column.field in FIGURES else cell.ljust(column.width)
            for column, cell in zip(layout.columns, row, strict=True)
        )
        + layout.line_end
        for row in rows
    ]
    return "".join(lines).encode("ascii")


def _as_csv(layout: Layout, rows: Iterable[Sequence[str]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=layout.separator, lineterminator=layout.line_end).writerows(rows)
    return text.getvalue().encode("utf-8")


def _cells(layout: Layout, row: Row, problems: list[str]) -> list[str]:
    cells = []
    for column in layout.columns:
        item = row.of(column.of) if column.of else row.item
        wanted = not column.only or item.kind in column.only
        text = _text(layout, column, row.code, item) if wanted else ""
        problems += _problems(column, item, text)
        if not (layout.separator or text.isascii()):
            problems.append(f"{_where(column, item)} {text[:40]!r} is not ASCII.")
        cells.append(_padded(column, text))
    return cells


def _padded(column: LayoutColumn, text: str) -> str:
    if not (column.pad and text):
        return text
    # A sign stands before the zeros.
    return text.zfill(column.width) if column.pad == "0" else text.rjust(column.width, column.pad)


def _text(layout: Layout, column: LayoutColumn, code: str, item: PayItem) -> str:
    field = column.field
    if not field:
        return column.value
    if field in DATES:
        told = str(getattr(item, field))
        return date.fromisoformat(told).strftime(column.dates) if told else ""
    if field == "hours":
        # Half up, so that 20 minutes are 0.33 and 10 are 0.17.
        return _figure(layout, column, _scaled(item.minutes, 60, column.places))
    if field in ("amount", "deduction"):
        cents = -item.cents if field == "deduction" else item.cents
        return _figure(layout, column, _scaled(cents, 100, column.places))
    known = {
        "minutes": str(item.minutes),
        "code": code,
        "name": f"{item.last_name}, {item.first_name}".rstrip(", "),
        "ordered": "ordered" if item.ordered else "voluntary",
    }
    return known[field] if field in known else str(getattr(item, field))


def _figure(layout: Layout, column: LayoutColumn, units: int) -> str:
    return figure(units, column.places, layout.negative, point=column.point)


def _scaled(units: int, whole: int, places: int) -> int:
    """Units of 1/whole as units of 1/10^places, rounded half up away from nothing."""
    found: int = (abs(units) * 10**places * 2 + whole) // (2 * whole)
    return -found if units < 0 else found


def _where(column: LayoutColumn, item: PayItem) -> str:
    return f"Badge {item.badge[:20]!r}, {column.header or column.field}:"


def _problems(column: LayoutColumn, item: PayItem, text: str) -> list[str]:
    where = _where(column, item)
    if column.needed and not text:
        return [f"{where} is empty."]
    if len(text) > column.width:
        return [f"{where} {text[:40]!r} is longer than {column.width} characters."]
    plain = column.field in ("hours", "minutes", "amount", "deduction", "rate", *DATES)
    return [] if plain else unwritable(where, text)


def _totals(layout: Layout, totals: Totals) -> list[str]:
    def cell(column: LayoutColumn) -> str:
        if column.field == "minutes":
            return str(totals.minutes)
        if column.field not in ("hours", "amount"):
            return ""
        units, whole = (totals.minutes, 60) if column.field == "hours" else (totals.cents, 100)
        text = _figure(layout, column, _scaled(units, whole, column.places))
        return text if layout.separator else _padded(column, text)

    cells = ["" if column.of else cell(column) for column in layout.columns]
    return [cells[0] or f"TOTAL {totals.rows} rows", *cells[1:]]
