"""From hours worked or ordered to hours billed or paid: an ordered list of steps.

The card says which steps and in which order; each kind of step is one class here that knows how
to run and how to explain itself. Everything is whole minutes for one person.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from coordinator.rules.rates.lines import hours_words


@dataclass(frozen=True, slots=True)
class HourFacts:
    """What a step may look at, in minutes."""

    worked: int
    ordered: int = 0
    extra: int = 0


class Step(Protocol):
    """One step of the pipeline."""

    def run(self, minutes: int, facts: HourFacts) -> int:
        """The minutes after this step."""

    def says(self) -> str:
        """The rule in a few words."""


@dataclass(frozen=True, slots=True)
class Take:
    """Begin with the hours worked, those ordered, or the greater of the two."""

    of: str

    def run(self, minutes: int, facts: HourFacts) -> int:
        if self.of == "ordered":
            return facts.ordered
        return max(facts.worked, facts.ordered) if self.of == "greater" else facts.worked

    def says(self) -> str:
        return {
            "worked": "hours worked",
            "ordered": "hours ordered",
            "greater": "the greater of hours worked and ordered",
        }[self.of]


@dataclass(frozen=True, slots=True)
class Round:
    """Round to a step; only the time beyond `over` when that is given.

    Going up, a part shorter than `grace` minutes is let go and a longer one counts as a whole
    step. `nearest` sends the middle up.
    """

    to: int
    direction: str = "up"
    grace: int = 0
    over: int = 0

    def run(self, minutes: int, facts: HourFacts) -> int:
        whole, part = divmod(max(0, minutes - self.over), self.to)
        if minutes <= self.over or part == 0:
            return minutes
        return self.over + (whole + self._counts(part)) * self.to

    def _counts(self, part: int) -> int:
        if self.direction == "up":
            return int(part >= self.grace)
        return int(self.direction == "nearest" and part * 2 >= self.to)

    def says(self) -> str:
        way = {"up": "up to the full", "down": "down to the full", "nearest": "to the nearest"}
        words = f"rounded {way[self.direction]} {_step_words(self.to)}"
        words += f" (a part under {self.grace} min is let go)" if self.grace else ""
        return words + (f", over {hours_words(self.over)}" if self.over else "")


@dataclass(frozen=True, slots=True)
class Least:
    """At least so much, when there is anything at all to bill."""

    minutes: int

    def run(self, minutes: int, facts: HourFacts) -> int:
        return max(minutes, self.minutes)

    def says(self) -> str:
        return f"minimum {hours_words(self.minutes)}"


@dataclass(frozen=True, slots=True)
class Most:
    """At most so much."""

    minutes: int

    def run(self, minutes: int, facts: HourFacts) -> int:
        return min(minutes, self.minutes)

    def says(self) -> str:
        return f"at most {hours_words(self.minutes)}"


@dataclass(frozen=True, slots=True)
class StepTable:
    """Up to so many hours counts as so many; beyond the last row the hours stay as they are."""

    rows: tuple[tuple[int, int], ...]

    def run(self, minutes: int, facts: HourFacts) -> int:
        return next((paid for limit, paid in self.rows if minutes <= limit), minutes)

    def says(self) -> str:
        rows = (f"up to {hours_words(limit)} is {hours_words(paid)}" for limit, paid in self.rows)
        return "; ".join(rows)


@dataclass(frozen=True, slots=True)
class WholeOrder:
    """When more than this share of the ordered time was worked, the whole order counts."""

    over_share: Decimal

    def run(self, minutes: int, facts: HourFacts) -> int:
        if facts.worked > self.over_share * facts.ordered:
            return max(minutes, facts.ordered)
        return minutes

    def says(self) -> str:
        return f"all hours ordered when more than {self.over_share * 100:f} % was worked"


@dataclass(frozen=True, slots=True)
class Add:
    """A fixed time on top."""

    minutes: int

    def run(self, minutes: int, facts: HourFacts) -> int:
        return minutes + self.minutes

    def says(self) -> str:
        return f"{hours_words(self.minutes)} more"


@dataclass(frozen=True, slots=True)
class AddExtra:
    """Time after the end that the detail caused, up to a limit."""

    most: int

    def run(self, minutes: int, facts: HourFacts) -> int:
        return minutes + min(facts.extra, self.most)

    def says(self) -> str:
        return f"time that the detail caused afterwards, at most {hours_words(self.most)}"


def _step_words(minutes: int) -> str:
    return (
        "hour" if minutes == 60 else hours_words(minutes) if minutes % 60 == 0 else f"{minutes} min"
    )
