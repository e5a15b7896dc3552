"""What is different between two versions of a policy, clause by clause and key by key."""

import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

NAMED = ("kind", "number", "name")
"""What a clause is known by; where two have all in common they are told apart by their order."""


def policy_differences(before: str, after: str) -> tuple[str, ...]:
    """Every difference between two policy documents, a line each. Both must be TOML."""
    old, new = tomllib.loads(before), tomllib.loads(after)
    return (
        *_tables(_clauses(old), _clauses(new)),
        *_values("", _without_clauses(old), _without_clauses(new)),
    )


def _without_clauses(document: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in document.items() if key != "clause"}


def _clauses(document: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    found: dict[str, Mapping[str, Any]] = {}
    for clause in document.get("clause", ()):
        words = [str(clause[key]) for key in NAMED if key in clause]
        name = "clause " + ", ".join(words)
        count = sum(known.split(" #")[0] == name for known in found)
        found[f"{name} #{count + 1}" if count else name] = clause
    return found


def _tables(
    old: Mapping[str, Mapping[str, Any]], new: Mapping[str, Mapping[str, Any]]
) -> Iterator[str]:
    for name, clause in old.items():
        if name not in new:
            yield f"{name}: left out"
        else:
            yield from _values(f"{name}: ", clause, new[name])
    for name in new:
        if name not in old:
            yield f"{name}: added"


def _values(where: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:
    for key in dict.fromkeys((*old, *new)):
        before, after = old.get(key), new.get(key)
        if isinstance(before, Mapping) and isinstance(after, Mapping):
            yield from _values(f"{where}{key}.", before, after)
        elif before != after:
            yield f"{where}{key}: {_shown(before)} → {_shown(after)}"


def _shown(value: Any) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return "[" + ", ".join(_shown(item) for item in value) + "]"
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key} = {_shown(item)}" for key, item in value.items()) + "}"
    return str(value)
