"""What a run of measurements found: each figure with its floor, their ratio, and the limit."""

import statistics
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure in `unit`. With a floor the limit is a ratio to it, otherwise it is in `unit`."""

    name: str
    value: float
    unit: str = "ms"
    floor: float | None = None
    limit: float | None = None

    @property
    def judged(self) -> float:
        """What is held against the limit."""
        return self.value / self.floor if self.floor else self.value

    @property
    def over(self) -> bool:
        """The limit is broken."""
        return self.limit is not None and self.judged > self.limit

    @property
    def words(self) -> str:
        """One line of the table."""
        value = f"{self.value:>12,.1f} {self.unit:<3}"
        floor = f"{self.floor:>12,.1f} {self.unit:<3}{self.judged:>7.2f}x" if self.floor else ""
        limit = "" if self.limit is None else f"{self.limit:>9,.1f}{'x' if self.floor else ''}"
        return f"{self.name:<58}{value}{floor:<24}{limit:<11}{'OVER' if self.over else ''}".rstrip()


def broken(figures: Iterable[Figure]) -> tuple[str, ...]:
    """The names of those over their limits, for which a run of measurements fails."""
    return tuple(figure.name for figure in figures if figure.over)


HEAD = f"{'':<58}{'figure':>12}    {'floor':>12}    {'ratio':>8}{'limit':>9}"


def median_ms(step: Callable[[], object], times: int) -> float:
    """The median wall time of a step in milliseconds."""
    return statistics.median(_each_ms(step, times))


def percentile(values: list[float], share: float) -> float:
    """The value below which that share of the values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def _each_ms(step: Callable[[], object], times: int) -> list[float]:
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        step()
        taken.append((time.perf_counter() - began) * 1_000)
    return taken
