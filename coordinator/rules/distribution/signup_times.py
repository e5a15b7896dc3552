"""When officers may sign up: openings, deadlines, and what becomes of those who come late."""

from dataclasses import dataclass
from enum import StrEnum

from coordinator.rules.clocked import Clocked
from coordinator.rules.distribution.conditions import ALWAYS, Condition


class Late(StrEnum):
    """What becomes of those who ask too late: behind all others, by the keys or by when they asked,
    or not considered."""

    BOTTOM = "bottom"
    FIRST_COME = "first_come"
    OUT = "out"


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

    What becomes of those who ask later is `late`.
    """

    moment: Clocked
    late: Late = Late.BOTTOM
    condition: Condition = ALWAYS
    behind_all: bool = False
    """Whether the late come behind the other tiers too, and not only behind those of their own."""
