"""When a question, an item, points or a bar applies: `when = { attendance = { over = 500 } }`."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from coordinator.rules.documents import Table

Value = str | int | bool | Decimal
Facts = Mapping[str, Value]
"""What is known: answers by the key of their question, and the facts of KNOWN_FACTS."""

BOUNDS = ("under", "at_most", "over", "at_least")


class Condition(Protocol):
    """One test of what is known."""

    @property
    def key(self) -> str:
        """What it asks for."""

    def holds(self, facts: Facts) -> bool:
        """Whether it is met; what is not known never meets one."""


@dataclass(frozen=True, slots=True)
class Word:
    """The answer is one of these words, whatever its capitals."""

    key: str
    words: tuple[str, ...]

    def holds(self, facts: Facts) -> bool:
        found = facts.get(self.key)
        given = str(found).casefold() if found is not None else None
        return given in {word.casefold() for word in self.words}


@dataclass(frozen=True, slots=True)
class Flag:
    """It is so, or is not; what was not said is not so."""

    key: str
    wanted: bool

    def holds(self, facts: Facts) -> bool:
        return bool(facts.get(self.key, False)) is self.wanted


@dataclass(frozen=True, slots=True)
class Bounds:
    """A number lies within bounds."""

    key: str
    under: Decimal | None = None
    at_most: Decimal | None = None
    over: Decimal | None = None
    at_least: Decimal | None = None

    def holds(self, facts: Facts) -> bool:
        found = facts.get(self.key)
        if not isinstance(found, (int, Decimal)) or isinstance(found, bool):
            return False
        low = self.at_least is None or found >= self.at_least
        high = self.at_most is None or found <= self.at_most
        more = self.over is None or found > self.over
        return low and high and more and (self.under is None or found < self.under)


When = tuple[Condition, ...]
"""All of them must hold; none: always."""


def holds(when: When, facts: Facts) -> bool:
    """Whether all conditions are met."""
    return all(each.holds(facts) for each in when)


def read_when(table: Table, key: str = "when") -> When:
    """The conditions in a table below this one; what they may ask is checked by the document."""
    below = table.table(key)
    found = tuple(_condition(below, name) for name in tuple(below.keys()))
    below.finish()
    return found


def _condition(table: Table, name: str) -> Condition:
    if table.holds(name, bool):
        return Flag(name, table.flag(name))
    if table.holds(name, dict):
        return _bounds(table.table(name), name)
    return Word(name, table.texts(name) if table.holds(name, list) else (table.text(name),))


def _bounds(table: Table, name: str) -> Condition:
    far = Decimal(-1_000_000)
    given = {key: table.decimal(key, Decimal(0), least=far) for key in BOUNDS}
    limits = {key: value for key, value in given.items() if key in table}
    if not limits:
        table.wrong("", "names no limit.", "Write { at_least = 5 } or { under = 5 }.")
    table.finish()
    return Bounds(name, **limits)
