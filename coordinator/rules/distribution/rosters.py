"""Lists of names: their starting order, and who comes in later."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Protocol

from coordinator.rules.distribution.document import By, Key, Roster
from coordinator.rules.distribution.facts import Person
from coordinator.rules.distribution.tallies import Newcomers

NO_DATE = "9999-12-31"
"""Behind every date: an officer without one is the most junior."""


def started(roster: Roster, people: Sequence[Person]) -> tuple[str, ...]:
    """The members of a list in its starting order; equals stand as they were given."""
    members = [each for each in people if not roster.tiers or each.tier in roster.tiers]
    for key in reversed(roster.start):
        members.sort(key=lambda each, key=key: stored(key, each), reverse=key.reverse)  # type: ignore[misc]
    return tuple(each.id for each in members)


class Stored(Protocol):
    """Whoever has a rank, groups, a duty, dates and numbers."""

    @property
    def rank(self) -> str: ...
    @property
    def groups(self) -> tuple[str, ...]: ...
    @property
    def duty(self) -> str: ...
    @property
    def dates(self) -> Mapping[str, str]: ...
    @property
    def numbers(self) -> Mapping[str, Fraction]: ...


def stored(key: Key, person: Stored) -> tuple[int, object]:
    """The value of a key that compares what is stored of an officer."""
    match key.by:
        case By.RANK:
            return 0, _first((person.rank,), key.words)
        case By.GROUP:
            return 0, _first(person.groups, key.words)
        case By.DUTY:
            return 0, _first((person.duty,), key.words)
        case By.NUMBER:
            figure = person.numbers.get(key.of)
            return (1, 0) if figure is None else (0, figure)
        case _:
            return 0, person.dates.get(key.of) or NO_DATE


def _first(own: Sequence[str], words: Sequence[str]) -> int:
    """The place of the first of somebody's words; behind all of them where he has none."""
    return min((words.index(word) for word in own if word in words), default=len(words))


def joined(
    roster: Roster, known: tuple[str, ...], new: tuple[str, ...], start: tuple[str, ...]
) -> tuple[str, ...]:
    """A handed-over list with those who were missing, where the document lets newcomers in."""
    if roster.newcomers is Newcomers.TOP:
        return (*new, *known)
    if roster.newcomers is Newcomers.BOTTOM or not new:
        return (*known, *new)
    turn = {name: place for place, name in enumerate(start)}
    found = list(known)
    for name in new:  # before the first who stands behind him in the starting order
        behind = (place for place, other in enumerate(found) if turn[other] > turn[name])
        found.insert(next(behind, len(found)), name)
    return tuple(found)
