"""The bar chart of the fairness sheet: hours against opportunity."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from coordinator.rules.fairness import Share

CHART_HEIGHT: Final = 130.0
"""Points."""
MOST_BARS: Final = 90
"""How many bars fit: of more officers several share one."""


def sharing(officers: int) -> int:
    """How many officers share a bar."""
    return -(-officers // MOST_BARS)


def _bars(shares: Sequence[Share]) -> list[tuple[float, float]]:
    """(hours, hours expected) for each bar: the mean of the officers who share it."""
    each = sharing(len(shares))
    groups = [shares[n : n + each] for n in range(0, len(shares), each)]
    return [
        (
            sum(share.figures.minutes for share in group) / 60 / len(group),
            sum(share.expected_minutes for share in group) / 60 / len(group),
        )
        for group in groups
    ]


def fairness_chart(shares: Sequence[Share], width: float) -> Any:
    """Hours as bars, opportunity alone as a line across each; it reads without colour."""
    from reportlab.graphics.shapes import Drawing, Line, Rect

    from exports.typesetting import GREY, INK

    bars = _bars(shares)
    drawing, left, floor = Drawing(width, CHART_HEIGHT), 40.0, 6.0
    top = max(max(bar) for bar in bars) or 1.0
    up, step = (CHART_HEIGHT - floor - 10) / top, (width - left) / len(bars)
    for line in scale_lines(top, width, left, floor, up):
        drawing.add(line)
    for n, (had, expected) in enumerate(bars):
        x = left + n * step
        drawing.add(
            Rect(x + step * 0.15, floor, step * 0.7, had * up, fillColor=GREY, strokeColor=None)
        )
        y = floor + expected * up
        drawing.add(Line(x, y, x + step, y, strokeColor=INK, strokeWidth=1.6))
    return drawing


def scale_lines(top: float, width: float, left: float, floor: float, up: float) -> Iterator[Any]:
    """Lines across at round numbers of hours, each with its number."""
    from reportlab.graphics.shapes import Line, String

    from exports.typesetting import GREY, REGULAR, RULE, load_fonts

    load_fonts()
    step = _round_step(top)
    for n in range(int(top // step) + 1):
        y = floor + n * step * up
        label = f"{n * step:,.10g}"
        yield Line(left, y, width, y, strokeColor=RULE, strokeWidth=0.5)
        yield String(
            left - 4, y - 2.5, label, textAnchor="end", fontName=REGULAR, fontSize=7, fillColor=GREY
        )


def _round_step(top: float) -> float:
    """1, 2 or 5 times a power of ten, so that there are at most five lines."""
    size = 1.0
    while top / size > 50:
        size *= 10
    return next(size * n for n in (1, 2, 5, 10) if top / (size * n) <= 5)
