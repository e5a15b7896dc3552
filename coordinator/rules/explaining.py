"""What may stand in a policy, told by the classes that read it, so that it cannot drift.

Each kind of clause is read once with every key taken down: its name, what it holds, its default.
"""

import inspect
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

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
    (call_offs.EXAMPLE,),
)
TABLES: Mapping[str, Explained] = {"call_off": CALL_OFF, **explained.TABLES}
"""Tables beside the clauses that are explained in the same way."""


def explain(kind: str) -> KindWords:
    """Explain one kind of clause, or one of `TABLES`. Raises KeyError where there is none."""
    return _table_words(kind) if kind in TABLES else _clause_words(kind)


def _table_words(name: str) -> KindWords:
    told = TABLES[name]
    always, keys = _read_by(told, ""), dict[str, KeyWords]()
    for example in told.examples:
        for key, words in _read_by(told, example).items():
            known = words if words.default != REQUIRED else always.get(key, words)
            once = known.default == REQUIRED and key not in always
            keys.setdefault(key, replace(known, default=SOMETIMES) if once else known)
    about = f"{told.head}: {told.about}"
    examples = tuple(f"{told.head}\n{example}" for example in told.examples)
    return KindWords(name, about, "", tuple(keys.values()), examples)


def _read_by(told: Explained, example: str) -> dict[str, KeyWords]:
    table = Recording(tomllib.loads(example, parse_float=Decimal))
    told.read(table)
    return {key: words for key, words in table.found.items() if "." not in key}


def _clause_words(kind: str) -> KindWords:
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


def _keys_of(clause: type[Clause], example: str) -> dict[str, KeyWords]:
    table = Recording(tomllib.loads(example, parse_float=Decimal))
    clause.read(table, Terms(""))
    return {key: words for key, words in table.found.items() if not key.startswith("scope")}
