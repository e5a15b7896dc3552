"""What needs a hand with files that are written for others, and with those that come in."""

import sqlite3
from collections.abc import Iterator

from storage.queries.book.watched import watched_needs
from storage.queries.staffing.need import Need


def file_needs(connection: sqlite3.Connection, now: int) -> Iterator[Need]:
    """Files that could not be written, that wait to come in, and sources that are late."""
    for row in connection.execute(_NOT_WRITTEN):
        yield Need("files", "written_file", *row)
    yield from watched_needs(connection, now)


_NOT_WRITTEN = """
SELECT 0, NULL, looked_at, key || ': ' || trouble FROM written_file
WHERE trouble <> '' AND key NOT GLOB 'calendar *' ORDER BY key
"""
