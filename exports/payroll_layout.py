"""A payroll run in the columns that a payroll system wants, as its layout says.

What could become a formula, break a line, or is longer than its column is refused by name and
nothing is written.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from typing import BinaryIO

from coordinator.rules.accounts.layout import (
    DATES,
    Layout,
    LayoutColumn,
    PayItem,
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
    written = [_cells(layout, code, item, problems) for code, item in rows]
    if problems:
        raise NotWritableError(problems)
    heads = [[column.header for column in layout.columns]] if layout.header else []
    totals = Totals(len(rows), sum(x.minutes for _, x in rows), sum(x.cents for _, x in rows))
    foot = [_totals(layout, totals)] if layout.totals else []
    stream.write(_as_csv(layout, (*heads, *written, *foot)))
    return totals


def _as_csv(layout: Layout, rows: Iterable[Sequence[str]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=layout.separator, lineterminator=layout.line_end).writerows(rows)
    return text.getvalue().encode("utf-8")


def _cells(layout: Layout, code: str, item: PayItem, problems: list[str]) -> list[str]:
    cells = []
    for column in layout.columns:
        wanted = not column.only or item.kind in column.only
        text = _text(layout, column, code, item) if wanted else ""
        problems += _problems(column, item, text)
        cells.append(text.rjust(column.width, column.pad) if column.pad and text else text)
    return cells


def _text(layout: Layout, column: LayoutColumn, code: str, item: PayItem) -> str:
    field = column.field
    if not field:
        return column.value
    if field in DATES:
        told = str(getattr(item, field))
        return date.fromisoformat(told).strftime(column.dates) if told else ""
    if field == "hours":
        # Half up, so that 20 minutes are 0.33 and 10 are 0.17.
        return figure(_scaled(item.minutes, 60, column.places), column.places, layout.negative)
    if field in ("amount", "deduction"):
        cents = -item.cents if field == "deduction" else item.cents
        return figure(_scaled(cents, 100, column.places), column.places, layout.negative)
    known = {
        "minutes": str(item.minutes),
        "code": code,
        "name": f"{item.last_name}, {item.first_name}".rstrip(", "),
        "ordered": "ordered" if item.ordered else "voluntary",
    }
    return known[field] if field in known else str(getattr(item, field))


def _scaled(units: int, whole: int, places: int) -> int:
    """Units of 1/whole as units of 1/10^places, rounded half up away from nothing."""
    found: int = (abs(units) * 10**places * 2 + whole) // (2 * whole)
    return -found if units < 0 else found


def _problems(column: LayoutColumn, item: PayItem, text: str) -> list[str]:
    where = f"Badge {item.badge[:20]!r}, {column.header or column.field}:"
    if column.needed and not text:
        return [f"{where} is empty."]
    if len(text) > column.width:
        return [f"{where} {text[:40]!r} is longer than {column.width} characters."]
    plain = column.field in ("hours", "minutes", "amount", "deduction", "rate", *DATES)
    return [] if plain else unwritable(where, text)


def _totals(layout: Layout, totals: Totals) -> list[str]:
    known = {
        "hours": figure(_scaled(totals.minutes, 60, 2), 2, layout.negative),
        "amount": figure(totals.cents, 2, layout.negative),
        "minutes": str(totals.minutes),
    }
    cells = [known.get(column.field, "") for column in layout.columns]
    return [cells[0] or f"TOTAL {totals.rows} rows", *cells[1:]]
