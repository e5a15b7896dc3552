"""What the method looks at: the people, the detail, what has happened, who asked, who answered.

Amounts of a tally are exact fractions in the tally's unit: hours, details, money or points.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from coordinator.rules.distribution.stand import NONE

Fact = str | bool | Fraction
Facts = Mapping[str, Fact]
"""Named facts of a detail or of a happening; ranges such as notice are in hours."""


class Person(NamedTuple):
    """One officer; `dates` are ISO dates by name, `numbers` any other stored figures."""

    id: str
    rank: str = ""
    tier: str = ""
    dates: Mapping[str, str] = NONE
    tallies: Mapping[str, Fraction] = NONE
    numbers: Mapping[str, Fraction] = NONE
    groups: tuple[str, ...] = ()
    duty: str = ""
    """How the detail lies in his duty (`duty.DUTY_WORDS`); "" where nobody asks."""
    unit: str = ""
    beside_leave: bool = False
    """Whether he has leave on a day beside the detail (`duty.beside_leave`)."""


class Happening(NamedTuple):
    """One thing that happened to an officer; `detail` is when the detail concerned starts.

    `what` is a word of `words.HAPPENINGS` or one that the document itself names; `hours` those that
    it took, or those of the detail; `detail` 0 where none is concerned. `which` tells details apart
    that start at the same time, and seats of different hours on one; 0: the start does.
    """

    what: str
    officer: str
    at: int
    hours: Fraction = Fraction(0)
    detail: int = 0
    facts: Facts = {}
    which: Hashable = 0

    @property
    def whole_detail(self) -> Hashable:
        """What tells the detail apart from others, whatever the hours of its seats."""
        return self.which[0] if isinstance(self.which, tuple) else self.which or self.detail

    def by(self, now: int) -> bool:
        """Whether it happened by then, or is about a detail that began before."""
        return self.at <= now or 0 < self.detail < now


class SignUp(NamedTuple):
    """An officer who asked; `at` None where the time is not known (in good time)."""

    officer: str
    at: int | None = None


class Answer(NamedTuple):
    """What an officer said when asked, in the order of asking; `what` a word as in `Happening`."""

    officer: str
    what: str
    at: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class PassedOver:
    """Why the limits keep somebody from this detail; `figure` and `limit` in hours or counts."""

    clause: str
    figure: Fraction | None = None
    limit: Fraction | None = None
    words: str = ""
    until: str = ""
    see: tuple[str, ...] = ()
    """Further numbers that the clause goes by."""
