"""The full-text index: a view of each searched table's words, an FTS5 index of the view, and the
triggers that keep it current.

The index is derived: it may be dropped and made anew at any time. It is made by sqlite-utils; the
triggers are ours, since what is indexed is not what stands in the row: see
`storage.queries.book.folding`.
"""

import sqlite3

import sqlite_utils

from storage.queries.book.folding import ALWAYS, LONG, SHORT

SEARCHED: dict[str, tuple[str, ...]] = {
    "officer": ("badge", "last_name", "first_name", "unit", "custom"),
    "employer": ("number", "name", "address", "custom"),
    "site": ("name", "address"),
    "job": ("number", "title", "po_number", "post_orders", "custom"),
    "detail": ("number", "call_sign"),
    "note": ("text",),
    "request": ("number", "title", "firm", "asker", "place", "po_number"),
}
"""Table → the columns in its full-text index."""

OWN_FIELDS = "custom"
"""The column that holds the agency's own fields as JSON: their values are words, their keys not."""

AT_A_TIME = 10
"""Letters replaced in one step."""
_BEYOND_ASCII = "text GLOB '*[^' || char(1) || '-~]*'"


# FTS5 reads no other virtual table, json_each among them, so the text that json.dumps wrote is
# walked through: a value begins behind `": ` and ends before `, "`, which no value holds unescaped.
_END = "instr(after, ', \"')"
_REST = f"substr(after, {_END})"
_OWN_VALUES = f"""(
WITH RECURSIVE own(words, after) AS (
SELECT '', substr(custom, instr(custom, '": ') + 3) WHERE instr(custom, '": ')
UNION ALL
SELECT words || ' ' || iif({_END}, substr(after, 1, {_END} - 1), after),
iif({_END}, substr({_REST}, instr({_REST}, '": ') + 3), '') FROM own WHERE after <> '')
SELECT words FROM own WHERE after = '')"""


def create_search_index(connection: sqlite3.Connection) -> None:
    """Make all views, indexes and triggers, and index what is there; within a transaction."""
    database = sqlite_utils.Database(connection)
    for table in SEARCHED:
        index_table(database, table)


def renew_table(database: sqlite_utils.Database, table: str) -> None:
    """Make the index of one table anew, of today's columns; within a transaction."""
    for name in ("come", "go", "leave", "return"):
        database.execute(f'DROP TRIGGER "words_{table}_{name}"')
    database.execute(f'DROP TABLE "{table}_words_fts"')
    database.execute(f'DROP VIEW "{table}_words"')
    database.execute(f'DROP VIEW IF EXISTS "{table}_own_words"')
    index_table(database, table)


def index_table(
    database: sqlite_utils.Database, table: str, columns: tuple[str, ...] | None = None
) -> None:
    """Make the view, index and triggers of one table; within a transaction.

    `columns` are those that were searched at the time of a migration's step.
    """
    columns = columns or SEARCHED[table]
    if OWN_FIELDS in columns:
        # A view of its own: SQLite's parser does not take it within the other.
        words = f'SELECT id, {_OWN_VALUES} AS words FROM "{table}" WHERE custom IS NOT NULL'
        database.create_view(f"{table}_own_words", words)
    database.create_view(f"{table}_words", _view(table, columns))
    # sqlite-utils has no method for a view, but all that it asks of a table is a name.
    sqlite_utils.db.Table(database, f"{table}_words").enable_fts(
        ["words"], tokenize="unicode61 remove_diacritics 2"
    )
    for trigger in _triggers(table, columns):
        database.execute(trigger)


def _view(table: str, columns: tuple[str, ...]) -> str:
    text = " || ' ' || ".join(f"coalesce({_words_of(table, column)}, '')" for column in columns)
    rows = f'SELECT id, {text} AS text FROM "{table}"'
    rows = f"SELECT id, text, text AS short FROM ({rows})"
    rows = _respelt(rows, "text", "short", ALWAYS)
    rows = f"SELECT id, text, short, short AS long FROM ({rows})"
    rows = _respelt(rows, "text, long", "short", SHORT)
    rows = _respelt(rows, "text, short", "long", LONG)
    words = f"CASE WHEN {_BEYOND_ASCII} THEN short || ' ' || long ELSE text END"
    return f"SELECT id AS rowid, {words} AS words FROM ({rows})"


def _words_of(table: str, column: str) -> str:
    if column != OWN_FIELDS:
        return f'"{column}"'
    return f'(SELECT own.words FROM "{table}_own_words" AS own WHERE own.id = "{table}".id)'


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
