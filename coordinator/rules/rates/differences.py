"""What is different between two rate cards, table by table and key by key."""

import tomllib
from decimal import Decimal
from typing import Final

from coordinator.rules.document_differences import Row, by_name, shown, values

NAMED: Final = ("clause", "step", "kind", "name", "role", "label", "title")
"""What a table is known by; where two have all in common they are told apart by their order."""


def card_differences(before: str, after: str) -> tuple[str, ...]:
    """Every difference between two documents, a line each. Both must be TOML."""
    old, new = (tomllib.loads(text, parse_float=Decimal) for text in (before, after))
    return tuple(values("", old, new, by_name(_name, lambda row: f" ({shown(row)})")))


def _name(where: str, row: Row) -> str:
    """Its name and its scope."""
    words = [str(row[key]) for key in NAMED if key in row]
    words += [shown(row["when"])] if "when" in row else []
    return f"{where} {', '.join(words)}".strip()
