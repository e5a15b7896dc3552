"""How a report looks in characters: its columns on a table, its chart, its totals, its foot."""

from collections.abc import Sequence

from coordinator.rules.reports.charting import chart_words, grid_of, points_of, ranges_of
from coordinator.rules.reports.figures import foot_lines
from coordinator.rules.reports.report import Column as ReportColumn
from coordinator.rules.reports.report import Drawn, Format, Parameter, Report, Result
from screens.parts.columns import Column
from screens.reports.drawing import HIGH, bars, columns, heat, line
from screens.shown import visible

LEAST, MOST = 6, 34
"""Cells of a column of words before it grows, and at most."""
MEASURED = 300
NEVER = 10_000
"""Cells that no window has."""


def short(text: str, column: ReportColumn) -> str:
    """A value in a narrow table: of an instant without the year."""
    return text[5:] if column.format is Format.INSTANT else text


def table_columns(result: Result, texts: Sequence[Sequence[str]]) -> tuple[Column, ...]:
    """Figures as wide as they are, words and heads growing with the room.

    Where there is too little of it the last columns of words are left out, never a figure; and
    everywhere whatever is empty in all rows.
    """
    shown = [result.columns[n] for n in result.shown]
    wides = [
        min(max((len(short(row[n], column)) for row in texts[:MEASURED]), default=1), MOST)
        for n, column in enumerate(shown)
    ]
    widths = [
        max(wide, min(len(column.label), 9))
        if column.right
        else min(max(wide, LEAST, len(column.label)), 12)
        for column, wide in zip(shown, wides, strict=True)
    ]
    figures = [n for n, column in enumerate(shown) if column.right and wides[n]]
    room = sum(widths[n] + 1 for n in figures) + 1
    columns: list[Column] = []
    for n, (column, width) in enumerate(zip(shown, widths, strict=True)):
        words = not column.right and bool(wides[n])
        room += width + 1 if words else 0
        needs = NEVER if not wides[n] else room if words and n else 0
        wanted = max(wides[n], len(column.label)) - width
        grow = max(wanted, 0) + (1 if words else 0)
        columns.append(Column(visible(column.label), width, "", grow, needs, column.right))
    return tuple(columns)


def report_words(report: Report, last: Sequence[tuple[Parameter, str]]) -> str:
    """What a report answers, for whom, and what it would be asked with."""
    asked = [f"{each.label}: {typed or 'all'}" for each, typed in last]
    own = "one of your own reports" if report.own else ""
    parts = (report.question, f"For: {report.readers}" if report.readers else "", own, *asked)
    return "\n\n".join(visible(part) for part in parts if part)


def totals_words(result: Result, totals: Sequence[str]) -> str:
    """All totals in one line."""
    columns = [result.columns[n] for n in result.shown]
    said = [
        f"{column.label} {text}"
        for column, text in zip(columns, totals, strict=False)
        if text and column.right
    ]
    return "  Total: " + " · ".join(visible(each) for each in said) if said else ""


def row_words(result: Result, row: Sequence[str]) -> str:
    """One row whole, a line for each column."""
    labels = [result.columns[n].label for n in result.shown]
    return "\n".join(f"{label}: {text}" for label, text in zip(labels, row, strict=True) if text)


def foot_words(result: Result) -> str:
    """The question, and what the figures rest on."""
    lines = foot_lines(result.foot, len(result.rows), cut=result.cut, notes=result.notes)
    return "\n".join([result.report.question, "", *(f"{what}: {said}" for what, said in lines)])


def chart_text(result: Result, width: int, high: int = HIGH) -> str:
    """The chart in characters, nothing where the report has none."""
    drawn = _drawn(result, width, high)
    return f"{chart_words(result)}\n\n{drawn}" if drawn else ""


def _drawn(result: Result, width: int, high: int) -> str:
    chart = result.report.chart
    match chart.kind if chart else None:
        case Drawn.HEAT:
            grid = grid_of(result)
            return heat(grid, width) if grid else ""
        case Drawn.LINE:
            return line(ranges_of(result), width, high)
        case Drawn.HISTOGRAM:
            return columns(points_of(result), width, high)
        case _:
            return bars(points_of(result), width)
