"""The result of a report as CSV, JSON and Excel workbook. All name what the result rests on.

CSV and Excel give money and hours as decimal numbers, instants as local wall time; JSON gives the
exact values: cents, minutes, UTC seconds.
"""

import csv
import io
import json
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from typing import Any, BinaryIO, Final
from zoneinfo import ZoneInfo

from coordinator.rules.reports.figures import TOTAL, foot_lines, wall
from coordinator.rules.reports.report import Cell, Column, Format, Result
from exports.register_csv import FORMULA
from exports.text import one_line

LONGEST: Final = 2_000
"""Characters of a cell."""
JSON_FORMAT: Final = "coordinator report/1"
_UNITS: Final = {Format.MONEY: "cents", Format.HOURS: "minutes", Format.INSTANT: "UTC seconds"}
_LOOKS: Final = {
    Format.MONEY: "#,##0.00",
    Format.HOURS: "#,##0.00",
    Format.PERCENT: '0.0" %"',
    Format.RATIO: "#,##0.00",
    Format.INSTANT: "yyyy-mm-dd hh:mm",
    Format.DATE: "yyyy-mm-dd",
}


def write_csv(stream: BinaryIO, result: Result) -> None:
    """Heads, rows, the line of totals, an empty line, and what the result rests on. UTF-8, BOM."""
    zone = ZoneInfo(result.foot.timezone)
    places = result.shown
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([safe_text(result.columns[n].label) for n in places])
    for row in result.rows:
        writer.writerow([csv_value(row[n], result.columns[n], zone) for n in places])
    if result.totals:
        line = [csv_value(result.totals[n], result.columns[n], zone) for n in places]
        writer.writerow([line[0] or TOTAL, *line[1:]])
    writer.writerow([])
    for what, words in _about(result):
        writer.writerow([safe_text(what), safe_text(words)])
    stream.write(text.getvalue().encode("utf-8-sig"))


def _about(result: Result) -> Iterator[tuple[str, str]]:
    yield "Report", f"{result.report.title} ({result.report.name})"
    yield "Agency", f"{result.foot.agency} ({result.foot.currency})"
    yield from foot_lines(result.foot, len(result.rows), cut=result.cut, notes=result.notes)


def csv_value(value: Cell, column: Column, zone: ZoneInfo) -> str | int | float:
    """A value in a cell of CSV: money and hours as decimals, instants as local wall time."""
    match value, column.format:
        case None, _:
            return ""
        case ((int() | float()), Format.YES_NO):
            return "yes" if value else "no"
        case int(), Format.MONEY:
            return f"{'-' if value < 0 else ''}{abs(value) // 100}.{abs(value) % 100:02}"
        case int(), Format.HOURS:
            return f"{value / 60:.2f}"
        case int(), Format.INSTANT:
            return wall(value, zone)
        case float(), _:
            return f"{value:.2f}" if column.format is Format.PERCENT else value
        case str(), _:
            return safe_text(value)
    assert value is not None
    return value


def safe_text(value: str) -> str:
    """Text that a spreadsheet would read as a formula gets a quote before it."""
    safe = one_line(value, LONGEST)
    return f"'{safe}" if safe.startswith(FORMULA) else safe


def write_json(stream: BinaryIO, result: Result) -> None:
    """The exact values with the units of their columns."""
    stream.write(json.dumps(as_json(result), ensure_ascii=False, indent=1).encode())


def as_json(result: Result) -> dict[str, Any]:
    """The result as JSON carries it: rows are objects by the columns' names."""
    names = [column.name for column in result.columns]
    foot = result.foot
    return {
        "format": JSON_FORMAT,
        "report": result.report.name,
        "title": result.report.title,
        "question": result.report.question,
        "agency": foot.agency,
        "timezone": foot.timezone,
        "currency": foot.currency,
        "as_of": foot.as_of,
        "period": foot.period,
        "filters": dict(foot.filters),
        "policy": foot.policy,
        "on_duty_data": foot.duty,
        "row_count": len(result.rows),
        "cut_off": result.cut,
        "columns": [
            {
                "name": column.name,
                "label": column.label,
                "format": str(column.format),
                "unit": _UNITS.get(column.format, ""),
            }
            for column in result.columns
        ],
        "rows": [dict(zip(names, row, strict=True)) for row in result.rows],
        "totals": {
            name: value
            for name, value in zip(names, result.totals, strict=False)
            if value is not None
        },
    }


