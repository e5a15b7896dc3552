"""Many new rows in one action: ids at once, the rows themselves table by table at the end.

A model costs some 0.4 ms to build and check, which a file of ten thousand details would spend under
the book's lock. What comes from a file was read strictly before it gets here, and the tables' own
checks and the log's triggers hold for these rows as for any other.
"""

from functools import cache
from typing import Any

from storage.models.base import Row
from storage.transaction import Transaction


class NewRows:
    """New rows on their way into the book; they are not in it until `flush`."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx
        self._rows: dict[type[Row], list[dict[str, Any]]] = {}

    def add(self, model: type[Row], **values: Any) -> int:
        """Take a row, columns left out having their defaults; returns its id.

        Raises TypeError where a column that has no default is left out, or is not known.
        """
        columns = _columns(model)
        row_id = self._tx.mint(str(model.__tablename__))
        row = {**columns, **values, "id": row_id}
        lacking = [name for name, value in row.items() if value is ...]
        if lacking or len(row) > len(columns):
            raise TypeError(f"{model.__name__}: {lacking or sorted(row.keys() - columns.keys())}")
        self._rows.setdefault(model, []).append(row)
        return row_id

    def flush(self) -> None:
        """Insert what was taken, those rows first to which others refer."""
        for model in sorted(self._rows, key=_depth):
            names = tuple(_columns(model))
            sql = (
                f'INSERT INTO "{model.__tablename__}" ({", ".join(names)}) '
                f"VALUES ({', '.join(f':{name}' for name in names)})"
            )
            self._tx.connection.executemany(sql, self._rows[model])
        self._rows.clear()


@cache
def _columns(model: type[Row]) -> dict[str, Any]:
    """Column → default; `...` where there is none."""
    return {
        name: ... if found.is_required() else found.get_default()
        for name, found in model.model_fields.items()
    }


@cache
def _depth(model: type[Row]) -> int:
    """The table's place in an order in which every table comes after those it refers to."""
    table = model.metadata.tables[str(model.__tablename__)]
    return list(model.metadata.sorted_tables).index(table)
