"""Keep what is typed into a form, so that a power failure costs nothing. Outside the log."""

import json

from storage.database import Book


def keep_draft(book: Book, key: str, fields: dict[str, str], now: int) -> None:
    """Keep the form's fields under its key, over what was kept before. `now` in UTC seconds."""
    with book.unlogged() as connection:
        connection.execute(
            "INSERT OR REPLACE INTO draft (key, fields, kept_at) VALUES (?, ?, ?)",
            (key, json.dumps(fields, ensure_ascii=False), now),
        )


def drop_draft(book: Book, key: str) -> None:
    """Forget a form: it was saved, or given up."""
    with book.unlogged() as connection:
        connection.execute("DELETE FROM draft WHERE key = ?", (key,))
