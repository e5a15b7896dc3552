"""One officer's whole time, cut to what lies around each of his own details."""

from bisect import bisect_left
from collections.abc import Sequence

from coordinator.rules.facts import Booking, Stretch
from coordinator.rules.spans import Span

LONG = 48 * 3600
"""Seconds. Longer spans are kept apart, since they may reach in from far away."""


class Cut:
    """Sorted spans of one officer from which those that may overlap a window are taken quickly."""

    def __init__(self, work: Sequence[Stretch], details: Sequence[Booking]) -> None:
        self._work = [stretch for stretch in work if stretch[2] - stretch[1] <= LONG]
        self._long = [stretch for stretch in work if stretch[2] - stretch[1] > LONG]
        self._starts = [stretch[1] for stretch in self._work]
        self._details = details
        self._detail_starts = [booking[1] for booking in details]
        self._longest = max((booking[2] - booking[1] for booking in details), default=0)

    def work(self, window: Span, but: Stretch) -> list[Stretch]:
        """His time around a window, without the detail that is being judged."""
        first = bisect_left(self._starts, window[0] - LONG)
        last = bisect_left(self._starts, window[1])
        near = [stretch for stretch in self._work[first:last] if stretch is not but]
        if self._long:
            near += [
                s for s in self._long if s[1] < window[1] and s[2] > window[0] and s is not but
            ]
            near.sort()
        return near

    def details(self, window: Span, but: Booking) -> list[Booking]:
        """His details around a window, without the one that is being judged."""
        first = bisect_left(self._detail_starts, window[0] - self._longest)
        last = bisect_left(self._detail_starts, window[1])
        return [booking for booking in self._details[first:last] if booking is not but]
