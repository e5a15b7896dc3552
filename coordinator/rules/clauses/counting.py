"""What a cap adds up in a window where hours of some kinds weigh more or less than others."""

from bisect import bisect_left
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate

from coordinator.rules.clauses.reading import WORDS
from coordinator.rules.clauses.selection import Selection
from coordinator.rules.documents import Table
from coordinator.rules.facts import MISSED, SPAN_KINDS, SpanFacts
from coordinator.rules.spans import Span, disjoint

MINUTE = 60
"""Seconds. Nothing in the book is finer."""

Factors = tuple[tuple[str, int], ...]
"""(kind, percent): time of this kind counts so much."""


class Cover:
    """How much of any window some spans cover, asked many times of the same spans."""

    __slots__ = ("_blocks", "_sums")

    def __init__(self, spans: Iterable[Span]) -> None:
        self._blocks = disjoint(sorted(spans))
        self._sums = list(accumulate((end - start for start, end in self._blocks), initial=0))

    def within(self, window: Span) -> int:
        """Seconds of the window that they cover."""
        return self._before(window[1]) - self._before(window[0])

    def _before(self, instant: int) -> int:
        place = bisect_left(self._blocks, (instant,))
        if not place:
            return 0
        start, end = self._blocks[place - 1]
        return self._sums[place - 1] + min(instant, end) - start


class Starting(Cover):
    """How much work starts in a window, whatever lies behind its end."""

    __slots__ = ("_spans",)

    def __init__(self, spans: Iterable[Span]) -> None:
        self._spans = sorted(spans)
        super().__init__(self._spans)

    def within(self, window: Span) -> int:
        """Seconds of those that start in the window, each second once."""
        mine = [span for span in self._spans if window[0] <= span[0] < window[1]]
        return Cover(mine).within((window[0], max((end for _, end in mine), default=window[1])))


@dataclass(frozen=True, slots=True)
class Counted:
    """The time of one officer that counts: `plain` as it elapsed, `weighed` by its percent."""

    plain: Cover
    weighed: tuple[tuple[Cover, int], ...] = ()
    """(plain time and that of a kind together, percent)."""
    beyond: tuple[tuple[int, int], ...] = ()
    """(instant, seconds) of what is paid beyond the clock: it counts whatever else lies there."""

    def within(self, window: Span) -> int:
        """Seconds that count in a window; of a weighed kind only the time beside plain work."""
        figure = base = self.plain.within(window)
        for cover, percent in self.weighed:
            figure += (cover.within(window) - base) * percent // 100
        for at, seconds in self.beyond:
            if window[0] <= at < window[1]:
                figure += seconds
        return figure


def counted(
    selection: Selection,
    factors: Factors,
    spans: Sequence[SpanFacts],
    *,
    by_start: bool = False,
) -> Counted:
    """Of an officer's spans those that the selection counts, parted by how much they weigh."""
    cover = Starting if by_start else Cover
    beyond = _beyond(selection, factors, spans, by_start=by_start)
    if not factors:
        return Counted(cover(selection.of(spans)), (), beyond)
    named = {kind for kind, _ in factors}
    plain = selection.of([span for span in spans if weighed_as(span, named) not in named])
    weighed = [
        (
            cover(plain + selection.of([s for s in spans if weighed_as(s, named) == kind])),
            percent,
        )
        for kind, percent in factors
    ]
    return Counted(cover(plain), tuple(weighed), beyond)


def _beyond(
    selection: Selection, factors: Factors, spans: Sequence[SpanFacts], *, by_start: bool
) -> tuple[tuple[int, int], ...]:
    weights = dict(factors)
    return tuple(
        (
            span.start if by_start else last_minute(span),
            selection.beyond(span) * weights.get(weighed_as(span, weights), 100) // 100,
        )
        for span in selection.paid_beyond(spans)
    )


def last_minute(span: SpanFacts) -> int:
    """Where what is paid beyond the clock counts."""
    return span.end - MINUTE


def weighed_as(span: SpanFacts, named: Container[str]) -> str:
    """Under what word a span is weighed: the agency's own where that is named, else its kind."""
    return span.leave_kind if span.leave_kind and span.leave_kind in named else span.kind


def sliding(span: Span, length: int, edges: Iterable[int], *, whole: bool) -> list[Span]:
    """The windows of `length` seconds that overlap a span and at which a sum can be greatest.

    What is added up changes its course only where a window begins or ends at one of the `edges`;
    where `whole` spans count (days of leave, tours that start), also a minute beside it.
    """
    low, high = span[0] - length + MINUTE, span[1] - MINUTE
    steps = (-MINUTE, 0, MINUTE) if whole else (0,)
    near = {edge + step for edge in edges for step in steps}
    starts = {low, high} | near | {edge - length for edge in near}
    return [(start, start + length) for start in sorted(starts) if low <= start <= high]


def read_factors(table: Table, key: str, *, least: int = 0) -> Factors:
    """Read a table of kinds and numbers such as { court = 0.5 }, as percents."""
    below = table.table(key)
    found = []
    for kind in below.keys():  # noqa: SIM118 - a table of a document is no mapping
        known = (*SPAN_KINDS, *MISSED, *sorted(table.own_words))
        if WORDS.get(kind, kind) not in known:
            below.wrong(kind, "is no kind of time.", f"Use: {', '.join(known)}.")
        percent = below.decimal(kind, least=Decimal(least)) * 100
        if percent % 1:
            below.wrong(kind, "is finer than a hundredth.", "Write 0.33, not 0.333.")
        found.append((WORDS.get(kind, kind), int(percent)))
    return tuple(found)


def read_by_start(table: Table) -> bool:
    """Read whether work counts whole where it starts."""
    found = table.flag("by_start")
    if found and table.text("window", "") == "rolling":
        table.wrong("by_start", "cannot stand beside a rolling window.", "Leave one of them out.")
    return found
