"""What is different between two rate cards, table by table and key by key."""

import tomllib
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from coordinator.rules.document_differences import Row, shown, told_apart, values

NAMED: Final = ("clause", "step", "kind", "name", "role", "label", "title")
"""What a table is known by; where two have all in common they are told apart by their order."""


def card_differences(before: str, after: str) -> tuple[str, ...]:
    """Every difference between two documents, a line each. Both must be TOML."""
    old, new = (tomllib.loads(text, parse_float=Decimal) for text in (before, after))
    return tuple(values("", old, new, _rows))


def _rows(where: str, old: Sequence[Row], new: Sequence[Row]) -> Iterator[str]:
    """Rows of the same name and scope are compared; the rest was added or left out."""
    before, after = _named(where, old), _named(where, new)
    for name, row in before.items():
        if name not in after:
            yield f"{name}: left out"
        else:
            yield from values(f"{name}: ", row, after[name], _rows)
    for name in after:
        if name not in before:
            yield f"{name}: added ({shown(after[name])})"
    kept = [name for name in before if name in after]
    if kept != [name for name in after if name in before]:
        yield f"{where}: stand in another order"


def _named(where: str, rows: Sequence[Row]) -> dict[str, Row]:
    return told_apart((_name(where, row), row) for row in rows)


def _name(where: str, row: Row) -> str:
    words = [str(row[key]) for key in NAMED if key in row]
    words += [shown(row["when"])] if "when" in row else []
    return f"{where} {', '.join(words)}".strip()
