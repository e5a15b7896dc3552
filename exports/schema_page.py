"""The schema in words as one Markdown page, for those who read the book with other programs."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from storage.schema_words import ColumnWords, TableWords

HEAD = """\
# The tables of the book

Written by `coordinator schema` from the program's own models (schema {schema}). The book is one
SQLite file; [The open book](open_book.md) says how to read it with other programs.

- Instants are whole seconds UTC in columns ending in `_at`; spans are half-open.
- Dates are ISO text, local to the agency, in columns ending in `_on`. Amounts are cents, hours
  minutes.
- A *personal* column is kept apart in the log, salted, so that it can be closed for good.
- A *logged* table is watched by the change log: every change of a row is sealed. `readable_…` is
  its view with local times, names and amounts.
"""


def schema_page(tables: Iterable["TableWords"], schema: int) -> str:
    """The whole page; `schema` is the number of the schema."""
    return HEAD.format(schema=schema) + "".join(
        line + "\n" for table in tables for line in table_lines(table)
    )


def table_lines(table: "TableWords") -> Iterator[str]:
    """One table: what it is, then its columns."""
    yield ""
    yield f"## {table.name}"
    yield ""
    logged = f"Logged; view `{table.view}`." if table.logged else "Outside the log."
    yield f"{_cell(table.words)} *{logged}*"
    yield ""
    yield "| column | type | means | holds |"
    yield "| --- | --- | --- | --- |"
    for column in table.columns:
        type_ = column.type + ("" if column.required else ", may be NULL")
        yield f"| `{column.name}` | {type_} | {_cell(column.words)} | {_holds(column)} |"


def _holds(column: "ColumnWords") -> str:
    found = [column.unit] if column.unit else []
    if column.refers_to:
        found.append(f"→ `{column.refers_to}`")
    if column.allowed:
        found.append(", ".join(f"`{word}`" for word in column.allowed))
    if column.personal:
        found.append("**personal**")
    return "; ".join(found)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
