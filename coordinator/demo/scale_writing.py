"""Writing millions of rows into a book: indexes and search are rebuilt afterwards, the log is not
left out."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlmodel import SQLModel

from coordinator.actions.results import Actor
from storage.models import Row
from storage.transaction import Transaction

ROWS_AN_ACTION = 50_000


@contextmanager
def bulk_connection(path: Path) -> Iterator[sqlite3.Connection]:
    """A fast, unsafe connection: a crash loses the file, which is then made again."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA cache_size = -400000")
        yield connection
        connection.execute("PRAGMA journal_mode = WAL")


class BulkWriter:
    """Rows in bulk, sealed into an action every so many of them."""

    def __init__(self, connection: sqlite3.Connection, now: int, *, logged: bool) -> None:
        self.connection = connection
        self._now = now
        self._logged = logged
        self._rows = 0
        self._tx: Transaction | None = None

    def insert(self, model: type[SQLModel], columns: Sequence[str], rows: Sequence[Any]) -> None:
        """Insert rows of these columns; the others get the model's defaults."""
        if issubclass(model, Row):
            self._begin()
            self._rows += len(rows)
        self.connection.executemany(insert_statement(model, columns), rows)
        if self._rows >= ROWS_AN_ACTION:
            self._seal()

    def raise_numbers(self, numbers: Iterable[tuple[str, int]]) -> None:
        """Note the last number used of each series."""
        rows = ((f"number:{series}", value) for series, value in numbers)
        self.connection.executemany("INSERT OR REPLACE INTO high_water VALUES (?, ?)", rows)

    def finish(self) -> None:
        """Seal what is left and note the greatest id of every table."""
        self._seal()
        tables = [str(model.__tablename__) for model in Row.__subclasses__()]
        for table in (*tables, "shift"):
            self.connection.execute(
                f"INSERT OR REPLACE INTO high_water SELECT 'id:{table}', max(id) "
                f'FROM "{table}" HAVING max(id) IS NOT NULL'
            )

    @contextmanager
    def bare_schema(self) -> Iterator[None]:
        """Without indexes and search triggers (and, unlogged, log triggers) within the block."""
        triggers = self._taken_off("trigger", but="log_" if self._logged else "no trigger")
        indexes = self._taken_off("index", but="no index")
        yield
        for table in self._names("table", "%_fts"):
            self.connection.execute(f"INSERT INTO {table} ({table}) VALUES ('rebuild')")
        for sql in (*indexes, *triggers):
            self.connection.execute(sql)

    def _names(self, kind: str, pattern: str = "%") -> list[str]:
        rows = self.connection.execute(
            "SELECT name FROM sqlite_master WHERE type = ? AND name LIKE ? AND sql IS NOT NULL",
            (kind, pattern),
        )
        return [name for (name,) in rows]

    def _taken_off(self, kind: str, *, but: str) -> list[str]:
        dropped = []
        for name in [name for name in self._names(kind) if not name.startswith(but)]:
            sql = "SELECT sql FROM sqlite_master WHERE name = ?"
            dropped.append(str(self.connection.execute(sql, (name,)).fetchone()[0]))
            self.connection.execute(f'DROP {kind} "{name}"')
        return dropped

    def _begin(self) -> None:
        if self._tx is None:
            self.connection.execute("BEGIN IMMEDIATE")
            actor = Actor("generator", self._now)
            self._tx = Transaction(self.connection, actor, "import", "agency:1", "")

    def _seal(self) -> None:
        if self._tx is not None:
            self._tx.seal()
            self.connection.execute("COMMIT")
        self._tx, self._rows = None, 0


def insert_statement(model: type[SQLModel], columns: Sequence[str]) -> str:
    """INSERT with a slot for each of the columns and the defaults of all others written out."""
    table = model.__table__  # type: ignore[attr-defined]
    rest = [c.name for c in table.columns if c.name not in columns and c.name != "id"]
    rest += ["id"] if "id" not in columns else []
    named = ", ".join(f'"{name}"' for name in (*columns, *rest))
    defaults = [_literal(model.model_fields[name].default) for name in rest]
    values = ", ".join(["?"] * len(columns) + defaults)
    return f'INSERT INTO "{table.name}" ({named}) VALUES ({values})'


def _literal(value: object) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, str):
        escaped = str(value).replace("'", "''")
        return f"'{escaped}'"
    return str(int(value))  # type: ignore[call-overload]
