"""What may stand in a policy, told by the classes that read it, so that it cannot drift.

Each kind of clause is read once with every key taken down: its name, what it holds, its default.
"""

import inspect
import tomllib
from dataclasses import dataclass, replace
from decimal import Decimal

from coordinator.rules.clauses import KINDS, Clause, Terms, read_terms
from coordinator.rules.distribution import call_offs
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


TABLES = {
    "call_off": (call_offs.read_call_off, call_offs.CallOffRule, call_offs.EXAMPLE),
}
"""Tables beside the clauses that are explained in the same way: reader, what it makes, example."""


def explain(kind: str) -> KindWords:
    """Explain one kind of clause, or one of `TABLES`. Raises KeyError where there is none."""
    return _table_words(kind) if kind in TABLES else _clause_words(kind)


def _table_words(name: str) -> KindWords:
    read, made, example = TABLES[name]
    table = Recording(tomllib.loads(example, parse_float=Decimal))
    read(table)
    keys = tuple(words for key, words in table.found.items() if "." not in key)
    about = f"[[{name}]]: {inspect.cleandoc(made.__doc__ or name)}"
    return KindWords(name, about, "", keys, (f"[[{name}]]\n{example}",))


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


def _keys_of(clause: type[Clause], example: str) -> dict[str, KeyWords]:
    table = Recording(tomllib.loads(example, parse_float=Decimal))
    clause.read(table, Terms(""))
    return {key: words for key, words in table.found.items() if not key.startswith("scope")}
