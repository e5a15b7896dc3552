"""The figures of all who stand for a detail, where a key compares with the least or the average."""

from collections.abc import Sequence
from fractions import Fraction

from coordinator.rules.distribution.comparing import COUNTING, figure_of
from coordinator.rules.distribution.keys import Key
from coordinator.rules.distribution.stand import Stand

NONE_SEEN = (Fraction(0), 0)


class Figures:
    """What was seen of those who stand, by key; keys are told apart by themselves."""

    __slots__ = ("_lowest", "_sums")

    def __init__(self) -> None:
        self._lowest: dict[int, Fraction] = {}
        self._sums: dict[int, tuple[Fraction, int]] = {}

    def note(self, keys: Sequence[Key], stand: Stand) -> None:
        """Take down the figures of one who stands."""
        for key in keys:
            if key.by in COUNTING:
                figure = figure_of(key, stand)
                known = self._lowest.get(id(key))
                self._lowest[id(key)] = figure if known is None else min(known, figure)
                if key.by_average:
                    total, count = self._sums.get(id(key), NONE_SEEN)
                    self._sums[id(key)] = total + figure, count + 1

    def lowest(self, key: Key) -> Fraction | None:
        """The lowest figure by a key; None before anybody was seen."""
        return self._lowest.get(id(key))

    def beyond(self, keys: Sequence[Key], stand: Stand) -> str:
        """Why somebody's figure leaves him out, in words; "" where it does not."""
        told = (self._beyond(key, stand) for key in keys if key.bounded)
        return next(filter(None, told), "")

    def _beyond(self, key: Key, stand: Stand) -> str:
        lowest = self.lowest(key)
        if lowest is None:
            return ""
        figure = figure_of(key, stand)
        if key.above is not None and figure - lowest > key.above:
            return f"is {_told(figure - lowest)} above the lowest, {_told(key.above)} allowed"
        return self._beyond_average(key, figure) if key.by_average else ""

    def _beyond_average(self, key: Key, figure: Fraction) -> str:
        total, count = self._sums.get(id(key), NONE_SEEN)
        average = total / max(1, count)
        over = figure - average
        if key.above_average is not None and over > key.above_average:
            told = f"is {_told(over)} above the average"
            return f"{told} of {_told(average)}, {_told(key.above_average)} allowed"
        if key.percent_above is not None and over * 100 > average * key.percent_above:
            most = average * (100 + key.percent_above) / 100
            told = f"has {_told(figure)}, {_told(key.percent_above)} % above the average"
            return f"{told} of {_told(average)} are {_told(most)}"
        return ""


def _told(figure: Fraction) -> str:
    return f"{float(figure):.4g}"
