"""Steps that say which hours count, and that add time to them or take time off."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import ClassVar, Final, Self

from coordinator.rules.documents import Table
from coordinator.rules.rates.hours import HourFacts
from coordinator.rules.rates.lines import hours_words, number
from coordinator.rules.rates.reading_portions import whole_minutes

A_DAY: Final = Decimal(24)
HALF: Final = Decimal("0.5")
_TAKEN: Final = {
    "worked": "hours worked",
    "ordered": "hours ordered",
    "first_ordered": "hours ordered at first",
    "greater": "the greater of hours worked and ordered",
    "lesser": "the lesser of hours worked and ordered",
}


@dataclass(frozen=True, slots=True)
class Take:
    """Go on with the hours worked, those ordered, those ordered before the order was cut down, or
    the greater or the lesser of worked and ordered."""

    kind: ClassVar[str] = "take"
    examples: ClassVar[tuple[str, ...]] = ('of = "greater"',)

    of: str

    @classmethod
    def read(cls, table: Table) -> Self:
        return cls(table.choice("of", tuple(_TAKEN)))

    def run(self, minutes: int, facts: HourFacts) -> int:
        return {
            "worked": facts.worked,
            "ordered": facts.ordered,
            "first_ordered": facts.first_ordered or facts.ordered,
            "greater": max(facts.worked, facts.ordered),
            "lesser": min(facts.worked, facts.ordered) if facts.ordered else facts.worked,
        }[self.of]

    def says(self) -> str:
        return _TAKEN[self.of]


@dataclass(frozen=True, slots=True)
class WholeOrder:
    """All hours ordered count when more than `over_share` of them was worked, or, with
    `least_share` instead, that share or more."""

    kind: ClassVar[str] = "whole_order"
    examples: ClassVar[tuple[str, ...]] = ("over_share = 0.5", "least_share = 0.5")

    share: Decimal
    reached: bool = False

    @classmethod
    def read(cls, table: Table) -> Self:
        if "least_share" in table:
            return cls(table.decimal("least_share"), reached=True)
        return cls(table.decimal("over_share", HALF))

    def run(self, minutes: int, facts: HourFacts) -> int:
        needed = self.share * facts.ordered
        enough = facts.worked >= needed if self.reached else facts.worked > needed
        return max(minutes, facts.ordered) if enough else minutes

    def says(self) -> str:
        share = f"{number(self.share * 100)} %"
        words = f"{share} or more" if self.reached else f"more than {share}"
        return f"all hours ordered when {words} was worked"


@dataclass(frozen=True, slots=True)
class ShareOfRest:
    """Of the hours ordered but not worked this share counts too."""

    kind: ClassVar[str] = "share_of_rest"
    examples: ClassVar[tuple[str, ...]] = ("share = 0.5",)

    share: Decimal

    @classmethod
    def read(cls, table: Table) -> Self:
        return cls(table.decimal("share"))

    def run(self, minutes: int, facts: HourFacts) -> int:
        return minutes + _part(self.share, max(0, facts.ordered - facts.worked))

    def says(self) -> str:
        return f"{number(self.share * 100)} % of the hours ordered but not worked"


@dataclass(frozen=True, slots=True)
class Add:
    """A fixed time on top: preparing, travel."""

    kind: ClassVar[str] = "add"
    examples: ClassVar[tuple[str, ...]] = ("hours = 1",)

    minutes: int

    @classmethod
    def read(cls, table: Table) -> Self:
        return cls(whole_minutes(table, "hours"))

    def run(self, minutes: int, facts: HourFacts) -> int:
        return minutes + self.minutes

    def says(self) -> str:
        return f"{hours_words(self.minutes)} more"


@dataclass(frozen=True, slots=True)
class AddExtra:
    """Time after the end that the detail caused (an arrest, a report), at most so many `hours`;
    only that of certain `reasons`, or all but some (`not_reasons`)."""

    kind: ClassVar[str] = "add_extra"
    examples: ClassVar[tuple[str, ...]] = ('most = 3\nreasons = ["arrest", "report"]',)

    most: int
    reasons: frozenset[str] = frozenset()
    not_reasons: frozenset[str] = frozenset()

    @classmethod
    def read(cls, table: Table) -> Self:
        return cls(
            whole_minutes(table, "most", A_DAY),
            frozenset(table.texts("reasons", ())),
            frozenset(table.texts("not_reasons", ())),
        )

    def run(self, minutes: int, facts: HourFacts) -> int:
        counted = sum(
            each
            for reason, each in facts.extra
            if reason not in self.not_reasons and (not self.reasons or reason in self.reasons)
        )
        return minutes + min(counted, self.most)

    def says(self) -> str:
        named = f" ({', '.join(sorted(self.reasons))})" if self.reasons else ""
        but = f" (not {', '.join(sorted(self.not_reasons))})" if self.not_reasons else ""
        most = hours_words(self.most)
        return f"time that the detail caused afterwards{named}{but}, at most {most}"


@dataclass(frozen=True, slots=True)
class Deduct:
    """A fixed time off, such as an unpaid meal, where more than `over` hours were counted."""

    kind: ClassVar[str] = "deduct"
    examples: ClassVar[tuple[str, ...]] = ("hours = 0.5\nover = 6",)

    minutes: int
    over: int = 0

    @classmethod
    def read(cls, table: Table) -> Self:
        return cls(whole_minutes(table, "hours"), whole_minutes(table, "over", Decimal(0)))

    def run(self, minutes: int, facts: HourFacts) -> int:
        return max(0, minutes - self.minutes) if minutes > self.over else minutes

    def says(self) -> str:
        over = f" where more than {hours_words(self.over)} count" if self.over else ""
        return f"{hours_words(self.minutes)} less{over}"


@dataclass(frozen=True, slots=True)
class Times:
    """The hours are multiplied, where an agency counts hours rather than prices: 4 h are paid as 6.

    A fraction of a minute is rounded half up.
    """

    kind: ClassVar[str] = "times"
    examples: ClassVar[tuple[str, ...]] = ("by = 1.5",)

    by: Decimal

    @classmethod
    def read(cls, table: Table) -> Self:
        return cls(table.decimal("by"))

    def run(self, minutes: int, facts: HourFacts) -> int:
        return _part(self.by, minutes)

    def says(self) -> str:
        return f"counted {number(self.by)} times"


def _part(share: Decimal, minutes: int) -> int:
    return int((share * minutes).quantize(Decimal(1), ROUND_HALF_UP))
