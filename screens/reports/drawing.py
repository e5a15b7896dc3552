"""Charts in characters: bars, a grid of shades, columns side by side, a line with its range.

They read without colour: a range is shaded, a value is a block or a point.
"""

from collections.abc import Sequence

from coordinator.rules.reports.charting import Grid, Point, Ranged
from screens.shown import visible

SHADES = " ░▒▓█"
PARTS = "▏▎▍▌▋▊▉█"
RISING = "▁▂▃▄▅▆▇█"
POINT, RANGE = "●", "░"
HIGH = 12
"""Lines of a chart that stands upright, without those of its labels."""


def bars(points: Sequence[Point], width: int) -> str:
    """A bar for each point under the last one, with its figure."""
    top = max((point.value for point in points), default=0)
    if top <= 0:
        return ""
    label = min(max(len(point.label) for point in points), max(8, width // 3))
    figure = max(len(point.words) for point in points)
    room = max(width - label - figure - 2, 4)
    return "\n".join(
        f"{_cut(point.label, label)} {bar(point.value / top, room)} {point.words:>{figure}}"
        for point in points
    )


def _cut(text: str, width: int) -> str:
    safe = visible(text)
    return f"{safe:<{width}}" if len(safe) <= width else f"{safe[: width - 1]}…"


def bar(share: float, room: int) -> str:
    """A bar of a share (0 to 1) of the room, to an eighth of a cell."""
    eighths = max(0, min(round(share * room * 8), room * 8))
    whole, part = divmod(eighths, 8)
    return ("█" * whole + (PARTS[part - 1] if part else "")).ljust(room)


def heat(grid: Grid, width: int) -> str:
    """The grid, each figure a shade."""
    top = max((value for row in grid.values for value in row), default=0)
    if top <= 0:
        return ""
    label = max(len(name) for name in grid.rows)
    step = 2 if width >= label + 1 + 2 * len(grid.columns) else 1
    every = 1 if step * 1 > max(len(name) for name in grid.columns) else 6 // step
    heads = "".join(f"{name:<{step * every}}" for name in grid.columns[::every])
    lines = [" " * (label + 1) + heads]
    for name, values in zip(grid.rows, grid.values, strict=True):
        cells = "".join(shade(value / top) * step for value in values)
        lines.append(f"{visible(name):<{label}} {cells}")
    lines += ["", f"{SHADES[1]} few … {SHADES[-1]} {top:,.10g}"]
    return "\n".join(lines)


def shade(share: float) -> str:
    """How dark a share (0 to 1) is."""
    return SHADES[0] if share <= 0 else SHADES[min(4, 1 + int(share * 3.999))]


def columns(points: Sequence[Point], width: int, high: int = HIGH) -> str:
    """Columns side by side; the greatest figure and the first and last label stand by them."""
    top = max((point.value for point in points), default=0)
    if top <= 0:
        return ""
    greatest = max(points, key=lambda point: point.value)
    axis = [greatest.words, *[""] * (high - 2), "0"][:high]
    room = width - max(len(each) for each in axis) - 1
    shown = points[-room:]
    drawn = raised([point.value / top for point in shown], room, high)
    return _with_axes(axis, drawn, _under(shown[0].label, shown[-1].label, len(drawn[0])))


def raised(shares: Sequence[float], room: int, high: int) -> list[str]:
    """Lines from above to below of columns of shares (0 to 1) of the height, as wide as fits."""
    wide = max(1, room // max(len(shares), 1))
    gap = 1 if wide > 2 else 0
    eighths = [max(0, min(round(share * high * 8), high * 8)) for share in shares]
    lines = []
    for line in range(high - 1, -1, -1):
        parts = (max(0, min(each - 8 * line, 8)) for each in eighths)
        lines.append("".join(_piece(part) * (wide - gap) + " " * gap for part in parts))
    return lines


def _piece(eighths: int) -> str:
    return RISING[eighths - 1] if eighths else " "


def line(points: Sequence[Ranged], width: int, high: int = HIGH) -> str:
    """A point for each value, its range shaded behind it; the scale begins at 0."""
    greatest = max(points, key=lambda point: point.top, default=Ranged("", None))
    top = greatest.top
    if top <= 0:
        return ""
    axis = [greatest.words, *[""] * (high - 2), "0"][:high]
    room = width - max(len(each) for each in axis) - 1
    shown = points[-room:]
    wide = max(1, room // len(shown))
    drawn = [
        "".join(_widened(_cells(each, row, high, top), wide) for each in shown)
        for row in range(high)
    ]
    return _with_axes(axis, drawn, _under(shown[0].label, shown[-1].label, wide * len(shown)))


def _widened(cell: str, wide: int) -> str:
    """A cell as wide as its point has room; a value is one point, with a line after it."""
    return POINT + "─" * (wide - 1) if cell == POINT else cell * wide


def _cells(point: Ranged, row: int, high: int, top: float) -> str:
    """What of a point lies in a row, of which the first is the highest."""
    if point.value is not None and _row(point.value, high, top) == row:
        return POINT
    if point.low is None or point.high is None:
        return " "
    return RANGE if _row(point.high, high, top) <= row <= _row(point.low, high, top) else " "


def _row(value: float, high: int, top: float) -> int:
    return high - 1 - min(high - 1, int(max(value, 0) / top * (high - 1) + 0.5))


def _under(first: str, last: str, wide: int) -> str:
    """The first and the last label, as far as there is room for both."""
    first, last = visible(first), visible(last)
    if len(first) + len(last) + 1 > wide:
        return first[:wide]
    return first + last.rjust(wide - len(first))


def _with_axes(axis: Sequence[str], drawn: Sequence[str], under: str) -> str:
    left = max(len(each) for each in axis)
    lines = [f"{said:>{left}} {row}".rstrip() for said, row in zip(axis, drawn, strict=True)]
    return "\n".join([*lines, f"{'':>{left}} {under}".rstrip()])
