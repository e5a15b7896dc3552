"""The dashboard on one page: nine panels, each a figure, how it moved, and a small chart."""

from collections.abc import Sequence
from typing import Any, BinaryIO, Final

from coordinator.rules.reports.panels import Panel
from coordinator.rules.reports.report import Drawn

TITLE: Final = "Dashboard"
ACROSS: Final = 3
CHART: Final = 98.0
"""Points: the height of a chart that stands upright."""
GAP: Final = 12.0
BARS: Final = 7
LABEL: Final = 74.0


def write_dashboard(
    stream: BinaryIO, panels: Sequence[Panel], agency: str, read: str, *, paper: str = "letter"
) -> None:
    """Write the page, lying on its side; `read` says when the book was read."""
    from reportlab.platypus import Spacer, Table

    from exports.typesetting import RULE, Running, Sheet, build, text

    page = Sheet(paper, wide=True)
    wide = page.inner / ACROSS
    cells = [_cell(panel, wide - GAP) for panel in panels]
    rows: list[list[Any]] = [cells[n : n + ACROSS] for n in range(0, len(cells), ACROSS)]
    rows[-1] += [""] * (ACROSS - len(rows[-1]))
    table = Table(rows, [wide] * ACROSS)
    table.setStyle(
        [
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LINEABOVE", (0, 0), (-1, -1), 0.5, RULE),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), GAP),
            ("TOPPADDING", (0, 0), (-1, -1), 4),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
        ]
    )
    foot = f"{agency} · {TITLE} · {read}"
    story = [text(agency, 10, grey=True), text(f"{TITLE}, {read}", 14, bold=True), Spacer(0, 6)]
    build(stream, page, Running(TITLE, agency, read, foot, foot), [*story, table])


def _cell(panel: Panel, width: float) -> list[Any]:
    from exports.typesetting import text

    said = f"{panel.when} · {panel.trend}" if panel.when else panel.trend
    return [
        text(f"{panel.title} ({panel.unit})", 8, grey=True),
        text(panel.latest, 14, bold=True),
        text(said, 7.5, grey=True),
        *([drawing] if (drawing := _drawn(panel, width)) is not None else []),
    ]


def _drawn(panel: Panel, width: float) -> Any:
    from exports.bar_charts import bar_chart, column_chart, line_chart

    if panel.drawn is Drawn.LINE:
        shown = any(each.top > 0 for each in panel.ranges)
        return line_chart(panel.ranges, width, CHART) if shown else None
    if not any(point.value > 0 for point in panel.points):
        return None
    if panel.drawn is Drawn.BARS:
        return bar_chart(panel.points[:BARS], width, LABEL)
    return column_chart(panel.points, width, CHART)
