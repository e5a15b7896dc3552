"""The schema as SQL, generated from the models: tables, indexes, log triggers, search index, views
for other programs."""

import sqlite3
from collections.abc import Iterator

from sqlalchemy import Table
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable
from sqlmodel import SQLModel

from storage.changes import LoggedTable, triggers
from storage.models import LOGGED
from storage.readable_views import create_readable_views
from storage.search_index import create_search_index
from storage.version import APPLICATION_ID, SCHEMA_VERSION

_EXTRA_INDEXES = (
    "CREATE INDEX change_by_row ON change (tbl, row)",
    "CREATE UNIQUE INDEX action_by_seq ON action (station, seq)",
    "CREATE INDEX action_by_time ON action (at)",
    "CREATE INDEX action_by_lamport ON action (lamport)",
    "CREATE INDEX action_reversing ON action (subject) WHERE verb IN ('undo', 'redo')",
)


def logged_table(table: Table) -> LoggedTable:
    """How the log sees a table: its columns but the id, apart by whether they are personal."""
    columns = [column for column in table.columns if column.name != "id"]
    return LoggedTable(
        table.name,
        tuple(c.name for c in columns if not c.info.get("personal")),
        tuple(c.name for c in columns if c.info.get("personal")),
    )


def logged_tables() -> tuple[LoggedTable, ...]:
    """Every table that the log watches."""
    return tuple(logged_table(SQLModel.metadata.tables[str(m.__tablename__)]) for m in LOGGED)


def statements() -> Iterator[str]:
    """Everything but the search index, in an order that can be run."""
    dialect = sqlite.dialect()
    for table in SQLModel.metadata.sorted_tables:
        yield str(CreateTable(table).compile(dialect=dialect)).strip()
        for index in sorted(table.indexes, key=lambda index: str(index.name)):
            yield str(CreateIndex(index).compile(dialect=dialect))
    yield from _EXTRA_INDEXES
    for logged in logged_tables():
        yield from triggers(logged)


def create_schema(connection: sqlite3.Connection) -> None:
    """Build the whole schema inside the caller's transaction."""
    for statement in statements():
        connection.execute(statement)
    create_search_index(connection)
    create_readable_views(connection)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
