"""A month's journal: what happened, as entries whose debits and credits are equal.

What was posted in a closed month is never altered: the open month takes the difference between a
source as it stands now and all that was posted of it. Amounts are cents, debits plus, credits
minus; dates are ISO and local.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from coordinator.rules.accounts.chart import Asked, Chart

Sums = Mapping[str, int]
"""Account → cents."""


@dataclass(frozen=True, slots=True)
class Part:
    """A share of an event's amount, with the facts on which its account depends."""

    asked: Asked
    cents: int


@dataclass(frozen=True, slots=True)
class Source:
    """One thing that the book knows, as it stands now: an invoice, a payment, a payroll run."""

    key: str
    on: str
    words: str
    parts: tuple[Part, ...]
    paid_out: bool = False
    """Whether its cash is pay of officers rather than money of employers."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the journal; its lines come to nothing together."""

    source: str
    on: str
    words: str
    lines: tuple[tuple[str, int], ...]

    @property
    def debit_cents(self) -> int:
        """What is debited."""
        return sum(cents for _, cents in self.lines if cents > 0)


@dataclass(frozen=True, slots=True)
class Journal:
    """All entries of a month, in the order of their dates. `month` reads 2026-10."""

    month: str
    chart: Chart
    entries: tuple[Entry, ...]

    @property
    def debit_cents(self) -> int:
        """The sum of all debits, which is that of all credits."""
        return sum(entry.debit_cents for entry in self.entries)

    @property
    def balances(self) -> dict[str, int]:
        """Account → what the month moved on it."""
        found: dict[str, int] = defaultdict(int)
        for entry in self.entries:
            for account, cents in entry.lines:
                found[account] += cents
        return {account: cents for account, cents in sorted(found.items()) if cents}


class Unbalanced(Exception):
    """Entries that do not balance; each is named. There is no journal."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        words = [
            f"{entry.words} ({entry.source}) is out by {sum(c for _, c in entry.lines)} cents."
            for entry in entries
        ]
        super().__init__(" ".join(words[:20]))
        self.entries = tuple(entries)


def sums_of(chart: Chart, source: Source) -> dict[str, int]:
    """Account → cents of a source. Raises Unposted where the chart has no account."""
    found: dict[str, int] = defaultdict(int)
    for part in source.parts:
        found[chart.account(part.asked)] += part.cents
    return {account: cents for account, cents in found.items() if cents}


def difference(now: Sums, posted: Sums) -> dict[str, int]:
    """What is still to be posted of a source."""
    moved = {account: now.get(account, 0) - posted.get(account, 0) for account in {**posted, **now}}
    return {account: cents for account, cents in moved.items() if cents}


def journal(
    chart: Chart,
    month: tuple[str, str],
    sources: Iterable[Source],
    posted: Mapping[str, Sums],
    gone: Mapping[str, tuple[str, str]],
) -> Journal:
    """The journal of a month [first, until), by what was posted before.

    `gone` are posted sources that are no more, or have changed: key → (since when, words). What
    is dated before the month is posted on its first day. Raises Unbalanced, Unposted.
    """
    first, until = month
    entries: list[Entry] = []
    seen: set[str] = set()
    for source in sources:
        seen.add(source.key)
        since = gone.get(source.key, (source.on, source.words))[0]
        on = max(first, source.on, since if source.key in posted else first)
        moved = difference(sums_of(chart, source), posted.get(source.key, {}))
        if moved and on < until:
            late = f" (of {source.on})" if source.on < first else ""
            entries.append(Entry(source.key, on, source.words + late, _ordered(moved)))
    for key, (on, words) in gone.items():
        moved = difference({}, posted.get(key, {}))
        if key not in seen and moved and on < until:
            entries.append(Entry(key, max(first, on), words, _ordered(moved)))
    wrong = [entry for entry in entries if sum(cents for _, cents in entry.lines)]
    if wrong:
        raise Unbalanced(wrong)
    ordered = sorted(entries, key=lambda entry: (entry.on, entry.source))
    return Journal(first[:7], chart, tuple(ordered))


def _ordered(moved: Sums) -> tuple[tuple[str, int], ...]:
    """Debits first, then credits, by account."""
    return tuple(sorted(moved.items(), key=lambda line: (line[1] < 0, line[0])))
