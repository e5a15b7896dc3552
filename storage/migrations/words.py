"""Schema 1 to 2: the search index finds letters such as ł, ø and ß under those people type."""

import sqlite_utils

from storage.search_index import SEARCHED, create_search_index


def index_words(database: sqlite_utils.Database) -> None:
    """Drop the index as schema 1 had it, and make today's: it is derived from the tables."""
    for table in SEARCHED:
        for suffix in ("ai", "ad", "au"):
            database.execute(f'DROP TRIGGER "{table}_{suffix}"')
        database.execute(f'DROP TABLE "{table}_fts"')
    create_search_index(database.conn)
