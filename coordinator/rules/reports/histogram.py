"""Classes of figures: how many lie between which round numbers."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import floor
from typing import Final

from coordinator.rules.reports.report import Format

MOST_CLASSES: Final = 24
UNITS: Final[dict[Format, float]] = {Format.MONEY: 100.0, Format.HOURS: 60.0}
"""What one of a format is in its whole numbers: a dollar in cents, an hour in minutes."""


@dataclass(frozen=True, slots=True)
class Class:
    """How many figures lie in [low, low + wide)."""

    low: float
    wide: float
    many: int


def classes_of(figures: Sequence[float], unit: float = 1.0) -> tuple[Class, ...]:
    """Classes of one width without gaps, from that of the least figure to that of the greatest.

    The width is 1, 2 or 5 times a power of ten of the unit, such that there are about as many
    classes as the square root of the figures, and never more than MOST_CLASSES. Figures that are
    all whole units (counts) have no class narrower than one.
    """
    if not figures:
        return ()
    least, most = min(figures), max(figures)
    wanted = min(max(5, round(len(figures) ** 0.5)), MOST_CLASSES - 1)
    narrowest = 1.0 if all(each % unit == 0 for each in figures) else 0.0
    wide = _round_up(max((most - least) / unit / wanted, narrowest) or 1.0) * unit
    found = Counter(floor(each / wide) for each in figures)
    return tuple(Class(n * wide, wide, found[n]) for n in range(min(found), max(found) + 1))


def _round_up(least: float) -> float:
    """The least of 1, 2, 5, 10, 20 ... (or 0.5, 0.2 ...) that is not below."""
    size = 1.0
    while size * 10 <= least:
        size *= 10
    while size > least:
        size /= 10
    return next(size * n for n in (1, 2, 5, 10) if size * n >= least * (1 - 1e-9))
