"""Conditions that count: the first three refusals of a month, the third within 90 days."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from fractions import Fraction

from coordinator.rules.distribution.facts import Happening
from coordinator.rules.documents import Table
from coordinator.rules.spans import DAY, Calendar

TAKING = frozenset({"accepted", "awarded", "ordered", "taken_over"})
"""What ends a row: he took a detail."""

EVER = "ever"
"""Within all time, as a row is counted where nothing else is said."""

ALL_TIME = 1 << 63
"""Seconds; longer than any book."""

BEGINS = {"month": 7, "year": 4}
"""How much of an ISO date tells one local month or year from another."""


@dataclass(frozen=True, slots=True)
class Counting:
    """How often something happened to an officer in the local month or year, or within so many
    days (of 24 hours), the happening in question included. Of none: the same as that one."""

    of: frozenset[str] = frozenset()
    within: str = "month"
    days: int = 0
    in_a_row: bool = False
    """Only those since he last took a detail (`TAKING`)."""
    unless: frozenset[str] = frozenset()
    """What happened for one of these reasons is not counted."""

    @property
    def name(self) -> str:
        """What the figure is called among the facts of a happening."""
        row = " in a row" if self.in_a_row else ""
        spared = f" unless {', '.join(sorted(self.unless))}" if self.unless else ""
        return f"times {' '.join(sorted(self.of))} {self.within}{self.days or ''}{row}{spared}"

    @property
    def heard(self) -> frozenset[str]:
        """What it must be told of, beside the happening that asks."""
        return self.of | TAKING if self.in_a_row else self.of

    @property
    def seconds(self) -> int:
        """How far back it looks at most."""
        if self.within == EVER:
            return ALL_TIME
        return {"month": 31, "year": 366}.get(self.within, self.days) * DAY

    def counts(self, what: str, reason: str, own: str) -> bool:
        """Whether something is counted when it is `own` that asks."""
        return what in (self.of or {own}) and reason not in self.unless


def read_counting(table: Table) -> Counting:
    """Read `of`, `within` or `days` and `unless` of a condition's `times`."""
    from coordinator.rules.distribution.words import happening

    given = (table.text("of"),) if table.holds("of", str) else table.texts("of", ())
    days = table.whole("days", 0)
    in_a_row = table.flag("in_a_row")
    usual = EVER if in_a_row else "month"
    within = "days" if days else table.choice("within", tuple(BEGINS), usual)
    if days and "within" in table:
        table.wrong("within", "stands beside days.", "Leave one of them out.")
    table.known("within")
    of = frozenset(happening(word) for word in given)
    return Counting(of, within, days, in_a_row, frozenset(table.texts("unless", ())))


Seen = tuple[int, int, str, str]
"""(when, in which order it was told, what, for what reason)."""

BEFORE_ALL = (-ALL_TIME, -1)


class Counts:
    """What happened to whom, counted as a document's conditions want it; each thing once."""

    def __init__(self, wanted: Iterable[Counting], calendar: Calendar) -> None:
        self._wanted = tuple(dict.fromkeys(wanted))
        self._calendar = calendar
        self._seen: dict[str, dict[Hashable, Seen]] = {}

    def copy(self) -> "Counts":
        """The same, to which other things may be added."""
        other = Counts(self._wanted, self._calendar)
        other._seen = {officer: dict(seen) for officer, seen in self._seen.items()}
        return other

    def note(self, what: Happening) -> None:
        """Take it down, unless it is known."""
        if self._wanted:
            seen = self._seen.setdefault(what.officer, {})
            reason = str(what.facts.get("reason", ""))
            seen.setdefault(_key(what), (what.at, len(seen), what.what, reason))

    def told(self, what: Happening) -> Happening:
        """The happening with how often it was by then, for conditions that ask."""
        if not self._wanted:
            return what
        self.note(what)
        counted = {each.name: Fraction(self._count(each, what)) for each in self._wanted}
        return what._replace(facts={**what.facts, **counted})

    def _count(self, counting: Counting, what: Happening) -> int:
        seen = self._seen[what.officer]
        own = seen[_key(what)]
        if own[3] in counting.unless:
            return 0
        known = [each for each in seen.values() if each[:2] <= own[:2]]
        since = BEFORE_ALL
        if counting.in_a_row:
            since = max((each[:2] for each in known if each[2] in TAKING), default=since)
        return sum(
            1
            for each in known
            if counting.counts(each[2], each[3], own[2])
            and each[:2] > since
            and self._near(counting, each[0], own[0])
        )

    def _near(self, counting: Counting, at: int, own: int) -> bool:
        if counting.within == EVER:
            return True
        if counting.days:
            return at > own - counting.days * DAY
        length, local = BEGINS[counting.within], self._calendar.local_iso
        return local(at)[:length] == local(own)[:length]


def _key(what: Happening) -> Hashable:
    return what.what, what.which or what.detail, what.at
