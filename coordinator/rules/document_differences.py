"""What is different between two documents, table by table and key by key."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

Row = Mapping[str, Any]
Rows = Callable[[str, Sequence[Row], Sequence[Row]], Iterator[str]]
"""Tells what is different between two arrays of tables, given where they stand."""


def values(where: str, old: Row, new: Row, rows: Rows | None = None) -> Iterator[str]:
    """A line for each key that differs, tables within one another by dotted keys.

    Without `rows` an array of tables is compared as one value.
    """
    for key in dict.fromkeys((*old, *new)):
        before, after = old.get(key), new.get(key)
        if rows is not None and (_is_rows(before) or _is_rows(after)):
            yield from rows(f"{where}{key}", before or (), after or ())
        elif isinstance(before, Mapping) and isinstance(after, Mapping):
            yield from values(f"{where}{key}.", before, after, rows)
        elif before != after:
            yield f"{where}{key}: {shown(before)} → {shown(after)}"


def by_name(name: Callable[[str, Row], str], added: Callable[[Row], str] = lambda _: "") -> Rows:
    """Compares arrays of tables row by row: `name` says what a row is known by, given where it
    stands; `added` what is said of one that is new."""

    def rows(where: str, old: Sequence[Row], new: Sequence[Row]) -> Iterator[str]:
        before, after = (told_apart((name(where, row), row) for row in each) for each in (old, new))
        yield from tables(before, after, rows, added)
        kept = [known for known in before if known in after]
        if kept != [known for known in after if known in before]:
            yield f"{where}: stand in another order"

    return rows


def tables(
    before: Mapping[str, Row],
    after: Mapping[str, Row],
    rows: Rows | None = None,
    added: Callable[[Row], str] = lambda _: "",
) -> Iterator[str]:
    """What is different between tables of the same name; the rest was added or left out."""
    for name, row in before.items():
        if name not in after:
            yield f"{name}: left out"
        else:
            yield from values(f"{name}: ", row, after[name], rows)
    for name, row in after.items():
        if name not in before:
            yield f"{name}: added{added(row)}"


def told_apart(rows: Iterable[tuple[str, Row]]) -> dict[str, Row]:
    """Rows by name; where several have one name they are told apart by their order: '#2'."""
    found: dict[str, Row] = {}
    for name, row in rows:
        count = sum(known.split(" #")[0] == name for known in found)
        found[f"{name} #{count + 1}" if count else name] = row
    return found


def shown(value: Any) -> str:
    """A value of a document as it is said in a line."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return "[" + ", ".join(shown(item) for item in value) + "]"
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key} = {shown(item)}" for key, item in value.items()) + "}"
    return str(value)


def _is_rows(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(x, Mapping) for x in value)
