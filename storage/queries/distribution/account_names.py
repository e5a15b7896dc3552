"""By what names the accounts of a tally that is kept apart are known."""

import sqlite3

_NAMES = {
    "employer": "SELECT name FROM employer",
    "site": "SELECT name FROM site",
    "job": "SELECT number FROM job",
}


def known_names(connection: sqlite3.Connection, fact: str) -> list[str] | None:
    """The names of every employer, every site or every job; None for any other fact."""
    query = _NAMES.get(fact)
    return None if query is None else [name for (name,) in connection.execute(query)]


def entries_of(connection: sqlite3.Connection, tally: str) -> list[tuple[int, str]]:
    """(row, account) of every entry in the accounts of a tally that is kept apart."""
    head = f"{tally}["
    rows: list[tuple[int, str]] = connection.execute(
        "SELECT id, tally FROM tally_entry WHERE substr(tally, 1, ?) = ? ORDER BY id",
        (len(head), head),
    ).fetchall()
    return rows
