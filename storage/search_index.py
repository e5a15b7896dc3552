"""The full-text index: a view of each searched table's words, an FTS5 index of the view, and the
triggers that keep it current.

The index is derived: it may be dropped and made anew at any time. It is made by sqlite-utils; the
triggers are ours, since what is indexed is not what stands in the row (`storage.queries.folding`).
"""

import sqlite3

import sqlite_utils

from storage.queries.folding import ALWAYS, LONG, SHORT

SEARCHED: dict[str, tuple[str, ...]] = {
    "officer": ("badge", "last_name", "first_name", "unit"),
    "employer": ("number", "name", "address"),
    "site": ("name", "address"),
    "job": ("number", "title", "po_number", "post_orders"),
    "detail": ("number", "call_sign"),
    "note": ("text",),
}
"""Table → the columns in its full-text index."""

AT_A_TIME = 10
"""Letters replaced in one step."""
_BEYOND_ASCII = "text GLOB '*[^' || char(1) || '-~]*'"


def create_search_index(connection: sqlite3.Connection) -> None:
    """Make all views, indexes and triggers, and index what is there; within a transaction."""
    database = sqlite_utils.Database(connection)
    for table, columns in SEARCHED.items():
        database.create_view(f"{table}_words", _view(table, columns))
        # sqlite-utils has no method for a view, but all that it asks of a table is a name.
        sqlite_utils.db.Table(database, f"{table}_words").enable_fts(
            ["words"], tokenize="unicode61 remove_diacritics 2"
        )
        for trigger in _triggers(table, columns):
            connection.execute(trigger)


def _view(table: str, columns: tuple[str, ...]) -> str:
    text = " || ' ' || ".join(f"coalesce(\"{column}\", '')" for column in columns)
    rows = f'SELECT id, {text} AS text FROM "{table}"'
    rows = f"SELECT id, text, text AS short FROM ({rows})"
    rows = _respelt(rows, "text", "short", ALWAYS)
    rows = f"SELECT id, text, short, short AS long FROM ({rows})"
    rows = _respelt(rows, "text, long", "short", SHORT)
    rows = _respelt(rows, "text, short", "long", LONG)
    words = f"CASE WHEN {_BEYOND_ASCII} THEN short || ' ' || long ELSE text END"
    return f"SELECT id AS rowid, {words} AS words FROM ({rows})"


def _respelt(rows: str, kept: str, column: str, letters: dict[str, str]) -> str:
    """The rows with letters of a column replaced: a few at a time, since SQLite's parser does not
    take them all within one another."""
    pairs = tuple(letters.items())
    for start in range(0, len(pairs), AT_A_TIME):
        spelt = column
        for letter, plain in pairs[start : start + AT_A_TIME]:
            spelt = f"replace({spelt}, '{letter}', '{plain}')"
        rows = f"SELECT id, {kept}, {spelt} AS {column} FROM ({rows})"
    return rows


def _triggers(table: str, columns: tuple[str, ...]) -> tuple[str, ...]:
    """The old words go while the row still stands, the new ones come when it does."""
    old, new = (", ".join(f'{side}."{c}"' for c in ("id", *columns)) for side in ("OLD", "NEW"))
    differs = f" WHEN ({old}) IS NOT ({new})"
    index = f"{table}_words_fts"
    drop = (
        f'INSERT INTO "{index}" ("{index}", rowid, words) '
        f"SELECT 'delete', rowid, words FROM \"{table}_words\" WHERE rowid = OLD.id"
    )
    take = (
        f'INSERT INTO "{index}" (rowid, words) '
        f'SELECT rowid, words FROM "{table}_words" WHERE rowid = NEW.id'
    )
    moments = (
        ("come", "AFTER INSERT", "", take),
        ("go", "BEFORE DELETE", "", drop),
        ("leave", "BEFORE UPDATE", differs, drop),
        ("return", "AFTER UPDATE", differs, take),
    )
    return tuple(
        f'CREATE TRIGGER "words_{table}_{name}" {moment} ON "{table}"{when} BEGIN {body}; END'
        for name, moment, when, body in moments
    )
