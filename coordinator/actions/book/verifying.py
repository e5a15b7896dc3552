"""Verify a book against the schema that this program ships, and the papers beside it."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from functools import cache
from pathlib import Path

from storage import kept_files
from storage.database import Book
from storage.errors import FileTrouble, book_error
from storage.verification import Progress, Schema, Verified, schema_of, verify


def verify_book(
    book: Book,
    *,
    seal: str = "",
    progress: Progress = lambda done, total: None,
    papers_of: Path | None = None,
) -> Verified:
    """Check chain, rows, schema and kept papers; see `storage.verification`. Raises BookError.

    `papers_of` is the book beside which the papers lie, if not this one.
    """
    # Knowing the tables needs the models, which cost more than the first screen.
    from storage.schema import logged_tables

    tables, schema = logged_tables(), shipped_schema()
    try:
        found = verify(book.reader(), tables, schema, seal=seal, progress=progress)
        papers = tuple(kept_files.findings(papers_of or book.path, book.reader()))
        return replace(found, findings=(*found.findings, *papers)) if papers else found
    except FileTrouble as error:
        raise book_error(error) or error from error


@cache
def shipped_schema() -> Schema:
    """The schema as the program would make it, generated from the models."""
    from storage.schema import create_schema

    with closing(sqlite3.connect(":memory:")) as fresh:
        create_schema(fresh)
        return schema_of(fresh)
