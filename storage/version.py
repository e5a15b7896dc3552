"""Which schema a file has, read without loading the models."""

from contextlib import closing
from pathlib import Path

from storage.connections import open_reader
from storage.errors import FileTrouble, NotABook, book_error

SCHEMA_VERSION = 8
APPLICATION_ID = 0x434F5244
"""'CORD': what `file` and PRAGMA application_id say of a book."""


def stored_version(path: Path) -> int:
    """The schema version of the file. Raises NotABook, or a BookError for a file in trouble."""
    try:
        with closing(open_reader(path)) as connection:
            application = connection.execute("PRAGMA application_id").fetchone()[0]
            version = connection.execute("PRAGMA user_version").fetchone()[0]
    except FileTrouble as error:
        if getattr(error, "sqlite_errorname", "") == "SQLITE_NOTADB":
            raise NotABook(f"{path} is not a book of this program; it was not touched.") from error
        raise book_error(error) or error from error
    if application != APPLICATION_ID:
        raise NotABook(f"{path} is not a book of this program; it was not touched.")
    return int(version)
