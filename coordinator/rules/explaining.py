"""What may stand in a policy, told by the classes that read it, so that it cannot drift.

Each kind of clause is read once with every key taken down: its name, what it holds, its default.
"""

import inspect
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from decimal import Decimal
from typing import Any

from coordinator.rules.clauses import KINDS, Clause, Terms, read_terms
from coordinator.rules.documents import Table

COMMON_EXAMPLE = """number = "4.2"
name = "weekly cap"
text = "No member shall work more than 64 hours in a week."
see = ["4.3"]
reading = "A week runs from Sunday to Saturday."
severity = "override"
by = "lieutenant"
from = 2026-01-01
until = 2027-01-01"""

REQUIRED = "required"
SOMETIMES = "only where it applies"
FREE = "may be left out"


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


@dataclass(frozen=True, slots=True)
class KindWords:
    """One kind of clause as it is explained."""

    kind: str
    about: str
    unit: str
    keys: tuple[KeyWords, ...]
    examples: tuple[str, ...]


def explain(kind: str) -> KindWords:
    """Explain one kind of clause. Raises KeyError where there is none of that name."""
    clause = KINDS[kind]
    always = _keys_of(clause, "")
    keys = dict(always)
    for example in clause.examples:
        for key, words in _keys_of(clause, example).items():
            # What is asked for only where something else stands there is not always required.
            known = words if words.default != REQUIRED else replace(words, default=SOMETIMES)
            keys.setdefault(key, known)
    examples = tuple(f'[[clause]]\nkind = "{kind}"\n{example}' for example in clause.examples)
    about = inspect.cleandoc(clause.__doc__ or clause.title)
    return KindWords(kind, about, clause.unit, tuple(keys.values()), examples)


def explain_common() -> tuple[KeyWords, ...]:
    """The keys that every clause has, whatever its kind; those of `scope` with a dot."""
    always = _Recording({})
    read_terms(always, "that of its kind")
    table = _Recording(tomllib.loads(f"{COMMON_EXAMPLE}\nscope.except = {{}}"))
    read_terms(table, "that of its kind")
    found = [
        words if words.default != REQUIRED or key in always.found else replace(words, default=FREE)
        for key, words in table.found.items()
    ]
    return tuple(found)


def reference() -> str:
    """All kinds and all common keys in Markdown: the second half of the manual on policies."""
    lines = ["### Every clause", ""]
    lines += [f"- `{key.name}`: {key.holds} ({key.default})" for key in explain_common()]
    for kind in KINDS:
        words = explain(kind)
        unit = f" The figure is in {words.unit}." if words.unit else ""
        lines += ["", f"### {kind}", "", words.about + unit, ""]
        lines += [f"- `{key.name}`: {key.holds} ({key.default})" for key in words.keys]
        for example in words.examples:
            lines += ["", "```toml", example.rstrip(), "```"]
    return "\n".join(lines) + "\n"


def _keys_of(clause: type[Clause], example: str) -> dict[str, KeyWords]:
    table = _Recording(tomllib.loads(example, parse_float=Decimal))
    clause.read(table, Terms(""))
    return {key: words for key, words in table.found.items() if not key.startswith("scope")}


class _Recording(Table):
    """A table that takes down what it is asked for."""

    __slots__ = ("below", "found")

    def __init__(
        self, data: dict[str, Any], found: dict[str, KeyWords] | None = None, below: str = ""
    ) -> None:
        super().__init__(data, (), {}, [])
        self.found: dict[str, KeyWords] = {} if found is None else found
        self.below = below

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
        return _Recording(given, self.found, f"{self.below}{key}.")

    def _value(
        self, key: str, kinds: tuple[type, ...], wanted: str, default: Any, fallback: Any
    ) -> Any:
        self._take(key, wanted, default)
        return super()._value(key, kinds, wanted, default, fallback)

    def _take(self, key: str, holds: str, default: Any) -> None:
        name = self.below + key
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
