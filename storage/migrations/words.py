"""Schema 1 to 2: the search index finds letters such as ł, ø and ß under those people type."""

import sqlite_utils

from storage.search_index import index_table

SEARCHED: dict[str, tuple[str, ...]] = {
    "officer": ("badge", "last_name", "first_name", "unit"),
    "employer": ("number", "name", "address"),
    "site": ("name", "address"),
    "job": ("number", "title", "po_number", "post_orders"),
    "detail": ("number", "call_sign"),
    "note": ("text",),
}
"""What was searched then; later tables and columns come with their own step."""


def index_words(database: sqlite_utils.Database) -> None:
    """Drop the index as schema 1 had it, and make its successor: it is derived from the tables."""
    for table in SEARCHED:
        for suffix in ("ai", "ad", "au"):
            database.execute(f'DROP TRIGGER "{table}_{suffix}"')
        database.execute(f'DROP TABLE "{table}_fts"')
    for table in SEARCHED:
        index_table(database, table, SEARCHED[table])
