"""Lists of names: their starting order, moving a name, and going on from a mark."""

from collections.abc import Callable, Sequence

from coordinator.rules.distribution.document import By, Key, Place, Roster
from coordinator.rules.distribution.facts import Person

NO_DATE = "9999-12-31"
"""Behind every date: an officer without one is the most junior."""

Value = Callable[[Person], tuple[object, ...]]


def started(roster: Roster, people: Sequence[Person]) -> tuple[str, ...]:
    """The members of a list in its starting order; equals stand as they were given."""
    members = [each for each in people if not roster.tiers or each.tier in roster.tiers]
    for key in reversed(roster.start):
        members.sort(key=lambda each, key=key: stored(key, each), reverse=key.reverse)  # type: ignore[misc]
    return tuple(each.id for each in members)


def stored(key: Key, person: Person) -> tuple[int, object]:
    """The value of a key that compares what is stored of an officer."""
    match key.by:
        case By.RANK:
            known = person.rank in key.ranks
            return 0, key.ranks.index(person.rank) if known else len(key.ranks)
        case By.NUMBER:
            figure = person.numbers.get(key.of)
            return (1, 0) if figure is None else (0, figure)
        case _:
            return 0, person.dates.get(key.of) or NO_DATE


def moved(names: tuple[str, ...], name: str, to: Place) -> tuple[str, ...]:
    """The list after one name has moved."""
    if to is Place.STAYS:
        return names
    others = tuple(other for other in names if other != name)
    return (*others, name) if to is Place.BOTTOM else (name, *others)


def next_after(names: tuple[str, ...], name: str) -> str:
    """Who follows on a list; after the last comes the first."""
    return names[(names.index(name) + 1) % len(names)]


def from_mark(names: tuple[str, ...], mark: str) -> tuple[str, ...]:
    """The list as it is gone through: from the mark to the end, then from the top."""
    if mark not in names:
        return names
    place = names.index(mark)
    return names[place:] + names[:place]
