"""What a report's chart shows: points of a line of bars, or a grid."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from coordinator.rules.reports.figures import shown
from coordinator.rules.reports.histogram import UNITS, classes_of
from coordinator.rules.reports.report import Cell, Drawn, Format, Result

MOST_BARS = 15
MOST_COLUMNS = 60


@dataclass(frozen=True, slots=True)
class Point:
    """One bar: its label, its height, and the figure in words."""

    label: str
    value: float
    words: str


@dataclass(frozen=True, slots=True)
class Ranged:
    """A point of a line, and between what its value may lie where that is said.

    `words` are those of the greatest of its figures.
    """

    label: str
    value: float | None
    low: float | None = None
    high: float | None = None
    words: str = ""

    @property
    def top(self) -> float:
        """The greatest of its figures."""
        return max(self.value or 0, self.high or 0)


@dataclass(frozen=True, slots=True)
class Grid:
    """A heat map: figures by row and column, in the order in which they came."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    values: tuple[tuple[float, ...], ...]


def points_of(result: Result) -> tuple[Point, ...]:
    """The bars of a chart, the greatest first; columns in their order, the last ones; the classes
    of a histogram; the points of a line.

    Nothing where the report has no such chart, or no row.
    """
    chart = result.report.chart
    if chart is None or chart.kind is Drawn.HEAT or not result.rows:
        return ()
    if chart.kind is Drawn.HISTOGRAM:
        return _classes(result)
    label = result.place(chart.label)
    value = result.place(chart.value) if chart.value else None
    shape = Format.NUMBER if value is None else result.columns[value].format
    zone = ZoneInfo(result.foot.timezone)
    look = result.columns[label].format
    sums: dict[str, float] = {}
    for row in result.rows:
        words = shown(row[label], look, zone) or "(none)"
        sums[words] = sums.get(words, 0) + (1 if value is None else _number(row[value]))
    pairs = list(sums.items())
    if chart.kind is Drawn.BARS:
        pairs = sorted(pairs, key=lambda pair: -pair[1])[:MOST_BARS]
    else:
        pairs = pairs[-MOST_COLUMNS:]
    return tuple(Point(name, each, shown(_whole(each), shape, zone)) for name, each in pairs)


def _classes(result: Result) -> tuple[Point, ...]:
    """How many rows have a figure of each size."""
    chart = result.report.chart
    assert chart is not None
    place = result.place(chart.label)
    zone, shape = ZoneInfo(result.foot.timezone), result.columns[place].format
    figures = [float(v) for row in result.rows if isinstance(v := row[place], int | float)]
    return tuple(
        Point(shown(_whole(each.low), shape, zone), each.many, f"{each.many:,}")
        for each in classes_of(figures, UNITS.get(shape, 1.0))
    )


def ranges_of(result: Result) -> tuple[Ranged, ...]:
    """The points of a line in the order of the rows, the last ones, each with its range.

    Nothing where the report has no line, or no row.
    """
    chart = result.report.chart
    if chart is None or chart.kind is not Drawn.LINE:
        return ()
    label = result.place(chart.label)
    places = [result.place(name) for name in (chart.value, chart.low, chart.high) if name]
    zone = ZoneInfo(result.foot.timezone)
    look, shape = result.columns[label].format, result.columns[places[0]].format
    found = []
    for row in result.rows[-MOST_COLUMNS:]:
        value, low, high = (_or_none(row[place]) for place in (*places, places[0], places[0])[:3])
        ranged = (low, high) if len(places) > 1 else (None, None)
        point = Ranged(shown(row[label], look, zone), value, *ranged)
        found.append(replace(point, words=shown(_whole(point.top), shape, zone)))
    return tuple(found)


def unit_of(result: Result) -> float:
    """How many of what a chart's values count in make one of what a scale shows (60 minutes)."""
    chart = result.report.chart
    if chart is None or not chart.value:
        return 1.0
    return UNITS.get(result.columns[result.place(chart.value)].format, 1.0)


def _or_none(value: Cell) -> float | None:
    return float(value) if isinstance(value, int | float) else None


def _whole(value: float) -> int | float:
    return int(value) if value == int(value) else value


def chart_words(result: Result) -> str:
    """What the chart shows, such as "Hours by officer: the 15 greatest"."""
    chart = result.report.chart
    if chart is None:
        return ""
    label = result.columns[result.place(chart.label)].label
    value = result.columns[result.place(chart.value)].label if chart.value else "Rows"
    if chart.kind is Drawn.HEAT:
        row = result.columns[result.place(chart.row)].label
        return f"{value} by {row.lower()} and {label.lower()}"
    if chart.kind is Drawn.HISTOGRAM:
        return f"{label}: how many rows have how much, each class from the figure below it"
    many = len({row[result.place(chart.label)] for row in result.rows})
    most = f": the {MOST_BARS} greatest of {many}" if many > MOST_BARS else ""
    return f"{value} by {label.lower()}{most if chart.kind is Drawn.BARS else ''}"


def grid_of(result: Result) -> Grid | None:
    """The heat map of a report, or None where it has none."""
    chart = result.report.chart
    if chart is None or chart.kind is not Drawn.HEAT or not result.rows:
        return None
    across, value = result.place(chart.label), result.place(chart.value)
    down = result.place(chart.row)
    rows = _kept(result.rows, down)
    columns = _kept(result.rows, across)
    values = {(str(row[down]), str(row[across])): _number(row[value]) for row in result.rows}
    figures = tuple(tuple(values.get((r, c), 0.0) for c in columns) for r in rows)
    return Grid(rows, columns, figures)


def _kept(rows: Sequence[Sequence[Cell]], place: int) -> tuple[str, ...]:
    """The labels of a side, in order: numbers by size, words as they came."""
    found = dict.fromkeys(row[place] for row in rows)
    if all(isinstance(each, int) for each in found):
        return tuple(str(each) for each in sorted(found, key=lambda each: int(each or 0)))
    return tuple(str(each) for each in found)


def _number(value: Cell) -> float:
    return float(value) if isinstance(value, int | float) else 0.0
