"""When officers may sign up: openings, deadlines, and what becomes of those who come late."""

from dataclasses import dataclass
from datetime import time
from enum import StrEnum
from fractions import Fraction

from coordinator.rules.distribution.conditions import ALWAYS, Condition


class Late(StrEnum):
    """What becomes of those who ask too late: behind all others, by the keys or by when they asked,
    or not considered."""

    BOTTOM = "bottom"
    FIRST_COME = "first_come"
    OUT = "out"


@dataclass(frozen=True, slots=True)
class Clocked:
    """A moment counted from a detail: so many hours before its start or after its posting, or a
    clock time on a weekday on or before its day, or so many days before it."""

    weekday: int | None = None
    days_before: int = 0
    at: time = time(0)
    hours_before: Fraction | None = None
    hours_after_posting: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Opening:
    """From when on officers may ask; the first that fits the detail counts.

    With `waits` whoever asked earlier counts as if he had asked at that moment; otherwise he has
    not asked.
    """

    moment: Clocked
    waits: bool = False
    condition: Condition = ALWAYS


@dataclass(frozen=True, slots=True)
class Deadline:
    """By when somebody must have asked; the first that fits the detail counts.

    Either so many hours before the start or after posting, or a clock time on a weekday on or
    before the detail's day, or so many days before it.
    """

    late: Late = Late.BOTTOM
    weekday: int | None = None
    days_before: int = 0
    at: time = time(0)
    hours_before: Fraction | None = None
    hours_after_posting: Fraction | None = None
    condition: Condition = ALWAYS
    behind_all: bool = False
    """Whether the late come behind the other tiers too, and not only behind those of their own."""
