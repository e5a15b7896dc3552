"""The keys of an order: what is compared of an officer."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class By(StrEnum):
    """What a key compares; the smaller value comes first."""

    FEWEST = "fewest"
    FEWEST_HOURS = "fewest_hours"
    FEWEST_DETAILS = "fewest_details"
    LONGEST_SINCE = "longest_since"
    SENIORITY = "seniority"
    FIRST_ANSWER = "first_answer"
    LIST = "list"
    RANK = "rank"
    GROUP = "group"
    DUTY = "duty"
    NUMBER = "number"
    HELD_BEFORE = "held_before"
    DRAW = "draw"


@dataclass(frozen=True, slots=True)
class Key:
    """One key of an order; `of` names the tally, list, date or number compared.

    `plus` are tallies whose figures are added to the first one's; `words` are ranks, groups or
    duty, in the order in which they come.
    """

    by: By
    of: str = ""
    reverse: bool = False
    most: Fraction | None = None
    words: tuple[str, ...] = ()
    on: frozenset[str] = frozenset()
    plus: tuple[str, ...] = ()
    within: Fraction = Fraction(0)
    """Figures are compared in bands of so much, counted from the lowest of those who stand."""
    above: Fraction | None = None
    """Whoever has more than so much above the lowest of those who stand does not stand."""
    above_average: Fraction | None = None
    """Nor who has more than so much above their average."""
    percent_above: Fraction | None = None
    """Nor who has more than so many percent above their average."""

    @property
    def by_average(self) -> bool:
        """Whether it compares with the average of those who stand."""
        return self.above_average is not None or self.percent_above is not None

    @property
    def bounded(self) -> bool:
        """Whether somebody does not stand because of others' figures."""
        return self.above is not None or self.by_average
