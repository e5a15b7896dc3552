"""Verify a book against the schema that this program ships."""

import sqlite3
from contextlib import closing

from storage.database import Book
from storage.errors import book_error
from storage.verification import Progress, Verified, schema_of, verify


def verify_book(
    book: Book, *, seal: str = "", progress: Progress = lambda done, total: None
) -> Verified:
    """Check chain, rows and schema; see `storage.verification`. Raises BookError."""
    # The shipped schema is generated from the models, which cost more than the first screen.
    from storage.schema import create_schema, logged_tables

    with closing(sqlite3.connect(":memory:")) as fresh:
        create_schema(fresh)
        shipped = schema_of(fresh)
    try:
        return verify(book.reader(), logged_tables(), shipped, seal=seal, progress=progress)
    except sqlite3.Error as error:
        raise book_error(error) or error from error
