"""Everything that is known when a detail is to be given to somebody."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from coordinator.rules.distribution.document import Method
from coordinator.rules.distribution.facts import (
    Answer,
    Facts,
    Happening,
    PassedOver,
    Person,
    SignUp,
)
from coordinator.rules.spans import Span


@dataclass(frozen=True, slots=True)
class Situation:
    """Everything known when a detail is to be given to somebody.

    `signups` None: nobody was asked to sign up. `lists` are orders handed over, by name of list;
    `marks` likewise. `as_of` is the instant at which tallies and lists stood so; None: at the
    detail. `passed` whom the limits keep out, by officer, and `not_ordered`
    whom they keep from being ordered (None: the same). `periods` are the agency's own periods
    (kind, start, end). Without `reopened` a place that somebody gave back stays empty, unless
    people signed up or were asked for it. Who signs up after `assigned_at` comes too late for this
    decision. `since` is as `as_of`, list by list. `last` are instants handed over, by officer and
    happening; `entries` (tally, officer, instant, amount) what no happening caused. `method` names
    one where the detail's facts are not to choose. `gone` have left and count in no average;
    `settled` are new to no tally, and count in averages with nothing where nothing was charged.
    `about` tells the detail apart from others that start at the same time, as the first part of
    `Happening.which` does; 0: its start does.
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
    not_ordered: Mapping[str, PassedOver] | None = None
    periods: tuple[tuple[str, int, int], ...] = ()
    assigned_at: int | None = None
    reopened: bool = True
    seed: str = ""
    since: Mapping[str, int] = field(default_factory=dict)
    last: Mapping[tuple[str, str], int] = field(default_factory=dict)
    entries: tuple[tuple[str, str, int, Fraction], ...] = ()
    method: Method | None = None
    gone: frozenset[str] = frozenset()
    settled: frozenset[str] = frozenset()
    about: Hashable = 0

    @property
    def whole_detail(self) -> Hashable:
        """What tells the detail apart from others, whatever the hours of its seats."""
        return self.about or self.span[0]

    @property
    def spared(self) -> Mapping[str, PassedOver]:
        """Whom the limits keep from being ordered."""
        return self.passed if self.not_ordered is None else self.not_ordered

    @property
    def hours(self) -> Fraction:
        """Elapsed hours of the detail."""
        return Fraction(self.span[1] - self.span[0], 3600)
