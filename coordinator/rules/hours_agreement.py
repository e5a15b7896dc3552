"""Whether all who state the hours of an assignment agree: ordered, punched, claimed, certified.

Instants are UTC seconds, half-open; the tolerance is minutes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

SCHEDULED, ENTERED = "scheduled", "entered"
SIDES = ("certified", "punched", "claimed")
"""Who may state hours, the weightiest first."""


@dataclass(frozen=True, slots=True)
class Span:
    """Hours as one side has them."""

    started_at: int
    ended_at: int
    break_minutes: int = 0

    @property
    def minutes(self) -> int:
        """Whole minutes, without the break."""
        return (self.ended_at - self.started_at) // 60 - self.break_minutes


def disagreement(columns: Mapping[str, Span], tolerance: int, wanted: Sequence[str] = ()) -> str:
    """One sentence where two columns are further apart than the tolerance, or one that is wanted
    is missing; empty where all agree."""
    for side in wanted:
        if side not in columns:
            return f"nothing is {side} yet"
    named = list(columns.items())
    for place, (first, mine) in enumerate(named):
        for second, theirs in named[place + 1 :]:
            if gap := _gap(mine, theirs, tolerance):
                return f"{second} and {first} differ by {gap} minutes"
    return ""


def _gap(mine: Span, theirs: Span, tolerance: int) -> int:
    """The greatest difference in minutes where it is beyond the tolerance, else 0."""
    gaps = (
        abs(mine.started_at - theirs.started_at) / 60,
        abs(mine.ended_at - theirs.ended_at) / 60,
        abs(mine.break_minutes - theirs.break_minutes),
    )
    widest = max(gaps)
    return max(1, round(widest)) if widest > tolerance else 0


def agreed(columns: Mapping[str, Span], taken: str) -> Span:
    """The hours that are entered where all agree: the column `taken`, or the weightiest there."""
    if taken in columns:
        return columns[taken]
    return next((columns[side] for side in SIDES if side in columns), columns[SCHEDULED])
