"""What is different between two versions of a policy, clause by clause and key by key."""

import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

from coordinator.rules.document_differences import Row, told_apart, values

NAMED = ("kind", "number", "name")
"""What a clause is known by; where two have all in common they are told apart by their order."""


def policy_differences(before: str, after: str) -> tuple[str, ...]:
    """Every difference between two policy documents, a line each. Both must be TOML."""
    old, new = tomllib.loads(before), tomllib.loads(after)
    return (
        *_tables(_clauses(old), _clauses(new)),
        *values("", _without_clauses(old), _without_clauses(new)),
    )


def _without_clauses(document: Row) -> dict[str, Any]:
    return {key: value for key, value in document.items() if key != "clause"}


def _clauses(document: Row) -> dict[str, Row]:
    return told_apart((_name(clause), clause) for clause in document.get("clause", ()))


def _name(clause: Row) -> str:
    return "clause " + ", ".join(str(clause[key]) for key in NAMED if key in clause)


def _tables(old: Mapping[str, Row], new: Mapping[str, Row]) -> Iterator[str]:
    for name, clause in old.items():
        if name not in new:
            yield f"{name}: left out"
        else:
            yield from values(f"{name}: ", clause, new[name])
    for name in new:
        if name not in old:
            yield f"{name}: added"
