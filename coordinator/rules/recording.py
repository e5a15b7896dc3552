"""Taking down what a reader asks of a table: keys, what they hold, defaults.

A reference that is made this way is made by the readers themselves, so it cannot drift.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from typing import Any

from coordinator.rules.documents import Table

REQUIRED = "required"
SOMETIMES = "only where it applies"
FREE = "may be left out"
A_TEXT = "a text in quotes"


@dataclass(frozen=True, slots=True)
class KeyWords:
    """One key: what it holds, and what it is where it is left out (`required`: it may not be)."""

    name: str
    holds: str
    default: str

    @property
    def line(self) -> str:
        """'hours: a number (required)'."""
        return f"{self.name}: {self.holds} ({self.default})"


class Recording(Table):
    """A table that takes down what it is asked for."""

    __slots__ = ("below", "found")

    def __init__(
        self, data: dict[str, Any], found: dict[str, KeyWords] | None = None, below: str = ""
    ) -> None:
        super().__init__(data, (), {}, [])
        self.found: dict[str, KeyWords] = {} if found is None else found
        self.below = below

    def known(self, key: str, holds: str = "") -> None:
        super().known(key, holds)
        if holds:
            self.found.setdefault(self.below + key, KeyWords(self.below + key, holds, FREE))

    def choice(self, key: str, words: Sequence[str], default: str | None = None) -> str:
        found = super().choice(key, words, default)
        named = ", ".join(f'"{word}"' for word in words)
        self.found[self.below + key] = KeyWords(self.below + key, f"one of {named}", _said(default))
        return found

    def whole(self, key: str, default: int | None = None, *, least: int = 0) -> int:
        found = super().whole(key, default, least=least)
        self._take(key, "a whole number", default)
        return found

    def texts(self, key: str, default: Sequence[str] | None = None) -> tuple[str, ...]:
        found = super().texts(key, default)
        self._take(key, "a list of words", default)
        return found

    def table(self, key: str) -> Table:
        given = self._data.get(key, {})
        self._take(key, "a table", {})
        return Recording(given, self.found, f"{self.below}{key}.")

    def _value(
        self, key: str, kinds: tuple[type, ...], wanted: str, default: Any, fallback: Any
    ) -> Any:
        self._take(key, wanted, default)
        return super()._value(key, kinds, wanted, default, fallback)

    def _take(self, key: str, holds: str, default: Any) -> None:
        name = self.below + key
        known = self.found.get(name)
        if known is not None and known.holds.startswith("one of") and holds == A_TEXT:
            return  # a choice that is looked at once more, as what it is written as
        self.found[name] = KeyWords(name, holds, _said(default))


def _said(default: Any) -> str:
    if default is None:
        return REQUIRED
    if isinstance(default, (list, tuple, dict)):
        words = ", ".join(str(word) for word in default)
        return f"default: {words}" if words else FREE
    if isinstance(default, bool):
        return f"default: {str(default).lower()}"
    if isinstance(default, (date, time, int, Decimal)) or default:
        return f"default: {default}"
    return FREE
