"""What the method looks at: the people, the detail, what has happened, who asked, who answered.

Amounts of a tally are exact fractions in the tally's unit: hours, details, money or points.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from coordinator.rules.distribution.stand import NONE
from coordinator.rules.spans import Span

if TYPE_CHECKING:
    from coordinator.rules.distribution.document import Method

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


@dataclass(frozen=True, slots=True)
class Situation:
    """Everything known when a detail is to be given to somebody.

    `signups` None: nobody was asked to sign up. `lists` are orders handed over, by name of list;
    `marks` likewise. `as_of` is the instant at which tallies and lists stood so; None: at the
    detail. `passed` whom the limits keep out, by officer. `periods` are the agency's own periods
    (kind, start, end). Without `reopened` a place that somebody gave back stays empty, unless
    people signed up or were asked for it. Who signs up after `assigned_at` comes too late for this
    decision. `since` is as `as_of`, list by list. `last` are instants handed over, by officer and
    happening; `entries` (tally, officer, instant, amount) what no happening caused. `method` names
    one where the detail's facts are not to choose. `gone` have left and count in no average.
    """

    people: tuple[Person, ...]
    span: Span
    positions: int = 1
    facts: Facts = field(default_factory=dict)
    signups: tuple[SignUp, ...] | None = None
    answers: tuple[Answer, ...] = ()
    happened: tuple[Happening, ...] = ()
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    marks: Mapping[str, str] = field(default_factory=dict)
    as_of: int | None = None
    passed: Mapping[str, PassedOver] = field(default_factory=dict)
    periods: tuple[tuple[str, int, int], ...] = ()
    assigned_at: int | None = None
    reopened: bool = True
    seed: str = ""
    since: Mapping[str, int] = field(default_factory=dict)
    last: Mapping[tuple[str, str], int] = field(default_factory=dict)
    entries: tuple[tuple[str, str, int, Fraction], ...] = ()
    method: "Method | None" = None
    gone: frozenset[str] = frozenset()

    @property
    def hours(self) -> Fraction:
        """Elapsed hours of the detail."""
        return Fraction(self.span[1] - self.span[0], 3600)
