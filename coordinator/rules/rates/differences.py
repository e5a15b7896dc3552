"""What is different between two rate cards, table by table and key by key."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

NAMED: Final = ("clause", "step", "kind", "name", "role", "label", "title")
"""What a table is known by; where two have all in common they are told apart by their order."""


def card_differences(before: str, after: str) -> tuple[str, ...]:
    """Every difference between two documents, a line each. Both must be TOML."""
    old, new = (tomllib.loads(text, parse_float=Decimal) for text in (before, after))
    return tuple(_values("", old, new))


def _values(where: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:
    for key in dict.fromkeys((*old, *new)):
        before, after = old.get(key), new.get(key)
        if _is_rows(before) or _is_rows(after):
            yield from _rows(f"{where}{key}", before or (), after or ())
        elif isinstance(before, Mapping) and isinstance(after, Mapping):
            yield from _values(f"{where}{key}.", before, after)
        elif before != after:
            yield f"{where}{key}: {_shown(before)} → {_shown(after)}"


def _is_rows(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(x, Mapping) for x in value)


def _rows(
    where: str, old: Sequence[Mapping[str, Any]], new: Sequence[Mapping[str, Any]]
) -> Iterator[str]:
    """Rows of the same name and scope are compared; the rest was added or left out."""
    before, after = _named(where, old), _named(where, new)
    for name, row in before.items():
        if name not in after:
            yield f"{name}: left out"
        else:
            yield from _values(f"{name}: ", row, after[name])
    for name in after:
        if name not in before:
            yield f"{name}: added ({_shown(after[name])})"
    kept = [name for name in before if name in after]
    if kept != [name for name in after if name in before]:
        yield f"{where}: stand in another order"


def _named(where: str, rows: Sequence[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    found: dict[str, Mapping[str, Any]] = {}
    for row in rows:
        words = [str(row[key]) for key in NAMED if key in row]
        words += [_shown(row["when"])] if "when" in row else []
        name = f"{where} {', '.join(words)}".strip()
        count = sum(known.split(" #")[0] == name for known in found)
        found[f"{name} #{count + 1}" if count else name] = row
    return found


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
