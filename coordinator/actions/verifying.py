"""Verify a book against the schema that this program ships."""

import sqlite3
from contextlib import closing
from functools import cache

from storage.database import Book
from storage.errors import FileTrouble, book_error
from storage.verification import Progress, Schema, Verified, schema_of, verify


def verify_book(
    book: Book, *, seal: str = "", progress: Progress = lambda done, total: None
) -> Verified:
    """Check chain, rows and schema; see `storage.verification`. Raises BookError."""
    # Knowing the tables needs the models, which cost more than the first screen.
    from storage.schema import logged_tables

    tables, schema = logged_tables(), _shipped()
    try:
        return verify(book.reader(), tables, schema, seal=seal, progress=progress)
    except FileTrouble as error:
        raise book_error(error) or error from error


@cache
def _shipped() -> Schema:
    """The schema as the program would make it, generated from the models."""
    from storage.schema import create_schema

    with closing(sqlite3.connect(":memory:")) as fresh:
        create_schema(fresh)
        return schema_of(fresh)
