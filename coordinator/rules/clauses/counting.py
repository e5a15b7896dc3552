"""What a cap adds up in a window where hours of some kinds weigh more or less than others."""

from collections.abc import Sequence
from dataclasses import dataclass

from coordinator.rules.clauses.clause import ALIASES
from coordinator.rules.clauses.selection import Selection
from coordinator.rules.documents import Table
from coordinator.rules.facts import SPAN_KINDS, SpanFacts
from coordinator.rules.spans import Span, covered

Factors = tuple[tuple[str, int], ...]
"""(kind, percent): time of this kind counts so much."""


@dataclass(frozen=True, slots=True)
class Counted:
    """The time of one officer that counts: `plain` as it elapsed, `weighed` by its percent."""

    plain: list[Span]
    weighed: tuple[tuple[list[Span], int], ...] = ()
    by_start: bool = False
    """What starts in a window counts whole, nothing else."""

    def within(self, window: Span) -> int:
        """Seconds that count in a window; of a weighed kind only the time beside plain work."""
        figure = base = self._covered(self.plain, window)
        for spans, percent in self.weighed:
            figure += (self._covered([*self.plain, *spans], window) - base) * percent // 100
        return figure

    def _covered(self, spans: Sequence[Span], window: Span) -> int:
        if not self.by_start:
            return covered(spans, window)
        mine = [span for span in spans if window[0] <= span[0] < window[1]]
        return covered(mine, (window[0], max((end for _, end in mine), default=window[1])))


def counted(
    selection: Selection,
    factors: Factors,
    spans: Sequence[SpanFacts],
    *,
    by_start: bool = False,
) -> Counted:
    """Of an officer's spans those that the selection counts, parted by how much they weigh."""
    if not factors:
        return Counted(selection.of(spans), by_start=by_start)
    named = {kind for kind, _ in factors}
    plain = selection.of([span for span in spans if span.kind not in named])
    weighed = [
        (selection.of([span for span in spans if span.kind == kind]), percent)
        for kind, percent in factors
    ]
    return Counted(plain, tuple(weighed), by_start)


def sliding(span: Span, length: int, edges: Sequence[int]) -> list[Span]:
    """The windows of `length` seconds that overlap a span and at which a sum can be greatest.

    What is added up changes its course only where a window begins or ends at one of the `edges`,
    or a minute beside it for what counts by whole spans.
    """
    low, high = span[0] - length + 60, span[1] - 60
    near = {edge + step for edge in edges for step in (-60, 0, 60)}
    starts = {low, high} | near | {edge - length for edge in near}
    return [(start, start + length) for start in sorted(starts) if low <= start <= high]


def read_factors(table: Table, key: str) -> Factors:
    """Read a table of kinds and numbers such as { court = 0.5 }, as percents."""
    below = table.table(key)
    found = []
    for kind in below.keys():  # noqa: SIM118 - a table of a document is no mapping
        if ALIASES.get(kind, kind) not in SPAN_KINDS:
            below.wrong(kind, "is no kind of time.", f"Use: {', '.join(SPAN_KINDS)}.")
        percent = below.decimal(kind) * 100
        if percent % 1:
            below.wrong(kind, "is finer than a hundredth.", "Write 0.33, not 0.333.")
        found.append((ALIASES.get(kind, kind), int(percent)))
    return tuple(found)
