"""The agency's settings: JSON values under dotted keys."""

import json
import sqlite3
from typing import Any


def setting(connection: sqlite3.Connection, key: str, default: Any = None) -> Any:
    """The value of a setting, or `default` where it is not set, does not read as JSON, or is of
    another kind than the default: what was spoilt from outside must not stop the day's work."""
    found = connection.execute("SELECT value FROM setting WHERE key = ?", (key,)).fetchone()
    if found is None:
        return default
    try:
        value = json.loads(found[0])
    except ValueError:
        return default
    return value if default is None or isinstance(value, type(default)) else default
