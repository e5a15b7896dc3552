"""The agency's settings: JSON values under dotted keys."""

import json
import sqlite3
from typing import Any


def setting(connection: sqlite3.Connection, key: str, default: Any = None) -> Any:
    """The value of a setting, or `default` where it is not set or does not read as JSON."""
    found = connection.execute("SELECT value FROM setting WHERE key = ?", (key,)).fetchone()
    if found is None:
        return default
    try:
        return json.loads(found[0])
    except ValueError:
        return default
