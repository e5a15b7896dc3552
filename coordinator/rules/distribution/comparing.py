"""What each kind of key compares of an officer, from his stand: the smaller value comes first."""

from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from math import ceil
from typing import Protocol

from coordinator.rules.distribution.document import By, Key
from coordinator.rules.distribution.rosters import NO_DATE, stored
from coordinator.rules.distribution.stand import Stand
from coordinator.rules.rotation import ticket
from coordinator.rules.spans import Calendar

ZERO = Fraction(0)

LAST = 1 << 62
"""Behind every instant and every place."""

HELD_BEFORE = "held_before"
"""The happening that somebody held the same post the day before."""

COUNTING = (By.FEWEST, By.FEWEST_HOURS, By.FEWEST_DETAILS)

Reader = Callable[[str, Stand], object]
"""What a key compares, of an officer (id) and his stand."""

Times = Mapping[str, tuple[int | None, ...]]


class Asking(Protocol):
    """What a key may look at beside the stand: the round in which officers are placed."""

    @property
    def calendar(self) -> Calendar: ...
    @property
    def seed(self) -> str: ...
    @property
    def asked(self) -> Times | None: ...
    @property
    def accepted(self) -> Mapping[str, tuple[int, ...]] | None: ...
    def lowest(self, key: Key) -> Fraction | None: ...


def reader_of(asking: Asking, key: Key) -> Reader:
    """What reads the value of a key, turned round where it says so."""
    plain = _READERS[key.by](asking, key)
    return _backwards(plain) if key.reverse else plain


class Backwards:
    """A value that sorts the other way round."""

    __slots__ = ("value",)

    def __init__(self, value: object) -> None:
        self.value = value

    def __lt__(self, other: "Backwards") -> bool:
        return bool(other.value < self.value)  # type: ignore[operator]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Backwards) and self.value == other.value

    __hash__ = None  # type: ignore[assignment]


def figure_of(key: Key, stand: Stand) -> Fraction:
    """What a counting key compares, before bands."""
    figure = stand.figures.get(key.of, ZERO)
    for other in key.plus:
        figure += stand.figures.get(other, ZERO)
    return figure if key.most is None else min(figure, key.most)


def band(figure: Fraction, lowest: Fraction, within: Fraction) -> int:
    """The band of a figure: 0 as far as `within` above the lowest, 1 as far as twice that, ..."""
    return max(0, ceil((figure - lowest) / within) - 1)


def _tally(asking: Asking, key: Key) -> Reader:
    name, more, most = key.of, key.plus, key.most

    def banded(_: str, stand: Stand) -> object:
        lowest = asking.lowest(key)
        figure = figure_of(key, stand)
        return figure if lowest is None else band(figure, lowest, key.within)

    def read(_: str, stand: Stand) -> object:
        figure = stand.figures.get(name, 0)
        for other in more:
            figure += stand.figures.get(other, 0)
        if most is not None:
            figure = min(figure, most)
        # Whole numbers are compared many times faster than fractions.
        return figure.numerator if figure.denominator == 1 else figure

    return banded if key.within else read


def _since(asking: Asking, key: Key) -> Reader:
    def read(_: str, stand: Stand) -> object:
        known = [stand.last[word] for word in key.on if word in stand.last]
        dated = stand.dates.get(key.of)
        if dated:
            known.append(asking.calendar.midnight(date.fromisoformat(dated[:10])))
        return max(known, default=-LAST)

    return read


def _asked(asking: Asking, _: Key) -> Reader:
    def read(officer: str, _: Stand) -> object:
        times = [at for at in (asking.asked or {}).get(officer, ()) if at is not None]
        return min([*times, *(asking.accepted or {}).get(officer, ())], default=LAST)

    return read


def _listed(_: Asking, key: Key) -> Reader:
    if key.of:
        return lambda _, stand: stand.places.get(key.of, LAST)
    return lambda _, stand: next(iter(stand.places.values()), LAST)


def _stored(_: Asking, key: Key) -> Reader:
    return lambda _, stand: stored(key, stand)


def _senior(_: Asking, key: Key) -> Reader:
    name = key.of
    return lambda _, stand: stand.dates.get(name) or NO_DATE


def _held(_: Asking, __: Key) -> Reader:
    return lambda _, stand: HELD_BEFORE not in stand.last


def _drawn(asking: Asking, _: Key) -> Reader:
    return lambda officer, _: ticket(asking.seed, officer)


def _backwards(read: Reader) -> Reader:
    return lambda officer, stand: Backwards(read(officer, stand))


_READERS: Mapping[By, Callable[[Asking, Key], Reader]] = {
    By.FEWEST: _tally,
    By.FEWEST_HOURS: _tally,
    By.FEWEST_DETAILS: _tally,
    By.LONGEST_SINCE: _since,
    By.SENIORITY: _senior,
    By.RANK: _stored,
    By.GROUP: _stored,
    By.DUTY: _stored,
    By.NUMBER: _stored,
    By.FIRST_ANSWER: _asked,
    By.LIST: _listed,
    By.HELD_BEFORE: _held,
    By.DRAW: _drawn,
}
