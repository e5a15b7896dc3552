"""Which officer, employer or job somebody means who typed a number or a name for a report."""

import sqlite3

MOST = 6


def matches(connection: sqlite3.Connection, kind: str, typed: str) -> tuple[tuple[int, str], ...]:
    """(id, words) of the records meant: the one of that number, else those whose name has it."""
    number, name = _SQL[kind]
    exact = connection.execute(number, (typed,)).fetchall()
    if exact:
        return tuple((row[0], row[1]) for row in exact[:1])
    like = "%" + typed.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
    return tuple((row[0], row[1]) for row in connection.execute(name, (like, MOST)))


_SQL = {
    "officer": (
        "SELECT id, badge || ' ' || last_name FROM officer WHERE badge = ?",
        "SELECT id, badge || ' ' || last_name || ', ' || first_name FROM officer"
        " WHERE last_name || ', ' || first_name LIKE ? ESCAPE '\\' ORDER BY last_name LIMIT ?",
    ),
    "employer": (
        "SELECT id, number || ' ' || name FROM employer WHERE number = ?",
        "SELECT id, number || ' ' || name FROM employer WHERE name LIKE ? ESCAPE '\\'"
        " ORDER BY name LIMIT ?",
    ),
    "job": (
        "SELECT id, number || ' ' || title FROM job WHERE number = ?",
        "SELECT id, number || ' ' || title FROM job WHERE title LIKE ? ESCAPE '\\'"
        " ORDER BY number LIMIT ?",
    ),
}