def write_xlsx(stream: BinaryIO, result: Result) -> None:
    """A workbook of two sheets: the rows, typed, and what they rest on. Text is never a formula."""
    # openpyxl takes 200 ms to import.
    from openpyxl import Workbook
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    sheet, about = book.create_sheet("Report"), book.create_sheet("About")
    shown = [result.columns[n] for n in result.shown]
    sheet.freeze_panes = "A2"
    widths = _widths(result)
    for place, wide in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(place)].width = wide
    if result.rows:
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(shown))}{len(result.rows) + 1}"
    sheet.append([_typed(sheet, column.label, None, bold=True) for column in shown])
    zone = ZoneInfo(result.foot.timezone)
    for row in (*result.rows, *((result.totals,) if result.totals else ())):
        last = row is result.totals
        cells = [_value(row[n], result.columns[n], zone) for n in result.shown]
        if last and cells and cells[0] is None:
            cells[0] = TOTAL
        sheet.append(
            [
                _typed(sheet, value, column, bold=last)
                for value, column in zip(cells, shown, strict=True)
            ]
        )
    about.column_dimensions["A"].width, about.column_dimensions["B"].width = 16, 80
    for what, words in _about(result):
        about.append([_typed(about, what, None, bold=True), _typed(about, words, None)])
    book.save(stream)


def _widths(result: Result) -> list[int]:
    rows = result.rows[:200]
    return [
        min(
            60,
            max([len(result.columns[n].label), 8, *(len(str(row[n] or "")) for row in rows)]) + 2,
        )
        for n in result.shown
    ]


def _value(value: Cell, column: Column, zone: ZoneInfo) -> Any:
    """As Excel counts: money and hours as numbers with decimals, instants as local wall time."""
    match value, column.format:
        case int(), Format.MONEY:
            return value / 100
        case int(), Format.HOURS:
            return value / 60
        case int(), Format.INSTANT:
            return datetime.fromtimestamp(value, UTC).astimezone(zone).replace(tzinfo=None)
        case str(), Format.DATE:
            return _date(value)
        case ((int() | float()), Format.YES_NO):
            return "yes" if value else "no"
        case _:
            return value


def _date(text: str) -> date | str:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text


def _typed(sheet: Any, value: Any, column: Column | None, *, bold: bool = False) -> Any:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    text = isinstance(value, str)
    cell = WriteOnlyCell(sheet, one_line(value, LONGEST) if text else value)
    if text:
        # openpyxl would take what begins with = for a formula.
        cell.data_type = "s"
    elif column is not None and column.format in _LOOKS and value is not None:
        cell.number_format = _LOOKS[column.format]
    if bold:
        cell.font = Font(bold=True)
    return cell


def write_text(result: Result, texts: Sequence[Sequence[str]], totals: Sequence[str]) -> str:
    """The result as a table of plain characters, for a terminal."""
    columns = [result.columns[n] for n in result.shown]
    lines = [*texts, *((totals,) if totals else ())]
    widths = [
        min(40, max([len(column.label), *(len(one_line(row[n], 40)) for row in lines)], default=0))
        for n, column in enumerate(columns)
    ]
    said = [_line([column.label for column in columns], columns, widths)]
    said.append("  ".join("─" * wide for wide in widths))
    said += [_line(row, columns, widths) for row in texts]
    if totals:
        said += ["  ".join("─" * wide for wide in widths), _line(totals, columns, widths)]
    said.append("")
    foot = foot_lines(result.foot, len(result.rows), cut=result.cut, notes=result.notes)
    said += [f"{what}: {one_line(words, 300)}" for what, words in foot]
    return "\n".join(said)


def _line(cells: Sequence[str], columns: Sequence[Column], widths: Sequence[int]) -> str:
    texts = (one_line(text, 40) for text in cells)
    each = zip(texts, columns, widths, strict=True)
    return "  ".join(f"{t:>{w}}" if column.right else f"{t:<{w}}" for t, column, w in each).rstrip()
