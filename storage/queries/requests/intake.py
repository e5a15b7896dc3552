"""The versions of the agency's intake document."""

import sqlite3

from storage.queries.book.dated_documents import DatedDocument, in_force, versions


def intake_versions(connection: sqlite3.Connection) -> tuple[DatedDocument, ...]:
    """Every version that the book has, the latest first."""
    return versions(connection, "intake")


def intake_in_force(connection: sqlite3.Connection, on: str) -> DatedDocument | None:
    """The version in force on a local date (ISO); None while the book has none of its own."""
    return in_force(connection, "intake", on)
