"""Steps that round hours and keep them within limits."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import ClassVar, Self

from coordinator.rules.documents import Table
from coordinator.rules.rates.hours import HourFacts
from coordinator.rules.rates.lines import hours_words, number
from coordinator.rules.rates.reading_portions import ORDERED, whole_minutes


@dataclass(frozen=True, slots=True)
class Round:
    """Round to full steps of so many `minutes`; only the time beyond `over` hours when that is
    given, or beyond the hours ordered with `over = "ordered"`.

    Going up, a part shorter than `grace` minutes is let go and a longer one counts as a whole
    step. `nearest` sends the middle up, `nearest_down` sends it down.
    """

    kind: ClassVar[str] = "round"
    examples: ClassVar[tuple[str, ...]] = (
        'minutes = 30\ndirection = "up"\ngrace = 6',
        'minutes = 60\ngrace = 15\nover = "ordered"',
    )

    to: int
    direction: str = "up"
    grace: int = 0
    over: int = 0
    over_order: bool = False

    @classmethod
    def read(cls, table: Table) -> Self:
        to = table.whole("minutes", least=1)
        if to > 24 * 60:
            table.wrong("minutes", f"{to} is longer than a day.", "Round to 15, 30 or 60 minutes.")
        way = table.choice("direction", ("up", "nearest", "nearest_down", "down"), "up")
        over_order = table.holds("over", str) and table.choice("over", (ORDERED,)) == ORDERED
        over = 0 if table.holds("over", str) else whole_minutes(table, "over", Decimal(0))
        return cls(to, way, table.whole("grace", 0), over, over_order)

    def run(self, minutes: int, facts: HourFacts) -> int:
        over = facts.ordered if self.over_order else self.over
        whole, part = divmod(max(0, minutes - over), self.to)
        if minutes <= over or part == 0:
            return minutes
        return over + (whole + self._counts(part)) * self.to

    def _counts(self, part: int) -> int:
        if self.direction == "up":
            return int(part >= self.grace)
        if self.direction == "nearest_down":
            return int(part * 2 > self.to)
        return int(self.direction == "nearest" and part * 2 >= self.to)

    def says(self) -> str:
        way = {"up": "up to the full", "down": "down to the full"}
        words = f"rounded {way.get(self.direction, 'to the nearest')} {_step_words(self.to)}"
        words += " (the middle goes down)" if self.direction == "nearest_down" else ""
        words += f" (a part under {self.grace} min is let go)" if self.grace else ""
        if self.over_order:
            return f"{words}, over the hours ordered"
        return words + (f", over {hours_words(self.over)}" if self.over else "")


@dataclass(frozen=True, slots=True)
class Least:
    """At least so many `hours`, or at least a `share` of the hours ordered; with both, the greater.

    What the steps before it leave at nothing becomes the minimum too.
    """

    kind: ClassVar[str] = "least"
    examples: ClassVar[tuple[str, ...]] = ("hours = 4", "hours = 3\nshare = 0.5")

    minutes: int
    share: Decimal = Decimal(0)

    @classmethod
    def read(cls, table: Table) -> Self:
        share = table.decimal("share", Decimal(0))
        minutes = whole_minutes(table, "hours", Decimal(0) if share else None)
        return cls(minutes, share)

    def run(self, minutes: int, facts: HourFacts) -> int:
        part = (self.share * facts.ordered).quantize(Decimal(1), ROUND_HALF_UP)
        return max(minutes, self.minutes, int(part))

    def says(self) -> str:
        share = f"{number(self.share * 100)} % of the hours ordered" if self.share else ""
        hours = hours_words(self.minutes) if self.minutes or not share else ""
        return "minimum " + " or ".join(filter(None, (hours, share)))


@dataclass(frozen=True, slots=True)
class Most:
    """At most so many `hours`."""

    kind: ClassVar[str] = "most"
    examples: ClassVar[tuple[str, ...]] = ("hours = 12",)

    minutes: int

    @classmethod
    def read(cls, table: Table) -> Self:
        return cls(whole_minutes(table, "hours"))

    def run(self, minutes: int, facts: HourFacts) -> int:
        return min(minutes, self.minutes)

    def says(self) -> str:
        return f"at most {hours_words(self.minutes)}"


@dataclass(frozen=True, slots=True)
class StepTable:
    """Up to so many hours counts as so many, row by row; beyond the last row the hours stay."""

    kind: ClassVar[str] = "table"
    examples: ClassVar[tuple[str, ...]] = ("up_to = [[4, 4], [8, 8]]",)

    rows: tuple[tuple[int, int], ...]

    @classmethod
    def read(cls, table: Table) -> Self:
        rows = [_row(table, value) for value in table.values("up_to")]
        limits = [limit for limit, _ in rows]
        if limits != sorted(set(limits)) or not rows:
            hint = "Write up_to = [[4, 4], [8, 8]]."
            table.wrong("up_to", "does not rise from row to row.", hint)
        return cls(tuple(rows))

    def run(self, minutes: int, facts: HourFacts) -> int:
        return next((paid for limit, paid in self.rows if minutes <= limit), minutes)

    def says(self) -> str:
        rows = (f"up to {hours_words(limit)} is {hours_words(paid)}" for limit, paid in self.rows)
        return "; ".join(rows)


def _row(table: Table, value: object) -> tuple[int, int]:
    if isinstance(value, list) and len(value) == 2:
        minutes = [Decimal(x) * 60 for x in value if isinstance(x, (int, Decimal))]
        if len(minutes) == 2 and all(0 <= x < 60_000 and x % 1 == 0 for x in minutes):
            return int(minutes[0]), int(minutes[1])
    table.wrong("up_to", "has a row that is not two numbers of hours.", "Write [[4, 4], [8, 8]].")
    return 0, 0


def _step_words(minutes: int) -> str:
    if minutes == 60:
        return "hour"
    return hours_words(minutes) if minutes % 60 == 0 else f"{minutes} min"
