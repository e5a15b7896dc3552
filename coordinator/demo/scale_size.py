"""How big a big book is, and the days that it covers."""

from collections.abc import Iterator
from dataclasses import dataclass

AHEAD = 60
"""Days after now that are planned already."""


@dataclass(frozen=True, slots=True)
class Size:
    """What a big book holds. `per_job` is how many details a job has."""

    officers: int
    employers: int
    details: int
    days: int
    per_job: int
    duty_days: int

    def counted_days(self) -> Iterator[tuple[int, int]]:
        """Each day, counted from now, and the number of details on it."""
        for day in range(self.days):
            until, since = (self.details * n // self.days for n in (day + 1, day))
            yield day - self.days + AHEAD, until - since
