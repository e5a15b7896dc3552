"""What is different between two versions of a policy, clause by clause and key by key."""

import tomllib
from typing import Any

from coordinator.rules.document_differences import Row, tables, told_apart, values

NAMED = ("kind", "number", "name")
"""What a clause is known by; where two have all in common they are told apart by their order."""

SAID = {"clause": "clause", "call_off": "call-off rule"}
"""The tables that are compared one by one, as they are called."""


def policy_differences(before: str, after: str) -> tuple[str, ...]:
    """Every difference between two policy documents, a line each. Both must be TOML."""
    old, new = tomllib.loads(before), tomllib.loads(after)
    return (
        *(line for key in SAID for line in tables(_rules(old, key), _rules(new, key))),
        *values("", _without_rules(old), _without_rules(new)),
    )


def _without_rules(document: Row) -> dict[str, Any]:
    return {key: value for key, value in document.items() if key not in SAID}


def _rules(document: Row, key: str) -> dict[str, Row]:
    return told_apart((_name(SAID[key], rule), rule) for rule in document.get(key, ()))


def _name(called: str, rule: Row) -> str:
    known_by = ", ".join(str(rule[key]) for key in NAMED if key in rule)
    return f"{called} {known_by}".strip()
