"""What may stand in a policy, told by the classes that read it, so that it cannot drift.

Each kind of clause is read once with every key taken down: its name, what it holds, its default.
"""

import inspect
import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from typing import Any

from coordinator.rules.clauses import KINDS, Clause, Terms, read_terms
from coordinator.rules.distribution import call_offs, explained
from coordinator.rules.distribution.explained import Explained
from coordinator.rules.recording import FREE, REQUIRED, SOMETIMES, KeyWords, Recording

COMMON_EXAMPLE = """number = "4.2"
name = "weekly cap"
text = "No member shall work more than 64 hours in a week."
see = ["4.3"]
reading = "A week runs from Sunday to Saturday."
severity = "override"
by = "lieutenant"
by_ranks = ["lieutenant", "captain"]
from = 2026-01-01
until = 2027-01-01"""

BELOW = ("opens.", "goes_on.")
"""Tables within one that are told with it."""

_WORD = re.compile(r'"([^"]+)"')


@dataclass(frozen=True, slots=True)
class KindWords:
    """One kind of clause as it is explained."""

    kind: str
    about: str
    unit: str
    keys: tuple[KeyWords, ...]
    examples: tuple[str, ...]


CALL_OFF = Explained(
    "[[call_off]]",
    call_offs.read_call_off,
    inspect.cleandoc(call_offs.CallOffRule.__doc__ or ""),
    (call_offs.EXAMPLE, call_offs.ON_SWAPS),
)
TABLES: Mapping[str, Explained] = {"call_off": CALL_OFF, **explained.TABLES}
"""Tables beside the clauses that are explained in the same way."""


def explain(kind: str) -> KindWords:
    """Explain one kind of clause, or one of `TABLES`. Raises KeyError where there is none."""
    return _table_words(kind) if kind in TABLES else _clause_words(kind)


def _table_words(name: str) -> KindWords:
    told = TABLES[name]
    keys = _all_keys(partial(_read_by, told), told.examples)
    about = f"{told.head}: {told.about}"
    examples = tuple(f"{told.head}\n{example}" for example in told.examples)
    return KindWords(name, about, "", tuple(keys.values()), examples)


def _read_by(told: Explained, example: Mapping[str, Any]) -> dict[str, KeyWords]:
    table = Recording(dict(example))
    told.read(table)
    found = table.found.items()
    return {key: words for key, words in found if "." not in key or key.startswith(BELOW)}


def _all_keys(
    read: Callable[[Mapping[str, Any]], dict[str, KeyWords]], examples: Sequence[str]
) -> dict[str, KeyWords]:
    """Every key that is read of nothing, of an example, or of one with another word at a choice.

    What an example leaves out is not always required, nor what is asked for only where something
    else stands there.
    """
    given = [tomllib.loads(example, parse_float=Decimal) for example in examples]
    readings = [read(each) for each in ({}, *given)]
    always = {key for key in readings[0] if all(key in each for each in given)}
    first = given[0] if given else {}
    for key, words in [pair for each in readings for pair in each.items()]:
        if '"' in words.holds and "." not in key:
            for word in _WORD.findall(words.holds):
                readings += [read({**first, key: word}), read({key: word})]
    keys = dict[str, KeyWords]()
    for reading in readings:
        for key, words in reading.items():
            once = words.default == REQUIRED and key not in always
            keys.setdefault(key, replace(words, default=SOMETIMES) if once else words)
    return keys


def _clause_words(kind: str) -> KindWords:
    clause = KINDS[kind]
    keys = _all_keys(partial(_keys_of, clause), clause.examples)
    examples = tuple(f'[[clause]]\nkind = "{kind}"\n{example}' for example in clause.examples)
    about = inspect.cleandoc(clause.__doc__ or clause.title)
    # Where the document decides what the unit is, the class has none to tell.
    unit = clause.unit if isinstance(clause.unit, str) else ""
    return KindWords(kind, about, unit, tuple(keys.values()), examples)


def explain_common() -> tuple[KeyWords, ...]:
    """The keys that every clause has, whatever its kind; those of `scope` with a dot."""
    always = Recording({})
    read_terms(always, "that of its kind")
    table = Recording(tomllib.loads(f"{COMMON_EXAMPLE}\nscope.except = {{}}"))
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


def distribution_reference() -> str:
    """All tables of the distribution part in Markdown: the end of their manual."""
    lines = ["## Every table", ""]
    lines.append("As `coordinator policy explain NAME` tells it; made from what reads the tables.")
    for name in explained.TABLES:
        words = explain(name)
        lines += ["", f"### {name}", "", words.about, ""]
        lines += [f"- `{key.name}`: {key.holds} ({key.default})" for key in words.keys]
        for example in words.examples:
            lines += ["", "```toml", example.rstrip(), "```"]
    return "\n".join(lines) + "\n"


def _keys_of(clause: type[Clause], example: Mapping[str, Any]) -> dict[str, KeyWords]:
    table = Recording(dict(example))
    clause.read(table, Terms(""))
    return {key: words for key, words in table.found.items() if not key.startswith("scope")}
