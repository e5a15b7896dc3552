"""When a part of the document applies: words, yes or no, and ranges of hours of the facts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import time
from decimal import Decimal
from fractions import Fraction
from typing import Final

from coordinator.rules.distribution.counting import Counting, read_counting
from coordinator.rules.distribution.date_tests import Turn, read_season, read_turn
from coordinator.rules.distribution.facts import Fact, Facts
from coordinator.rules.documents import Table
from coordinator.rules.rates.days import MONTHS, WEEKDAYS

BOUNDS: Final = ("under", "at_most", "over", "at_least")

OF_DETAILS: Final = (
    "job_class",
    "tier",
    "employer_kind",
    "employer",
    "site",
    "job",
    "role",
    "weekday",
    "week",
    "iso_week",
    "month",
    "season",
    "holiday",
    "short_notice",
    "permanent",
    "notice",
    "assigned",
    "length",
    "starts",
    "positions",
)
"""The facts of a detail that a document may ask for by themselves; others through `facts`."""

TIMES: Final = "times"

OF_HAPPENINGS: Final = (*OF_DETAILS, "reason", "reported", TIMES)
"""The facts of a happening: those of its detail, how it came about, and how often."""


@dataclass(frozen=True, slots=True)
class Test:
    """One fact against what is wanted: any of `any_of`, or within all of the bounds.

    A fact that is not known fails, except where "no" is wanted: what nobody said is not so.
    """

    name: str
    any_of: frozenset[Fact] = frozenset()
    bounds: tuple[tuple[str, Fraction], ...] = ()
    between: tuple[int, int] | None = None
    """From the first until before the second; from the first on round to the second."""
    turn: Turn | None = None
    """Which weeks of a course of several; the fact is the number of the day."""
    counting: Counting | None = None
    """What the fact counts, where it is how often something happened."""

    def passes(self, facts: Facts) -> bool:
        """Whether the facts are so."""
        fact = facts.get(self.name)
        if self.any_of:
            return (False if fact is None else fact) in self.any_of
        if not isinstance(fact, Fraction):
            return False
        if self.between is not None:
            low, high = self.between
            return low <= fact < high if low < high else fact >= low or fact < high
        if self.turn is not None:
            return self.turn.holds(int(fact))
        return all(_within(fact, bound, figure) for bound, figure in self.bounds)


def _within(fact: Fraction, bound: str, figure: Fraction) -> bool:
    match bound:
        case "under":
            return fact < figure
        case "at_most":
            return fact <= figure
        case "over":
            return fact > figure
        case _:
            return fact >= figure


@dataclass(frozen=True, slots=True)
class Condition:
    """All of `when` must be so, and not all of `unless`."""

    when: tuple[Test, ...] = ()
    unless: tuple[Test, ...] = ()

    def met(self, facts: Facts) -> bool:
        """Whether the part applies."""
        spared = bool(self.unless) and all(test.passes(facts) for test in self.unless)
        return not spared and all(test.passes(facts) for test in self.when)

    @property
    def countings(self) -> Iterable[Counting]:
        """What is counted for it."""
        tests = (*self.when, *self.unless)
        return [test.counting for test in tests if test.counting is not None]

    @property
    def names(self) -> Iterable[str]:
        """The facts that are asked for."""
        return [test.name for test in (*self.when, *self.unless)]


ALWAYS: Final = Condition()


def read_condition(table: Table, known: Sequence[str]) -> Condition:
    """Read `when` and `unless` of a table; both may be absent."""
    return Condition(
        _read_tests(table.table("when"), known), _read_tests(table.table("unless"), known)
    )


def read_resetting(table: Table) -> Condition:
    """Read `reset_when`: what must be so of the detail for a reset to count already."""
    return Condition(_read_tests(table.table("reset_when"), OF_DETAILS))


def _read_tests(table: Table, known: Sequence[str]) -> tuple[Test, ...]:
    tests = [_read_test(table, name) for name in known if name in table]
    other = table.table("facts")
    tests += [_read_test(other, name) for name in other.keys()]  # noqa: SIM118
    for name in known:
        table.known(name)
    table.finish()
    return tuple(tests)


def _read_test(table: Table, name: str) -> Test:
    if name == TIMES:
        below = table.table(name)
        counting = read_counting(below)
        return Test(counting.name, bounds=_read_bounds(below), counting=counting)
    if name == "starts":
        return Test(name, between=_clock_times(table, name))
    if name == "season":
        return Test("month_day", between=read_season(table, name))
    if table.holds(name, dict):
        below = table.table(name)
        if name == "week":
            return Test("day_number", turn=read_turn(below))
        return Test(name, bounds=_read_bounds(below))
    words = _read_words(table, name)
    if name in CALLED:
        _check_called(table, name, words)
    return Test(name, words)


CALLED: Final = {"weekday": WEEKDAYS, "month": MONTHS, "week": ("odd", "even")}
"""Facts that have no other words than these."""


def _check_called(table: Table, name: str, words: frozenset[Fact]) -> None:
    known = CALLED[name]
    for word in sorted(str(word) for word in words - set(known)):
        near = [each for each in known if each.startswith(word.lower())]
        hint = f"Did you mean {near[0]!r}? " if word and near else ""
        table.wrong(name, f"{word!r} is no {name}.", f"{hint}Use: {', '.join(known)}.")


def _read_words(table: Table, name: str) -> frozenset[Fact]:
    """One word, several, yes or no, or a number."""
    if table.holds(name, str):
        return frozenset({table.text(name)})
    if table.holds(name, bool):
        return frozenset({table.flag(name)})
    if table.holds(name, int) or table.holds(name, Decimal):
        return frozenset({Fraction(table.decimal(name))})
    given = table.texts(name)
    if not given:
        table.wrong(name, "names nothing.", 'Write a word or several: ["one", "two"].')
    return frozenset(given)


def _read_bounds(table: Table) -> tuple[tuple[str, Fraction], ...]:
    found = tuple((name, Fraction(table.decimal(name))) for name in BOUNDS if name in table)
    if not found:
        table.wrong("", "has no bound.", f"Use some of: {', '.join(BOUNDS)}, with a number.")
    for name in BOUNDS:
        table.known(name)
    table.finish()
    return found


def _clock_times(table: Table, name: str) -> tuple[int, int]:
    """Two clock times as minutes of the day; from the first until before the second."""
    given = [value for value in table.values(name) if isinstance(value, time)]
    if len(given) == 2:
        first, last = (value.hour * 60 + value.minute for value in given)
        return first, last
    table.wrong(name, "is not two times.", "Write starts = [17:00:00, 23:00:00].")
    return 0, 0
