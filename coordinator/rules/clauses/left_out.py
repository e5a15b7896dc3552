"""Time without some of its days: windows that leave days of leave out and reach that much further.

What lies on a day that is left out counts nowhere. The rest is laid out as if those days had never
been, windows are counted there, and found again in the time of the calendar.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate

from coordinator.rules.facts import SpanFacts
from coordinator.rules.spans import Span, without


class Shortened:
    """Time without some spans, which are in order and apart."""

    __slots__ = ("_ends", "_gone", "_left_out", "_places")

    def __init__(self, left_out: Sequence[Span]) -> None:
        self._left_out = left_out
        self._gone = list(accumulate((high - low for low, high in left_out), initial=0))
        self._ends = [high for _, high in left_out]
        # Where each of them would be, were they no time at all.
        pairs = zip(left_out, self._gone, strict=False)
        self._places = [low - gone for (low, _), gone in pairs]

    def at(self, instant: int) -> int:
        """An instant as it is without them; one within is where that one was."""
        place = bisect_right(self._ends, instant)
        inside = 0
        if place < len(self._left_out):
            inside = max(0, instant - self._left_out[place][0])
        return instant - self._gone[place] - inside

    def spans(self, spans: Sequence[SpanFacts]) -> list[SpanFacts]:
        """What is left of some spans."""
        return [
            each._replace(start=self.at(start), end=self.at(end), paid=_paid(each, (start, end)))
            for each in spans
            for start, end in without(each.span, self._left_out)
        ]

    def real(self, window: Span) -> Span:
        """A window of the shortened time in that of the calendar: as short as it can be."""
        first = self._gone[bisect_right(self._places, window[0])]
        last = self._gone[bisect_left(self._places, window[1])]
        return window[0] + first, window[1] + last


def _paid(whole: SpanFacts, piece: Span) -> int | None:
    """What is paid of a piece: known of the whole alone."""
    return whole.paid if piece == whole.span else None
