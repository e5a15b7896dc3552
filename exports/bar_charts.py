"""The charts of reports: bars under one another, columns side by side, a line, a grid of shades.

They read without colour and without the table beside them: every bar has its figure.
"""

from collections.abc import Sequence
from math import ceil
from typing import Any, Final

from coordinator.rules.reports.charting import (
    Grid,
    Point,
    Ranged,
    chart_words,
    grid_of,
    points_of,
    ranges_of,
    unit_of,
)
from coordinator.rules.reports.report import Drawn, Result
from exports.fairness_chart import scale_lines
from exports.text import one_line

BAR: Final = 13.0
"""Points: a bar and the gap below it."""
HIGH: Final = 130.0
"""Points: the height of columns side by side."""
LABELS: Final = 12
"""How many labels fit under columns side by side."""
LETTER: Final = 4.0
"""Points: the width of a letter of a label, about."""
LEFT, FLOOR = 60.0, 14.0
"""Points: where a scale ends, and what lies below the lowest line."""
LABEL_WIDTH: Final = 150.0
FIGURE_WIDTH: Final = 60.0
CELL: Final = 14.0


def report_chart(result: Result, width: float) -> Any:
    """The drawing that a report asks for, or None where there is nothing to draw."""
    chart = result.report.chart
    if chart is None:
        return None
    drawing = _drawn(result, chart.kind, width)
    if drawing is not None:
        drawing.height += BAR
        drawing.add(_text(0, drawing.height - 8, chart_words(result), 90, "start"))
    return drawing


def _drawn(result: Result, kind: Drawn, width: float) -> Any:
    if kind is Drawn.HEAT:
        grid = grid_of(result)
        return _heat(grid, width) if grid else None
    unit = unit_of(result)
    if kind is Drawn.LINE:
        ranges = ranges_of(result)
        shown = any(each.top > 0 for each in ranges)
        return line_chart(ranges, width, HIGH, unit) if shown else None
    points = points_of(result)
    if not any(point.value > 0 for point in points):
        return None
    return (
        bar_chart(points, width) if kind is Drawn.BARS else column_chart(points, width, HIGH, unit)
    )


def bar_chart(points: Sequence[Point], width: float, label: float = LABEL_WIDTH) -> Any:
    """Bars under one another; the width, and that of the labels, is in points."""
    from reportlab.graphics.shapes import Drawing, Rect

    from exports.typesetting import GREY

    height = BAR * len(points) + 4
    drawing = Drawing(width, height)
    top = max(point.value for point in points) or 1
    room = width - label - FIGURE_WIDTH
    for n, point in enumerate(points):
        y = height - (n + 1) * BAR
        long = max(point.value, 0) / top * room
        drawing.add(_text(label - 6, y + 3, point.label, round(label / 5), "end"))
        drawing.add(Rect(label, y + 2, long, BAR - 4, fillColor=GREY, strokeColor=None))
        drawing.add(_text(label + long + 4, y + 3, point.words, 16, "start"))
    return drawing


def column_chart(points: Sequence[Point], width: float, high: float, unit: float = 1) -> Any:
    """Columns side by side, with a scale; width and height are in points, the values in so many to
    the unit that the scale shows."""
    from reportlab.graphics.shapes import Drawing, Rect

    from exports.typesetting import GREY

    drawing = Drawing(width, high)
    top = max(point.value for point in points)
    up, step = _scale(drawing, top, unit, len(points))
    each = _every([point.label for point in points], step)
    for n, point in enumerate(points):
        x, tall = LEFT + n * step, max(point.value, 0) * up
        bar = Rect(x + step * 0.15, FLOOR, step * 0.7, tall, fillColor=GREY, strokeColor=None)
        drawing.add(bar)
        if n % each == 0:
            drawing.add(_text(x + step / 2, 3, point.label, 16, "middle"))
        if len(points) <= LABELS and len(point.words) * LETTER < step:
            drawing.add(_text(x + step / 2, FLOOR + tall + 2, point.words, 16, "middle"))
    return drawing


def line_chart(points: Sequence[Ranged], width: float, high: float, unit: float = 1) -> Any:
    """A line through the values, its range shaded behind it, with a scale."""
    from reportlab.graphics.shapes import Circle, Drawing, Line, Rect
    from reportlab.lib.colors import HexColor

    from exports.typesetting import INK

    drawing = Drawing(width, high)
    up, step = _scale(drawing, max(point.top for point in points), unit, len(points))
    each, before = _every([point.label for point in points], step), None
    for n, point in enumerate(points):
        x = LEFT + (n + 0.5) * step
        if point.low is not None and point.high is not None:
            y, tall = FLOOR + point.low * up, (point.high - point.low) * up
            shade = HexColor("#d8dde3")
            drawing.add(Rect(x - step / 2, y, step, tall, fillColor=shade, strokeColor=None))
        here = None if point.value is None else (x, FLOOR + point.value * up)
        if here and before:
            drawing.add(Line(*before, *here, strokeColor=INK, strokeWidth=1.2))
        if here:
            drawing.add(Circle(*here, 1.6, fillColor=INK, strokeColor=None))
        before = here
        if n % each == 0:
            drawing.add(_text(x, 3, point.label, 16, "middle"))
    return drawing


def _scale(drawing: Any, top: float, unit: float, many: int) -> tuple[float, float]:
    """Draw the lines of the scale; how high one is (points), and how wide each of many is."""
    up = (drawing.height - FLOOR - 14) / top
    for each in scale_lines(top / unit, drawing.width, LEFT, FLOOR, up * unit):
        drawing.add(each)
    return up, (drawing.width - LEFT) / many


def _every(labels: Sequence[str], step: float) -> int:
    """Every how manieth label can stand without touching the next."""
    return max(1, ceil(max(len(label) * LETTER + 6 for label in labels) / max(step, 1)))


def _heat(grid: Grid, width: float) -> Any:
    from reportlab.graphics.shapes import Drawing, Rect
    from reportlab.lib.colors import Color

    height = CELL * (len(grid.rows) + 1)
    drawing = Drawing(width, height)
    left = 70.0
    step = min(28.0, (width - left) / max(len(grid.columns), 1))
    top = max((value for row in grid.values for value in row), default=0) or 1
    each = _every(grid.columns, step)
    for across, label in enumerate(grid.columns):
        if across % each:
            continue
        drawing.add(_text(left + (across + 0.5) * step, height - 10, label, 6, "middle"))
    for down, values in enumerate(grid.values):
        y = height - (down + 2) * CELL
        drawing.add(_text(left - 6, y + 4, grid.rows[down], 14, "end"))
        for across, value in enumerate(values):
            dark = 0.97 - 0.6 * value / top
            x = left + across * step
            shade = Color(dark, dark, dark)
            drawing.add(Rect(x, y, step, CELL, fillColor=shade, strokeColor=None))
            words = f"{value:,.0f}" if value >= 10 else f"{value:.2g}"
            if value and len(words) * LETTER <= step:
                ink = "#ffffff" if dark < 0.6 else "#1a1f26"
                drawing.add(_text(x + step / 2, y + 4, words, 6, "middle", ink))
    return drawing


def _text(x: float, y: float, words: str, most: int, anchor: str, ink: str = "") -> Any:
    from reportlab.graphics.shapes import String
    from reportlab.lib.colors import HexColor

    from exports.typesetting import INK, REGULAR, load_fonts

    load_fonts()
    colour = HexColor(ink) if ink else INK
    safe = one_line(words, most)
    return String(x, y, safe, textAnchor=anchor, fontName=REGULAR, fontSize=7, fillColor=colour)
