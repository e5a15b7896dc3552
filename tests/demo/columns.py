"""One column of an answer, for short assertions."""

from typing import Any

from storage.database import Book


def column(book: Book, sql: str) -> list[Any]:
    """The first column of every row."""
    return [row[0] for row in book.reader().execute(sql)]
