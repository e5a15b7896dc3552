"""Find anything: full-text search over the records that the schema indexes."""

import sqlite3
from dataclasses import dataclass

from storage.queries.book.folding import folded

_SOURCES: tuple[tuple[str, str, str], ...] = (
    (
        "officer",
        "t.last_name || iif(t.first_name = '', '', ', ' || t.first_name) || ' · ' || t.badge",
        "t.unit",
    ),
    ("employer", "t.name || ' · ' || t.number", "t.address"),
    ("job", "t.number || ' · ' || t.title", "t.po_number"),
    ("detail", "t.number", "t.call_sign"),
    (
        "request",
        "t.number || ' · ' || t.title",
        "coalesce((SELECT name FROM employer WHERE employer.id = t.employer_id),"
        " nullif(t.firm, ''), t.asker)",
    ),
    ("site", "t.name", "t.address"),
    ("note", "t.text", "t.subject"),
)
"""Table, its title and its second line; the order is that of the hits."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One record found: which table and row, and two lines to show for it."""

    table: str
    row: int
    title: str
    more: str


def search(connection: sqlite3.Connection, words: str, limit: int = 20) -> tuple[Hit, ...]:
    """Records in which every word (or the beginning of one) occurs; at most `limit` a table."""
    query = match_query(words)
    if not query:
        return ()
    return tuple(hit for source in _SOURCES for hit in _hits(connection, source, query, limit))


def match_query(words: str) -> str:
    """The words as an FTS5 query: each quoted, so that none is read as syntax, and a prefix.

    They are spelt as the index spells them, so that Łukasik is found by either spelling.
    """
    quoted = (word.replace('"', '""') for word in folded(words).split())
    return " ".join(f'"{word}"*' for word in quoted)


def _hits(
    connection: sqlite3.Connection, source: tuple[str, str, str], query: str, limit: int
) -> list[Hit]:
    table, title, more = source
    rows = connection.execute(
        f"SELECT t.id, {title}, {more} FROM {table}_words_fts AS f "
        f"JOIN {table} AS t ON t.id = f.rowid "
        f"WHERE {table}_words_fts MATCH ? ORDER BY f.rowid DESC LIMIT ?",
        (query, limit),
    )
    return [Hit(table, row, str(name), str(second or "")) for row, name, second in rows]
