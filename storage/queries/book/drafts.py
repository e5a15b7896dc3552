"""Forms half filled in."""

import json
import sqlite3


def draft(connection: sqlite3.Connection, key: str) -> dict[str, str]:
    """The kept fields of a form, empty where none are kept."""
    found = connection.execute("SELECT fields FROM draft WHERE key = ?", (key,)).fetchone()
    return dict(json.loads(found[0])) if found else {}
