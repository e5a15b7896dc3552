"""What Datasette is told of the book: the words of its tables, and what names their rows."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from storage.schema_words import ColumnWords, TableWords


def datasette_words(
    tables: Iterable["TableWords"], names: Mapping[str, str], database: str
) -> dict[str, Any]:
    """Metadata as `datasette --metadata` reads it (docs.datasette.io, "Metadata").

    `names` are SQL of what people call a row, of which the first column makes the label;
    `database` is what Datasette calls the file: its name without the ending.
    """
    told: dict[str, Any] = {}
    for table in tables:
        columns = {column.name: _words(column) for column in table.columns}
        label = {"label_column": names[table.name].split()[0]} if table.name in names else {}
        told[table.name] = {"description": table.words, "columns": columns, **label}
        if table.view:
            words = f"{table.words} With local times, names and amounts."
            told[table.view] = {"description": words, "columns": columns}
    return {"title": "The book", "databases": {database: {"tables": told}}}


def _words(column: "ColumnWords") -> str:
    return f"{column.words} ({column.unit})" if column.unit else column.words
