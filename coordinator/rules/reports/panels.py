"""A panel of the dashboard: one figure with its unit, how it moved, and a small chart."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import fmean
from typing import Final

from coordinator.rules.reports.charting import Point, Ranged
from coordinator.rules.reports.report import Drawn

NOTHING: Final = "nothing yet"
LEVEL: Final = 0.005
"""A change of less than this part of the figure is none."""


@dataclass(frozen=True, slots=True)
class Panel:
    """What a panel shows. `when` says of what time the latest figure is, `trend` how it stands to
    those before; `report` is the report behind it, asked with `typed`."""

    name: str
    title: str
    unit: str
    latest: str
    when: str
    trend: str
    drawn: Drawn
    report: str
    typed: Mapping[str, str] = field(default_factory=dict)
    points: tuple[Point, ...] = ()
    ranges: tuple[Ranged, ...] = ()

    @property
    def sentence(self) -> str:
        """All of it in one line."""
        parts = (f"{self.title} ({self.unit}): {self.latest}", self.when, self.trend)
        return ", ".join(part for part in parts if part)


def trend(values: Sequence[float | None], suffix: str = "", places: int = 0) -> str:
    """How the last value stands to the mean of those before, such as "▲ 3 on 11 before".

    Empty where nothing can be compared.
    """
    known = [value for value in values if value is not None]
    if len(known) < 2 or values[-1] is None:
        return ""
    before = fmean(known[:-1])
    change = known[-1] - before
    much = abs(change)
    sign = "=" if much <= LEVEL * abs(before) else "▲" if change > 0 else "▼"
    count = len(known) - 1
    mean = f"the mean of {count} before" if count > 1 else "the one before"
    return f"= {mean}" if sign == "=" else f"{sign} {short(much, places)}{suffix} on {mean}"


def since_begun(values: Sequence[float]) -> list[float | None]:
    """The values, with nothing in place of the zeros before the first that is none: a book that
    began in between tells nothing of what was before."""
    first = next((n for n, value in enumerate(values) if value), len(values))
    return [None if n < first else value for n, value in enumerate(values)]


def short(value: float, places: int = 0) -> str:
    """A figure in few letters: 950, 12.4k, 3.1M."""
    size = abs(value)
    for least, unit in ((1e9, "G"), (1e6, "M"), (1e4, "k")):
        if size >= least:
            return f"{value / (1e3 if unit == 'k' else least):,.1f}{unit}"
    return f"{value:,.{places}f}"
